"""What can stand in the way of a change to open answers."""

from __future__ import annotations


class OpenAnswerError(ValueError):
    """A change that cannot be made; `reason` names why.

    NOT_READABLE, NO_NAME, NO_MEANING, SAME_NAME, TOO_MANY, IN_USE, UNKNOWN_THEME, TOO_LATE, EMPTY, TOO_LONG,
    STILL_MARKED, NOT_LOOKED, NOT_RELEASED.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StaleError(OpenAnswerError):
    """A colleague changed this meanwhile: nothing is overwritten."""

    def __init__(self) -> None:
        super().__init__("STALE")
