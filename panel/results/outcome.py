"""The recipe of an outcome, in order: rows become microdata, microdata are counted, and only what is safe is kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from panel.answering.answers import NO_STATEMENT, Answers
from panel.consultations.kinds import DONT_KNOW, WRITTEN, kind_of
from panel.consultations.models import Breakdown, Consultation, Question
from panel.stats import microdata as md
from panel.stats.background import coarsen
from panel.stats.disclosure import Protection, protect
from panel.stats.published import Published


def microdata_of(consultation: Consultation, rows: Sequence[Answers]) -> md.Microdata:
    """Return the rows of a consultation as arrays: one column a question, in the classes in which it is counted."""
    questions = tuple(_question(question, rows) for question in consultation.questions)
    return md.Microdata(len(rows), questions, tuple(_breakdown(one, rows) for one in consultation.breakdowns))


def protected_outcome(
    consultation: Consultation, rows: Sequence[Answers], previous: Sequence[Published] = ()
) -> Protection:
    """Return what may be shown of these rows, and the report of what was merged or left out (methods, section 4)."""
    return protect(microdata_of(consultation, rows), previous=tuple(previous))


def coarsened(consultation: Consultation, rows: Sequence[Answers], minimum: int = 10) -> list[Answers]:
    """Return the rows with their background so coarse that each combination is that of at least `minimum` rows.

    A class that is too rare together with the others becomes "no statement", or the name of a merged class.
    """
    breakdowns = [_breakdown(one, rows) for one in consultation.breakdowns]
    coarse = coarsen(breakdowns, minimum=minimum)
    return [
        Answers(row.given, {one.key: one.classes[code] for one in coarse if (code := int(one.codes[index])) >= 0})
        for index, row in enumerate(rows)
    ]


def _question(question: Question, rows: Sequence[Answers]) -> md.Question:
    kind = kind_of(question)
    classes = kind.classes(question)
    options = classes if classes == (WRITTEN,) else (*classes, DONT_KNOW)
    place = {key: index for index, key in enumerate(options)}
    marked = np.array([_is_marked(row, question.key) for row in rows], dtype=np.bool_)
    if not kind.several:
        codes = np.fromiter((_code(row, question, place) for row in rows), dtype=np.int16, count=len(rows))
        return md.SingleChoice(question.key, options, codes, ordered=kind.ordered, not_understood=marked)
    ticks = np.zeros((len(rows), len(options)), dtype=np.bool_)
    status = np.full(len(rows), md.SKIPPED, dtype=np.int16)
    for index, row in enumerate(rows):
        chosen = _counted(row, question)
        if chosen:
            status[index] = md.ANSWERED
            ticks[index, [place[key] for key in chosen]] = True
    return md.SeveralChoice(question.key, options, ticks, status, not_understood=marked)


def _code(row: Answers, question: Question, place: dict[str, int]) -> int:
    counted = _counted(row, question)
    # "Weet ik niet" at an open question is no class of its own there: nothing was written.
    return place.get(counted[0], md.SKIPPED) if counted else md.SKIPPED


def _counted(row: Answers, question: Question) -> tuple[str, ...]:
    given = row.given.get(question.key)
    if given is None or given.state == "SKIPPED":
        return ()
    if given.state == "DONT_KNOW" or given.value is None:
        return (DONT_KNOW,)
    return kind_of(question).counted_as(given.value, question)


def _is_marked(row: Answers, key: str) -> bool:
    given = row.given.get(key)
    return given is not None and given.not_understood


def _breakdown(breakdown: Breakdown, rows: Sequence[Answers]) -> md.Breakdown:
    classes = tuple(one.key for one in breakdown.classes)
    place = {key: index for index, key in enumerate(classes)}
    codes = np.fromiter(
        (place.get(row.background.get(breakdown.key, NO_STATEMENT), md.NO_STATEMENT) for row in rows),
        dtype=np.int16,
        count=len(rows),
    )
    return md.Breakdown(breakdown.key, classes, codes)
