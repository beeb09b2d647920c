"""Files from outside are opened in a process apart, with little memory and time, no secrets and no other files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from panel.media.problems import BadMediaError, MediaProblem

_CONVERTER = Path(__file__).with_name("converter.py")
# A conversion keeps one processor busy: more at once would only make everybody wait longer.
AT_ONCE = max(2, os.cpu_count() or 2)
_SLOTS = BoundedSemaphore(AT_ONCE)
LONGEST_WAIT = 4.0
_SPARE_SECONDS = 10


def convert_apart(task: str, content: bytes, *, seconds: int, **wanted: int) -> tuple[dict[str, Any], bytes]:
    """Run one task of `converter.py` on `content` and return what it says about the result, and the result.

    `seconds` is the processor time that it may use. Raises BadMediaError with the converter's own code, with BUSY
    when all places stay taken, and with NOT_SOUND or NOT_A_PICTURE when the process had to be stopped.
    """
    if not _SLOTS.acquire(timeout=LONGEST_WAIT):
        raise BadMediaError(MediaProblem.BUSY)
    try:
        head, _, body = _run(task, content, seconds, wanted).partition(b"\n")
        found: dict[str, Any] = json.loads(head) if head else {"problem": _of(task)}
    finally:
        _SLOTS.release()
    if "problem" in found:
        raise BadMediaError(found["problem"])
    return found, body


def _of(task: str) -> MediaProblem:
    return MediaProblem.NOT_SOUND if task == "sound" else MediaProblem.NOT_A_PICTURE


def _run(task: str, content: bytes, seconds: int, wanted: dict[str, int]) -> bytes:
    # -I: nothing of our surroundings; the empty environment holds no secret either.
    command = [sys.executable, "-I", str(_CONVERTER), task, json.dumps({"cpu_seconds": seconds, **wanted})]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file goes in as input
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=seconds + _SPARE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""
