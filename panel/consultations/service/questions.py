"""Adding, changing, moving and removing the questions of a draft and what can be answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.gates import MOST_QUESTIONS
from panel.consultations.models import Consultation, Option, Question, QuestionKind
from panel.consultations.service.conditions import (
    EVERYBODY,
    OnlyIf,
    check_answers_stay,
    check_not_needed,
    check_order,
    put_condition,
)
from panel.consultations.service.drafting import hold
from panel.consultations.service.errors import StaleEditionError, TooManyError
from panel.consultations.service.texts import check_keys_differ, next_key, tidy
from panel.consultations.service.words_changed import note_words

# While positions change they are parked up here, because two questions may never stand in one place.
PARKED = 10_000


@dataclass(frozen=True)
class OptionText:
    """One answer as an officer wrote it. `key` is given when the option exists already or comes from a file."""

    text: str
    easy_text: str = ""
    pictogram: str = ""
    key: str | None = None


def fingerprint(question: Question) -> str:
    """Return a short mark of all that a question says and who gets it: another mark means that somebody changed it."""
    return _mark([_said(question), question.only_if_question_id, question.only_if_answers])


def _said(question: Question) -> list[object]:
    return [
        question.kind.value, question.text, question.easy_text, question.hint, question.settings,
        [[option.key, option.text, option.easy_text, option.pictogram] for option in question.options],
    ]  # fmt: skip


def _mark(content: list[object]) -> str:
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=12).hexdigest()


def add_question(
    session: Session,
    consultation: Consultation,
    *,
    kind: QuestionKind,
    text: str,
    easy_text: str = "",
    hint: str = "",
    options: Sequence[OptionText] = (),
    settings: Mapping[str, Any] | None = None,
    key: str | None = None,
    reason_for_more: str = "",
    only_if: OnlyIf = EVERYBODY,
    by: int | None = None,
) -> Question:
    """Add a question at the end of a draft; `settings` is what its kind needs ("least", "most", "unit", "limits").

    From the eleventh question on `reason_for_more` must say why; it goes into the log under `by`.
    What is still wrong with a question (too few options) does not keep it from being saved, only from opening.
    Raises ShutError, TooManyError, TextError, KeyTakenError, RoutingError.
    """
    hold(session, consultation)
    session.expire(consultation, ["questions"])
    check_number(session, consultation, reason_for_more, by)
    taken = [one.key for one in consultation.questions]
    question = Question(
        consultation_id=consultation.id,
        position=max((one.position for one in consultation.questions), default=0) + 1,
        key=tidy(Question.key, key, required=True) if key is not None else next_key("q", taken),
        kind=kind,
        text=tidy(Question.text, text, required=True),
        easy_text=tidy(Question.easy_text, easy_text),
        hint=tidy(Question.hint, hint),
        settings=dict(settings or {}),
        options=[],
    )
    check_keys_differ([*taken, question.key])
    put_condition(question, only_if, consultation.questions)
    question.options = _new_options(options)
    consultation.questions.append(question)
    consultation.edition += 1
    session.flush()
    note_words(session, consultation, question, by=by)
    return question


def change_question(
    session: Session,
    consultation: Consultation,
    question: Question,
    *,
    mark: str,
    text: str,
    easy_text: str = "",
    hint: str = "",
    options: Sequence[OptionText] = (),
    settings: Mapping[str, Any] | None = None,
    only_if: OnlyIf | None = None,
    by: int | None = None,
) -> None:
    """Save a question of a draft that was opened when its fingerprint was `mark`; its kind stays.

    Options keep their key when it is given; who gets it stays without `only_if`.
    Raises StaleEditionError, ShutError, TextError, KeyTakenError, and RoutingError when that cannot be, or when a
    later question depends on an answer that would go.
    """
    hold(session, consultation)
    session.expire_all()
    if fingerprint(question) != mark:
        raise StaleEditionError
    said = _mark(_said(question))
    kept = [Option(key=one.key) for one in options if one.key is not None]
    changed = Question(kind=question.kind, settings=dict(settings or {}), options=kept)
    check_answers_stay(changed, question, consultation.questions)
    if only_if is not None:
        put_condition(question, only_if, [one for one in consultation.questions if one.position < question.position])
    question.text = tidy(Question.text, text, required=True)
    question.easy_text = tidy(Question.easy_text, easy_text)
    question.hint = tidy(Question.hint, hint)
    question.settings = dict(settings or {})
    _replace_options(session, question, options)
    consultation.edition += 1
    session.flush()
    if _mark(_said(question)) != said:
        note_words(session, consultation, question, by=by)


def remove_question(session: Session, consultation: Consultation, question: Question) -> None:
    """Take a question out of a draft with the words that were explained only there; close the gap.

    Raises ShutError, and RoutingError when others depend on it.
    """
    hold(session, consultation)
    session.expire_all()
    check_not_needed(question, consultation.questions)
    for term in [one for one in consultation.glossary if one.question_id == question.id]:
        consultation.glossary.remove(term)
    session.flush()
    consultation.questions.remove(question)
    session.flush()
    put_in_order(session, list(consultation.questions))
    consultation.edition += 1
    session.flush()


def move_question(session: Session, consultation: Consultation, question: Question, *, places: int) -> None:
    """Move a question up (negative) or down; at the end of the list it stays.

    Raises ShutError, and RoutingError when a question would come before the one it depends on.
    """
    hold(session, consultation)
    session.expire_all()
    ordered = list(consultation.questions)
    here = ordered.index(question)
    there = min(max(here + places, 0), len(ordered) - 1)
    if there == here:
        return
    ordered.insert(there, ordered.pop(here))
    check_order(ordered)
    put_in_order(session, ordered)
    session.expire(consultation, ["questions"])
    consultation.edition += 1
    session.flush()


def check_number(session: Session, consultation: Consultation, reason: str, by: int | None) -> None:
    if len(consultation.questions) < MOST_QUESTIONS:
        return
    if not reason.strip():
        raise TooManyError("QUESTIONS", MOST_QUESTIONS)
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action="MORE_QUESTIONS",
        subject="consultation",
        subject_id=consultation.id,
        reason=reason.strip(),
    )


def put_in_order(session: Session, ordered: Sequence[Question | Option]) -> None:
    """Give rows the positions 1, 2, 3, ... without two ever standing in one place on the way."""
    for position, one in enumerate(ordered, start=1):
        one.position = PARKED + position
    session.flush()
    for position, one in enumerate(ordered, start=1):
        one.position = position
    session.flush()


def _new_options(options: Sequence[OptionText], taken: Sequence[str] = ()) -> list[Option]:
    check_keys_differ(option.key for option in options if option.key is not None)
    keys = [*taken, *(option.key for option in options if option.key is not None)]
    made = []
    for position, option in enumerate(options, start=1):
        key = option.key if option.key is not None else next_key("o", keys)
        keys.append(key)
        made.append(Option(key=tidy(Option.key, key, required=True), position=position, **_words(option)))
    return made


def _replace_options(session: Session, question: Question, options: Sequence[OptionText]) -> None:
    """Bring the stored options in line with what was written; those that stay keep their row and translations."""
    check_keys_differ(option.key for option in options if option.key is not None)
    known = {option.key: option for option in question.options}
    kept = {option.key for option in options}
    for key, stored in known.items():
        if key not in kept:
            question.options.remove(stored)
    session.flush()
    put_in_order(session, list(question.options))
    keys, ordered = list(known), []
    for position, option in enumerate(options, start=1):
        row = known.get(option.key or "")
        if row is None:
            key = tidy(Option.key, option.key, required=True) if option.key else next_key("o", keys)
            row = Option(key=key, position=PARKED * 2 + position, **_words(option))
            keys.append(key)
            question.options.append(row)
        else:
            for name, value in _words(option).items():
                setattr(row, name, value)
        ordered.append(row)
    session.flush()
    put_in_order(session, ordered)
    session.expire(question, ["options"])


def _words(option: OptionText) -> dict[str, str]:
    return {
        "text": tidy(Option.text, option.text, required=True),
        "easy_text": tidy(Option.easy_text, option.easy_text),
        "pictogram": tidy(Option.pictogram, option.pictogram),
    }
