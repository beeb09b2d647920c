"""All screens of the flow at once, for phones with scripts, with what this phone answered so far beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

import flask
from markupsafe import Markup

from panel.answering.answers import Answers
from panel.answering.forms import StepForm
from panel.answering.presenters import present_step
from panel.answering.queries import media_on_screens
from panel.answering.questionnaires import questionnaires
from panel.answering.routes.blueprint import answering
from panel.answering.steps import all_steps
from panel.answering.sync import given_to_phone
from panel.answering.views import StepView
from panel.answering.visit import Visit, current_visit, round_pepper
from panel.consultations.models import Consultation
from panel.core.access import public
from panel.core.db import current_session
from panel.core.reading import reading_preferences


@dataclass(frozen=True)
class Flow:
    """What the template of the flow needs: finished screens, and what belongs to this phone only."""

    consultation: Consultation
    screens: list[StepView]
    words: Markup
    form: StepForm
    # Empty until a seat is claimed.
    phone: str = ""
    # What this person's order of answers is drawn from; empty when the phone makes its own key.
    draw: str = ""
    given: dict[str, dict[str, object]] = field(default_factory=dict)


def flow_for(consultation: Consultation, *, draw: str = "") -> Flow:
    """Return the flow for a phone that has no seat yet; `draw` when its code alone says who this is."""
    # As words and HTML they depend on how this phone's owner reads: the language, and easy words or not.
    name = f"screens {reading_preferences().language} {reading_preferences().easy}"
    screens, words = questionnaires().once(consultation, name, lambda: _screens(consultation))
    return Flow(consultation, screens, words, StepForm(formdata=None), draw=draw)


def flow_of(visit: Visit) -> Flow:
    """Return the flow for a phone that takes part, with its answers."""
    flow = flow_for(visit.consultation)
    phone = visit.participant.phone_name(round_pepper(visit.round))
    given = given_to_phone(visit.answers or Answers())
    return Flow(flow.consultation, flow.screens, flow.words, flow.form, phone, visit.participant.draw, given)


def _screens(consultation: Consultation) -> tuple[list[StepView], Markup]:
    """Return all screens that ask something, as words and as HTML, the same for everybody."""
    media = media_on_screens(current_session(), consultation)
    screens = [present_step(consultation, step, Answers(), media=media) for step in all_steps(consultation)]
    return screens, Markup(  # noqa: S704 - a template made it
        flask.render_template("answering/_screens.html", consultation=consultation, screens=screens)
    )


@answering.get("/meedoen/schermen")
@public
def screens_page() -> flask.typing.ResponseReturnValue:
    """Give all screens at once to a phone with scripts that came in half-way."""
    visit = current_visit()
    if visit.sent or visit.answers is None:
        return flask.Response(status=204)
    return flask.render_template("answering/screens.html", flow=flow_of(visit))
