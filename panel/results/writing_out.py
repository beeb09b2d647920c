"""Writing out what people said or showed: listen, write, look again, and the recording is gone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from panel.consultations.models import Consultation, State
from panel.consultations.queries import consultation_by_id
from panel.core.access import Role, allow
from panel.core.clock import today
from panel.core.context import current_municipality, key_directory
from panel.core.db import current_session
from panel.core.keys import BoxError, KeyMissingError
from panel.core.security import csrf
from panel.core.text import NotTextError, TooLongError, clean_text
from panel.masking.many import hidden
from panel.results.models import Recording, RecordingKind
from panel.results.recordings import (
    StaleWordsError,
    confirm,
    content_of,
    note_opened,
    recording_by_key,
    recordings_of,
    write_out,
)

writing_out = flask.Blueprint("writing_out", __name__)
LISTENERS = frozenset({Role.POLICY_OFFICER, Role.PANEL_WORKER, Role.ADMINISTRATOR})
LONGEST = 4000
OPENED = "opened-recordings"
SOON = dt.timedelta(days=7)
MOST_OPENED = 30


class WordsForm(FlaskForm):
    """What someone heard or saw, and what stood there when the page was opened."""

    words = TextAreaField(
        _l("Wat hoor of zie je?"),
        description=_l("Schrijf op wat er gezegd wordt. Laat namen, adressen en telefoonnummers weg."),
        validators=[Length(max=LONGEST, message=_l("Maak de tekst korter: hoogstens 4000 tekens."))],
    )
    seen = HiddenField()


@dataclass(frozen=True)
class Line:
    """One recording or photo in the list: no word of what is in it."""

    key: str
    is_sound: bool
    number: int
    state: str
    recording: Recording


def _consultation(consultation_id: int) -> Consultation:
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None or found.state not in {State.CLOSED, State.REPORTED}:
        raise NotFound
    return found


def _recording(consultation: Consultation, key: str) -> Recording:
    found = recording_by_key(current_session(), consultation, key)
    if found is None:
        raise NotFound
    return found


def _lines(consultation: Consultation) -> list[Line]:
    return [
        Line(one.key.hex(), one.kind is RecordingKind.SOUND, number, _state(one), one)
        for number, one in enumerate(recordings_of(current_session(), consultation), start=1)
    ]


def _state(recording: Recording) -> str:
    if recording.box is None:
        return "DONE"
    return "TO_CHECK" if recording.words else "TO_WRITE"


@writing_out.get("/werkplek/raadplegingen/<int:consultation_id>/uitschrijven")
@allow(*LISTENERS)
def list_page(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Show what is still to be written out, what waits for a second look, and what is done."""
    consultation = _consultation(consultation_id)
    lines = _lines(consultation)
    questions = [
        (question, [line for line in lines if line.recording.question_id == question.id])
        for question in consultation.questions
    ]
    last = min((line.recording.delete_on for line in lines if line.state != "DONE"), default=None)
    return flask.render_template(
        "results/recordings.html",
        consultation=consultation,
        questions=[(question, mine) for question, mine in questions if mine],
        left=sum(line.state != "DONE" for line in lines),
        last=last,
        soon=last is not None and last - today() <= SOON,
        form=FlaskForm(),
    )


@writing_out.post("/werkplek/raadplegingen/<int:consultation_id>/uitschrijven/<string:recording_key>/openen")
@allow(*LISTENERS)
def open_post(consultation_id: int, recording_key: str) -> flask.typing.ResponseReturnValue:
    """Open one recording: that someone did so is written down, and only then can it be heard."""
    consultation = _consultation(consultation_id)
    _recording(consultation, recording_key)
    note_opened(current_session(), consultation, by=current_user.id)
    current_session().commit()
    opened = [one for one in flask.session.get(OPENED, []) if one != recording_key]
    flask.session[OPENED] = [*opened, recording_key][-MOST_OPENED:]
    return flask.redirect(_address(consultation, recording_key))


@writing_out.get("/werkplek/raadplegingen/<int:consultation_id>/uitschrijven/<string:recording_key>")
@allow(*LISTENERS)
def recording_page(consultation_id: int, recording_key: str) -> flask.typing.ResponseReturnValue:
    """Let someone listen or look, and write."""
    consultation = _consultation(consultation_id)
    recording = _recording(consultation, recording_key)
    if recording.box is None or not _was_opened(recording_key):
        return flask.redirect(flask.url_for("writing_out.list_page", consultation_id=consultation.id))
    return _page(consultation, recording, WordsForm(words=recording.words, seen=recording.words))


