"""A questionnaire as a file for another municipality: saving it, and looking at one before it is loaded."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_login import current_user

from panel.consultations.forms.reuse import LoadForm
from panel.consultations.gates import MOST_QUESTIONS
from panel.consultations.presenters.exchange import present_file, problems_in_words
from panel.consultations.queries import consultation_to_translate
from panel.consultations.routes.blueprint import Answer, consultations, find_consultation, go_to
from panel.consultations.service.exchange.judging import judge_files
from panel.consultations.service.exchange.loading import load_from_elsewhere
from panel.consultations.service.exchange.problems import LARGEST_QUESTIONNAIRE, FileError, text_of
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.consultations.service.exchange.saving import files_for, save_consultation
from panel.consultations.service.exchange.schema import ConsultationFile
from panel.consultations.service.exchange.waiting import WaitingFiles
from panel.core.access import Role, allow
from panel.core.context import current_municipality, settings
from panel.core.db import current_session
from panel.core.security import csrf, takes_files
from panel.media.service import MediaFolder

LOADING = "/werkplek/vragenlijst-laden"
# The file itself and what a form puts around it.
MOST_BYTES = LARGEST_QUESTIONNAIRE + 100_000
MOST_SHOWN = 20


@consultations.get("/werkplek/raadplegingen/<int:consultation_id>/bestand")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def save_file(consultation_id: int) -> Answer:
    """Give a questionnaire as a file: what is asked, and nothing of who asks, answers or promised."""
    session = current_session()
    consultation = consultation_to_translate(session, find_consultation(consultation_id))
    files = files_for(session, _folder(), list(consultation.questions))
    response = flask.Response(save_consultation(consultation, files), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="vragenlijst-{consultation.code}.json"'
    return response


@consultations.get(LOADING)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def load_page() -> Answer:
    """Ask for a file."""
    return _load_page([])


@consultations.post(LOADING)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
@takes_files(MOST_BYTES)
def take_file() -> Answer:
    """Look through a whole file, also its pictures and recordings; what is good waits to be looked at."""
    form = LoadForm()
    form.validate()
    if form.page_expired:
        return _load_page([_("De pagina stond te lang open. Kies het bestand nog een keer.")])
    sent = flask.request.files.get("file")
    if sent is None or not sent.filename:
        return _load_page([_("Kies eerst een bestand.")])
    try:
        text = text_of(sent.stream.read(LARGEST_QUESTIONNAIRE + 1), largest=LARGEST_QUESTIONNAIRE)
        judge_files(read_consultation_file(text))
        name = _waiting().keep(text, current_user.id)
    except FileError as error:
        return _load_page(problems_in_words(error.problems))
    except OSError:
        return _load_page([_("Bewaren lukt nu niet. Vraag je beheerder of de schijf vol is.")])
    return go_to("consultations.look_at_file", waiting_name=name)


@consultations.get(f"{LOADING}/<string:waiting_name>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def look_at_file(waiting_name: str) -> Answer:
    """Show what will be loaded; nothing is stored yet."""
    file = _waiting_file(waiting_name)
    return _gone() if file is None else _look_page(LoadForm(), file)


@consultations.post(f"{LOADING}/<string:waiting_name>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def load_file(waiting_name: str) -> Answer:
    """Store what was looked at as a draft: everything, or nothing."""
    file = _waiting_file(waiting_name)
    if file is None:
        return _gone()
    form = LoadForm()
    if not form.validate():
        return _look_page(form, file, status=400)
    try:
        loaded = load_from_elsewhere(
            current_session(),
            file,
            municipality_id=current_municipality().id,
            by=current_user.id,
            media=_folder(),
            reason_for_more=form.reason_for_more.data or "",
        )
    except FileError as error:
        current_session().rollback()
        if error.problems[0].code == "MORE_QUESTIONS":
            form.reason_for_more.errors = [_("Schrijf op waarom er meer dan tien vragen zijn.")]
            return _look_page(form, file, status=400)
        return _load_page(problems_in_words(error.problems))
    current_session().commit()
    _waiting().remove(waiting_name, current_user.id)
    flask.flash(_("De vragenlijst is geladen. Schrijf nu zelf wie antwoord geeft, en wanneer."))
    return go_to("consultations.consultation_page", consultation_id=loaded.id)


def _load_page(problems: list[str], *, status: int = 400) -> Answer:
    page = flask.render_template(
        "consultations/load.html",
        form=LoadForm(formdata=None),
        problems=problems[:MOST_SHOWN],
        more=max(0, len(problems) - MOST_SHOWN),
        most=LARGEST_QUESTIONNAIRE // 1_000_000,
    )
    return page, status if problems else 200


def _look_page(form: LoadForm, file: ConsultationFile, *, status: int = 200) -> Answer:
    page = flask.render_template(
        "consultations/load_look.html",
        form=form,
        shown=present_file(file),
        asks_reason=len(file.questions) > MOST_QUESTIONS,
    )
    return page, status


def _gone() -> Answer:
    return _load_page([_("Dit bestand is er niet meer: het wacht een uur. Kies het nog een keer.")], status=404)


def _waiting_file(name: str) -> ConsultationFile | None:
    """Return a file that this officer sent, read once more, or None when it waited too long or is of another kind."""
    text = _waiting().read(name, current_user.id)
    try:
        return None if text is None else read_consultation_file(text)
    except FileError:
        return None


def _waiting() -> WaitingFiles:
    return WaitingFiles(settings().instance_dir / "waiting-files")


def _folder() -> MediaFolder:
    return MediaFolder(settings().media)
