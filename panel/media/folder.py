"""The folder in which pictures and sound lie: every file has a random name, and all have one and the same date."""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

# Like a date on every file, which would say when someone at the town hall was at work.
COMMON_DATE = dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp()
ENDINGS = {
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/webm": "webm",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
}
NAME = re.compile(r"[0-9a-f]{32}\.(?:" + "|".join(ENDINGS.values()) + ")")
UNFINISHED = "unfinished-"
# A file without a row may still be waiting for its transaction.
WAITS_AT_MOST = 3600.0


class MediaFolder:
    """Files of the municipality in one folder below the instance folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, content: bytes, content_type: str) -> str:
        """Keep a file and return its new name. Raises KeyError for another type than ours, OSError when it cannot."""
        name = f"{secrets.token_hex(16)}.{ENDINGS[content_type]}"
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = self.folder / f"{UNFINISHED}{name}"
        try:
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.utime(unfinished, (COMMON_DATE, COMMON_DATE))
            unfinished.rename(self.folder / name)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        return name

    def path(self, name: str) -> Path | None:
        """Return where a file lies, or None when it is not there or this is no name of ours."""
        if NAME.fullmatch(name) is None:
            return None
        path = self.folder / name
        return path if path.is_file() else None

    def remove(self, names: Iterable[str]) -> None:
        """Remove files; harmless when they are gone already."""
        for name in names:
            if NAME.fullmatch(name) is not None:
                (self.folder / name).unlink(missing_ok=True)

    def sweep(self, known: set[str]) -> int:
        """Remove files that no row knows, left behind by a crash; return how many."""
        if not self.folder.is_dir():
            return 0
        removed = 0
        for path in self.folder.iterdir():
            # The date that we do not set ourselves says how long a file has been waiting.
            if path.name not in known and time.time() - path.stat().st_ctime > WAITS_AT_MOST:
                path.unlink(missing_ok=True)
                removed += 1
        return removed
