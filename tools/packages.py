"""Makes the virtual environment and fills it with exactly the locked packages."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

from tools.steps import ROOT, VENV, VENV_PYTHON, SetupError, answers, environment, fingerprint, run, say, stamp, stamped

REQUIREMENTS = ROOT / "requirements"
UV = VENV / "bin" / "uv"
STRICTLY: list[str | Path] = ["--quiet", "--require-hashes", "--python", VENV_PYTHON]
Level = Literal["base", "dev"]

# How pip's settings are called in uv. With hashes on every package it does not matter which index delivers.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}


def make_venv() -> None:
    """Make `.venv` when it is missing, broken or of a Python that is too old."""
    probe = "import importlib.util, sys; sys.exit(sys.version_info < (3, 11) or not importlib.util.find_spec('pip'))"
    if answers([VENV_PYTHON, "-c", probe]) is not None:
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SetupError(
            f"This Python cannot make a virtual environment: install its venv package first "
            f"(on Debian and Ubuntu: apt-get install python{version}-venv), then try again."
        )
    say(f"Making .venv with Python {sys.version.split()[0]}")
    run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        env=environment(),
        failure="The virtual environment could not be made in .venv: see the message above.",
    )


def install_uv() -> None:
    """Install the pinned uv into `.venv` with pip."""
    wanted = fingerprint([REQUIREMENTS / "uv.txt"])
    if stamped("uv") == wanted and UV.exists():
        return
    say("Installing uv")
    _pip_install(REQUIREMENTS / "uv.txt")
    stamp("uv", wanted)


def install_packages(level: Level) -> None:
    """Bring `.venv` in step with the locked packages.

    Packages for development contain those for serving, so once they are in they stay, also for `make run`.
    """
    before = stamped("packages") or ""
    if before.startswith("dev "):
        level = "dev"
    locked = REQUIREMENTS / f"{level}.txt"
    wanted = f"{level} {fingerprint([locked])}"
    if before == wanted:
        return
    say("Installing the locked packages" + (" and what tests and checks need" if level == "dev" else ""))
    # Should this be broken off half-way, the next run begins again.
    stamp("packages", f"{level} unfinished")
    command: list[str | Path] = [UV, "pip", "sync", *STRICTLY, locked]
    # Where Python may not keep what it compiles (PYTHONDONTWRITEBYTECODE), every start would compile it all again.
    if sys.dont_write_bytecode:
        command.append("--compile-bytecode")
    if subprocess.run([str(part) for part in command], cwd=ROOT, env=uv_environment(), check=False).returncode != 0:
        say("uv could not fetch everything; trying the same with pip, which is slower")
        _pip_install(locked)
    stamp("packages", wanted)


def install_apart(name: str) -> Path:
    """Install `requirements/<name>.txt` into a folder of its own inside `.venv`, where a sync leaves it alone."""
    target = VENV / name
    locked = REQUIREMENTS / f"{name}.txt"
    wanted = fingerprint([locked])
    if stamped(name) != wanted or not target.is_dir():
        stamp(name, "unfinished")
        shutil.rmtree(target, ignore_errors=True)
        run(
            [UV, "pip", "install", *STRICTLY, "--target", target, "-r", locked],
            env=uv_environment(),
            failure=f"The packages of requirements/{name}.txt could not be fetched: is the package index within reach?",
        )
        stamp(name, wanted)
    return target


def lock() -> None:
    """Compile every `requirements/*.in` into hashed lists for Python 3.11 and newer, without any index address."""
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    # base first: the others are held to the versions chosen there.
    for name in ("base", "dev", "uv", "node"):
        say(f"Compiling requirements/{name}.txt")
        held = ["-c", "requirements/base.txt"] if name in {"dev", "uv"} else []
        run(
            [
                UV, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
                "--no-emit-index-url", "--no-emit-find-links", "--no-header", *upgrade, *held,
                f"requirements/{name}.in", "-o", f"requirements/{name}.txt",
            ],
            env=uv_environment(),
            failure=f"requirements/{name}.in could not be compiled: see the message above.",
        )  # fmt: skip


def _pip_install(locked: Path) -> None:
    run(
        [VENV_PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", locked],
        env=environment(),
        failure="Packages could not be fetched: is the package index within reach, and does pip know the way to it?",
    )


def uv_environment() -> dict[str, str]:
    """Return the variables for uv: it does not read pip's settings, so what pip was told is handed over.

    A variable that is already set for uv wins.
    """
    variables = environment()
    variables.setdefault("UV_SYSTEM_CERTS", "1")
    variables.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    for name, value in pip_settings().items():
        if name in UV_NAMES and value:
            variables.setdefault(UV_NAMES[name], _as_uv_reads_it(name, value))
    return variables


def pip_settings() -> dict[str, str]:
    """Return pip's own settings, from its files and variables, by their plain name (`index-url`)."""
    listed = answers([VENV_PYTHON, "-m", "pip", "config", "list"], env=environment()) or ""
    settings: dict[str, str] = {}
    for line in listed.splitlines():
        key, found, value = line.partition("=")
        section, _, name = key.rpartition(".")
        if found and section in {"global", "install", ":env:"}:
            settings[name] = str(ast.literal_eval(value))
    return settings


def _as_uv_reads_it(name: str, value: str) -> str:
    parts = value.split()
    if name == "find-links":
        return ",".join(part for part in parts if "://" in part or Path(part).exists())
    return " ".join(parts)
