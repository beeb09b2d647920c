"""A stack of letters: ordered with new codes or with a list, followed while it is made, opened, thrown away."""

from __future__ import annotations

import base64
import gzip
import json
import re

import flask
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from panel.consultations.models import Consultation, Language, Round
from panel.core.access import Role, allow
from panel.core.clock import now
from panel.core.context import pepper, settings
from panel.core.db import current_session
from panel.core.i18n import show_as
from panel.core.jobs import jobs
from panel.core.keys import BoxError, new_key_pair, open_sealed
from panel.core.reading import LANGUAGE_NAMES, Reading
from panel.core.security import csrf, takes_files
from panel.invitations.documents import Document
from panel.invitations.forms import ListForm, StackForm
from panel.invitations.letter_folder import CODES, LETTERS, LetterFolder, new_name
from panel.invitations.models import LetterStack, StackState
from panel.invitations.presenters.documents import document_name, list_problem, present_stack
from panel.invitations.queries import municipality_of, stack_by_id
from panel.invitations.routes.blueprint import (
    Answer,
    find_consultation,
    find_with_letters,
    invitations,
    reason_in_words,
)
from panel.invitations.routes.letters import LETTERS as LETTERS_ADDRESS
from panel.invitations.routes.letters import language_asked, site_address
from panel.invitations.service import (
    LONGEST_LIST,
    MAKE_LETTERS,
    InvitationError,
    ListError,
    drop_stack,
    lock_list,
    order_stack,
    read_codes,
)
from panel.invitations.tasks import SEAL_STEP

STACKS = f"{LETTERS_ADDRESS}/stapel"
ONE_STACK = f"{STACKS}/<int:stack_id>"
A_DAY = 24 * 3600
# Room for the rest of a form around a file.
FRAME = 20_000


def _find_stack(consultation_id: int, stack_id: int) -> tuple[Consultation, LetterStack]:
    consultation = find_consultation(consultation_id)
    found = stack_by_id(current_session(), consultation.id, stack_id)
    if found is None:
        raise NotFound
    return consultation, found


@invitations.get(STACKS)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def new_stack_page(consultation_id: int) -> Answer:
    """Ask how many letters, or for a list of codes that were made before."""
    consultation, _round = find_with_letters(consultation_id)
    return _ask(consultation, StackForm(), ListForm())


@invitations.post(STACKS)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def order_stack_page(consultation_id: int) -> Answer:
    """Order letters with a new code each. The codes are made together with the letters, and are in nothing else."""
    consultation, round_ = find_with_letters(consultation_id)
    form = StackForm()
    if not form.validate():
        return _ask(consultation, form, ListForm(formdata=None), status=400)
    return _order(consultation, round_, form, count=form.count.data or 0)


@invitations.post(f"{STACKS}/lijst")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
@takes_files(LONGEST_LIST + FRAME)
def order_stack_of_list_page(consultation_id: int) -> Answer:
    """Order letters for codes that an officer has on a list. The list itself is not kept."""
    consultation, round_ = find_with_letters(consultation_id)
    form = ListForm()
    if not form.validate():
        return _ask(consultation, StackForm(formdata=None), form, status=400)
    try:
        codes = read_codes(current_session(), round_, form.typed, pepper())
    except ListError as error:
        form.codes.errors = [list_problem(error)]
        return _ask(consultation, StackForm(formdata=None), form, status=400)
    return _order(consultation, round_, form, count=len(codes), codes=codes)


def _order(
    consultation: Consultation,
    round_: Round,
    form: StackForm | ListForm,
    *,
    count: int,
    codes: list[str] | None = None,
) -> Answer:
    private, public = new_key_pair()
    name, folder = new_name(), LetterFolder(settings().letters)
    try:
        stack = order_stack(
            current_session(),
            consultation,
            round_,
            count=count,
            language=language_asked(),
            site=site_address(),
            file_name=name,
            public_key=public,
            by=current_user.id,
            made_at=now(),
            own_codes=codes is not None,
        )
    except InvitationError as error:
        current_session().rollback()
        first = next(field for field in form if field.type not in {"CSRFTokenField", "HiddenField"})
        first.errors = [reason_in_words(error)]
        empty: tuple[StackForm, ListForm] = (
            (form, ListForm(formdata=None)) if isinstance(form, StackForm) else (StackForm(formdata=None), form)
        )
        return _ask(consultation, *empty, status=400)
    if codes is not None:
        folder.write(name, CODES, lock_list(codes, name, pepper()))
    current_session().commit()
    jobs().enqueue(MAKE_LETTERS, stack.id)
    address = flask.url_for("invitations.stack_page", consultation_id=consultation.id, stack_id=stack.id)
    response = flask.redirect(address, 303)
    _give_key(response, stack, address, private)
    return response


