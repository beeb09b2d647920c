"""The files of an outcome: fetching one, and waiting for one that takes long to make."""

from __future__ import annotations

import flask
from flask_wtf import FlaskForm

from panel.core.access import public
from panel.core.clock import today
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.security import framed_by_anyone, limiter
from panel.council.downloads import Places, file_name, known_download, present_waiting_file
from panel.council.fetching import content_of
from panel.council.frozen import FOR_FILES, find_published, if_unchanged, kept, tag_of
from panel.replies.presenters import present_promise
from panel.replies.queries import replies_of
from panel.results.exports.keeping import MAKE_FILE, made_of, order_files
from panel.results.presenters import present_outcome

outcome_files = flask.Blueprint("outcome_files", __name__)

Answer = flask.typing.ResponseReturnValue
PER_ADDRESS = "30 per minute"


@outcome_files.get("/uitslag/<string:code>/bestanden/<string:file_address>")
@public
@limiter.limit("120 per minute")
def file(code: str, file_address: str) -> Answer:
    """Give one file of an outcome; one that is not made yet is not there."""
    consultation, outcome = find_published(code)
    tag = tag_of("file", str(outcome.id), made_of(consultation), file_address)
    unchanged = if_unchanged(tag, FOR_FILES)
    if unchanged is not None:
        return unchanged
    kind, about = known_download(file_address)
    content = content_of(current_session(), consultation, outcome, kind)
    response = flask.Response(content, content_type=about.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(code, outcome.version, file_address)}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return kept(response, tag, FOR_FILES)


@outcome_files.get("/uitslag/<string:code>/maken/<string:file_address>")
@public
def making_page(code: str, file_address: str) -> Answer:
    """Show how far a file is, and lead to it; or offer to have it made."""
    consultation, outcome = find_published(code)
    kind, about = known_download(file_address)
    page = flask.url_for("council.outcome_page", code=code)
    return flask.render_template(
        "council/making.html",
        consultation=consultation,
        about=about,
        file=present_waiting_file(current_session(), consultation, outcome, kind),
        form=FlaskForm(),
        places=Places(
            page=page,
            back=f"{page}#download",
            again=flask.url_for("outcome_files.making_page", code=code, file_address=file_address),
            fetch=flask.url_for("outcome_files.file", code=code, file_address=file_address),
            at_once=flask.url_for("outcome_files.file", code=code, file_address="cijfers.csv"),
        ),
    )


@outcome_files.post("/uitslag/<string:code>/maken/<string:file_address>")
@public
@limiter.limit(PER_ADDRESS)
def make_post(code: str, file_address: str) -> Answer:
    """Have a file made; who asks twice waits for the same one."""
    consultation, outcome = find_published(code)
    kind, _about = known_download(file_address)
    ordered = order_files(current_session(), consultation, outcome, [kind])
    current_session().commit()
    for file_id in ordered:
        jobs().enqueue(MAKE_FILE, file_id)
    return flask.redirect(flask.url_for("outcome_files.making_page", code=code, file_address=file_address), 303)


@outcome_files.get("/uitslag/<string:code>/ingebed")
@public
@framed_by_anyone
def embedded_page(code: str) -> Answer:
    """Show an outcome in short, to stand in a page of someone else: no script, no cookie, one request."""
    consultation, outcome = find_published(code)
    replies = replies_of(current_session(), consultation.id)
    marks = [str(reply.id) for reply in replies]
    tag = tag_of("embedded", str(outcome.id), str(consultation.edition), today().isoformat(), *marks)
    unchanged = if_unchanged(tag)
    if unchanged is not None:
        return unchanged
    body = flask.render_template(
        "council/embedded.html",
        view=present_outcome(consultation, outcome),
        consultation=consultation,
        promise=present_promise(consultation, has_reply=bool(replies), today=today()),
        is_example=consultation.example,
    )
    return kept(flask.make_response(body), tag)
