"""What a consultation says in other languages: each text beside its Dutch source, with a mark when that changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from panel.consultations.models import (
    Breakdown,
    BreakdownClass,
    BreakdownSource,
    BreakdownTranslation,
    Consultation,
    GlossaryTerm,
    Language,
    Option,
    Question,
    State,
)
from panel.consultations.service.errors import ShutError, StaleEditionError
from panel.consultations.service.texts import limit_of, tidy

Subject = Consultation | Question | Option | Breakdown | BreakdownClass | GlossaryTerm
# Once counted, nobody reads it in another language any more.
SHUT = frozenset({State.CLOSED, State.REPORTED, State.CANCELLED})


@dataclass(frozen=True)
class Part:
    """One text to translate. `name` is its field in a form; `stale`: its Dutch source is not what was translated."""

    name: str
    kind: str
    column: str
    subject: Subject
    source: str
    translated: str
    stale: bool
    limit: int

    @property
    def mark(self) -> str:
        """The name under which someone says that an older translation is still good: one for all texts of a subject."""
        return f"good-{self.name.rsplit('-', 1)[0]}"

    @property
    def is_done(self) -> bool:
        return bool(self.translated) and not self.stale


def sources_of(subject: Subject) -> dict[str, str]:
    """Return the Dutch texts of something by the column of its translation, without what is empty."""
    texts: dict[str, str]
    if isinstance(subject, Consultation):
        influence = subject.policy_question.influence
        texts = {"topic": subject.topic, "welcome": subject.welcome, "influence": influence}
    elif isinstance(subject, Question):
        unit = str(subject.settings.get("unit") or "")
        texts = {"text": subject.text, "easy_text": subject.easy_text, "hint": subject.hint, "unit": unit}
    elif isinstance(subject, Option):
        texts = {"text": subject.text, "easy_text": subject.easy_text}
    elif isinstance(subject, GlossaryTerm):
        texts = {"word": subject.word, "explanation": subject.explanation}
    else:
        texts = {"text": subject.text}
    return {column: text for column, text in texts.items() if text}


def source_of(subject: Subject) -> str:
    """Return all Dutch texts of something as one, as each translation keeps it."""
    return "\n".join(sources_of(subject).values())


def parts_of(consultation: Consultation, language: Language) -> list[Part]:
    """Return every text that a respondent reads, in the order of the phone, with what it is in this language."""
    return [part for subject in _subjects(consultation) for part in _parts(subject, language)]


def translations_fingerprint(consultation: Consultation, language: Language) -> str:
    """Return a short mark of the texts of one language and their sources: another mark means that one was changed."""
    content = json.dumps([[part.name, part.source, part.translated] for part in parts_of(consultation, language)])
    return hashlib.blake2b(content.encode(), digest_size=12).hexdigest()


def save_translations(
    session: Session,
    consultation: Consultation,
    language: Language,
    typed: Mapping[str, str],
    *,
    mark: str,
    still_good: Collection[str] = (),
) -> None:
    """Save the translations of one language, by the names of `parts_of`; an empty text is no translation.

    A changed text, or one whose mark is in `still_good`, counts as made from the Dutch text of now.
    Raises ShutError once the answers are counted, StaleEditionError when `mark` (`translations_fingerprint`) shows
    that somebody else saved in the meantime, and TextError.
    """
    session.refresh(consultation, attribute_names=["state", "edition"], with_for_update=True)
    if consultation.state in SHUT:
        raise ShutError(consultation.state)
    if translations_fingerprint(consultation, language) != mark:
        raise StaleEditionError
    for subject in _subjects(consultation):
        _save(subject, language, typed, still_good)
    # Phones get the new words at once: what is kept of a questionnaire goes by its edition.
    consultation.edition += 1
    session.flush()


def _subjects(consultation: Consultation) -> Iterator[Subject]:
    yield consultation
    for question in consultation.questions:
        yield question
        yield from question.options
    for breakdown in consultation.breakdowns:
        if breakdown.filled_by is BreakdownSource.ASKED:
            yield breakdown
            yield from breakdown.classes
    yield from consultation.glossary


def _name(subject: Subject) -> str:
    return f"{type(subject).__name__.lower()}-{subject.id}"


def _table(subject: Subject) -> Any:
    """Return the class of a subject's translations."""
    return subject.__mapper__.relationships["translations"].mapper.class_


def _stored(subject: Subject, language: Language) -> Any:
    return next((one for one in subject.translations if one.language == language.value), None)


def _parts(subject: Subject, language: Language) -> Iterator[Part]:
    stored = _stored(subject, language)
    table = _table(subject)
    for column, source in sources_of(subject).items():
        translated = getattr(stored, column) if stored is not None else ""
        yield Part(
            name=f"{_name(subject)}-{column}",
            kind=type(subject).__name__.upper(),
            column=column,
            subject=subject,
            source=source,
            translated=translated,
            stale=bool(translated) and stored.source != source_of(subject),
            limit=limit_of(getattr(table, column)),
        )


def _save(subject: Subject, language: Language, typed: Mapping[str, str], still_good: Collection[str]) -> None:
    table, stored, name = _table(subject), _stored(subject, language), _name(subject)
    now = {column: tidy(getattr(table, column), typed.get(f"{name}-{column}", "")) for column in sources_of(subject)}
    before = {column: getattr(stored, column) if stored is not None else "" for column in now}
    if now == before:
        if stored is not None and f"good-{name}" in still_good:
            stored.source = source_of(subject)
        return
    translations: list[Any] = subject.translations
    if not any(now.values()):
        translations.remove(stored)
        return
    if stored is None:
        stored = table(language=language.value, source="")
        if isinstance(stored, BreakdownTranslation) and isinstance(subject, Breakdown):
            # It stands with the outcome only, which is in Dutch.
            stored.label = subject.label
        translations.append(stored)
    for column, text in now.items():
        setattr(stored, column, text)
    stored.source = source_of(subject)