@writing_out.get("/werkplek/raadplegingen/<int:consultation_id>/uitschrijven/<string:recording_key>/inhoud")
@allow(*LISTENERS)
def content_file(consultation_id: int, recording_key: str) -> flask.typing.ResponseReturnValue:
    """Give what can be heard or seen to who opened it; no browser keeps it."""
    recording = _recording(_consultation(consultation_id), recording_key)
    if not _was_opened(recording_key):
        return flask.redirect(flask.url_for("writing_out.list_page", consultation_id=consultation_id))
    try:
        content = content_of(recording, key_directory())
    except (KeyMissingError, BoxError) as error:
        raise NotFound from error
    if content is None:
        raise NotFound
    response = flask.Response(content, mimetype=recording.content_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    response.make_conditional(flask.request.environ, accept_ranges=True, complete_length=len(content))
    return response


# The form checks its own token, so that an expired one brings the page back with everything still typed.
@writing_out.post("/werkplek/raadplegingen/<int:consultation_id>/uitschrijven/<string:recording_key>")
@csrf.exempt
@allow(*LISTENERS)
def words_post(consultation_id: int, recording_key: str) -> flask.typing.ResponseReturnValue:
    """Keep the words, or confirm them: then the recording is wiped."""
    consultation = _consultation(consultation_id)
    recording = _recording(consultation, recording_key)
    form = WordsForm()
    problem = _wrong_with(form)
    if problem or recording.box is None:
        return _page(consultation, recording, form, problem), 400
    session, confirms = current_session(), flask.request.form.get("do") == "CONFIRM"
    seen = clean_text(form.seen.data or "", LONGEST)
    # A name that was written down after all is hidden here, as in written answers.
    words = hidden(clean_text(form.words.data or "", LONGEST))
    try:
        write_out(session, recording, words, seen=seen)
        name = confirm(session, consultation, recording, seen=words, by=current_user.id) if confirms else None
    except StaleWordsError as error:
        session.rollback()
        return _page(consultation, recording, form, theirs=error.theirs), 409
    session.commit()
    if name is not None:
        key_directory().destroy(name)
    flask.flash(_("De opname is gewist. De woorden blijven.") if confirms else _("Bewaard."), "ok")
    return flask.redirect(flask.url_for("writing_out.list_page", consultation_id=consultation.id))


def _wrong_with(form: WordsForm) -> str:
    """Return what is wrong with what was typed and what to do now, or nothing."""
    if not form.validate():
        if form.words.errors:
            return str(form.words.errors[0])
        return _("Dat duurde even. Druk nog een keer op de knop.")
    try:
        words = clean_text(form.words.data or "", LONGEST)
        clean_text(form.seen.data or "", LONGEST)
    except NotTextError:
        return _("Deze tekst kunnen we niet lezen. Typ gewone letters.")
    except TooLongError:
        return _("Maak de tekst korter: hoogstens 4000 tekens.")
    return "" if words else _("Schrijf eerst op wat je hoort of ziet. Hoor je niets? Schrijf dan: onverstaanbaar.")


def _was_opened(recording_key: str) -> bool:
    return recording_key in flask.session.get(OPENED, [])


def _address(consultation: Consultation, recording_key: str) -> str:
    return flask.url_for("writing_out.recording_page", consultation_id=consultation.id, recording_key=recording_key)


def _page(
    consultation: Consultation, recording: Recording, form: WordsForm, problem: str = "", theirs: str | None = None
) -> str:
    question = next(one for one in consultation.questions if one.id == recording.question_id)
    if theirs is not None:
        # What the other wrote is seen now: saving again puts this over it, knowingly.
        form.seen.data = theirs
    return flask.render_template(
        "results/recording.html",
        consultation=consultation,
        recording=recording,
        recording_key=recording.key.hex(),
        is_sound=recording.kind is RecordingKind.SOUND,
        question=question,
        form=form,
        fresh=WordsForm(formdata=None),
        problem=problem,
        theirs=theirs,
    )
