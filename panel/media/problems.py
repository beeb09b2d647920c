"""Why a picture or a recording cannot be taken: codes only, worded by whoever shows them."""

from __future__ import annotations

from enum import StrEnum


class MediaProblem(StrEnum):
    """What is wrong with a file; BUSY: too many are being looked at, the same file may do a moment later."""

    EMPTY = "EMPTY"
    TOO_BIG = "TOO_BIG"
    NOT_SOUND = "NOT_SOUND"
    TOO_LONG = "TOO_LONG"
    NOT_A_PICTURE = "NOT_A_PICTURE"
    TOO_MANY_PIXELS = "TOO_MANY_PIXELS"
    BUSY = "BUSY"


class BadMediaError(ValueError):
    """A file cannot be taken. `code` is a MediaProblem; the presenter words it."""

    def __init__(self, code: MediaProblem | str) -> None:
        super().__init__(str(code))
        self.code = MediaProblem(code)
