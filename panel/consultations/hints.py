"""Soft advice on a policy question and who is asked: what could be better, and never keeps anything shut (pure)."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

from panel.consultations.forecast import expected_asked, smallest_group
from panel.consultations.models import Consultation, PolicyQuestion

# The municipality must be able to act within half a year (facts, section 1.3).
SOON = dt.timedelta(days=183)
SECOND_QUESTION = re.compile(
    r"\?.*\?|\ben (?:hoe|wat|waar|waarom|wie|welke?|wanneer|hoeveel|met wie|waarmee|waarvoor)\b",
    re.IGNORECASE | re.DOTALL,
)


class Hint(StrEnum):
    """One piece of advice."""

    TWO_QUESTIONS = "TWO_QUESTIONS"
    NO_DECISION = "NO_DECISION"
    NO_DECISION_DAY = "NO_DECISION_DAY"
    DECISION_FAR = "DECISION_FAR"
    DECISION_PASSED = "DECISION_PASSED"
    NOTHING_FIXED = "NOTHING_FIXED"
    NOTHING_OPEN = "NOTHING_OPEN"
    NOTHING_DONE = "NOTHING_DONE"
    NO_LEVEL = "NO_LEVEL"
    NO_TARGET_GROUPS = "NO_TARGET_GROUPS"
    NO_EXPECTED = "NO_EXPECTED"
    NO_HELP = "NO_HELP"
    SMALL_GROUP = "SMALL_GROUP"
    FEW_ASKED = "FEW_ASKED"
    NO_CHANNEL = "NO_CHANNEL"


def title_hints(question: PolicyQuestion) -> list[Hint]:
    """Return what could be better about what is asked."""
    return [Hint.TWO_QUESTIONS] if SECOND_QUESTION.search(question.title) else []


def why_hints(question: PolicyQuestion, on: dt.date) -> list[Hint]:
    """Return what could be better about why and when, seen on a day."""
    found = [] if question.decision else [Hint.NO_DECISION]
    if question.decision_on is None:
        return [*found, Hint.NO_DECISION_DAY]
    if question.decision_on < on:
        return [*found, Hint.DECISION_PASSED]
    return [*found, Hint.DECISION_FAR] if question.decision_on - on > SOON else found


def room_hints(question: PolicyQuestion) -> list[Hint]:
    """Return what could be better about what is fixed, what is open and what is done already."""
    found = [] if question.open_points else [Hint.NOTHING_OPEN]
    found += [] if question.fixed else [Hint.NOTHING_FIXED]
    return found if question.already_done else [*found, Hint.NOTHING_DONE]


def influence_hints(question: PolicyQuestion) -> list[Hint]:
    """Return what could be better about the influence."""
    return [Hint.NO_LEVEL] if question.influence and question.influence_level is None else []


def people_hints(consultation: Consultation) -> list[Hint]:
    """Return what could be better about who takes part."""
    found = [] if consultation.target_groups else [Hint.NO_TARGET_GROUPS]
    found += [] if consultation.expected_responses else [Hint.NO_EXPECTED]
    return found if consultation.help_places else [*found, Hint.NO_HELP]


def question_hints(consultation: Consultation) -> list[Hint]:
    """Return what could be better about who gets which question."""
    return [Hint.FEW_ASKED] if any(one.is_too_small for one in expected_asked(consultation).values()) else []


def background_hints(consultation: Consultation) -> list[Hint]:
    """Return what could be better about the backgrounds."""
    groups = [smallest_group(one, consultation.expected_responses) for one in consultation.breakdowns]
    return [Hint.SMALL_GROUP] if any(one is not None and one.is_too_small for one in groups) else []


def reply_hints(question: PolicyQuestion) -> list[Hint]:
    """Return what could be better about the promise."""
    return [] if question.reply_channel else [Hint.NO_CHANNEL]
