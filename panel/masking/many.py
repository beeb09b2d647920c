"""Hides names in the texts of very many people on all processors, while who has the texts goes on with other work."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from types import TracebackType
from typing import Self

from panel.masking.masking import mask

MANY = 2_000
"""Fewer texts at a time are done sooner than another process starts."""
_PIECE = 500
_MOST_WORKERS = 4
_SHORT = 60
# Many people write the same few words ("geen idee"): worked out once.
_SEEN = 20_000


def hidden(text: str) -> str:
    """Return one text with what could lead to a person hidden."""
    return _often(text) if len(text) <= _SHORT else mask(text).text


@lru_cache(maxsize=_SEEN)
def _often(text: str) -> str:
    return mask(text).text


def _all_hidden(texts: list[str]) -> list[str]:
    return [hidden(text) for text in texts]


class ManyTexts:
    """Texts to be asked for later, with what could lead to a person hidden; to be used as a context.

    Few texts start no process, and a process that is killed costs time and nothing else: what it did not finish is done
    when it is asked for. The texts go through pipes between processes of ours and are written nowhere.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._number = min(workers or os.cpu_count() or 1, _MOST_WORKERS)
        self._workers: ProcessPoolExecutor | None = None
        self._begun: list[tuple[list[str], Future[list[str]]]] = []
        self._done: dict[str, str] = {}

    def begin(self, texts: Sequence[str]) -> None:
        """Start with these texts, when they are so many that it pays."""
        if len(texts) < MANY or self._number == 1:
            return
        if self._workers is None:
            # A copy of this process would hold its locks half-way and its connections to the database.
            fresh = multiprocessing.get_context("spawn")
            self._workers = ProcessPoolExecutor(self._number, mp_context=fresh)
        for start in range(0, len(texts), _PIECE):
            piece = list(texts[start : start + _PIECE])
            try:
                self._begun.append((piece, self._workers.submit(_all_hidden, piece)))
            except BrokenProcessPool:
                return

    def hidden(self, text: str) -> str:
        """Return one text with what could lead to a person hidden, whether or not it was begun."""
        while self._begun:
            piece, future = self._begun.pop()
            try:
                self._done.update(zip(piece, future.result(), strict=True))
            except BrokenProcessPool:
                self._begun.clear()
        found = self._done.get(text)
        return hidden(text) if found is None else found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._workers is not None:
            self._workers.shutdown(cancel_futures=True)
