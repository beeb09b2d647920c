"""Hides names in the texts of very many people on all processors, while who has the texts goes on with other work."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import threading
from collections.abc import Sequence
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
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


def _serve(pipe: Connection) -> None:
    """In the other process: pieces come in and go back hidden, until nothing more comes."""
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            pipe.send([hidden(text) for text in pipe.recv()])


class ManyTexts:
    """Texts to be asked for later, with what could lead to a person hidden; to be used as a context.

    Few texts start no process, and a process that is killed costs time and nothing else: what it did not finish is done
    when it is asked for. The texts go through pipes between processes of ours and are written nowhere. (The pools of
    the standard library wait for ever on some versions of Python when a process of theirs is killed.)
    """

    def __init__(self, workers: int | None = None) -> None:
        self._number = min(workers or os.cpu_count() or 1, _MOST_WORKERS)
        self._waiting: queue.SimpleQueue[list[str] | None] = queue.SimpleQueue()
        self.processes: list[SpawnProcess] = []
        self._threads: list[threading.Thread] = []
        self._done: dict[str, str] = {}

    def begin(self, texts: Sequence[str]) -> None:
        """Start with these texts, when they are so many that it pays."""
        if len(texts) < MANY or self._number == 1:
            return
        if not self._threads:
            self._start()
        for start in range(0, len(texts), _PIECE):
            self._waiting.put(list(texts[start : start + _PIECE]))

    def hidden(self, text: str) -> str:
        """Return one text with what could lead to a person hidden, whether or not it was begun."""
        if self._threads:
            self._finish()
        found = self._done.get(text)
        return hidden(text) if found is None else found

    def _start(self) -> None:
        # A copy of this process would hold its locks half-way and its connections to the database.
        fresh = multiprocessing.get_context("spawn")
        for _ in range(self._number):
            ours, theirs = fresh.Pipe()
            process = fresh.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            thread = threading.Thread(target=self._pass_on, args=(ours,), daemon=True)
            thread.start()
            self.processes.append(process)
            self._threads.append(thread)

    def _pass_on(self, pipe: Connection) -> None:
        """Give pieces to one process until none is left, or until that process is gone."""
        with pipe, contextlib.suppress(EOFError, OSError):
            while (piece := self._waiting.get()) is not None:
                pipe.send(piece)
                self._done.update(zip(piece, pipe.recv(), strict=True))

    def _finish(self) -> None:
        """Wait until everything that was begun is done, or everybody is gone who could do it."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()
        for process in self.processes:
            process.join()
        self._threads.clear()
        self.processes.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                self._waiting.get_nowait()
        self._finish()
