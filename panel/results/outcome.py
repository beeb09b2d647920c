"""The recipe of an outcome, in order: rows become microdata, microdata are counted, and only what is safe is kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from panel.answering.answers import NO_STATEMENT, Answers, Given
from panel.consultations.kinds import DONT_KNOW, WRITTEN, kind_of
from panel.consultations.models import Breakdown, Consultation, EvidenceKind, Question
from panel.results.routed import mark_not_asked, routes_of
from panel.stats import microdata as md
from panel.stats.background import coarsen
from panel.stats.disclosure import Protection
from panel.stats.published import Published
from panel.stats.relations import Earlier
from panel.stats.weighted_outcome import Figures
from panel.stats.weighted_protection import weighed_and_protected


def microdata_of(consultation: Consultation, rows: Sequence[Answers]) -> md.Microdata:
    """Return the rows of a consultation as arrays: one column a question, in the classes in which it is counted."""
    asked = consultation.questions
    questions = mark_not_asked(asked, [_question(question, rows) for question in asked])
    breakdowns = tuple(_breakdown(one, rows) for one in consultation.breakdowns)
    return md.Microdata(len(rows), questions, breakdowns, routes=routes_of(asked))


def protected_outcome(
    consultation: Consultation,
    rows: Sequence[Answers],
    previous: Sequence[Published | Earlier] = (),
    figures: Sequence[Figures] = (),
) -> Protection:
    """Return what may be shown of these rows, and the report of what was merged or left out (methods, section 4).

    With population `figures` the answers are weighed first; then the outcome says how, or why that had to stop.
    """
    return weighed_and_protected(
        microdata_of(consultation, rows),
        figures,
        previous=tuple(previous),
        sampled=consultation.evidence_kind is EvidenceKind.SAMPLE,
    )


def coarsened(consultation: Consultation, rows: Sequence[Answers], minimum: int = 10) -> list[Answers]:
    """Return the rows with their background so coarse that each combination is that of at least `minimum` rows.

    A class that is too rare together with the others becomes "no statement", or the name of a merged class.
    """
    coarse = coarsen([_breakdown(one, rows) for one in consultation.breakdowns], minimum=minimum)
    names = [[*one.classes, None] for one in coarse]
    codes = [one.codes.tolist() for one in coarse]
    # People with the same classes share one dictionary: there are few combinations, and perhaps a million people.
    kept: dict[tuple[str | None, ...], dict[str, str]] = {}
    rows_made = []
    for index, row in enumerate(rows):
        classes = tuple(name[code[index]] for name, code in zip(names, codes, strict=True))
        found = kept.get(classes)
        if found is None:
            told = zip(coarse, classes, strict=True)
            found = kept[classes] = {one.key: name for one, name in told if name is not None}
        rows_made.append(Answers(row.given, found))
    return rows_made


def _question(question: Question, rows: Sequence[Answers]) -> md.Question:
    kind = kind_of(question)
    classes = kind.classes(question)
    options = classes if classes == (WRITTEN,) else (*classes, DONT_KNOW)
    place = {key: index for index, key in enumerate(options)}
    different, which = _alike([row.given.get(question.key) for row in rows])
    chosen = [_counted(one, question) for one in different]
    marked = np.array([one is not None and one.not_understood for one in different], dtype=np.bool_)[which]
    if not kind.several:
        codes = np.array([_code(one, place) for one in chosen], dtype=np.int16)[which]
        return md.SingleChoice(question.key, options, codes, ordered=kind.ordered, not_understood=marked)
    ticks = np.zeros((len(different), len(options)), dtype=np.bool_)
    for index, keys in enumerate(chosen):
        ticks[index, [place[key] for key in keys]] = True
    status = np.array([md.ANSWERED if one else md.SKIPPED for one in chosen], dtype=np.int16)
    return md.SeveralChoice(question.key, options, ticks[which], status[which], not_understood=marked)


def _alike(given: Sequence[Given | None]) -> tuple[list[Given | None], NDArray[np.int64]]:
    """Return what was given without repeats, and of each row (n,) which of those it is: each is read only once."""
    different = {id(one): one for one in given}
    number = {key: index for index, key in enumerate(different)}
    which = np.fromiter((number[id(one)] for one in given), dtype=np.int64, count=len(given))
    return list(different.values()), which


def _code(counted: tuple[str, ...], place: dict[str, int]) -> int:
    # "Weet ik niet" at an open question is no class of its own there: nothing was written.
    return place.get(counted[0], md.SKIPPED) if counted else md.SKIPPED


def _counted(given: Given | None, question: Question) -> tuple[str, ...]:
    if given is None or given.state == "SKIPPED":
        return ()
    if given.state == "DONT_KNOW" or given.value is None:
        return (DONT_KNOW,)
    return kind_of(question).counted_as(given.value, question)


def _breakdown(breakdown: Breakdown, rows: Sequence[Answers]) -> md.Breakdown:
    classes = tuple(one.key for one in breakdown.classes)
    place = {key: index for index, key in enumerate(classes)}
    codes = np.fromiter(
        (place.get(row.background.get(breakdown.key, NO_STATEMENT), md.NO_STATEMENT) for row in rows),
        dtype=np.int16,
        count=len(rows),
    )
    return md.Breakdown(breakdown.key, classes, codes)
