"""Keeps the pages of outcomes that were made last: frozen figures need not be worded anew for every visitor."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class KeptPages:
    """Pages by their mark, which says everything that they are made of; the longest unused goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pages: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def page(self, mark: str, make: Callable[[], str]) -> str:
        """Return the page with this mark, made now if it was not kept."""
        with self._lock:
            if mark in self._pages:
                self._pages.move_to_end(mark)
                return self._pages[mark]
        made = make()
        with self._lock:
            self._pages[mark] = made
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
        return made
