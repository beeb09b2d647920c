"""The files of one group's own outcome, for whoever may see that outcome: made as those of everybody."""

from __future__ import annotations

from collections.abc import Callable

import flask
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation
from panel.consultations.policy import FOLLOWERS
from panel.core.access import allow
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.security import limiter
from panel.council.downloads import Places, download_lines, file_name, known_download, present_waiting_file
from panel.council.fetching import content_of
from panel.results.exports.keeping import MAKE_FILE, files_of, order_files
from panel.results.models import PublishedOutcome
from panel.results.presenters import published_of
from panel.results.queries import closed_group, outcome_of_round

group_files = flask.Blueprint("group_files", __name__)

Answer = flask.typing.ResponseReturnValue
PAGE = "/werkplek/raadplegingen/<int:consultation_id>/groepen/<int:group_code_id>/uitslag"


@group_files.get(f"{PAGE}/bestanden")
@allow(*FOLLOWERS)
def group_files_page(consultation_id: int, group_code_id: int) -> Answer:
    """List the files of a group's own outcome."""
    consultation, outcome, name = _found(consultation_id, group_code_id)
    at = _places(consultation_id, group_code_id)
    return flask.render_template(
        "council/group_files.html",
        consultation=consultation,
        name=name,
        page=at("group_pages.group_outcome_page"),
        lines=download_lines(
            files_of(current_session(), consultation, outcome),
            lambda name: at("group_files.group_file", name),
            lambda name: at("group_files.group_making_page", name),
        ),
    )


@group_files.get(f"{PAGE}/bestanden/<string:file_address>")
@allow(*FOLLOWERS)
def group_file(consultation_id: int, group_code_id: int, file_address: str) -> Answer:
    """Give one file of a group's own outcome; one that is not made yet is not there."""
    consultation, outcome, _name = _found(consultation_id, group_code_id)
    kind, about = known_download(file_address)
    content = content_of(current_session(), consultation, outcome, kind)
    response = flask.Response(content, content_type=about.media_type)
    code = f"{consultation.code}-{group_code_id}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(code, outcome.version, file_address)}"'
    return response


@group_files.get(f"{PAGE}/maken/<string:file_address>")
@allow(*FOLLOWERS)
def group_making_page(consultation_id: int, group_code_id: int, file_address: str) -> Answer:
    """Show how far a file of a group's own outcome is, and lead to it; or offer to have it made."""
    consultation, outcome, _name = _found(consultation_id, group_code_id)
    kind, about = known_download(file_address)
    at = _places(consultation_id, group_code_id)
    return flask.render_template(
        "council/group_making.html",
        consultation=consultation,
        about=about,
        file=present_waiting_file(current_session(), consultation, outcome, kind),
        form=FlaskForm(),
        places=Places(
            page=at("group_pages.group_outcome_page"),
            back=at("group_files.group_files_page"),
            again=at("group_files.group_making_page", file_address),
            fetch=at("group_files.group_file", file_address),
            at_once=at("group_files.group_file", "cijfers.csv"),
        ),
    )


@group_files.post(f"{PAGE}/maken/<string:file_address>")
@allow(*FOLLOWERS)
@limiter.limit("30 per minute")
def group_make_post(consultation_id: int, group_code_id: int, file_address: str) -> Answer:
    """Have a file of a group's own outcome made; who asks twice waits for the same one."""
    consultation, outcome, _name = _found(consultation_id, group_code_id)
    kind, _about = known_download(file_address)
    ordered = order_files(current_session(), consultation, outcome, [kind])
    current_session().commit()
    for file_id in ordered:
        jobs().enqueue(MAKE_FILE, file_id)
    at = _places(consultation_id, group_code_id)
    return flask.redirect(at("group_files.group_making_page", file_address), 303)


def _places(consultation_id: int, group_code_id: int) -> Callable[..., str]:
    """Return what gives the address of a page of this group, or of one of its files."""

    def at(endpoint: str, file_address: str | None = None) -> str:
        return flask.url_for(
            endpoint, consultation_id=consultation_id, group_code_id=group_code_id, file_address=file_address
        )

    return at


def _found(consultation_id: int, group_code_id: int) -> tuple[Consultation, PublishedOutcome, str]:
    """Return a consultation, the outcome of one group and its name. Raises NotFound when that is not shown."""
    session = current_session()
    found = closed_group(session, current_municipality().id, consultation_id, group_code_id)
    if found is None:
        raise NotFound
    consultation, round_ = found
    outcome = outcome_of_round(session, round_.id)
    if outcome is None or not published_of(outcome).shown:
        raise NotFound
    return consultation, outcome, round_.name
