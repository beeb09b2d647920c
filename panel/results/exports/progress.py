"""How far a file is: a writer of a long file tells it after each part."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how many parts are ready and how many there are."""


def nobody_waits(ready: int, parts: int) -> None:
    """Tell nobody how far it is."""
