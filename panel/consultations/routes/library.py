"""The library of questions: looking, taking one into a draft, putting in and taking out."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.forms.reuse import IntoDraftForm, RemoveFromLibraryForm
from panel.consultations.gates import was_tested
from panel.consultations.models import LibraryQuestion, QuestionKind
from panel.consultations.presenters.conditions import kept_condition
from panel.consultations.presenters.exchange import problems_in_words
from panel.consultations.presenters.reuse import present_library, present_library_question
from panel.consultations.presenters.words import KIND_ADDRESSES, all_kind_words
from panel.consultations.queries import (
    consultation_to_translate,
    drafts_of,
    library_question_by_id,
    library_questions,
)
from panel.consultations.routes.blueprint import (
    Answer,
    consultations,
    find_consultation,
    find_draft,
    find_question,
    go_to,
)
from panel.consultations.service import TooManyError
from panel.consultations.service.exchange.problems import FileError
from panel.consultations.service.library import (
    NoReasonError,
    add_all_to_library,
    add_to_library,
    library_part,
    remove_from_library,
    take_from_library,
)
from panel.core.access import Role, allow
from panel.core.context import current_municipality, settings
from panel.core.db import current_session
from panel.core.security import csrf
from panel.media.service import MediaFolder

LIBRARY = "/werkplek/vragen-bibliotheek"
ON_A_PAGE = 20


@consultations.get(LIBRARY)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def library_page() -> Answer:
    """Show the questions of the library, those that were tested best first."""
    asked = flask.request.args
    looked_for, kind = asked.get("zoek", "")[:100], KIND_ADDRESSES.get(asked.get("soort", ""))
    found = library_questions(current_session(), current_municipality().id, words=looked_for, kind=kind)
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = min(_number(asked.get("page", "")) or 1, pages)
    shown = present_library(found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    chosen = {name: asked[name] for name in ("zoek", "soort", "voor") if asked.get(name)}
    return flask.render_template(
        "consultations/library.html",
        lines=shown,
        count=len(found),
        kinds=all_kind_words(),
        looked_for=looked_for,
        chosen=chosen,
        page=page,
        pages=pages,
    )


@consultations.get(f"{LIBRARY}/<int:library_question_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def library_question_page(library_question_id: int) -> Answer:
    """Show a whole question of the library, and ask into which draft it goes."""
    return _question_page(IntoDraftForm(), _find(library_question_id))


@consultations.post(f"{LIBRARY}/<int:library_question_id>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def take_library_question(library_question_id: int) -> Answer:
    """Take a copy of a library question into a draft, where it can be changed at will."""
    kept = _find(library_question_id)
    form = IntoDraftForm()
    form.offer(drafts_of(current_session(), current_municipality().id))
    if not form.validate():
        return _question_page(form, kept, status=400)
    into = find_draft(int(form.into.data))
    session = current_session()
    try:
        made = take_from_library(
            session, kept, into, _folder(), by=current_user.id, reason_for_more=form.reason_for_more.data or ""
        )
    except TooManyError:
        session.rollback()
        form.ask_reason()
        return _question_page(form, _find(library_question_id), status=400)
    except FileError as error:
        session.rollback()
        form.into.errors = [problems_in_words(error.problems)[0]]
        return _question_page(form, _find(library_question_id), status=400)
    session.commit()
    flask.flash(_("De vraag staat in je vragenlijst. Pas hem aan waar dat nodig is."))
    if library_part(kept).condition is not None and made.only_if_question_id is None:
        flask.flash(_("Deze vraag is nu voor iedereen. De vraag waar hij bij hoorde, staat hier niet."), "late")
    return go_to("consultations.question_page", consultation_id=into.id, question_id=made.id)


@consultations.get(f"{LIBRARY}/<int:library_question_id>/weg")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def remove_library_question_page(library_question_id: int) -> Answer:
    """Ask why a question leaves the library."""
    return _remove_page(RemoveFromLibraryForm(), _find(library_question_id))


@consultations.post(f"{LIBRARY}/<int:library_question_id>/weg")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def remove_library_question_now(library_question_id: int) -> Answer:
    """Take a question out of the library; the reason goes into the log."""
    kept = _find(library_question_id)
    form = RemoveFromLibraryForm()
    if not form.validate():
        return _remove_page(form, kept, status=400)
    try:
        remove_from_library(current_session(), kept, by=current_user.id, reason=form.reason.data)
    except NoReasonError:
        return _remove_page(form, kept, status=400)
    current_session().commit()
    flask.flash(_("De vraag is uit de bibliotheek."))
    return go_to("consultations.library_page")


@consultations.post("/werkplek/raadplegingen/<int:consultation_id>/bibliotheek")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def add_all_to_library_now(consultation_id: int) -> Answer:
    """Put all questions of a questionnaire that was tested in the library."""
    consultation = consultation_to_translate(current_session(), find_consultation(consultation_id))
    if not was_tested(consultation):
        flask.flash(_("Deze vragen zijn nog niet getest. Zet ze één voor één in de bibliotheek."))
        return go_to("consultations.reuse_page", consultation_id=consultation.id)
    added = add_all_to_library(current_session(), consultation, _folder(), by=current_user.id)
    current_session().commit()
    flask.flash(
        ngettext("%(num)s vraag staat nu in de bibliotheek.", "%(num)s vragen staan nu in de bibliotheek.", added)
        if added
        else _("Deze vragen stonden al in de bibliotheek.")
    )
    return go_to("consultations.reuse_page", consultation_id=consultation.id)


@consultations.post("/werkplek/raadplegingen/<int:consultation_id>/vragen/<int:question_id>/bibliotheek")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def add_to_library_now(consultation_id: int, question_id: int) -> Answer:
    """Put one question in the library, tested or not: the library says which."""
    consultation = consultation_to_translate(current_session(), find_consultation(consultation_id))
    question = find_question(consultation, question_id)
    kept = add_to_library(current_session(), consultation, question, _folder(), by=current_user.id)
    current_session().commit()
    flask.flash(
        _("De vraag staat in de bibliotheek.")
        if kept.testers
        else _("De vraag staat in de bibliotheek, als niet getest.")
    )
    return go_to("consultations.reuse_page", consultation_id=consultation.id)


def _question_page(form: IntoDraftForm, kept: LibraryQuestion, *, status: int = 200) -> Answer:
    drafts = drafts_of(current_session(), current_municipality().id)
    form.offer(drafts, _number(flask.request.args.get("voor", "")))
    part = library_part(kept)
    page = flask.render_template(
        "consultations/library_question.html",
        form=form,
        line=present_library_question(kept),
        part=part.question,
        terms=part.glossary,
        only_if=kept_condition(part.condition) if part.condition is not None else "",
        statement=kept.kind is QuestionKind.STATEMENT,
        drafts=drafts,
    )
    return page, status


def _remove_page(form: RemoveFromLibraryForm, kept: LibraryQuestion, *, status: int = 200) -> Answer:
    page = flask.render_template("consultations/library_remove.html", form=form, line=present_library_question(kept))
    return page, status


def _find(library_question_id: int) -> LibraryQuestion:
    """Return a question of this municipality's library, else a 404."""
    found = library_question_by_id(current_session(), current_municipality().id, library_question_id)
    if found is None:
        raise NotFound
    return found


def _folder() -> MediaFolder:
    return MediaFolder(settings().media)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else None
