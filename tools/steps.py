"""What the set-up steps share: saying what happens, running programs, and remembering what is already done."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMPS = VENV / ".meepraat"


class SetupError(Exception):
    """A step cannot be done; the message says in one sentence what the person at the keyboard can do."""


def say(text: str) -> None:
    """Print one line about what happens now."""
    print(f"> {text}", flush=True)


def run(command: list[str | Path], *, failure: str, env: Mapping[str, str] | None = None, quiet: bool = False) -> None:
    """Run a program without input, in the project folder.

    Raises SetupError with the sentence `failure` when the program is missing or ends with an error; what it said is
    shown first, also when `quiet` keeps it back otherwise.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=dict(env) if env is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if quiet else None,
            stderr=subprocess.STDOUT if quiet else None,
            check=False,
        )
    except OSError as error:
        raise SetupError(f"{failure} ({error})") from error
    if done.returncode != 0:
        if quiet:
            sys.stderr.write(done.stdout.decode(errors="replace"))
        raise SetupError(failure)


def answers(command: list[str | Path], *, env: Mapping[str, str] | None = None, seconds: float = 60) -> str | None:
    """Return what a program prints, or None when it is not there, fails, or takes too long."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=dict(env) if env is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """Return a hash of the given words and of the names and contents of files; a folder counts with all it holds."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in sorted(_files(paths)):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (inner for inner in path.rglob("*") if inner.is_file())
        elif path.is_file():
            yield path


def stamped(step: str) -> str | None:
    """Return what was noted when a step was last done, or None."""
    stamp = STAMPS / step
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else None


def stamp(step: str, text: str) -> None:
    """Note that a step is done."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(text, encoding="utf-8")


def environment(**more: str) -> dict[str, str]:
    """Return the variables of this process, without those that would point a new Python elsewhere, and `more` added."""
    misleading = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in misleading} | more
