"""The steps of asking well: each a page of its own, that can be left and taken up again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from panel.consultations.forms.steps import (
    InfluenceForm,
    PeopleForm,
    PromiseForm,
    RoomForm,
    StepForm,
    TitleForm,
    WhyForm,
)
from panel.consultations.gates import MOST_BREAKDOWNS
from panel.consultations.models import Consultation, PolicyQuestion, State
from panel.consultations.presenters.conflict import Clash, present_conflict
from panel.consultations.presenters.consultation import present_consultation
from panel.consultations.presenters.hints import expectation, expectations, hint_sentences
from panel.consultations.presenters.influence import influence_choices
from panel.consultations.presenters.starting_sentences import starting_sentences
from panel.consultations.presenters.step_pages import STEP_ADDRESSES
from panel.consultations.presenters.steps import present_head
from panel.consultations.presenters.words import address_choices, evidence_choices
from panel.consultations.queries import states_of_consultations
from panel.consultations.routes.blueprint import Answer, consultations, find_draft, go_to
from panel.consultations.service import (
    CodeError,
    ShutError,
    StaleEditionError,
    change_consultation,
    change_policy_question,
    columns_fingerprint,
)
from panel.consultations.steps import PRESSING, StepKey, hints_of, step_as_it_is
from panel.core.access import Role, allow
from panel.core.advice_form import asks_for_advice
from panel.core.clock import local, today
from panel.core.db import current_session
from panel.core.security import csrf

STEPS = "/werkplek/raadplegingen/<int:consultation_id>/stap"
FORMS: dict[StepKey, type[StepForm]] = {
    StepKey.ASKED: TitleForm,
    StepKey.WHY: WhyForm,
    StepKey.ROOM: RoomForm,
    StepKey.INFLUENCE: InfluenceForm,
    StepKey.PEOPLE: PeopleForm,
    StepKey.REPLY: PromiseForm,
}
# A reply is proposed for three months after closing; a draft is open for about so many days once it opens.
USUALLY_OPEN = dt.timedelta(days=21)
THREE_MONTHS = dt.timedelta(days=91)


@consultations.get(f"{STEPS}/<string:step_address>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def step_page(consultation_id: int, step_address: str) -> Answer:
    """Show one step with what was written so far."""
    consultation = find_draft(consultation_id)
    key = _key(step_address)
    row = _row(consultation, key)
    stored = _stored(consultation, key)
    mark = columns_fingerprint(row, stored)
    return _page(consultation, key, FORMS[key](data={**stored, **_proposals(consultation, key), "mark": mark}))


@consultations.post(f"{STEPS}/<string:step_address>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def save_step(consultation_id: int, step_address: str) -> Answer:
    """Save one step, unless a colleague changed the same step in the meantime: then both texts are shown."""
    consultation = find_draft(consultation_id)
    key = _key(step_address)
    form = FORMS[key]()
    good = form.validate()
    if asks_for_advice(form):
        return _page(consultation, key, form)
    if not good:
        return _page(consultation, key, form, status=400)
    try:
        _save(consultation, form)
    except CodeError as error:
        return _code_refused(consultation_id, key, form, error)
    except StaleEditionError:
        stored = _stored(consultation, key)
        rows = _in_words(present_conflict(form, stored))
        form.mark.data = columns_fingerprint(_row(consultation, key), stored)
        if rows:
            return _page(consultation, key, form, conflict=rows, status=409)
    current_session().commit()
    return _onwards(consultation, key)


@consultations.get(f"{STEPS}/vragen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def questions_step_page(consultation_id: int) -> Answer:
    """Show all questions and the words that are explained."""
    return _list_page(find_draft(consultation_id), StepKey.QUESTIONS, "questions")


@consultations.get(f"{STEPS}/achtergrond")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def background_step_page(consultation_id: int) -> Answer:
    """Show by which backgrounds the outcome may be split, and how small the groups will be."""
    return _list_page(find_draft(consultation_id), StepKey.BACKGROUND, "background")


@consultations.get(f"{STEPS}/voorbeeld")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def preview_step_page(consultation_id: int) -> Answer:
    """Show all screens as a participant gets them, on a phone 360 pixels wide."""
    return _list_page(find_draft(consultation_id), StepKey.PREVIEW, "preview")


def _key(step_address: str) -> StepKey:
    if step_address not in STEP_ADDRESSES:
        raise NotFound
    return STEP_ADDRESSES[step_address]


def _row(consultation: Consultation, key: StepKey) -> PolicyQuestion | Consultation:
    """Return what a step writes in; raises ShutError when the promise was made to people already."""
    if FORMS[key].OF_CONSULTATION:
        return consultation
    for state in states_of_consultations(current_session(), consultation.policy_question_id):
        if state not in (State.DRAFT, State.CANCELLED):
            raise ShutError(state)
    return consultation.policy_question


def _stored(consultation: Consultation, key: StepKey) -> dict[str, Any]:
    row = consultation if FORMS[key].OF_CONSULTATION else consultation.policy_question
    names = (*FORMS[key].COLUMNS, "code") if FORMS[key].OF_CONSULTATION else FORMS[key].COLUMNS
    return {name: getattr(row, name) for name in names}


def _proposals(consultation: Consultation, key: StepKey) -> dict[str, Any]:
    """Return what stands ready in a field that is still empty; it is kept only when the officer saves it."""
    asked = consultation.policy_question
    if key is StepKey.INFLUENCE and asked.influence_level and not asked.influence:
        return {"influence": starting_sentences(consultation.address_form)[asked.influence_level.value]}
    if key is StepKey.REPLY and asked.reply_due_on is None:
        closes = local(consultation.closes_at).date() if consultation.closes_at else today() + USUALLY_OPEN
        return {"reply_due_on": closes + THREE_MONTHS}
    return {}


def _save(consultation: Consultation, form: StepForm) -> None:
    mark = form.mark.data or ""
    if isinstance(form, PeopleForm):
        change_consultation(current_session(), consultation, mark=mark, code=form.code.data or "", values=form.values())
    else:
        change_policy_question(current_session(), consultation.policy_question, mark=mark, values=form.values())


def _in_words(rows: list[Clash]) -> list[Clash]:
    """Return two officers' choices by their names instead of their keys."""
    choices = [*evidence_choices(), *influence_choices(), *address_choices()]
    names = {choice[0]: choice[1] for choice in choices}
    return [
        replace(row, stored=names.get(row.stored, row.stored), typed=names.get(row.typed, row.typed)) for row in rows
    ]


