"""Reads the text of a consultation file and finds everything that is wrong with it, each with its field and line."""

from __future__ import annotations

import json
import pathlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pydantic import ValidationError

from panel.consultations.gates import question_problems
from panel.consultations.kinds import KINDS
from panel.consultations.models import BreakdownSource, Option, Question, QuestionKind
from panel.consultations.routing import routing_faults
from panel.consultations.service.breakdowns import MODE_KEYS
from panel.consultations.service.exchange.json_text import Path, line_of, place_in_words, read_json
from panel.consultations.service.exchange.problems import FileError, Problem
from panel.consultations.service.exchange.schema import (
    FORMAT,
    VERSION,
    ConsultationFile,
    OptionPart,
    PicturePart,
    QuestionPart,
    SoundPart,
)
from panel.core.ids import is_slug

RESERVED_OPTIONS = frozenset({"DONT_KNOW", "OTHER", "SKIPPED"})
RESERVED_CLASSES = frozenset({"OTHER", "NO_STATEMENT"})
SETTINGS_OF = {
    QuestionKind.NUMBER: frozenset({"least", "most", "unit", "limits"}),
    QuestionKind.CHOOSE_ONE: frozenset({"order"}),
    QuestionKind.CHOOSE_SEVERAL: frozenset({"most", "order"}),
    QuestionKind.CHOOSE_PICTURE: frozenset({"order"}),
    QuestionKind.TOP_THREE: frozenset({"order"}),
    QuestionKind.OPEN_TEXT: frozenset({"voice", "photo"}),
}
DRAWINGS = pathlib.Path(__file__).resolve().parents[3] / "static" / "icons" / "pictograms.json"
PICTOGRAMS = frozenset(json.loads(DRAWINGS.read_text(encoding="utf-8")))
# As many as can be told; a file with more is not mended line by line.
MOST_TOLD = 200
MOST_FILES = 60
# The first version had no pictures and recordings, the second no conditions; all else in them is as it is now.
READABLE = (1, 2, VERSION)
# What may be added at the desk after a file was loaded.
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
    "NOT_MONTHS": "NOT_MONTHS",
    "NOT_BETWEEN": "NOT_BETWEEN",
    "FILE_TOO_BIG": "FILE_TOO_BIG",
    "NOT_BASE64": "NOT_BASE64",
}

Found = tuple[Path, str, dict[str, object]]


def read_consultation_file(text: str) -> ConsultationFile:
    """Return the consultation in a file. Raises FileError with every problem: field, line and code."""
    content = read_json(text)
    _check_version(content, text)
    try:
        file = ConsultationFile.model_validate(content)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise FileError(_located(text, map(_from_pydantic, found))) from error
    problems = _located(
        text,
        [*_texts_that_clash(file), *_backgrounds(file), *_questions_that_cannot_be_asked(file), *_conditions(file)],
    )
    if problems:
        raise FileError(problems)
    return file


