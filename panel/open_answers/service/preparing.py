"""Lays out the answers to be read in random order, hidden once more, and proposes themes from what was read."""

from __future__ import annotations

import random

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, Question
from panel.core.ids import random_key
from panel.masking.many import hidden
from panel.open_answers.models import OpenAnswer, Proposal, Reader
from panel.open_answers.queries import confirmed, open_questions, published_question, readings_of, texts_of, themes_of
from panel.results.models import Answer, AnswerState, Recording
from panel.stats.proposals import propose

# The jobs of this room, by name; each gets the number of a consultation or question.
PREPARE_READING = "prepare_reading"
PROPOSE_THEMES = "propose_themes"
BATCH = 2_000


def prepare_reading(session: Session, consultation: Consultation, *, by: int | None) -> int:
    """Make what may be read ready: every answer in own words gets a random name, all in one transaction and order.

    What was stored before names were hidden at closing is hidden now. Done again it adds what was written out since.
    Returns how many were added; nothing for a question that is not shown because too few answered it.
    """
    added = 0
    for question in open_questions(consultation):
        if published_question(session, consultation, question) is None:
            continue
        fresh = [*_written(session, question), *_spoken(session, question)]
        keys = sorted(random_key() for _ in fresh)
        random.SystemRandom().shuffle(fresh)
        rows = [{"key": key, **one} for key, one in zip(keys, fresh, strict=True)]
        for start in range(0, len(rows), BATCH):
            session.execute(insert(OpenAnswer), rows[start : start + BATCH])
        added += len(rows)
    if added:
        record(
            session,
            municipality_id=consultation.municipality_id,
            user_id=by,
            action="READING_PREPARED",
            subject="consultation",
            subject_id=consultation.id,
        )
    session.flush()
    return added


def _written(session: Session, question: Question) -> list[dict[str, object]]:
    known = select(OpenAnswer.submission_key).where(
        OpenAnswer.question_id == question.id, OpenAnswer.submission_key.is_not(None)
    )
    wanted = select(Answer.submission_key, Answer.value).where(
        Answer.question_id == question.id,
        Answer.state == AnswerState.ANSWERED,
        Answer.submission_key.not_in(known),
    )
    found: list[dict[str, object]] = []
    for key, words in session.execute(wanted).all():
        if not isinstance(words, str) or not words.strip():
            continue
        safe = hidden(words)
        if safe != words:
            session.execute(
                update(Answer).where(Answer.submission_key == key, Answer.question_id == question.id).values(value=safe)
            )
        found.append({"question_id": question.id, "submission_key": key, "recording_key": None})
    return found


def _spoken(session: Session, question: Question) -> list[dict[str, object]]:
    known = select(OpenAnswer.recording_key).where(OpenAnswer.recording_key.is_not(None))
    wanted = select(Recording).where(
        Recording.question_id == question.id, Recording.checked, Recording.words != "", Recording.key.not_in(known)
    )
    found: list[dict[str, object]] = []
    for recording in session.scalars(wanted).all():
        recording.words = hidden(recording.words)
        found.append({"question_id": question.id, "submission_key": None, "recording_key": recording.key})
    return found


def propose_themes(session: Session, question: Question) -> int:
    """Work out anew which themes the answers that nobody read yet may have; return how many proposals there are."""
    themes = confirmed(themes_of(session, question))
    texts, read = texts_of(session, question), readings_of(session, question, Reader.FIRST)
    place = {theme.id: index for index, theme in enumerate(themes)}
    examples = [key for key in read if key in texts]
    sorted_into = [[place[one] for one in read[key] if one in place] for key in examples]
    # What the codebook says of a theme is an example of it too.
    described = [f"{theme.name} {theme.belongs} {theme.example}" for theme in themes]
    unread = [key for key in texts if key not in read]
    proposed = propose(
        [texts[key] for key in unread],
        [texts[key] for key in examples] + described,
        [*sorted_into, *([index] for index in range(len(themes)))],
        len(themes),
    )
    mine = select(OpenAnswer.key).where(OpenAnswer.question_id == question.id)
    session.execute(delete(Proposal).where(Proposal.answer_key.in_(mine)))
    rows = [
        {"answer_key": key, "theme_id": themes[one.theme].id, "sureness": one.sureness}
        for key, found in zip(unread, proposed, strict=True)
        for one in found
    ]
    for start in range(0, len(rows), BATCH):
        session.execute(insert(Proposal), rows[start : start + BATCH])
    session.flush()
    return len(rows)
