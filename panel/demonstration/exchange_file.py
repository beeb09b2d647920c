"""Reads the text of a consultation file and finds everything that is wrong with it, each with its field and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from panel.consultations.gates import question_problems
from panel.consultations.kinds import KINDS
from panel.consultations.models import Option, Question, QuestionKind
from panel.core.ids import is_slug
from panel.demonstration.exchange_schema import FORMAT, VERSION, ConsultationFile, QuestionPart
from panel.demonstration.json_text import Path, line_of, place_in_words, read_json
from panel.demonstration.problems import FileError, Problem

RESERVED_OPTIONS = frozenset({"DONT_KNOW", "OTHER", "SKIPPED"})
RESERVED_CLASSES = frozenset({"OTHER", "NO_STATEMENT"})
SETTINGS_OF = {
    QuestionKind.NUMBER: frozenset({"least", "most", "unit", "limits"}),
    QuestionKind.CHOOSE_SEVERAL: frozenset({"most"}),
    QuestionKind.OPEN_TEXT: frozenset({"voice", "photo"}),
}
# What is added at the desk after a file was loaded: a file holds no pictures.
LATER = frozenset({"PICTURES_MISSING"})
# Our names for what pydantic finds; its other findings are all about a wrong type.
CODES = {
    "missing": "MISSING",
    "extra_forbidden": "UNKNOWN_FIELD",
    "enum": "NOT_ONE_OF",
    "literal_error": "NOT_ONE_OF",
    "too_long": "TOO_MANY",
    "too_short": "TOO_FEW",
    "EMPTY": "EMPTY",
    "TOO_LONG": "TOO_LONG",
    "NOT_TEXT": "NOT_TEXT",
    "NOT_A_DATE": "NOT_A_DATE",
    "NOT_A_KEY": "NOT_A_KEY",
}

Found = tuple[Path, str, dict[str, object]]


def read_consultation_file(text: str) -> ConsultationFile:
    """Return the consultation in a file. Raises FileError with every problem: field, line and code."""
    content = read_json(text)
    _check_version(content, text)
    try:
        file = ConsultationFile.model_validate(content)
    except ValidationError as error:
        raise FileError(_located(text, map(_from_pydantic, error.errors(include_url=False)))) from error
    problems = _located(text, [*_texts_that_clash(file), *_questions_that_cannot_be_asked(file)])
    if problems:
        raise FileError(problems)
    return file


def _check_version(content: object, text: str) -> None:
    """Say that a file is something else before complaining about each of its fields."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise FileError([Problem("WRONG_FORMAT", "format", line_of(text, ("format",)), {"wanted": FORMAT})])
    version = content.get("version")
    if version != VERSION or isinstance(version, bool):
        raise FileError([Problem("WRONG_VERSION", "version", line_of(text, ("version",)), {"wanted": VERSION})])


def _located(text: str, found: Iterable[Found]) -> list[Problem]:
    problems = [Problem(code, place_in_words(path), line_of(text, path), details) for path, code, details in found]
    return sorted(problems, key=lambda one: one.line or 0)


def _from_pydantic(error: Any) -> Found:
    context = error.get("ctx", {})
    code = CODES.get(error["type"], "WRONG_TYPE")
    details: dict[str, object] = {}
    if code == "NOT_ONE_OF":
        details["allowed"] = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    elif code in {"TOO_MANY", "TOO_FEW"}:
        details["limit"] = context.get("max_length", context.get("min_length"))
    elif code == "TOO_LONG":
        details["limit"] = context.get("limit")
    elif code == "WRONG_TYPE":
        details["wanted"] = error["type"].removesuffix("_type")
    # Pydantic adds a step of its own for keys of a translation.
    path = tuple(step for step in error["loc"] if step != "[key]")
    return path, code, details


def _texts_that_clash(file: ConsultationFile) -> Iterator[Found]:
    if not is_slug(file.consultation.code):
        yield ("consultation", "code"), "NOT_A_SLUG", {}
    if not file.questions:
        yield ("questions",), "TOO_FEW", {"limit": 1}
    yield from _same(("questions",), "key", [one.key for one in file.questions])
    yield from _same(("breakdowns",), "key", [one.key for one in file.breakdowns])
    yield from _same(("glossary",), "word", [f"{one.question or ''}:{one.word}" for one in file.glossary])
    columns = {one.key for one in file.questions}
    for number, breakdown in enumerate(file.breakdowns):
        if breakdown.key in columns:
            yield ("breakdowns", number, "key"), "KEY_TWICE", {"key": breakdown.key}
        yield from _same(("breakdowns", number, "classes"), "key", [one.key for one in breakdown.classes])
        for place, one in enumerate(breakdown.classes):
            if one.key in RESERVED_CLASSES:
                yield ("breakdowns", number, "classes", place, "key"), "KEY_RESERVED", {"key": one.key}
    for number, term in enumerate(file.glossary):
        if term.question is not None and term.question not in columns:
            yield ("glossary", number, "question"), "UNKNOWN_QUESTION", {"key": term.question}


def _same(path: Path, name: str, keys: list[str]) -> Iterator[Found]:
    counted = Counter(keys)
    seen: set[str] = set()
    for number, key in enumerate(keys):
        if counted[key] > 1 and key in seen:
            yield (*path, number, name), "KEY_TWICE", {"key": key.lstrip(":")}
        seen.add(key)


def _questions_that_cannot_be_asked(file: ConsultationFile) -> Iterator[Found]:
    for number, question in enumerate(file.questions):
        path: Path = ("questions", number)
        yield from _same((*path, "options"), "key", [one.key for one in question.options])
        for place, option in enumerate(question.options):
            if option.key in RESERVED_OPTIONS:
                yield (*path, "options", place, "key"), "KEY_RESERVED", {"key": option.key}
        given = question.settings.model_dump(exclude_none=True)
        for name in given.keys() - SETTINGS_OF.get(question.kind, frozenset()):
            yield (*path, "settings", name), "SETTING_NOT_USED", {"kind": question.kind.value}
        if question.options and KINDS[question.kind].most_options == 0:
            yield (*path, "options"), "OPTIONS_NOT_USED", {"kind": question.kind.value}
        for code in question_problems(_as_model(question)):
            if code not in LATER:
                yield path, code, {"key": question.key}


def _as_model(question: QuestionPart) -> Question:
    """Return a question that is in no database, so that its kind can judge it."""
    options = [Option(key=one.key, text=one.text) for one in question.options]
    settings = question.settings.model_dump(exclude_none=True)
    return Question(key=question.key, kind=question.kind, text=question.text, settings=settings, options=options)
