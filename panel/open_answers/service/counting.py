"""Counts themes over people and publishes the counts, by the same rules and the same proof as every other figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, Question
from panel.core.clock import now
from panel.open_answers.models import OpenAnswer, PublishedThemes, Reader, Theme
from panel.open_answers.queries import (
    confirmed,
    how_many,
    latest_themes,
    published_question,
    readings_of,
    texts_of,
    themes_of,
)
from panel.open_answers.service.errors import OpenAnswerError
from panel.results.models import Answer, AnswerState, Submission
from panel.results.queries import outcomes_so_far
from panel.stats.agreement import pooled_kappa
from panel.stats.disclosure import THRESHOLD, protect
from panel.stats.microdata import ANSWERED, NOT_ASKED, SKIPPED, Microdata, SeveralChoice
from panel.stats.published import OTHER, Published
from panel.stats.published_tables import PublishedOption
from panel.stats.relations import Earlier, Relation

NO_THEME = "none"
"""The option of answers in which no theme was found."""
ENOUGH_READ = 200
"""So many answers, drawn by chance, may be counted when there are more than people can read."""
CLEARLY = 15
"""Rounded counts of two versions differ by nothing or by this, so that at least ten answers moved."""


class CountError(OpenAnswerError):
    """Themes that cannot be published (yet).

    NOT_READABLE, NO_THEMES, TOO_FEW_READ, NOT_ALL_READ, NOT_SAFE, SAME, TOO_LITTLE_CHANGED.
    """


@dataclass(frozen=True)
class Counted:
    """What would be published: rounded and proven counts, the names of the themes, and how the reading was done."""

    published: Published
    names: dict[str, str]
    method: dict[str, object]


def theme_key(theme_id: int) -> str:
    return f"theme-{theme_id}"


def count_themes(session: Session, consultation: Consultation, question: Question) -> Counted:
    """Work out what may be published of the themes of one question. Raises CountError."""
    shown = published_question(session, consultation, question)
    if shown is None:
        raise CountError("NOT_READABLE")
    themes = confirmed(themes_of(session, question))
    if not themes:
        raise CountError("NO_THEMES")
    texts, all_read = texts_of(session, question), readings_of(session, question, Reader.FIRST)
    read = {key: mine for key, mine in all_read.items() if key in texts}
    there = how_many(session, question)
    if len(read) < THRESHOLD:
        raise CountError("TOO_FEW_READ")
    if len(read) < there and len(read) < ENOUGH_READ:
        raise CountError("NOT_ALL_READ")
    rows = _microdata(session, consultation, question, read, themes, routed=shown.routed)
    published = _protected(session, consultation, question, rows)
    method: dict[str, object] = {
        "all_read": len(read) == there,
        "read_about": None if shown.routed else 5 * round(len(read) / 5),
        **_agreement(session, question, themes),
    }
    names = {theme_key(one.id): one.name for one in themes}
    return Counted(published, names, method)


def _protected(session: Session, consultation: Consultation, question: Question, rows: Microdata) -> Published:
    """Put the counts through disclosure control, with all that anybody saw of these people before."""
    spoken = select(OpenAnswer.key).where(OpenAnswer.question_id == question.id, OpenAnswer.recording_key.is_not(None))
    before: Sequence[Earlier] = ()
    if session.scalar(spoken.limit(1)) is None:
        # Some may have withdrawn since: they were in what was published before and are not in this.
        outcomes = [one for one in outcomes_so_far(session, consultation.id) if one.round_id is None]
        seen = [Published.from_dict(one.content) for one in outcomes]
        before = [Earlier(one, Relation.BEFORE) for one in seen if one.shown]
    published = protect(rows, previous=before).published
    found = published.questions[0] if published.questions else None
    if not published.shown or found is None or not found.shown or found.table is None:
        raise CountError("NOT_SAFE")
    # Who wrote nothing is counted with the question itself; here it would be who was not read as well.
    return replace(published, questions=(replace(found, skipped=None, not_understood=None),))


def _microdata(
    session: Session,
    consultation: Consultation,
    question: Question,
    read: dict[bytes, frozenset[int]],
    themes: Sequence[Theme],
    *,
    routed: bool,
) -> Microdata:
    """Return all submissions, of which those that were read have themes; what was spoken adds rows of its own."""
    asked, people = _asked_and_people(session, consultation, question, routed=routed)
    spoken = session.scalars(
        select(OpenAnswer.key).where(OpenAnswer.question_id == question.id, OpenAnswer.recording_key.is_not(None))
    )
    extra = len(set(spoken) & set(read))
    size = max(people + extra, len(read))
    status: NDArray[np.int16] = np.full(size, SKIPPED, dtype=np.int16)
    status[: len(read)] = ANSWERED
    status[max(asked + extra, len(read)) :] = NOT_ASKED
    place = {one.id: index for index, one in enumerate(themes)}
    ticks = np.zeros((size, len(themes) + 1), dtype=np.bool_)
    for row, mine in enumerate(read.values()):
        columns = [place[one] for one in mine if one in place]
        ticks[row, columns or [len(themes)]] = True
    options = (*(theme_key(one.id) for one in themes), NO_THEME)
    return Microdata(size, (SeveralChoice(f"{question.key}.themes", options, ticks, status),))


def _asked_and_people(
    session: Session, consultation: Consultation, question: Question, *, routed: bool
) -> tuple[int, int]:
    people = len(list(session.scalars(select(Submission.key).where(Submission.consultation_id == consultation.id))))
    if not routed:
        return people, people
    not_asked = getattr(AnswerState, "NOT_ASKED", None)
    wanted = select(Answer.submission_key).where(Answer.question_id == question.id)
    if not_asked is not None:
        wanted = wanted.where(Answer.state != not_asked)
    return len(list(session.scalars(wanted))), people


def _agreement(session: Session, question: Question, themes: Sequence[Theme]) -> dict[str, object]:
    """Return how far the second reader agreed: kappa rounded to a tenth, and about how many answers were read twice."""
    first, second = (readings_of(session, question, reader) for reader in (Reader.FIRST, Reader.SECOND))
    twice = [key for key in second if key in first]
    if len(twice) < THRESHOLD:
        return {"kappa": None, "read_twice_about": None}
    ids = [one.id for one in themes]
    one, other = (np.array([[theme in found[key] for theme in ids] for key in twice]) for found in (first, second))
    kappa = pooled_kappa(one, other)
    return {"kappa": None if kappa is None else round(kappa, 1), "read_twice_about": 5 * round(len(twice) / 5)}


def agreement_so_far(session: Session, question: Question) -> tuple[float | None, int]:
    """Return kappa between both readers over the themes now, and how many answers both read; for the desk."""
    found = _agreement(session, question, confirmed(themes_of(session, question)))
    kappa = found["kappa"]
    first, second = (readings_of(session, question, reader) for reader in (Reader.FIRST, Reader.SECOND))
    return (kappa if isinstance(kappa, float) else None), len(set(first) & set(second))


def publish_themes(session: Session, consultation: Consultation, question: Question, *, by: int) -> PublishedThemes:
    """Freeze the counts as a new version that everybody sees. Raises CountError.

    A later version must differ from the one before by nothing or clearly in each theme, so that nobody can see what a
    few answers that were sorted anew said (methods, section 4, rule 6).
    """
    counted = count_themes(session, consultation, question)
    before = latest_themes(session, question.id)
    if before is not None:
        _check_change(
            Published.from_dict(before.content),
            counted.published,
            same_names=before.method.get("names") == counted.names,
        )
    fresh = PublishedThemes(
        question_id=question.id,
        version=1 if before is None else before.version + 1,
        frozen_at=now(),
        content=counted.published.to_dict(),
        method={**counted.method, "names": counted.names},
    )
    session.add(fresh)
    consultation.edition += 1
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action="THEMES_PUBLISHED",
        subject="consultation",
        subject_id=consultation.id,
    )
    session.flush()
    return fresh


def _check_change(before: Published, after: Published, *, same_names: bool) -> None:
    old, new = _counts(before), _counts(after)
    if old == new and same_names:
        raise CountError("SAME")
    for key in set(old) | set(new):
        moved = abs(old.get(key, 0) - new.get(key, 0))
        if 0 < moved < CLEARLY:
            raise CountError("TOO_LITTLE_CHANGED")


def _counts(published: Published) -> dict[str, int]:
    table = published.questions[0].table
    options: Sequence[PublishedOption] = table.options if table else ()
    # Of a routed question no count is shown; its share of a hundred stands in for it.
    return {one.key: one.share if one.count is None else one.count for one in options if one.key != OTHER}
