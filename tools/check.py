"""Runs everything that can judge the code without running it: style, types, import rules, templates, translations."""

from __future__ import annotations

import subprocess
import sys
from time import monotonic

from tools.steps import ROOT, VENV, environment

BIN = VENV / "bin"


def templates() -> list[str]:
    """Return the HTML templates of all rooms, relative to the project."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "panel").rglob("*.html") if "dist" not in path.parts)


def checks() -> dict[str, list[str] | None]:
    """Return the commands by name; None where there is nothing to check."""
    pages = templates()
    return {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "import rules": ["lint-imports", "--no-logo"],
        "templates": ["djlint", "--lint", *pages] if pages else None,
        "translations": ["python", "-m", "tools.catalogue", "check"],
    }


def main() -> int:
    """Run all checks, show what the failing ones say, and return 1 when any failed."""
    failed = []
    for name, command in checks().items():
        if command is None:
            continue
        start = monotonic()
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        word = "ok" if done.returncode == 0 else "FAILED"
        print(f"{name:<16} {word} ({monotonic() - start:.1f} s)", flush=True)
        if done.returncode != 0:
            failed.append(name)
            print(done.stdout.decode(errors="replace"), flush=True)
    if failed:
        print(f"Not in order: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
