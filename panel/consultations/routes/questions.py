"""Adding and changing questions."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.forms import QuestionForm
from panel.consultations.forms.media import MediaSlot
from panel.consultations.forms.question import RowMoved
from panel.consultations.gates import MOST_QUESTIONS, condition_problems, question_problems
from panel.consultations.models import Consultation, Question, QuestionKind
from panel.consultations.presenters.conditions import offers, refusal, who_gets
from panel.consultations.presenters.conflict import Clash, present_conflict
from panel.consultations.presenters.consultation import class_words
from panel.consultations.presenters.missing import question_words
from panel.consultations.presenters.pictograms import pictogram_groups
from panel.consultations.presenters.words import KIND_ADDRESSES, all_kind_words, kind_words
from panel.consultations.routes.blueprint import Answer, consultations, find_draft, find_question, go_to
from panel.consultations.routes.media import MOST_BYTES_TOGETHER, MOST_PARTS, forget_unused, slots_of, take_media
from panel.consultations.service import (
    EVERYBODY,
    OnlyIf,
    RoutingError,
    StaleEditionError,
    TooManyError,
    add_question,
    change_question,
    fingerprint,
)
from panel.core.access import Role, allow
from panel.core.advice_form import asks_for_advice
from panel.core.db import current_session
from panel.core.security import csrf, takes_files

QUESTIONS = "/werkplek/raadplegingen/<int:consultation_id>/vragen"


@consultations.get(f"{QUESTIONS}/nieuw")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def new_question_page(consultation_id: int) -> Answer:
    """Ask which kind of question it will be."""
    return flask.render_template(
        "consultations/question_kinds.html", consultation=find_draft(consultation_id), kinds=all_kind_words()
    )


@consultations.get(f"{QUESTIONS}/nieuw/<string:kind_address>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def new_question_of_kind_page(consultation_id: int, kind_address: str) -> Answer:
    """Show an empty form for a question of this kind."""
    consultation = find_draft(consultation_id)
    kind = _kind(kind_address)
    form = QuestionForm()
    form.add_rows(kind)
    return _editor(form, consultation, kind)


@consultations.post(f"{QUESTIONS}/nieuw/<string:kind_address>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def add_question_page(consultation_id: int, kind_address: str) -> Answer:
    """Keep a new question; or only check it, or give more rows."""
    consultation = find_draft(consultation_id)
    kind = _kind(kind_address)
    form = QuestionForm()
    shown = _only_shown(form, consultation, kind)
    if shown is not None:
        return shown
    try:
        question = add_question(
            current_session(),
            consultation,
            kind=kind,
            text=form.text.data,
            easy_text=form.easy_text.data,
            hint=form.hint.data,
            options=form.option_texts(kind),
            settings=form.settings(kind),
            reason_for_more=form.reason_for_more.data or "",
            only_if=form.wanted_condition() or EVERYBODY,
            by=current_user.id,
        )
    except TooManyError:
        current_session().rollback()
        form.reason_for_more.errors = [_("Schrijf op waarom er meer dan tien vragen zijn.")]
        return _editor(form, consultation, kind, status=400)
    except RoutingError as error:
        current_session().rollback()
        form.only_if.errors = [refusal(error)]
        return _editor(form, find_draft(consultation_id), kind, status=400)
    current_session().commit()
    return _saved(consultation, question)


@consultations.get(f"{QUESTIONS}/<int:question_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def question_page(consultation_id: int, question_id: int) -> Answer:
    """Show a question to change it, with what the reading check found."""
    consultation = find_draft(consultation_id)
    question = find_question(consultation, question_id)
    form = QuestionForm.from_question(question, fingerprint(question))
    form.add_rows(question.kind)
    return _editor(form, consultation, question.kind, question)


@consultations.post(f"{QUESTIONS}/<int:question_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
@takes_files(MOST_BYTES_TOGETHER, MOST_PARTS)
def change_question_page(consultation_id: int, question_id: int) -> Answer:
    """Save a question, unless a colleague saved it in the meantime: then both texts are shown."""
    consultation = find_draft(consultation_id)
    question = find_question(consultation, question_id)
    form = QuestionForm()
    shown = _only_shown(form, consultation, question.kind, question)
    if shown is not None:
        return shown
    try:
        change_question(
            current_session(),
            consultation,
            question,
            mark=form.mark.data or "",
            text=form.text.data,
            easy_text=form.easy_text.data,
            hint=form.hint.data,
            options=form.option_texts(question.kind),
            settings=form.settings(question.kind) | _kept(question),
            only_if=form.wanted_condition(),
            by=current_user.id,
        )
    except RoutingError as error:
        current_session().rollback()
        consultation = find_draft(consultation_id)
        question = find_question(consultation, question_id)
        if error.code == "ANSWERS_NEEDED":
            place = "field-limits" if question.kind is QuestionKind.NUMBER else "field-options-0-text"
            return _editor(
                form, consultation, question.kind, question, refused=[(place, refusal(error, question))], status=400
            )
        form.only_if.errors = [refusal(error)]
        return _editor(form, consultation, question.kind, question, status=400)
    except StaleEditionError:
        rows = _clashes(form, question, consultation)
        form.mark.data = fingerprint(question)
        return _editor(form, consultation, question.kind, question, conflict=rows, status=409)
    slots = slots_of(consultation, question)
    if not take_media(consultation, question, slots):
        current_session().rollback()
        return _editor(form, consultation, question.kind, question, slots=slots, status=400)
    current_session().commit()
    forget_unused()
    return _saved(consultation, question)


def _kind(address: str) -> QuestionKind:
    if address not in KIND_ADDRESSES:
        raise NotFound
    return KIND_ADDRESSES[address]


def _only_shown(
    form: QuestionForm, consultation: Consultation, kind: QuestionKind, question: Question | None = None
) -> Answer | None:
    """Return the page again when the officer asked for advice or for more rows, or when something is wrong."""
    action = flask.request.form.get("action", "save")
    good = form.validate()
    if action == "more":
        form.add_rows(kind, more=2 if kind is QuestionKind.SCALE else 1)
    else:
        form.add_rows(kind)
    moved = form.move_row(action)
    if action == "begin-easy" and not form.easy_text.data:
        form.easy_text.data = form.text.data
    if asks_for_advice(form) or action in ("more", "begin-easy") or action.startswith(("up-", "down-")):
        return _editor(form, consultation, kind, question, moved=moved)
    return None if good else _editor(form, consultation, kind, question, status=400)


def _editor(
    form: QuestionForm,
    consultation: Consultation,
    kind: QuestionKind,
    question: Question | None = None,
    *,
    conflict: list[Clash] | None = None,
    slots: list[MediaSlot] | None = None,
    moved: RowMoved | None = None,
    refused: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> Answer:
    if slots is None:
        slots = slots_of(consultation, question)
        for slot in slots:
            slot.ask_again()
    page = flask.render_template(
        "consultations/question.html",
        form=form,
        consultation=consultation,
        question=question,
        kind=kind_words(kind),
        conflict=conflict,
        slots=slots,
        number=question.position if question else len(consultation.questions) + 1,
        asks_reason=question is None and len(consultation.questions) >= MOST_QUESTIONS,
        problems=_problems(consultation, question) if question else [],
        classes=class_words(question) if question and kind is QuestionKind.NUMBER else [],
        pictogram_groups=pictogram_groups(),
        moved=moved,
        offers=offers([one for one in consultation.questions if question is None or one.position < question.position]),
        refused=refused or [],
    )
    return page, status


def _problems(consultation: Consultation, question: Question) -> list[str]:
    conditions = condition_problems(consultation).get(question.key, [])
    return [question_words(code) for code in (*question_problems(question), *conditions)]


def _saved(consultation: Consultation, question: Question) -> Answer:
    flask.flash(_("Bewaard."))
    return go_to("consultations.question_page", consultation_id=consultation.id, question_id=question.id)


def _kept(question: Question) -> dict[str, object]:
    """Return settings of a question that this form does not show."""
    shown = {"least", "most", "unit", "limits", "voice", "photo", "order"}
    return {name: value for name, value in question.settings.items() if name not in shown}


def _clashes(form: QuestionForm, question: Question, consultation: Consultation) -> list[Clash]:
    rows = present_conflict(form, QuestionForm.stored(question))
    answers = [one.text for one in question.options]
    typed = [one.text for one in form.option_texts(question.kind)]
    if answers != typed:
        rows.append(Clash(_("Antwoorden"), "\n".join(answers), "\n".join(typed)))
    kept = OnlyIf(question.only_if_question_id, tuple(question.only_if_answers))
    wanted = form.wanted_condition() or kept
    if wanted != kept:
        who = (who_gets(one, consultation.questions) for one in (kept, wanted))
        rows.append(Clash(_("Wie krijgt deze vraag?"), *who))
    return rows
