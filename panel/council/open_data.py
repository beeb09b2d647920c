"""Published outcomes for programs, at /api/v1 after the Dutch API design rules, and the open-data catalogue."""

from __future__ import annotations

import json
from collections.abc import Callable

import flask
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation
from panel.core.access import public
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.problem import VERSION, not_in_this_form, problem
from panel.core.reading import DUTCH
from panel.core.security import limiter
from panel.council.cataloguing import catalogue_of
from panel.council.everything import everything_of
from panel.council.frozen import FOR_FILES, find_published, if_unchanged, kept, tag_of
from panel.council.openapi import MOST_ON_A_PAGE, USUAL_ON_A_PAGE, openapi_document
from panel.council.resources import (
    Page,
    Resource,
    address,
    codebook_rows,
    figure_rows,
    in_pages,
    links_of,
    short,
    whole,
)
from panel.municipalities.models import Municipality
from panel.results.exports.catalogue import catalogue_as
from panel.results.exports.keeping import files_of, made_of
from panel.results.models import PublishedOutcome
from panel.results.queries import consultations_with_outcome, latest_outcome

open_data = flask.Blueprint("open_data", __name__, url_prefix="/api/v1")
per_program = limiter.shared_limit("300 per minute", scope="programs")

Answer = flask.typing.ResponseReturnValue
JSON, JSON_LD, TURTLE = "application/json", "application/ld+json", "text/turtle"


class BadPageError(ValueError):
    """A number of a page, or of things on a page, that cannot be."""


@open_data.get("")
@public
@per_program
def start() -> Answer:
    """Lead to everything that is here."""
    links = {
        "self": address("open_data.start"),
        "uitslagen": address("open_data.outcomes"),
        "catalogus": address("open_data.catalogue"),
        "openapi": address("open_data.openapi"),
    }
    return _json({"titel": _title(), "versie": VERSION, "_links": {name: {"href": at} for name, at in links.items()}})


@open_data.get("/openapi.json")
@public
@per_program
def openapi() -> Answer:
    """Describe this service as OpenAPI does."""
    municipality = _municipality()
    document = openapi_document(
        title=_title(),
        server=address("open_data.start"),
        contact={
            "name": municipality.contact_name or municipality.name,
            "url": address("home.help_page"),
            **({"email": municipality.contact_email} if municipality.contact_email else {}),
        },
    )
    return _json(document)


@open_data.get("/uitslagen")
@public
@per_program
def outcomes() -> Answer:
    """List the outcomes of this municipality, the newest first."""
    session = current_session()
    found = consultations_with_outcome(session, current_municipality().id)
    try:
        page = _page(len(found))
    except BadPageError as error:
        return _bad_page(error)
    pairs = [(one, latest_outcome(session, one.id)) for one in found[page.of_list]]
    marks = [f"{outcome.id}.{made_of(one)}" for one, outcome in pairs if outcome is not None]
    links = links_of(page, "open_data.outcomes")
    return _unless_unchanged(
        ["outcomes", str(page), *marks],
        lambda: in_pages(
            "uitslagen", [_short(one, outcome) for one, outcome in pairs if outcome is not None], page, links
        ),
    )


@open_data.get("/uitslagen/<string:code>")
@public
@per_program
def outcome(code: str) -> Answer:
    """Give one outcome: its words, its questions and where its files are."""
    consultation, found = find_published(code)
    files = files_of(current_session(), consultation, found)
    marks = sorted(f"{one.id}{one.state}" for one in files.values())
    return _unless_unchanged(
        ["outcome", *_marks(consultation, found), *marks],
        lambda: whole(consultation, found, everything_of(current_session(), consultation, found), files),
    )


@open_data.get("/uitslagen/<string:code>/cijfers")
@public
@per_program
def figures(code: str) -> Answer:
    """Give the published figures of one outcome, page by page."""
    consultation, found = find_published(code)
    rows = figure_rows(everything_of(current_session(), consultation, found))
    try:
        page = _page(len(rows))
    except BadPageError as error:
        return _bad_page(error)
    links = links_of(page, "open_data.figures", code=code)
    return _unless_unchanged(
        ["figures", str(page), *_marks(consultation, found)],
        lambda: in_pages("cijfers", rows[page.of_list], page, links),
    )


