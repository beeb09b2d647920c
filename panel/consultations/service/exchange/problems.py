"""What can be wrong with a file from outside: a code and a place, put into words by whoever shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LARGEST_FILE = 50_000_000
# A questionnaire with its pictures and recordings inside.
LARGEST_QUESTIONNAIRE = 40_000_000


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `place` is a field such as `questions[2].text` or the name of a column."""

    code: str
    place: str = ""
    line: int | None = None
    details: Mapping[str, object] = field(default_factory=dict)


class FileError(ValueError):
    """A file cannot be loaded; `problems` says why, in the order of the file. Nothing was stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{one.code} {one.place}".strip() for one in problems))
        self.problems = tuple(problems)


def read_text(path: Path, *, largest: int = LARGEST_FILE) -> str:
    """Return a file as text without a byte order mark.

    Raises FileError: NO_FILE, CANNOT_READ, TOO_BIG, EMPTY_FILE, or NOT_UTF8 with the line where it goes wrong.
    """
    name = path.name
    if not path.is_file():
        raise FileError([Problem("NO_FILE", name)])
    try:
        content = path.read_bytes() if path.stat().st_size <= largest else None
    except OSError as error:
        raise FileError([Problem("CANNOT_READ", name)]) from error
    if content is None:
        raise FileError([_too_big(name, largest)])
    return text_of(content, name=name, largest=largest)


def text_of(content: bytes, *, name: str = "", largest: int = LARGEST_FILE) -> str:
    """Return what came in as text without a byte order mark. Raises FileError: TOO_BIG, EMPTY_FILE or NOT_UTF8."""
    if len(content) > largest:
        raise FileError([_too_big(name, largest)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileError([Problem("NOT_UTF8", name, line)]) from error
    if not text.strip():
        raise FileError([Problem("EMPTY_FILE", name)])
    return text


def _too_big(name: str, largest: int) -> Problem:
    return Problem("TOO_BIG", name, details={"limit": largest // 1_000_000})
