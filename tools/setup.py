"""The first step of every command: makes sure that a Python of 3.11 or newer does the rest."""

import os
import runpy
import shutil
import sys

# This file is also read by the old versions that it turns away: keep its syntax plain.
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def switch_to_a_newer_python() -> None:
    """Return when this Python is new enough; else start again with a newer one, or stop with a sentence."""
    if sys.version_info[:2] >= OLDEST:
        return
    for name in NEWER:
        path = shutil.which(name)
        if path:
            os.execv(path, [path, "-m", "tools.setup"] + sys.argv[1:])  # noqa: RUF005, S606
    sys.exit(
        "Meepraat needs Python {}.{} or newer; {} is Python {}.{}. Install a newer one and try again.".format(
            *OLDEST, sys.executable, *sys.version_info[:2]
        )
    )


if __name__ == "__main__":
    switch_to_a_newer_python()
    runpy.run_module("tools.goals", run_name="__main__")