@open_data.get("/uitslagen/<string:code>/codeboek")
@public
@per_program
def codebook_of(code: str) -> Answer:
    """Give what the fields and codes of the figures mean."""
    consultation, found = find_published(code)
    return _unless_unchanged(
        ["codebook", *_marks(consultation, found)],
        lambda: {
            "codeboek": codebook_rows(everything_of(current_session(), consultation, found)),
            "_links": {"self": {"href": address("open_data.codebook_of", code=code)}},
        },
    )


@open_data.get("/catalogus")
@public
@per_program
def catalogue() -> Answer:
    """Give the catalogue of open data in the form that is asked for: JSON-LD, or Turtle."""
    accepted = flask.request.accept_mimetypes
    wanted = accepted.best_match([JSON_LD, TURTLE, JSON]) if accepted else JSON_LD
    if wanted is None:
        return not_in_this_form(JSON_LD, TURTLE)
    return _catalogue("turtle" if wanted == TURTLE else "json-ld")


@open_data.get("/catalogus.ttl")
@public
@per_program
def catalogue_turtle() -> Answer:
    """Give the catalogue of open data as Turtle."""
    return _catalogue("turtle")


@open_data.get("/catalogus.jsonld")
@public
@per_program
def catalogue_json_ld() -> Answer:
    """Give the catalogue of open data as JSON-LD."""
    return _catalogue("json-ld")


def _catalogue(form: str) -> Answer:
    session, municipality = current_session(), _municipality()
    pairs = [
        (one, found, files_of(session, one, found))
        for one in consultations_with_outcome(session, municipality.id)
        if (found := latest_outcome(session, one.id)) is not None
    ]
    marks = [f"{found.id}.{made_of(one)}." + ",".join(sorted(files)) for one, found, files in pairs]
    tag = tag_of("catalogue", form, flask.request.host, municipality.name, municipality.contact_email, *marks)
    unchanged = if_unchanged(tag, FOR_FILES)
    if unchanged is not None:
        return unchanged
    with force_locale(DUTCH):
        content = catalogue_as(catalogue_of(session, municipality, pairs), form)
    response = flask.Response(content, content_type=f"{TURTLE}; charset=utf-8" if form == "turtle" else JSON_LD)
    response.headers["Vary"] = "Accept"
    return kept(response, tag, FOR_FILES)


def _unless_unchanged(marks: list[str], make: Callable[[], Resource]) -> Answer:
    """Answer 304 when the program has this already, else what `make` gives."""
    tag = tag_of(flask.request.host, current_municipality().name, VERSION, *marks)
    return if_unchanged(tag, FOR_FILES) or _json(make(), tag)


def _json(resource: Resource, tag: str | None = None) -> Answer:
    accepted = flask.request.accept_mimetypes
    if accepted and accepted.best_match([JSON]) is None:
        return not_in_this_form(JSON)
    response = flask.Response(json.dumps(resource, ensure_ascii=False), content_type=JSON)
    response.headers["Content-Language"] = DUTCH
    links = resource.get("_links", {})
    pages = [f'<{links[name]["href"]}>; rel="{name}"' for name in ("first", "prev", "next", "last") if name in links]
    if pages:
        response.headers["Link"] = ", ".join(pages)
    return kept(response, tag or tag_of(json.dumps(resource)), FOR_FILES)


def _short(consultation: Consultation, found: PublishedOutcome) -> Resource:
    return short(consultation, found, everything_of(current_session(), consultation, found))


def _marks(consultation: Consultation, found: PublishedOutcome) -> list[str]:
    return [consultation.code, str(found.id), made_of(consultation)]


def _page(total: int) -> Page:
    """Return the page that was asked for. Raises BadPageError for no number, NotFound for a page past the last."""
    try:
        number = int(flask.request.args.get("pagina", "1"))
        size = int(flask.request.args.get("paginaGrootte", str(USUAL_ON_A_PAGE)))
    except ValueError as error:
        raise BadPageError from error
    if number < 1 or not 1 <= size <= MOST_ON_A_PAGE:
        raise BadPageError
    page = Page(number, size, total)
    if number > page.last:
        raise NotFound
    return page


def _bad_page(_error: BadPageError) -> Answer:
    return problem(
        400,
        _("Deze bladzijde kan niet."),
        _("Geef pagina vanaf 1, en paginaGrootte van 1 tot en met %(most)s.", most=MOST_ON_A_PAGE),
    )


def _municipality() -> Municipality:
    return current_session().get_one(Municipality, current_municipality().id)


def _title() -> str:
    return _("Uitslagen van %(municipality)s", municipality=current_municipality().name)
