"""The twelve steps of asking well, and how far each is: read from what is stored, never from a stored step (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from panel.consultations.gates import Missing, Place, missing_for_opening
from panel.consultations.hints import (
    Hint,
    background_hints,
    influence_hints,
    people_hints,
    question_hints,
    reply_hints,
    room_hints,
    title_hints,
    why_hints,
)
from panel.consultations.models import Consultation


class StepKey(StrEnum):
    """The steps, in the order in which they are offered."""

    ASKED = "ASKED"
    WHY = "WHY"
    ROOM = "ROOM"
    INFLUENCE = "INFLUENCE"
    PEOPLE = "PEOPLE"
    QUESTIONS = "QUESTIONS"
    BACKGROUND = "BACKGROUND"
    PREVIEW = "PREVIEW"
    TRYOUT = "TRYOUT"
    PRIVACY = "PRIVACY"
    REPLY = "REPLY"
    PUBLISHING = "PUBLISHING"


class StepState(StrEnum):
    """How far a step is: all is there, something must still be done, or it may go on but could be better."""

    DONE = "DONE"
    OPEN = "OPEN"
    BETTER = "BETTER"


@dataclass(frozen=True)
class Step:
    """One step of one consultation: what keeps it from opening, and what could be better."""

    key: StepKey
    state: StepState
    missing: tuple[Missing, ...]
    hints: tuple[Hint, ...]


OF_CODE = {
    "NO_TITLE": StepKey.ASKED,
    "NO_EXPLANATION": StepKey.WHY,
    "NO_INFLUENCE": StepKey.INFLUENCE,
    "PRIVATE_QUESTION": StepKey.PRIVACY,
    "PRIVATE_BREAKDOWN": StepKey.PRIVACY,
}
OF_PLACE = {
    Place.POLICY_QUESTION: StepKey.REPLY,
    Place.CONSULTATION: StepKey.PEOPLE,
    Place.GROUPS: StepKey.PEOPLE,
    Place.QUESTIONS: StepKey.QUESTIONS,
    Place.QUESTION: StepKey.QUESTIONS,
    Place.BREAKDOWN: StepKey.BACKGROUND,
    Place.TRYOUT: StepKey.TRYOUT,
    Place.PRIVACY: StepKey.PRIVACY,
    Place.PUBLISHING: StepKey.PUBLISHING,
}


# Advice that is worth telling at once, and not only in the overview.
PRESSING = frozenset({
    Hint.TWO_QUESTIONS, Hint.DECISION_FAR, Hint.DECISION_PASSED, Hint.NOTHING_OPEN, Hint.SMALL_GROUP,
})  # fmt: skip


def step_of(missing: Missing) -> StepKey:
    """Return the step in which something that is missing is mended."""
    return OF_CODE.get(missing.code) or OF_PLACE[missing.place]


def steps_of(consultation: Consultation, on: dt.date) -> list[Step]:
    """Return all steps of a draft as they are on a day."""
    missing = missing_for_opening(consultation, on=on)
    return [_step(consultation, key, missing, on) for key in StepKey]


def _step(consultation: Consultation, key: StepKey, missing: Sequence[Missing], on: dt.date) -> Step:
    own = tuple(one for one in missing if step_of(one) is key)
    # Who has not begun a step needs no advice on it yet.
    hints = tuple(hints_of(consultation, key, on)) if _is_touched(consultation, key) else ()
    if own or not _begun(consultation, key):
        return Step(key, StepState.OPEN, own, hints)
    return Step(key, StepState.BETTER if hints else StepState.DONE, own, hints)


def _begun(consultation: Consultation, key: StepKey) -> bool:
    """Return whether there is something in a step that no gate asks for; publishing is never done in a draft."""
    asked = consultation.policy_question
    match key:
        case StepKey.ROOM:
            return bool(asked.fixed or asked.open_points or asked.already_done)
        case StepKey.PREVIEW:
            return bool(consultation.questions)
        case StepKey.PUBLISHING:
            return False
        case _:
            return True


def _is_touched(consultation: Consultation, key: StepKey) -> bool:
    """Return whether somebody wrote anything in a step."""
    asked = consultation.policy_question
    match key:
        case StepKey.WHY:
            return bool(asked.explanation or asked.decision or asked.decision_on)
        case StepKey.ROOM:
            return _begun(consultation, key)
        case StepKey.PEOPLE:
            return bool(consultation.topic or consultation.target_groups or consultation.expected_responses)
        case StepKey.REPLY:
            return bool(asked.owner_name or asked.owner_function or asked.reply_due_on)
        case _:
            return True


def hints_of(consultation: Consultation, key: StepKey, on: dt.date) -> list[Hint]:
    """Return what could be better in one step."""
    asked = consultation.policy_question
    match key:
        case StepKey.ASKED:
            return title_hints(asked)
        case StepKey.WHY:
            return why_hints(asked, on)
        case StepKey.ROOM:
            return room_hints(asked)
        case StepKey.INFLUENCE:
            return influence_hints(asked)
        case StepKey.PEOPLE:
            return people_hints(consultation)
        case StepKey.QUESTIONS:
            return question_hints(consultation)
        case StepKey.BACKGROUND:
            return background_hints(consultation)
        case StepKey.REPLY:
            return reply_hints(asked)
        case _:
            return []


def step_as_it_is(consultation: Consultation, key: StepKey, on: dt.date) -> Step:
    """Return one step of a draft as it is on a day."""
    return next(one for one in steps_of(consultation, on) if one.key is key)
