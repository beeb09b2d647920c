"""Marks in the columns of a consultation who did not get a question, so that nobody counts as having left it open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from panel.consultations.models import Question
from panel.stats import microdata as md
from panel.stats.published_routes import Route

Flags = NDArray[np.bool_]


def mark_not_asked(questions: Sequence[Question], columns: Sequence[md.Question]) -> tuple[md.Question, ...]:
    """Return the columns of these questions, in the same order, with NOT_ASKED for who did not get a question.

    The rule of `consultations.routing.asked_questions`, for all rows at once: whoever left the condition question
    open, or did not get that one either, is not asked. An answer that is there all the same does not count.
    """
    marked: list[md.Question] = []
    met: dict[int, md.Question] = {}
    for question, column in zip(questions, columns, strict=True):
        needed = question.only_if_question_id
        if needed is not None:
            condition = met.get(needed)
            nobody = np.zeros(column.people, dtype=np.bool_)
            asked = nobody if condition is None else _chose(condition, question.only_if_answers)
            column = _only_for(column, asked)
        marked.append(column)
        met[question.id] = column
    return tuple(marked)


def routes_of(questions: Sequence[Question]) -> tuple[Route, ...]:
    """Return which questions were for a part of the people only, and for whom."""
    keys = {one.id: one.key for one in questions}
    return tuple(
        Route(one.key, keys[one.only_if_question_id], tuple(one.only_if_answers))
        for one in questions
        if one.only_if_question_id is not None and one.only_if_question_id in keys
    )


def _chose(column: md.Question, answers: Collection[str]) -> Flags:
    """Who gave one of these answers; nobody who was not asked did."""
    places = [place for place, key in enumerate(column.options) if key in answers]
    if isinstance(column, md.SingleChoice):
        return np.isin(column.codes, places)
    return np.asarray(column.ticks[:, places].any(axis=1) & column.answered)


def _only_for(column: md.Question, asked: Flags) -> md.Question:
    if isinstance(column, md.SingleChoice):
        return replace(column, codes=np.where(asked, column.codes, md.NOT_ASKED))
    return replace(column, status=np.where(asked, column.status, md.NOT_ASKED))
