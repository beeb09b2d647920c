"""The overview of all steps: what each is about, how far it is, and what to do there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from panel.consultations.models import Consultation, PrivacyGround
from panel.consultations.presenters.conditions import number_in_words
from panel.consultations.presenters.hints import hint_sentences
from panel.consultations.presenters.missing import MissingLine, present_missing
from panel.consultations.presenters.step_pages import step_page_of
from panel.consultations.presenters.words import evidence_name
from panel.consultations.steps import Step, StepKey, StepState, steps_of

LONGEST_SUMMARY = 110
ICONS = {StepState.DONE: "ok", StepState.OPEN: "edit", StepState.BETTER: "info"}


@dataclass(frozen=True)
class StepLine:
    """One step in the overview. `anchor` is its place on the page, `look` done, open or better."""

    number: int
    title: str
    summary: str
    look: str
    icon: str
    state: str
    endpoint: str
    arguments: dict[str, Any]
    missing: list[MissingLine]
    hints: list[str]
    anchor: str


@dataclass(frozen=True)
class StepHead:
    """What stands above the page of one step, and which step follows."""

    number: int
    total: int
    title: str
    lead: str
    next_endpoint: str
    next_arguments: dict[str, Any]


def present_steps(consultation: Consultation, on: dt.date) -> list[StepLine]:
    """Return all steps of a draft."""
    return [_line(consultation, number, one) for number, one in enumerate(steps_of(consultation, on), start=1)]


def first_to_do(lines: Sequence[StepLine]) -> StepLine | None:
    """Return the first step in which something must still be done."""
    return next((one for one in lines if one.look == "open"), None)


def present_head(consultation: Consultation, key: StepKey) -> StepHead:
    """Return what stands above one step."""
    keys = list(StepKey)
    number = keys.index(key) + 1
    following = keys[number] if number < len(keys) else StepKey.PUBLISHING
    return StepHead(
        number,
        len(keys),
        step_title(key),
        _leads()[key],
        *step_page_of(consultation.id, following),
    )


def step_title(key: StepKey) -> str:
    return {
        StepKey.ASKED: _("Wat wil je weten?"),
        StepKey.WHY: _("Waarom nu?"),
        StepKey.ROOM: _("Wat staat vast, wat is nog open?"),
        StepKey.INFLUENCE: _("Welke invloed hebben mensen?"),
        StepKey.PEOPLE: _("Wie doet mee?"),
        StepKey.QUESTIONS: _("Vragen"),
        StepKey.BACKGROUND: _("Achtergrond van mensen"),
        StepKey.PREVIEW: _("Zo ziet het eruit"),
        StepKey.TRYOUT: _("Proefronde"),
        StepKey.PRIVACY: _("Privacy"),
        StepKey.REPLY: _("Wie antwoordt, en wanneer?"),
        StepKey.PUBLISHING: _("Tweede lezer en publiceren"),
    }[key]


def _leads() -> dict[StepKey, str]:
    return {
        StepKey.ASKED: _("Begin met één vraag. De rest kan later."),
        StepKey.WHY: _("Mensen doen eerder mee als ze weten waar hun antwoord voor is."),
        StepKey.ROOM: _("Wees eerlijk over wat nog kan. Dan is niemand achteraf teleurgesteld."),
        StepKey.INFLUENCE: _("Kies wat je kunt waarmaken. Deelnemers lezen het voor ze beginnen."),
        StepKey.PEOPLE: _("Dit bepaalt wat je straks met de uitslag mag zeggen."),
        StepKey.QUESTIONS: _("Begin met een makkelijke vraag. Hooguit tien is genoeg."),
        StepKey.BACKGROUND: _("Zo mag de uitslag worden verdeeld. Dit staat vooraf vast."),
        StepKey.PREVIEW: _("Precies zoals een deelnemer het ziet, op een telefoon."),
        StepKey.TRYOUT: "",
        StepKey.PRIVACY: _("Vraag niet meer dan nodig is, en bewaar het niet langer dan nodig."),
        StepKey.REPLY: _("Deze belofte is openbaar. Zonder naam en dag gaat een vraag niet open."),
        StepKey.PUBLISHING: "",
    }


def _line(consultation: Consultation, number: int, step: Step) -> StepLine:
    words = {StepState.DONE: _("klaar"), StepState.OPEN: _("nog doen"), StepState.BETTER: _("kan beter")}
    endpoint, arguments = step_page_of(consultation.id, step.key)
    return StepLine(
        number=number,
        title=step_title(step.key),
        summary=_short(_summary(consultation, step.key)),
        look=step.state.value.lower(),
        icon=ICONS[step.state],
        state=words[step.state],
        endpoint=endpoint,
        arguments=arguments,
        missing=present_missing(consultation, step.missing),
        hints=hint_sentences(step.hints),
        anchor={StepKey.QUESTIONS: "vragen", StepKey.BACKGROUND: "achtergrond"}.get(step.key, f"stap-{number}"),
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SUMMARY else f"{line[: LONGEST_SUMMARY - 1].rstrip()}…"


def _summary(consultation: Consultation, key: StepKey) -> str:
    asked = consultation.policy_question
    match key:
        case StepKey.ASKED:
            return asked.title
        case StepKey.WHY:
            day = format_date(asked.decision_on, "d MMMM yyyy") if asked.decision_on else ""
            return " · ".join(part for part in (asked.decision or asked.explanation, day) if part)
        case StepKey.ROOM:
            return asked.open_points or asked.fixed or asked.already_done
        case StepKey.INFLUENCE:
            return asked.influence
        case StepKey.REPLY:
            day = _("voor %(day)s", day=format_date(asked.reply_due_on, "d MMMM yyyy")) if asked.reply_due_on else ""
            return " · ".join(part for part in (asked.owner_name, asked.owner_function, day) if part)
        case _:
            return _summary_of_asking(consultation, key)


def _summary_of_asking(consultation: Consultation, key: StepKey) -> str:
    match key:
        case StepKey.PEOPLE:
            expected = consultation.expected_responses
            answers = ngettext("%(num)s antwoord", "%(num)s antwoorden", expected) if expected else ""
            parts = (evidence_name(consultation.evidence_kind), consultation.topic, answers)
            return " · ".join(part for part in parts if part)
        case StepKey.QUESTIONS:
            return number_in_words(consultation.questions) if consultation.questions else ""
        case StepKey.BACKGROUND:
            labels = " · ".join(one.label for one in consultation.breakdowns)
            return labels or _("Geen. Dat mag: de uitslag wordt dan niet verdeeld.")
        case StepKey.PREVIEW:
            return _("Alle schermen staan klaar om te bekijken.") if consultation.questions else ""
        case StepKey.TRYOUT:
            if consultation.testers:
                return ngettext("%(num)s tester", "%(num)s testers", consultation.testers)
            return consultation.untested_reason
        case StepKey.PRIVACY:
            grounds = {PrivacyGround.PUBLIC_TASK: _("publieke taak"), PrivacyGround.CONSENT: _("toestemming")}
            return grounds[consultation.privacy_ground] if consultation.privacy_ground else ""
        case _:
            return ""
