"""On which page of the desk each step of asking well is taken."""

from __future__ import annotations

from typing import Any

from panel.consultations.steps import StepKey

# The word in the address of each step whose form is one of ours.
STEP_ADDRESSES = {
    "wat": StepKey.ASKED,
    "waarom": StepKey.WHY,
    "ruimte": StepKey.ROOM,
    "invloed": StepKey.INFLUENCE,
    "wie": StepKey.PEOPLE,
    "antwoord": StepKey.REPLY,
}
ADDRESS_OF_STEP = {key: address for address, key in STEP_ADDRESSES.items()}
OTHER_PAGES = {
    StepKey.QUESTIONS: "consultations.questions_step_page",
    StepKey.BACKGROUND: "consultations.background_step_page",
    StepKey.PREVIEW: "consultations.preview_step_page",
    StepKey.TRYOUT: "consultations.tryout_page",
    StepKey.PRIVACY: "consultations.privacy_page",
    StepKey.PUBLISHING: "consultations.publishing_page",
}


def step_page_of(consultation_id: int, key: StepKey) -> tuple[str, dict[str, Any]]:
    """Return the page of a step as an endpoint and its arguments."""
    own: dict[str, Any] = {"consultation_id": consultation_id}
    if key in ADDRESS_OF_STEP:
        return "consultations.step_page", own | {"step_address": ADDRESS_OF_STEP[key]}
    return OTHER_PAGES[key], own
