"""What every page knows of its surroundings: the municipality whose address was typed, and the settings."""

from __future__ import annotations

from typing import Protocol

import flask

from config import Settings
from panel.core.keys import KeyDirectory, Pepper


class CurrentMunicipality(Protocol):
    """The part of a municipality that pages need, so that core need not know the room it comes from."""

    id: int
    slug: str
    name: str
    theme: str


def current_municipality() -> CurrentMunicipality:
    """Return the municipality that this request is for."""
    found: CurrentMunicipality = flask.g.municipality
    return found


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["meepraat_settings"]
    return found


def key_directory() -> KeyDirectory:
    found: KeyDirectory = flask.current_app.extensions["meepraat_keys"]
    return found


def pepper() -> Pepper:
    found: Pepper = flask.current_app.extensions["meepraat_pepper"]
    return found
