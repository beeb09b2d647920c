"""What one group said, for who led it: on the digital board once the group is closed and counted."""

from __future__ import annotations

import flask
from werkzeug.exceptions import NotFound

from panel.consultations.models import RoundState, State
from panel.consultations.policy import FOLLOWERS
from panel.core.access import allow
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.results.labels import labels_of
from panel.results.presenters import present_outcome, published_of
from panel.results.presenters.opinion_map import present_opinion_map
from panel.results.queries import closed_group, outcome_of_round

group_pages = flask.Blueprint("group_pages", __name__)


@group_pages.get("/werkplek/raadplegingen/<int:consultation_id>/groepen/<int:group_code_id>/uitslag")
@allow(*FOLLOWERS)
def group_outcome_page(consultation_id: int, group_code_id: int) -> flask.typing.ResponseReturnValue:
    """Show the outcome of one group by itself, that it is still counted, or that there were too few answers."""
    session = current_session()
    found = closed_group(session, current_municipality().id, consultation_id, group_code_id)
    if found is None:
        raise NotFound
    consultation, round_ = found
    outcome = outcome_of_round(session, round_.id)
    without = present_opinion_map(published_of(outcome), labels_of(consultation)) if outcome is not None else None
    return flask.render_template(
        "results/group_outcome.html",
        consultation=consultation,
        name=round_.name,
        group_code_id=group_code_id,
        counting=round_.state is RoundState.CLOSING,
        # A consultation with one group has one outcome: that of everybody.
        only=len(consultation.rounds) == 1 and consultation.state is State.REPORTED,
        view=present_outcome(consultation, outcome) if outcome is not None else None,
        no_map=without.why_not if without is not None else [],
    )