def _check_version(content: object, text: str) -> None:
    """Say that a file is something else before complaining about each of its fields."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise FileError([Problem("WRONG_FORMAT", "format", line_of(text, ("format",)), {"wanted": FORMAT})])
    version = content.get("version")
    if version not in READABLE or isinstance(version, bool):
        raise FileError([Problem("WRONG_VERSION", "version", line_of(text, ("version",)), {"wanted": VERSION})])


def _located(text: str, found: Iterable[Found]) -> list[Problem]:
    told = islice(found, MOST_TOLD)
    problems = [Problem(code, place_in_words(path), line_of(text, path), details) for path, code, details in told]
    return sorted(problems, key=lambda one: one.line or 0)


def _from_pydantic(error: Any) -> Found:
    context = error.get("ctx", {})
    code = CODES.get(error["type"], "WRONG_TYPE")
    details: dict[str, object] = {}
    if code == "NOT_ONE_OF":
        details["allowed"] = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    elif code in {"TOO_MANY", "TOO_FEW"}:
        details["limit"] = context.get("max_length", context.get("min_length"))
    elif code in {"TOO_LONG", "FILE_TOO_BIG", "NOT_BETWEEN"}:
        details |= {name: context.get(name) for name in ("least", "limit")}
    elif code == "WRONG_TYPE":
        details["wanted"] = error["type"].removesuffix("_type")
    # Pydantic adds a step of its own for keys of a translation.
    path = tuple(step for step in error["loc"] if step != "[key]")
    return path, code, details


def _texts_that_clash(file: ConsultationFile) -> Iterator[Found]:
    if file.consultation.code and not is_slug(file.consultation.code):
        yield ("consultation", "code"), "NOT_A_SLUG", {}
    if not file.questions:
        yield ("questions",), "TOO_FEW", {"limit": 1}
    yield from _same(("questions",), "key", [one.key for one in file.questions])
    yield from _same(("breakdowns",), "key", [one.key for one in file.breakdowns])
    yield from _same(("glossary",), "word", [f"{one.question or ''}:{one.word}" for one in file.glossary])
    columns = {one.key for one in file.questions}
    for number, term in enumerate(file.glossary):
        if term.question is not None and term.question not in columns:
            yield ("glossary", number, "question"), "UNKNOWN_QUESTION", {"key": term.question}


def _backgrounds(file: ConsultationFile) -> Iterator[Found]:
    columns = {one.key for one in file.questions}
    for number, breakdown in enumerate(file.breakdowns):
        path: Path = ("breakdowns", number)
        if breakdown.key in columns:
            yield (*path, "key"), "KEY_TWICE", {"key": breakdown.key}
        if len(breakdown.classes) < 2:
            yield (*path, "classes"), "TOO_FEW", {"limit": 2}
        if breakdown.filled_by is BreakdownSource.MODE and tuple(one.key for one in breakdown.classes) != MODE_KEYS:
            yield (*path, "classes"), "NOT_THE_MODES", {"allowed": ", ".join(MODE_KEYS)}
        yield from _same((*path, "classes"), "key", [one.key for one in breakdown.classes])
        for place, one in enumerate(breakdown.classes):
            if one.key in RESERVED_CLASSES:
                yield (*path, "classes", place, "key"), "KEY_RESERVED", {"key": one.key}
    if sum(one.filled_by is BreakdownSource.MODE for one in file.breakdowns) > 1:
        yield ("breakdowns",), "MODE_TWICE", {}


def files_in(file: ConsultationFile) -> Iterator[tuple[Path, PicturePart | SoundPart]]:
    """Give every picture and recording inside a file with its place."""
    for number, question in enumerate(file.questions):
        yield from _files_of(("questions", number), question)
        for place, option in enumerate(question.options):
            yield from _files_of(("questions", number, "options", place), option)


def _files_of(path: Path, part: QuestionPart | OptionPart) -> Iterator[tuple[Path, PicturePart | SoundPart]]:
    if part.picture is not None:
        yield (*path, "picture"), part.picture
    if part.audio is not None:
        yield (*path, "audio"), part.audio


def _same(path: Path, name: str, keys: list[str]) -> Iterator[Found]:
    counted = Counter(keys)
    seen: set[str] = set()
    for number, key in enumerate(keys):
        if counted[key] > 1 and key in seen:
            yield (*path, number, name), "KEY_TWICE", {"key": key.lstrip(":")}
        seen.add(key)


def _questions_that_cannot_be_asked(file: ConsultationFile) -> Iterator[Found]:
    if sum(1 for _found in files_in(file)) > MOST_FILES:
        yield ("questions",), "TOO_MANY_FILES", {"limit": MOST_FILES}
    for number, question in enumerate(file.questions):
        path: Path = ("questions", number)
        yield from _same((*path, "options"), "key", [one.key for one in question.options])
        for place, option in enumerate(question.options):
            if option.key in RESERVED_OPTIONS:
                yield (*path, "options", place, "key"), "KEY_RESERVED", {"key": option.key}
            if option.pictogram and option.pictogram not in PICTOGRAMS:
                yield (*path, "options", place, "pictogram"), "UNKNOWN_PICTOGRAM", {}
        given = question.settings.model_dump(exclude_none=True)
        for name in given.keys() - SETTINGS_OF.get(question.kind, frozenset()):
            yield (*path, "settings", name), "SETTING_NOT_USED", {"kind": question.kind.value}
        if question.options and KINDS[question.kind].most_options == 0:
            yield (*path, "options"), "OPTIONS_NOT_USED", {"kind": question.kind.value}
        for code in question_problems(_as_model(question)):
            if code not in LATER:
                yield path, code, {"key": question.key}


def _conditions(file: ConsultationFile) -> Iterator[Found]:
    """Find conditions on questions that are not there, and those that cannot be right."""
    numbers = {one.key: number for number, one in enumerate(file.questions)}
    models = [_as_model(one) for one in file.questions]
    for number, (part, model) in enumerate(zip(file.questions, models, strict=True)):
        model.id = number
        if part.only_if is None:
            continue
        needed = numbers.get(part.only_if.question)
        if needed is None:
            yield ("questions", number, "only_if", "question"), "UNKNOWN_QUESTION", {"key": part.only_if.question}
        else:
            model.only_if_question_id, model.only_if_answers = needed, part.only_if.answers
    for fault in routing_faults(models):
        path: Path = ("questions", numbers[fault.question_key], "only_if")
        yield path, f"ONLY_IF_{fault.code}", {"key": fault.question_key}


def _as_model(question: QuestionPart) -> Question:
    """Return a question that is in no database, so that its kind can judge it."""
    options = [Option(key=one.key, text=one.text) for one in question.options]
    settings = question.settings.model_dump(exclude_none=True)
    return Question(key=question.key, kind=question.kind, text=question.text, settings=settings, options=options)
