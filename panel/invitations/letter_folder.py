"""The folder in which stacks of letters lie for a day: locked files with random names, of which we hold no key."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

NAME = re.compile(r"[0-9a-f]{32}")
LETTERS, CODES = ".letters", ".codes"
# A file without a row may still be waiting for its transaction.
WAITS_AT_MOST = 3600.0


def new_name() -> str:
    """Return a name that nobody can guess."""
    return secrets.token_hex(16)


class LetterFolder:
    """Locked files below the instance folder: letters for who ordered them, and lists of codes that wait their turn."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, ending: str, box: bytes) -> None:
        """Keep what is locked already; a file of this name is replaced whole. Raises OSError when it cannot."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(name, ending)
        unfinished = path.with_suffix(f"{ending}-{secrets.token_hex(4)}")
        try:
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(box)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(path)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    def read(self, name: str, ending: str) -> bytes | None:
        """Return a locked file, or None when it is gone."""
        try:
            return self._path(name, ending).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: str, *endings: str) -> None:
        """Remove what lies under a name (with these endings, else all of it); harmless when it is gone already."""
        for ending in endings or (LETTERS, CODES):
            self._path(name, ending).unlink(missing_ok=True)

    def sweep(self, known: Iterable[str], *, now: float) -> int:
        """Remove files that no row knows, left behind by a crash; return how many. `now` in seconds since 1970."""
        if not self.folder.is_dir():
            return 0
        names, removed = set(known), 0
        for path in self.folder.iterdir():
            if path.stem not in names and now - path.stat().st_mtime > WAITS_AT_MOST:
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def _path(self, name: str, ending: str) -> Path:
        if NAME.fullmatch(name) is None or ending not in (LETTERS, CODES):
            raise ValueError("no name of ours")
        return self.folder / f"{name}{ending}"
