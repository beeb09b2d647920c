"""The first screen of the desk: each consultation in one line, with where it is and what it needs next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from panel.consultations.gates import Gate, missing_for_opening
from panel.consultations.models import Consultation, EvidenceKind, PolicyQuestion, State
from panel.consultations.policy import can_approve, can_follow, can_see_drafts, can_write
from panel.consultations.presenters.words import evidence_name
from panel.core.access import Role
from panel.core.clock import local

PROMISED = (State.OPEN, State.CLOSED, State.REPORTED)


@dataclass(frozen=True)
class Viewer:
    """Who looks: a member of staff and the role."""

    user_id: int
    role: Role


@dataclass(frozen=True)
class Step:
    """The one thing to do next: the word on the button and the page it leads to."""

    text: str
    endpoint: str
    arguments: dict[str, Any] = field(default_factory=dict)
    urgent: bool = True


@dataclass(frozen=True)
class WorkLine:
    """One consultation, or a policy question that has none yet, as the list shows it."""

    title: str
    endpoint: str
    arguments: dict[str, Any]
    place: str
    late: bool
    facts: str
    step: Step | None
    label: str = ""
    example: bool = False


@dataclass(frozen=True)
class WorkLists:
    """The lines of the first screen in three lists."""

    to_do: list[WorkLine]
    running: list[WorkLine]
    done: list[WorkLine]

    @property
    def empty(self) -> bool:
        return not (self.to_do or self.running or self.done)


def present_workplace(
    consultations: Sequence[Consultation],
    unasked: Sequence[PolicyQuestion],
    viewer: Viewer,
    today: dt.date,
    *,
    answered: Collection[int],
) -> WorkLists:
    """Return what this member of staff may see, late ones first; `answered` holds the consultations with a reply."""
    lists = WorkLists([], [], [])
    if can_write(viewer.role):
        lists.to_do.extend(_unasked_line(question) for question in unasked)
    for consultation in consultations:
        line = present_line(consultation, viewer, today, answered=consultation.id in answered)
        if line is None:
            continue
        if line.place == "done":
            lists.done.append(line)
        elif line.step is not None and line.step.urgent:
            lists.to_do.append(line)
        else:
            lists.running.append(line)
    lists.to_do.sort(key=lambda line: not line.late)
    lists.running.sort(key=lambda line: not line.late)
    return lists


def present_line(consultation: Consultation, viewer: Viewer, today: dt.date, *, answered: bool) -> WorkLine | None:
    """Return the line of one consultation, or None when this member of staff may not see it."""
    if consultation.state is State.CANCELLED:
        return None
    if consultation.state in (State.DRAFT, State.IN_REVIEW) and not can_see_drafts(viewer.role):
        return None
    late = not answered and is_late(consultation, today)
    return WorkLine(
        title=consultation.policy_question.title,
        endpoint="consultations.consultation_page" if can_see_drafts(viewer.role) else "council.outcome_page",
        arguments={"consultation_id": consultation.id} if can_see_drafts(viewer.role) else {"code": consultation.code},
        place="done" if answered else _place(consultation, today),
        late=late,
        facts=_in_a_line(consultation, _facts(consultation, today, late=late, answered=answered)),
        step=_step(consultation, viewer, today, answered=answered),
        label=evidence_name(consultation.evidence_kind),
        example=consultation.example,
    )


def is_late(consultation: Consultation, today: dt.date) -> bool:
    """Return whether a promised day has passed without an answer, also when another was promised afterwards."""
    promised = consultation.missed_on or consultation.promised_on
    return promised is not None and promised < today and consultation.state in PROMISED


def _place(consultation: Consultation, today: dt.date) -> str:
    """Return the step of the path that a consultation is at."""
    if consultation.state is State.DRAFT:
        shut = {one.gate for one in missing_for_opening(consultation, on=today)}
        return "writing" if shut - {Gate.TESTED} else "testing"
    return {
        State.IN_REVIEW: "four_eyes",
        State.SCHEDULED: "open",
        State.OPEN: "open",
        State.CLOSED: "outcome",
        State.REPORTED: "reply",
    }[consultation.state]


def _in_a_line(consultation: Consultation, facts: str) -> str:
    """Return what it is and how it stands; an example says so first."""
    parts = [_("Voorbeeld")] if consultation.example else []
    return " · ".join([*parts, evidence_name(consultation.evidence_kind), facts])


def _facts(consultation: Consultation, today: dt.date, *, late: bool, answered: bool) -> str:
    if answered:
        return _("Het antwoord is gegeven.")
    due = consultation.promised_on or consultation.policy_question.reply_due_on
    if due is None:
        return _("Er is nog geen dag voor het antwoord.")
    day = format_date(due, "d MMMM yyyy")
    if late:
        due = consultation.missed_on or due
        day = format_date(due, "d MMMM yyyy")
        days = (today - due).days
        return ngettext(
            "Antwoord was beloofd voor %(day)s. Dat is %(num)s dag te laat.",
            "Antwoord was beloofd voor %(day)s. Dat is %(num)s dagen te laat.",
            days,
            day=day,
        )
    if consultation.state is State.IN_REVIEW:
        return _("Ligt bij een collega. Antwoord voor %(day)s.", day=day)
    if consultation.state is State.SCHEDULED and consultation.opens_at is not None:
        opens = format_date(local(consultation.opens_at), "d MMMM")
        return _("Gaat open op %(opens)s. Antwoord voor %(day)s.", opens=opens, day=day)
    if consultation.state is State.OPEN and consultation.closes_at is not None:
        closes = format_date(local(consultation.closes_at), "d MMMM")
        return _("Sluit op %(closes)s. Antwoord voor %(day)s.", closes=closes, day=day)
    return _("Antwoord voor %(day)s.", day=day)


def _step(consultation: Consultation, viewer: Viewer, today: dt.date, *, answered: bool) -> Step | None:
    own = {"consultation_id": consultation.id}
    state = consultation.state
    if state is State.DRAFT:
        return _draft_step(consultation, viewer, today)
    if state is State.IN_REVIEW:
        return _review_step(consultation, viewer)
    if state is State.SCHEDULED:
        return Step(_("Bekijk"), "consultations.publishing_page", own, urgent=False)
    if state is State.OPEN:
        return Step(_("Volgen"), "running.running_page", own, urgent=False) if can_follow(viewer.role) else None
    asked_a_group = consultation.evidence_kind is EvidenceKind.GROUP and state in (State.CLOSED, State.REPORTED)
    if asked_a_group and viewer.role is Role.FACILITATOR:
        return Step(_("Advies van de groep"), "speaking_minds.list_page", own, urgent=False)
    if state is State.CLOSED:
        return Step(_("Bekijk de telling"), "results.close_page", own, urgent=False) if can_write(viewer.role) else None
    if not answered and can_write(viewer.role):
        return Step(_("Schrijf antwoord"), "replies.reply_page", own)
    return Step(_("Bekijk uitslag"), "council.outcome_page", {"code": consultation.code}, urgent=False)


def _draft_step(consultation: Consultation, viewer: Viewer, today: dt.date) -> Step | None:
    if not can_write(viewer.role):
        return None
    own = {"consultation_id": consultation.id}
    if missing_for_opening(consultation, on=today):
        return Step(_("Schrijf verder"), "consultations.consultation_page", own)
    return Step(_("Probeer en leg voor"), "consultations.publishing_page", own)


def _review_step(consultation: Consultation, viewer: Viewer) -> Step:
    own = {"consultation_id": consultation.id}
    if can_approve(viewer.role, viewer.user_id, consultation):
        return Step(_("Kijk na"), "consultations.publishing_page", own)
    if consultation.approved_by_id is not None and can_write(viewer.role):
        return Step(_("Publiceer"), "consultations.publishing_page", own)
    return Step(_("Bekijk"), "consultations.publishing_page", own, urgent=False)


def _unasked_line(question: PolicyQuestion) -> WorkLine:
    own = {"policy_question_id": question.id}
    return WorkLine(
        title=question.title,
        endpoint="consultations.policy_question_page",
        arguments=own,
        place="writing",
        late=False,
        facts=_("Nog niemand is iets gevraagd."),
        step=Step(_("Ga verder"), "consultations.policy_question_page", own),
    )
