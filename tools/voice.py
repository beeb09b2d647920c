"""Finds the program that reads aloud on the server, for the tests that listen to it, or gets it."""

from __future__ import annotations

import os
import shutil

from tools.steps import SetupError, answers, environment, say

PROGRAM = "espeak-ng"


def ensure_voice() -> None:
    """Make sure that espeak-ng works, installing it where Debian's packages are.

    Raises SetupError with what to do when it cannot be had: these tests are never skipped in silence.
    """
    if _works() or _from_debian():
        return
    raise SetupError(
        "The tests of reading aloud need espeak-ng, and it could not be found or fetched: install it (on Debian and "
        "Ubuntu: apt-get install espeak-ng; on a Mac: brew install espeak-ng) and try again."
    )


def _works() -> bool:
    path = shutil.which(PROGRAM)
    return path is not None and answers([path, "--version"]) is not None


def _from_debian() -> bool:
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return False
    say("Installing espeak-ng with apt-get")
    quiet = environment(DEBIAN_FRONTEND="noninteractive")
    install: list[str] = [apt, "install", "-y", "--no-install-recommends", PROGRAM]
    if answers([*install], env=quiet, seconds=600) is None:
        answers([apt, "update"], env=quiet, seconds=600)
        answers([*install], env=quiet, seconds=600)
    return _works()
