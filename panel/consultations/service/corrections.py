"""Mending a spelling mistake while people answer: nothing else of a question may change any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from panel.consultations.models import ChangeKind, Consultation, Option, Question, State
from panel.consultations.service.changes import good_reason, note_change
from panel.consultations.service.errors import ConsultationError, ShutError, StaleEditionError
from panel.consultations.service.questions import fingerprint
from panel.consultations.service.texts import tidy
from panel.consultations.service.translations import source_of
from panel.consultations.spelling import Refusal, Why, refusal


class NotSpellingError(ConsultationError):
    """A change that is more than spelling; nothing was written. `field` is where, empty when it is about all texts."""

    def __init__(self, refused: Refusal, field: str = "") -> None:
        super().__init__(refused.why)
        self.refused = refused
        self.field = field


@dataclass(frozen=True)
class Wording:
    """One text of a question as a form knows it: `field` is its name there, `column` where it is kept."""

    field: str
    column: str
    subject: Question | Option
    text: str


def wordings(question: Question) -> list[Wording]:
    """Return every text of a question and its answers that is not empty, in the order of the screen."""
    parts: list[tuple[str, Question | Option, Sequence[str]]] = [("question", question, ("text", "easy_text", "hint"))]
    parts += [(f"option-{option.id}", option, ("text", "easy_text")) for option in question.options]
    return [
        Wording(f"{name}-{column}", column, subject, getattr(subject, column))
        for name, subject, columns in parts
        for column in columns
        if getattr(subject, column)
    ]


def correct_question(
    session: Session,
    consultation: Consultation,
    question: Question,
    typed: Mapping[str, str],
    *,
    by: int | None,
    mark: str,
    reason: str,
) -> int:
    """Mend spelling mistakes in an open question whose fingerprint was `mark`; return how many texts changed.

    `typed` holds the texts by the names of `wordings`. The public is shown each changed text and what it was before.
    A translation of it stays as it is and keeps counting as made from this text, unless it was out of date already.
    Raises ShutError unless the consultation is open, StaleEditionError, NotSpellingError, TextError, and what
    `note_change` raises.
    """
    session.refresh(consultation, attribute_names=["state", "edition"], with_for_update=True)
    if consultation.state is not State.OPEN:
        raise ShutError(consultation.state)
    session.refresh(question)
    if fingerprint(question) != mark:
        raise StaleEditionError
    told = good_reason(reason)
    changed = _changed(question, typed)
    sources = {id(one.subject): source_of(one.subject) for one, _after in changed}
    for one, after in changed:
        setattr(one.subject, one.column, after)
    for one, after in changed:
        _keep_translations(one.subject, sources[id(one.subject)])
        note_change(session, consultation, ChangeKind.SPELLING, by=by, reason=told, before=one.text, after=after)
    session.flush()
    return len(changed)


def _changed(question: Question, typed: Mapping[str, str]) -> list[tuple[Wording, str]]:
    """Return the texts that change, with the new text. Raises NotSpellingError and TextError."""
    all_of_them = wordings(question)
    changed = []
    for one in all_of_them:
        column = getattr(type(one.subject), one.column)
        after = tidy(column, typed.get(one.field, one.text), required=True)
        if after != one.text:
            changed.append((one, after))
    answers = [one.text for one in all_of_them if isinstance(one.subject, Option)]
    for one, after in changed:
        found = refusal([(one.text, after)], answers)
        if found is not None:
            raise NotSpellingError(found, one.field)
    found = refusal([(one.text, after) for one, after in changed], answers)
    if found is not None:
        raise NotSpellingError(found)
    if len({one.text.strip().casefold() for one in question.options}) == len(question.options):
        _check_answers_differ(question, changed)
    return changed


def _check_answers_differ(question: Question, changed: Sequence[tuple[Wording, str]]) -> None:
    new = {one.subject.id: after for one, after in changed if isinstance(one.subject, Option) and one.column == "text"}
    texts = [new.get(option.id, option.text).casefold() for option in question.options]
    if len(set(texts)) < len(texts):
        raise NotSpellingError(Refusal(Why.ANSWER))


def _keep_translations(subject: Question | Option, before: str) -> None:
    """Let translations of a text count as made from the corrected one: it still says the same."""
    for translation in subject.translations:
        if translation.source == before:
            translation.source = source_of(subject)
