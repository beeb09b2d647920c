"""Every error that a visitor can meet has a page that says in plain Dutch what happened and what to do now."""

from __future__ import annotations

import flask
import structlog
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from panel.core.access import ROLE_WORDS, NotForThisRoleError, Role
from panel.core.i18n import spoken_list
from panel.core.problem import init_answers_for_programs, is_for_programs, problem

log = structlog.get_logger(__name__)

# status: what happened, what to do now
PAGES = {
    400: (_l("Dit ging niet goed."), _l("Ga terug en probeer het nog een keer.")),
    401: (_l("Je bent niet ingelogd."), _l("Log eerst in.")),
    403: (_l("Deze pagina is niet voor jou."), _l("Werk je hier? Vraag je beheerder om toegang.")),
    404: (_l("Deze pagina is er niet."), _l("Kijk of het adres klopt.")),
    405: (_l("Dit kan hier niet."), _l("Ga terug naar het begin.")),
    408: (_l("Het duurde te lang."), _l("Probeer het nog een keer.")),
    409: (_l("Iemand anders was je voor."), _l("Ga terug en kijk wat er is veranderd.")),
    410: (_l("Deze pagina is er niet meer."), _l("Ga terug naar het begin.")),
    413: (_l("Dit is te groot."), _l("Maak de tekst of het bestand kleiner.")),
    414: (_l("Dit adres is te lang."), _l("Ga terug naar het begin.")),
    415: (_l("Dit soort bestand kan niet."), _l("Kies een ander bestand.")),
    422: (_l("Dit kunnen wij niet lezen."), _l("Ga terug en probeer het nog een keer.")),
    429: (_l("Dit ging heel vaak achter elkaar."), _l("Wacht een minuut. Probeer het dan nog een keer.")),
    431: (_l("Je browser stuurt te veel mee."), _l("Wis de cookies van deze site.")),
    500: (_l("Er ging iets mis bij ons."), _l("Probeer het straks nog een keer.")),
    501: (_l("Dit kan hier niet."), _l("Ga terug naar het begin.")),
    503: (_l("De site is even niet bereikbaar."), _l("Probeer het straks nog een keer.")),
}


def error_page(status: int, *, advice: str = "") -> flask.typing.ResponseReturnValue:
    """Return the page of a status, perhaps with advice of its own; an unknown status gets that of its family.

    At an address for programs it is no page, but the same in a form that programs read.
    """
    known = status if status in PAGES else (400 if status < 500 else 500)
    happened, usual = PAGES[known]
    if is_for_programs():
        return problem(status, str(happened), advice or str(usual))
    try:
        page = flask.render_template("errors/error.html", happened=happened, advice=advice or usual, status=known)
    except (RuntimeError, AttributeError):
        # No address could be made, as when the host name itself is no host name: a page without any link.
        page = f"<!doctype html><html lang=nl><title>{escape(happened)}</title><h1>{escape(happened)}</h1>"
        page += f"<p>{escape(advice or usual)}</p></html>"
    return page, status


def init_errors(app: flask.Flask) -> None:
    """Give every error a page; log what broke, never what someone typed."""
    init_answers_for_programs(app)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> flask.typing.ResponseReturnValue:
        if error.response is not None:
            return error.response
        response = flask.make_response(error_page(error.code or 500))
        for name, value in error.get_headers():
            if name.lower() in {"allow", "retry-after"}:
                response.headers[name] = value
        return response

    @app.errorhandler(NotForThisRoleError)
    def _others(error: NotForThisRoleError) -> flask.typing.ResponseReturnValue:
        words = [str(ROLE_WORDS[role]) for role in Role if role in error.roles]
        return error_page(403, advice=_("Deze pagina is voor: %(roles)s.", roles=spoken_list(words)))

    @app.errorhandler(CSRFError)
    def _expired(_error: CSRFError) -> flask.typing.ResponseReturnValue:
        # Everything that was sent comes back, with a fresh token and a button to send it again.
        fields = [
            (name, value)
            for name, value in flask.request.form.items(multi=True)
            if name not in {"csrf_token", "password"}
        ]
        return flask.render_template(
            "errors/expired.html", fields=fields, where=flask.request.full_path.rstrip("?")
        ), 400

    @app.errorhandler(UnicodeDecodeError)
    def _broken_text(_error: UnicodeDecodeError) -> flask.typing.ResponseReturnValue:
        return error_page(400)

    _init_unforeseen(app)


def _init_unforeseen(app: flask.Flask) -> None:
    """Answer what nobody foresaw with a page, and log its kind and place."""

    @app.errorhandler(OperationalError)
    def _database(error: OperationalError) -> flask.typing.ResponseReturnValue:
        log.error("database_unreachable", kind=type(error.orig).__name__)
        return error_page(503)

    @app.errorhandler(Exception)
    def _broken(error: Exception) -> flask.typing.ResponseReturnValue:
        if app.testing and app.config.get("PROPAGATE_EXCEPTIONS"):
            raise error
        # The message of an exception may quote what someone typed: the log gets its kind and place only.
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{place.tb_lineno}" if place else "?"
        log.error("request_failed", kind=type(error).__name__, where=where, endpoint=flask.request.endpoint)
        return error_page(500)