def _onwards(consultation: Consultation, key: StepKey) -> Answer:
    """Go on to the next step or stop; soft advice goes along and keeps nobody back."""
    flask.flash(_("Bewaard."))
    if flask.request.form.get("action") == "stop":
        return go_to("consultations.consultation_page", consultation_id=consultation.id)
    if key is StepKey.INFLUENCE and _proposals(consultation, key):
        # A sentence stands ready: the officer makes it fit first.
        return go_to("consultations.step_page", consultation_id=consultation.id, step_address="invloed")
    for sentence in hint_sentences(one for one in hints_of(consultation, key, today()) if one in PRESSING):
        flask.flash(sentence, "late")
    head = present_head(consultation, key)
    return go_to(head.next_endpoint, **head.next_arguments)


def _code_refused(consultation_id: int, key: StepKey, form: StepForm, error: CodeError) -> Answer:
    current_session().rollback()
    words = {
        "TAKEN": _("Dit adres bestaat al. Kies een ander."),
        "NOT_A_SLUG": _("Gebruik 3 tot 60 kleine letters, cijfers of streepjes. Sommige woorden zijn al bezet."),
    }
    form["code"].errors = [words[error.reason]]
    return _page(find_draft(consultation_id), key, form, status=400)


def _page(
    consultation: Consultation, key: StepKey, form: StepForm, *, conflict: object = None, status: int = 200
) -> Answer:
    return flask.render_template(
        f"consultations/steps/{key.value.lower()}.html",
        form=form,
        consultation=consultation,
        head=present_head(consultation, key),
        hints=hint_sentences(step_as_it_is(consultation, key, today()).hints),
        conflict=conflict,
        evidence_choices=evidence_choices(),
        address_choices=address_choices(),
        influence_choices=influence_choices(),
        starts=starting_sentences(consultation.address_form),
        proposed=bool(_proposals(consultation, key)) and flask.request.method == "GET",
        expectation=expectation(consultation.evidence_kind, consultation.expected_responses),
        expectations=expectations(),
        kind_is_fixed=bool(consultation.rounds),
    ), status


def _list_page(consultation: Consultation, key: StepKey, template: str) -> Answer:
    return flask.render_template(
        f"consultations/steps/{template}.html",
        consultation=consultation,
        head=present_head(consultation, key),
        hints=hint_sentences(step_as_it_is(consultation, key, today()).hints),
        shown=present_consultation(consultation),
        most_breakdowns=MOST_BREAKDOWNS,
        pages=flask.current_app.view_functions,
    )