def _ask(consultation: Consultation, form: StackForm, list_form: ListForm, *, status: int = 200) -> Answer:
    page = flask.render_template(
        "invitations/new_stack.html",
        consultation=consultation,
        form=form,
        list_form=list_form,
        language=language_asked(),
        languages=LANGUAGE_NAMES,
        document_name=document_name(Document.INVITATION),
    )
    return page, status


@invitations.get(ONE_STACK)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def stack_page(consultation_id: int, stack_id: int) -> Answer:
    """Show how far a stack is, and lead to its letters."""
    consultation, stack = _find_stack(consultation_id, stack_id)
    return flask.render_template(
        "invitations/stack.html",
        consultation=consultation,
        line=present_stack(stack),
        making=stack.state is StackState.MAKING,
        ready=stack.state is StackState.READY,
        mine=_key(stack) is not None,
    )


@invitations.get(f"{ONE_STACK}/printen")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def print_stack_page(consultation_id: int, stack_id: int) -> Answer:
    """Show all letters of a stack, ready to print, to who ordered it; others read why they are locked."""
    consultation, stack = _find_stack(consultation_id, stack_id)
    letters = _opened(stack)
    if letters is None:
        return flask.redirect(
            flask.url_for("invitations.stack_page", consultation_id=consultation.id, stack_id=stack.id), 303
        )
    show_as(Reading(language=Language(stack.language).value))
    response = flask.make_response(
        flask.render_template(
            "invitations/print_stack.html",
            consultation=consultation,
            stack=stack,
            document_name=present_stack(stack).name,
            municipality=municipality_of(current_session(), consultation),
            letters=[Markup(one) for one in letters],  # noqa: S704 - drawn by our own template
        )
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _opened(stack: LetterStack) -> list[str] | None:
    """Return the drawn letters of a stack, or None when they are not ready or this browser has no key to them."""
    key, box = _key(stack), LetterFolder(settings().letters).read(stack.file_name, LETTERS)
    if key is None or box is None or stack.state is not StackState.READY:
        return None
    try:
        letters: list[str] = json.loads(gzip.decompress(open_sealed(key, box, SEAL_STEP)))
    except BoxError:
        return None
    return letters


@invitations.post(f"{ONE_STACK}/weg")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def drop_stack_page(consultation_id: int, stack_id: int) -> Answer:
    """Throw a stack of letters away. The codes on letters that were printed go on working."""
    consultation, stack = _find_stack(consultation_id, stack_id)
    address = flask.url_for("invitations.stack_page", consultation_id=consultation.id, stack_id=stack.id)
    cookie = _cookie_name(stack)
    name = drop_stack(current_session(), stack)
    current_session().commit()
    LetterFolder(settings().letters).remove(name)
    flask.flash(_("De brieven zijn weg."))
    response = flask.redirect(flask.url_for("invitations.letters_page", consultation_id=consultation.id), 303)
    response.delete_cookie(cookie, path=address)
    return response


def _cookie_name(stack: LetterStack) -> str:
    return f"meepraat-letters-{stack.id}"


def _give_key(response: Response, stack: LetterStack, path: str, private: bytes) -> None:
    """Leave the key of a stack in this browser, for a day and for the pages of this stack; we do not keep it."""
    response.set_cookie(
        _cookie_name(stack),
        base64.urlsafe_b64encode(private).decode(),
        max_age=A_DAY,
        path=path,
        httponly=True,
        samesite="Strict",
        secure=flask.current_app.config["SESSION_COOKIE_SECURE"],
    )


def _key(stack: LetterStack) -> bytes | None:
    found = flask.request.cookies.get(_cookie_name(stack), "")
    return base64.urlsafe_b64decode(found) if re.fullmatch(r"[A-Za-z0-9_-]{43}=", found) else None
