"""The only place where settings are read: from variables named MEEPRAAT_..., and from files in the instance folder."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent


class MissingSecretError(RuntimeError):
    """Production was started without a secret that it needs."""


class Settings(BaseSettings):
    """Everything that can be set from outside, with the defaults of a development installation."""

    model_config = SettingsConfigDict(env_prefix="MEEPRAAT_", extra="ignore", populate_by_name=True)

    env: Literal["development", "test", "production"] = "development"
    instance_dir: Path = ROOT / "instance"
    secret_key: SecretStr | None = None
    pepper: SecretStr | None = None
    key_dir: Path | None = None
    database_url: str | None = Field(default=None, validation_alias=AliasChoices("DATABASE_URL", "database_url"))
    redis_url: str | None = Field(default=None, validation_alias=AliasChoices("REDIS_URL", "redis_url"))
    port: int = Field(default=8000, validation_alias=AliasChoices("PORT", "port"))
    default_municipality: str | None = None
    skip_second_eyes: bool = False
    # Load the example into an empty database, also outside development.
    demonstration: bool = False
    grace_hours: int = Field(default=24, ge=0, le=24 * 7)
    seat_minutes: int = Field(default=120, ge=5)
    # The seat of someone who never answered anything comes free sooner.
    empty_seat_minutes: int = Field(default=10, ge=1)
    # How much work an open link asks of a phone: 15 is about half a second on a slow one, each more doubles it.
    effort_bits: int = Field(default=15, ge=1, le=22)
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    secure_cookies: bool | None = None
    metrics_for_all: bool = False
    rate_limits: bool = True
    jobs_immediate: bool = False
    # The program that reads aloud where a phone has no voice; empty switches it off.
    speech_program: str = "espeak-ng"

    @property
    def is_production(self) -> bool:
        return self.env == "production"

    @property
    def database(self) -> str:
        """The address of the database as SQLAlchemy wants it: psycopg 3 for PostgreSQL."""
        if self.database_url is None:
            return f"sqlite:///{self.instance_dir / 'meepraat.sqlite'}"
        for prefix in ("postgresql://", "postgres://"):
            if self.database_url.startswith(prefix):
                return "postgresql+psycopg://" + self.database_url.removeprefix(prefix)
        return self.database_url

    @property
    def keys(self) -> Path:
        """The folder with the private keys of open rounds: outside the database and outside its back-ups."""
        return self.key_dir or self.instance_dir / "keys"

    @property
    def media(self) -> Path:
        """The folder with the municipality's pictures and recordings: it belongs in the back-ups."""
        return self.instance_dir / "media"

    @property
    def letters(self) -> Path:
        """The folder with locked stacks of letters, each for a day: it needs no back-up."""
        return self.instance_dir / "letters"

    @property
    def speech(self) -> Path:
        """The folder with what was read aloud before: it can be made again and needs no back-up."""
        return self.instance_dir / "speech"

    def secret(self, name: Literal["secret_key", "pepper"]) -> str:
        """Return a secret from its variable or its file; development makes up a passing one, production refuses.

        Raises MissingSecretError in production when neither exists.
        """
        given: SecretStr | None = getattr(self, name)
        if given is not None and given.get_secret_value():
            return given.get_secret_value()
        file = self.secret_file(name)
        if file.is_file():
            return file.read_text(encoding="ascii").strip()
        if self.is_production:
            raise MissingSecretError(
                f"Set MEEPRAAT_{name.upper()}, or put it in {self.secret_file(name).name} in the instance folder."
            )
        return secrets.token_urlsafe(48)

    def secret_file(self, name: str) -> Path:
        return self.instance_dir / name.replace("_", "-")


def load_settings() -> Settings:
    """Read the settings of this process from its environment."""
    return Settings()
