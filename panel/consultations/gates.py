"""What must be there before a consultation may open: an owner, a date, a promise, questions that can be asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from panel.consultations.kinds import kind_of
from panel.consultations.models import Consultation, EvidenceKind, Question

MOST_QUESTIONS = 10
MOST_BREAKDOWNS = 4


class Place(StrEnum):
    """Where on the desk something that is missing can be mended."""

    POLICY_QUESTION = "POLICY_QUESTION"
    CONSULTATION = "CONSULTATION"
    QUESTIONS = "QUESTIONS"
    QUESTION = "QUESTION"
    BREAKDOWN = "BREAKDOWN"
    GROUPS = "GROUPS"
    PUBLISHING = "PUBLISHING"


@dataclass(frozen=True)
class Missing:
    """One thing that keeps a consultation shut. `code` names it, `place` and `part_id` say where to mend it."""

    code: str
    place: Place
    part_id: int | None = None
    number: int | None = None


def missing_for_opening(consultation: Consultation, *, on: dt.date, closes_on: dt.date | None = None) -> list[Missing]:
    """Return what keeps this consultation from opening on a day, in the order of the desk; empty when it may open.

    `closes_on` is the closing day when it is known: the reply may not be promised for a day before it.
    """
    return [
        *_promise(consultation, on, closes_on),
        *([] if consultation.topic.strip() else [Missing("NO_TOPIC", Place.CONSULTATION)]),
        *_questions(consultation),
        *_breakdowns(consultation),
        *_groups(consultation),
    ]


def _promise(consultation: Consultation, on: dt.date, closes_on: dt.date | None) -> list[Missing]:
    asked = consultation.policy_question
    texts = {
        "NO_TITLE": asked.title,
        "NO_EXPLANATION": asked.explanation,
        "NO_INFLUENCE": asked.influence,
        "NO_OWNER": asked.owner_name,
        "NO_OWNER_FUNCTION": asked.owner_function,
    }
    codes = [code for code, text in texts.items() if not text.strip()]
    if asked.reply_due_on is None:
        codes.append("NO_REPLY_DATE")
    elif asked.reply_due_on <= on:
        codes.append("REPLY_DATE_PASSED")
    elif closes_on is not None and asked.reply_due_on <= closes_on:
        codes.append("REPLY_BEFORE_CLOSING")
    return [Missing(code, Place.POLICY_QUESTION) for code in codes]


def _questions(consultation: Consultation) -> list[Missing]:
    if not consultation.questions:
        return [Missing("NO_QUESTIONS", Place.QUESTIONS)]
    return [
        Missing(code, Place.QUESTION, question.id, number)
        for number, question in enumerate(consultation.questions, start=1)
        for code in question_problems(question)
    ]


def question_problems(question: Question) -> list[str]:
    """Return codes of why a question cannot be asked as it is; empty when it can."""
    problems = list(kind_of(question).settings_problems(question))
    words = [option.text.strip().casefold() for option in question.options]
    if len(set(words)) < len(words):
        problems.append("OPTIONS_ALIKE")
    return problems


def _breakdowns(consultation: Consultation) -> list[Missing]:
    return [
        Missing("TOO_FEW_CLASSES", Place.BREAKDOWN, breakdown.id, number)
        for number, breakdown in enumerate(consultation.breakdowns, start=1)
        if len(breakdown.classes) < 2
    ]


def _groups(consultation: Consultation) -> list[Missing]:
    if consultation.evidence_kind is EvidenceKind.GROUP and not consultation.rounds:
        return [Missing("NO_GROUP", Place.GROUPS)]
    return []
