"""Finding what is to be read, by whom it was read, and what was published of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, Question, QuestionKind, State
from panel.open_answers.models import (
    CodedTheme,
    Coding,
    OpenAnswer,
    Proposal,
    PublishedThemes,
    Quotation,
    QuotationState,
    Reader,
    Theme,
    ThemeState,
)
from panel.results.models import Answer, Recording
from panel.results.queries import latest_outcome
from panel.stats.proposals import Sureness
from panel.stats.published import Published, PublishedQuestion


@dataclass(frozen=True)
class Read:
    """What one reader found in one answer."""

    edition: int
    themes: frozenset[int]
    user_id: int | None


def open_questions(consultation: Consultation) -> list[Question]:
    """Return the questions that people answer in their own words."""
    return [one for one in consultation.questions if one.kind is QuestionKind.OPEN_TEXT]


def published_question(session: Session, consultation: Consultation, question: Question) -> PublishedQuestion | None:
    """Return what is published of this question, when it is shown: only then may its answers be read. Else None."""
    outcome = latest_outcome(session, consultation.id)
    if outcome is None or consultation.state is not State.REPORTED:
        return None
    published = Published.from_dict(outcome.content)
    found = next((one for one in published.questions if one.key == question.key), None)
    return found if published.shown and found is not None and found.shown else None


def answer_by_key(session: Session, question: Question, key: str) -> OpenAnswer | None:
    """Return one answer of this question by its name in an address, else None."""
    try:
        wanted = select(OpenAnswer).where(OpenAnswer.question_id == question.id, OpenAnswer.key == bytes.fromhex(key))
    except ValueError:
        return None
    return session.scalars(wanted).first()


def text_of(session: Session, answer: OpenAnswer) -> str:
    """Return the masked words of one answer."""
    if answer.recording_key is not None:
        return session.scalar(select(Recording.words).where(Recording.key == answer.recording_key)) or ""
    row = session.get(Answer, (answer.submission_key, answer.question_id))
    return row.value if row is not None and isinstance(row.value, str) else ""


def texts_of(session: Session, question: Question) -> dict[bytes, str]:
    """Return the masked words of all answers to be read, by the name of the answer, in the order of those names."""
    written = select(OpenAnswer.key, Answer.value).join(
        Answer,
        (Answer.submission_key == OpenAnswer.submission_key) & (Answer.question_id == OpenAnswer.question_id),
    )
    spoken = select(OpenAnswer.key, Recording.words).join(Recording, Recording.key == OpenAnswer.recording_key)
    found: dict[bytes, str] = {}
    for wanted in (written, spoken):
        rows = session.execute(wanted.where(OpenAnswer.question_id == question.id)).all()
        found |= {key: words for key, words in rows if isinstance(words, str)}
    return dict(sorted(found.items()))


def how_many(session: Session, question: Question) -> int:
    """Return how many answers there are to read."""
    return session.scalar(select(func.count()).where(OpenAnswer.question_id == question.id)) or 0


def how_many_read(session: Session, question: Question, reader: Reader = Reader.FIRST) -> int:
    """Return how many answers a first or second reader has read."""
    wanted = select(func.count()).select_from(Coding).join(OpenAnswer, OpenAnswer.key == Coding.answer_key)
    return session.scalar(wanted.where(OpenAnswer.question_id == question.id, Coding.reader == reader)) or 0


def next_to_read(session: Session, question: Question, after: bytes = b"") -> bytes | None:
    """Return the first answer that nobody read yet, from this one on, else from the start; None when all are read."""
    read = select(Coding.answer_key).where(Coding.reader == Reader.FIRST)
    wanted = _keys(question).where(OpenAnswer.key.not_in(read))
    found = session.scalar(wanted.where(OpenAnswer.key > after).limit(1)) if after else None
    return found or session.scalar(wanted.limit(1))


def next_of_all(session: Session, question: Question, after: bytes = b"") -> bytes | None:
    """Return the answer behind this one, read or not, or the first one; None behind the last."""
    wanted = _keys(question).where(OpenAnswer.key > after) if after else _keys(question)
    return session.scalar(wanted.limit(1))


def next_for_second(session: Session, question: Question, user_id: int, sample: int) -> bytes | None:
    """Return the next of the first `sample` read answers that another than this user read once, else None.

    The order is that of random names, so the first so many are a draw.
    """
    first = select(Coding.answer_key).where(Coding.reader == Reader.FIRST)
    drawn = list(session.scalars(_keys(question).where(OpenAnswer.key.in_(first)).limit(sample)))
    twice = set(session.scalars(select(Coding.answer_key).where(Coding.reader == Reader.SECOND)))
    mine = select(Coding.answer_key).where(Coding.reader == Reader.FIRST, Coding.user_id == user_id)
    own = set(session.scalars(mine))
    return next((key for key in drawn if key not in twice and key not in own), None)


def _keys(question: Question) -> Select[bytes]:
    return select(OpenAnswer.key).where(OpenAnswer.question_id == question.id).order_by(OpenAnswer.key)


def themes_of(session: Session, question: Question) -> list[Theme]:
    """Return the codebook of a question in the order in which it was written."""
    return list(session.scalars(select(Theme).where(Theme.question_id == question.id).order_by(Theme.id)))


def confirmed(themes: Sequence[Theme]) -> list[Theme]:
    return [one for one in themes if one.state is ThemeState.CONFIRMED]


def theme_by_id(session: Session, question: Question, theme_id: int) -> Theme | None:
    found = session.get(Theme, theme_id)
    return found if found is not None and found.question_id == question.id else None


def reading_of(session: Session, answer_key: bytes, reader: Reader) -> Read | None:
    """Return what a reader found in one answer, else None."""
    coding = session.get(Coding, (answer_key, reader))
    if coding is None:
        return None
    wanted = select(CodedTheme.theme_id).where(CodedTheme.answer_key == answer_key, CodedTheme.reader == reader)
    return Read(coding.edition, frozenset(session.scalars(wanted)), coding.user_id)


def readings_of(session: Session, question: Question, reader: Reader) -> dict[bytes, frozenset[int]]:
    """Return for every answer that was read which themes it has, in the order of the answers' names."""
    read = select(Coding.answer_key).join(OpenAnswer, OpenAnswer.key == Coding.answer_key)
    keys = session.scalars(read.where(OpenAnswer.question_id == question.id, Coding.reader == reader))
    found: dict[bytes, set[int]] = {key: set() for key in sorted(keys)}
    themes = select(CodedTheme.answer_key, CodedTheme.theme_id).join(Theme, Theme.id == CodedTheme.theme_id)
    for key, theme_id in session.execute(themes.where(Theme.question_id == question.id, CodedTheme.reader == reader)):
        found[key].add(theme_id)
    return {key: frozenset(mine) for key, mine in found.items()}


def proposals_for(session: Session, answer_key: bytes) -> Mapping[int, Sureness]:
    """Return what is proposed for one answer."""
    wanted = select(Proposal.theme_id, Proposal.sureness).where(Proposal.answer_key == answer_key)
    return {row.theme_id: row.sureness for row in session.execute(wanted)}


def latest_themes(session: Session, question_id: int) -> PublishedThemes | None:
    """Return the newest published counts of themes, else None."""
    wanted = select(PublishedThemes).where(PublishedThemes.question_id == question_id)
    return session.scalars(wanted.order_by(PublishedThemes.version.desc()).limit(1)).first()


def quotations_of(session: Session, question: Question) -> list[Quotation]:
    return list(session.scalars(select(Quotation).where(Quotation.question_id == question.id).order_by(Quotation.id)))


def quotation_by_id(session: Session, question: Question, quotation_id: int) -> Quotation | None:
    found = session.get(Quotation, quotation_id)
    return found if found is not None and found.question_id == question.id else None


def released(quotations: Sequence[Quotation]) -> list[Quotation]:
    return [one for one in quotations if one.state is QuotationState.RELEASED]
