"""What must be there before a consultation may open: a promise, easy and tested questions, privacy, second eyes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from panel.consultations.kinds import kind_of
from panel.consultations.models import Consultation, EvidenceKind, Option, Question
from panel.consultations.private_words import private_findings, settled
from panel.consultations.routing import routing_faults
from panel.readability import Severity, check

MOST_QUESTIONS = 10
MOST_BREAKDOWNS = 4
TESTERS = 5
TESTERS_OF_TARGET = 2
# A sentence of a participant's screen has at most so many words (A2).
MOST_WORDS = 10
# An answer of so few words is read at a glance: it needs no second text.
FEW_WORDS = 5


class Place(StrEnum):
    """Where on the desk something that is missing can be mended."""

    POLICY_QUESTION = "POLICY_QUESTION"
    CONSULTATION = "CONSULTATION"
    QUESTIONS = "QUESTIONS"
    QUESTION = "QUESTION"
    BREAKDOWN = "BREAKDOWN"
    GROUPS = "GROUPS"
    PRIVACY = "PRIVACY"
    TRYOUT = "TRYOUT"
    PUBLISHING = "PUBLISHING"


class Gate(StrEnum):
    """The conditions under which a consultation opens, in the order of the desk."""

    WRITTEN = "WRITTEN"
    OWNER = "OWNER"
    REPLY_DATE = "REPLY_DATE"
    INFLUENCE = "INFLUENCE"
    QUESTIONS = "QUESTIONS"
    EASY_TEXT = "EASY_TEXT"
    TESTED = "TESTED"
    PRIVACY = "PRIVACY"
    SECOND_EYES = "SECOND_EYES"


GATE_OF = {
    "NO_TITLE": Gate.WRITTEN,
    "NO_EXPLANATION": Gate.WRITTEN,
    "NO_TOPIC": Gate.WRITTEN,
    "NO_OWNER": Gate.OWNER,
    "NO_OWNER_FUNCTION": Gate.OWNER,
    "NO_REPLY_DATE": Gate.REPLY_DATE,
    "REPLY_DATE_PASSED": Gate.REPLY_DATE,
    "REPLY_BEFORE_CLOSING": Gate.REPLY_DATE,
    "NO_INFLUENCE": Gate.INFLUENCE,
    "NO_EASY_TEXT": Gate.EASY_TEXT,
    "NO_EASY_OPTION": Gate.EASY_TEXT,
    "NOT_TESTED": Gate.TESTED,
    "NO_PRIVACY_GROUND": Gate.PRIVACY,
    "NO_RETENTION": Gate.PRIVACY,
    "PRIVATE_QUESTION": Gate.PRIVACY,
    "PRIVATE_BREAKDOWN": Gate.PRIVACY,
    "SECOND_EYES": Gate.SECOND_EYES,
}
# What is chosen together with the button that opens it, and so belongs to no gate.
OF_THE_BUTTON = frozenset({"CLOSES_TOO_SOON", "OPENS_TOO_SOON", "OPENS_TOO_LATE"})


@dataclass(frozen=True)
class Missing:
    """One thing that keeps a consultation shut. `code` names it, `place` and `part_id` say where to mend it."""

    code: str
    place: Place
    part_id: int | None = None
    number: int | None = None

    @property
    def gate(self) -> Gate | None:
        """The gate that this keeps shut; what is wrong with a question keeps that of the questions shut."""
        return None if self.code in OF_THE_BUTTON else GATE_OF.get(self.code, Gate.QUESTIONS)


def missing_for_opening(
    consultation: Consultation, *, on: dt.date, closes_on: dt.date | None = None, asked_elsewhere: bool = False
) -> list[Missing]:
    """Return what keeps this consultation from opening on a day, in the order of the desk; empty when it may open.

    `closes_on` is the closing day when it is known: the reply may not be promised for a day before it.
    With `asked_elsewhere` its questions were answered outside this system: nobody is asked them here, so they need no
    easy text, and no reason for what touches private life. The second person's approval is not among it:
    `second_eyes_missing` says so.
    """
    return [
        *_promise(consultation, on, closes_on),
        *([] if consultation.topic.strip() else [Missing("NO_TOPIC", Place.CONSULTATION)]),
        *_questions(consultation),
        *_breakdowns(consultation),
        *_groups(consultation),
        *([] if asked_elsewhere else _easy_texts(consultation)),
        *_tested(consultation),
        *_privacy(consultation),
        *([] if asked_elsewhere else _private_questions(consultation)),
    ]


def second_eyes_missing(consultation: Consultation, *, skipped: bool) -> list[Missing]:
    """Return that a second person has to look, unless one approved or the step is openly skipped."""
    if consultation.approved_by_id is not None or skipped:
        return []
    return [Missing("SECOND_EYES", Place.PUBLISHING)]


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
    conditions = condition_problems(consultation)
    return [
        Missing(code, Place.QUESTION, question.id, number)
        for number, question in enumerate(consultation.questions, start=1)
        for code in (*question_problems(question), *conditions.get(question.key, ()))
    ]


def condition_problems(consultation: Consultation) -> dict[str, list[str]]:
    """Return by the key of a question a code of why its condition ("alleen als") cannot be right."""
    return {one.question_key: [f"ONLY_IF_{one.code}"] for one in routing_faults(consultation.questions)}


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


def _easy_texts(consultation: Consultation) -> list[Missing]:
    missing = []
    for number, question in enumerate(consultation.questions, start=1):
        if not has_easy_text(question.text, question.easy_text or ""):
            missing.append(Missing("NO_EASY_TEXT", Place.QUESTION, question.id, number))
        if not all(option_is_easy(option) for option in question.options):
            missing.append(Missing("NO_EASY_OPTION", Place.QUESTION, question.id, number))
    missing += [
        Missing("NO_EASY_TEXT", Place.BREAKDOWN, breakdown.id, number)
        for number, breakdown in enumerate(consultation.breakdowns, start=1)
        if not has_easy_text(breakdown.text, breakdown.easy_text or "")
    ]
    return missing


def has_easy_text(text: str, easy_text: str) -> bool:
    """Return whether a question can be read by who finds reading hard: it is easy itself, or has an easy text.

    The same words again are no easy text.
    """
    written = easy_text.strip()
    return (bool(written) and written.casefold() != text.strip().casefold()) or is_easy(text)


def option_is_easy(option: Option) -> bool:
    """Return whether an answer is short, easy, or has an easy text."""
    return len(option.text.split()) <= FEW_WORDS or has_easy_text(option.text, option.easy_text or "")


@lru_cache(maxsize=4096)
def is_easy(text: str) -> bool:
    """Return whether the reading check finds nothing to change, and no sentence has more than ten words."""
    report = check(text)
    serious = any(one.severity in (Severity.WARN, Severity.STOP) for one in report.findings)
    return not serious and all(sentence.words <= MOST_WORDS for sentence in report.sentences)


def was_tested(consultation: Consultation) -> bool:
    """Return whether enough real readers tried it, of whom enough from the target group."""
    return consultation.testers >= TESTERS and consultation.testers_of_target >= TESTERS_OF_TARGET


def _tested(consultation: Consultation) -> list[Missing]:
    if was_tested(consultation) or consultation.untested_reason.strip():
        return []
    return [Missing("NOT_TESTED", Place.TRYOUT)]


def _privacy(consultation: Consultation) -> list[Missing]:
    codes = []
    if consultation.privacy_ground is None:
        codes.append("NO_PRIVACY_GROUND")
    if consultation.retention_months is None:
        codes.append("NO_RETENTION")
    return [Missing(code, Place.PRIVACY) for code in codes]


def _private_questions(consultation: Consultation) -> list[Missing]:
    return [
        Missing("PRIVATE_BREAKDOWN" if one.is_breakdown else "PRIVATE_QUESTION", Place.PRIVACY, number=one.number)
        for one in private_findings(consultation)
        if not settled(consultation, one)
    ]
