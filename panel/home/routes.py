"""The front page, and the pages about accessibility, privacy and help."""

from __future__ import annotations

import json
from pathlib import Path

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, State
from panel.consultations.policy import can_see_drafts
from panel.consultations.queries import consultation_by_code, open_consultations
from panel.core.access import public
from panel.core.clock import today
from panel.core.context import current_municipality, settings
from panel.core.db import current_session
from panel.core.reading import read_by_respondents
from panel.home.presenters import present_front_page
from panel.replies.queries import late_replies
from panel.results.queries import consultations_with_outcome

home = read_by_respondents(flask.Blueprint("home", __name__))


@home.get("/")
@public
def front_page() -> flask.typing.ResponseReturnValue:
    """Say what this is, take a code, and show what runs, what came out and what is late."""
    session, municipality = current_session(), current_municipality()
    page = present_front_page(
        open_consultations(session, municipality.id),
        consultations_with_outcome(session, municipality.id),
        late_replies(session, municipality.id, today()),
    )
    return flask.render_template("home/front_page.html", page=page)


@home.get("/toegankelijkheid")
@public
def accessibility_page() -> flask.typing.ResponseReturnValue:
    """Say who can use this site, what was tested, and where to go when it does not work."""
    return flask.render_template("home/accessibility.html")


@home.get("/privacy")
@public
def privacy_page() -> flask.typing.ResponseReturnValue:
    """Say in plain words what is kept of whom, and for how long; of one questionnaire with `?vraag=` and its code."""
    return flask.render_template("home/privacy.html", asked=_asked(flask.request.args.get("vraag", "")))


def _asked(code: str) -> Consultation | None:
    """Return the questionnaire that someone comes from; a draft only to the staff who may read it."""
    municipality = current_municipality()
    found = consultation_by_code(current_session(), code, municipality.id) if code else None
    if found is None or found.privacy_ground is None or not found.retention_months:
        return None
    if found.state not in (State.DRAFT, State.IN_REVIEW):
        return found
    reads = current_user.is_authenticated and can_see_drafts(current_user.role)
    return found if reads and current_user.municipality_id == municipality.id else None


@home.get("/hulp")
@public
def help_page() -> flask.typing.ResponseReturnValue:
    """Say whom to call: about this site, and in danger."""
    return flask.render_template("home/help.html")


@home.get("/voorbeelden-van-onderdelen")
@public
def showcase_page() -> flask.typing.ResponseReturnValue:
    """Show every component in every state to who builds this; a production site has no such page."""
    if settings().is_production:
        raise NotFound
    return flask.render_template(
        "components/showcase.html", icon_names=_names_in("icons.json"), pictogram_names=_names_in("pictograms.json")
    )


def _names_in(file: str) -> list[str]:
    folder = Path(flask.current_app.root_path) / "static" / "icons"
    names: dict[str, str] = json.loads((folder / file).read_text(encoding="utf-8"))
    return sorted(names)
