"""Files that an officer is looking at before loading them: kept for an hour at most, for that officer only."""

from __future__ import annotations

import os
import re
import secrets
import time
from pathlib import Path

WAITS_AT_MOST = 3600.0
_NAME = re.compile(r"[0-9a-f]{32}")


class WaitingFiles:
    """Texts of files in a folder of their own, under a name that nobody can guess."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, text: str, user_id: int) -> str:
        """Keep a text for this officer and return its name; what waited too long goes. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in self._folder.iterdir():
            if time.time() - path.stat().st_mtime > WAITS_AT_MOST:
                path.unlink(missing_ok=True)
        name = secrets.token_hex(16)
        handle = os.open(self._folder / f"{user_id}-{name}.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        return name

    def read(self, name: str, user_id: int) -> str | None:
        """Return a text that this officer kept, or None when it is not there any more or someone else's."""
        path = self._path(name, user_id)
        try:
            return None if path is None else path.read_text(encoding="utf-8")
        except OSError:
            return None

    def remove(self, name: str, user_id: int) -> None:
        """Let go of a text; harmless when it is gone already."""
        path = self._path(name, user_id)
        if path is not None:
            path.unlink(missing_ok=True)

    def _path(self, name: str, user_id: int) -> Path | None:
        return self._folder / f"{user_id}-{name}.json" if _NAME.fullmatch(name) else None
