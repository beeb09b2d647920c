"""Says for every command which steps must be done first, and does those that are not done yet."""

from __future__ import annotations

import sys

from tools.assets import build_frontend
from tools.browser import ensure_browser
from tools.packages import install_packages, install_uv, lock, make_venv
from tools.steps import ROOT, VENV_PYTHON, SetupError, environment, fingerprint, run, say, stamp, stamped
from tools.voice import ensure_voice

GOALS = ("run", "test", "test-fast", "check", "lock")


def compile_translations() -> None:
    """Turn every translation into the form that the application reads."""
    sources = sorted((ROOT / "translations").rglob("*.po"))
    wanted = fingerprint(sources)
    if stamped("translations") == wanted and all(source.with_suffix(".mo").exists() for source in sources):
        return
    say("Compiling the translations")
    run(
        [VENV_PYTHON, "-m", "tools.catalogue", "compile"],
        env=environment(),
        quiet=True,
        failure="The translations could not be compiled: see the message above.",
    )
    stamp("translations", wanted)


def reach(goal: str) -> None:
    """Do what a command needs before it can start.

    Raises SetupError when a step cannot be done on this machine.
    """
    make_venv()
    install_uv()
    install_packages("base" if goal == "run" else "dev")
    if goal == "lock":
        lock()
    if goal in {"check", "lock"}:
        return
    build_frontend()
    compile_translations()
    if goal in {"test", "test-fast"}:
        ensure_voice()
    if goal == "test":
        ensure_browser()


def main() -> int:
    """Do the steps for the goal on the command line; return the exit code."""
    goal = sys.argv[1] if len(sys.argv) == 2 else ""
    if goal not in GOALS:
        print(f"Usage: python3 -m tools.setup {'|'.join(GOALS)}", file=sys.stderr)
        return 2
    try:
        reach(goal)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
