"""Who gets which question of a questionnaire: drawn, and the same in words."""

from __future__ import annotations

import flask

from panel.consultations.models import State
from panel.consultations.policy import can_write
from panel.consultations.presenters.path import present_path
from panel.consultations.routes.blueprint import Answer, consultations, find_consultation, viewer
from panel.consultations.routing import is_routed
from panel.core.access import Role, allow


@consultations.get("/werkplek/raadplegingen/<int:consultation_id>/vragen/route")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)
def path_page(consultation_id: int) -> Answer:
    """Show the way through a questionnaire, in any state."""
    consultation = find_consultation(consultation_id)
    return flask.render_template(
        "consultations/path.html",
        consultation=consultation,
        shown=present_path(consultation),
        is_routed=is_routed(consultation.questions),
        editable=consultation.state is State.DRAFT and can_write(viewer().role),
    )
