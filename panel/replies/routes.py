"""The desk page on which the municipality answers people."""

from __future__ import annotations

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation
from panel.consultations.queries import consultation_by_id
from panel.core.access import Role, allow
from panel.core.advice_form import asks_for_advice
from panel.core.clock import today
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.security import csrf
from panel.replies.forms import ReplyForm
from panel.replies.models import Decision
from panel.replies.policy import can_reply
from panel.replies.presenters import present_promise, present_replies
from panel.replies.queries import replies_of
from panel.replies.service import NotYetError, write_reply

replies = flask.Blueprint("replies", __name__)


@replies.get("/werkplek/raadplegingen/<int:consultation_id>/antwoord")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def reply_page(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Show what was answered so far, and the form for one more answer."""
    consultation = _consultation(consultation_id)
    form = ReplyForm(owner_name=consultation.promised_by)
    return _page(consultation, form)


# The form checks its own token, so that an expired one brings the page back with everything typed still there.
@replies.post("/werkplek/raadplegingen/<int:consultation_id>/antwoord")
@csrf.exempt
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def reply_post(consultation_id: int) -> flask.typing.ResponseReturnValue:
    """Publish one answer, or only check its words."""
    consultation = _consultation(consultation_id)
    form = ReplyForm()
    good = form.validate()
    if asks_for_advice(form):
        return _page(consultation, form)
    if not good:
        return _page(consultation, form), 400
    session = current_session()
    try:
        write_reply(
            session,
            consultation,
            subject=form.subject.data or "",
            decision=Decision(form.decision.data),
            reason=form.reason.data or "",
            owner_name=form.owner_name.data or "",
            due_on=form.due_on.data,
            author_id=current_user.id,
        )
    except NotYetError:
        return _page(consultation, form), 409
    session.commit()
    return flask.redirect(flask.url_for("replies.reply_page", consultation_id=consultation_id, _anchor="gegeven"), 303)


def _consultation(consultation_id: int) -> Consultation:
    found = consultation_by_id(current_session(), current_municipality().id, consultation_id)
    if found is None:
        raise NotFound
    return found


def _page(consultation: Consultation, form: ReplyForm) -> str:
    given = replies_of(current_session(), consultation.id)
    return flask.render_template(
        "replies/reply.html",
        consultation=consultation,
        form=form,
        given=present_replies(given),
        promise=present_promise(consultation, has_reply=bool(given), today=today()),
        may_reply=can_reply(consultation),
    )
