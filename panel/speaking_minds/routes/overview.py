"""All recommendations of the groups of a consultation: their order, the group's consent, and how they will look."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import BadRequest

from panel.consultations.models import Consultation
from panel.consultations.policy import can_write
from panel.core.access import WRITERS, NotForThisRoleError, allow
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.kept_form import EditedForm
from panel.core.security import csrf
from panel.media.queries import media_shown, picture_of
from panel.media.service import ERASE_UNUSED
from panel.replies.queries import replies_of
from panel.results.withdrawal import FORGET_DELETED
from panel.speaking_minds.forms import AgreeForm, ReplyForm
from panel.speaking_minds.models import Recommendation
from panel.speaking_minds.policy import ADVISERS
from panel.speaking_minds.presenters import present_groups, preview_recommendations, word_problem
from panel.speaking_minds.queries import how_many_withdrawn, recommendations_of
from panel.speaking_minds.routes.blueprint import (
    HERE,
    Answer,
    find_consultation,
    find_recommendation,
    me,
    speaking_minds,
    to_list,
)
from panel.speaking_minds.service import RecommendationError, agree, move, point_at_reply, remove, withdraw

FORMS: dict[str, type[EditedForm]] = {"AGREE": AgreeForm, "REPLY": ReplyForm}
CHANGES = ("AGREE", "UP", "DOWN", "REMOVE", "WITHDRAW", "REPLY")
# Words and pictures that go also leave the free pages of the database and the disk.
FORGETS = ("REMOVE", "WITHDRAW")


@speaking_minds.get(HERE)
@allow(*ADVISERS)
def list_page(consultation_id: int) -> Answer:
    """Show each group with what it recommends."""
    return _list(find_consultation(consultation_id))


@speaking_minds.get(f"{HERE}/voorbeeld")
@allow(*ADVISERS)
def preview_page(consultation_id: int) -> Answer:
    """Show everything as it will stand on the outcome page once every group agreed."""
    consultation = find_consultation(consultation_id)
    return flask.render_template(
        "speaking_minds/preview.html",
        consultation=consultation,
        recommendations=preview_recommendations(current_session(), consultation),
    )


# The form checks its own token: an expired page says so instead of losing the way.
@speaking_minds.post(f"{HERE}/<int:recommendation_id>/stand")
@csrf.exempt
@allow(*ADVISERS)
def change_standing(consultation_id: int, recommendation_id: int) -> Answer:
    """Note that the group agrees, change the order, take away, or point at the municipality's reply."""
    consultation, recommendation = find_recommendation(consultation_id, recommendation_id)
    do = flask.request.form.get("do", "")
    if do not in CHANGES:
        raise BadRequest
    if do == "REPLY" and not can_write(current_user.role):
        raise NotForThisRoleError(WRITERS)
    form = FORMS.get(do, EditedForm)()
    if not form.validate():
        return _list(consultation, about=recommendation_id, expired=True, status=400)
    session = current_session()
    try:
        _change(consultation, recommendation, do, form)
    except RecommendationError as error:
        session.rollback()
        status = 409 if error.reason == "STALE" else 400
        problem = word_problem(error.reason, error.field)
        return _list(find_consultation(consultation_id), about=recommendation_id, problem=problem, status=status)
    session.commit()
    if do in FORGETS:
        jobs().enqueue(ERASE_UNUSED)
        jobs().enqueue(FORGET_DELETED)
    flask.flash(_done(do), "ok")
    return to_list(consultation_id, "" if do in FORGETS else f"advies-{recommendation_id}")


def _change(consultation: Consultation, recommendation: Recommendation, do: str, form: EditedForm) -> None:
    session, edition, by = current_session(), form.number, me()
    if isinstance(form, AgreeForm):
        picture = picture_of(session, consultation.municipality_id, recommendation.picture_id)
        agree(
            session, consultation, recommendation, edition=edition, read_by_group=bool(form.read_by_group.data),
            looked=bool(form.looked.data), picture_words=picture.words if picture else "", by=by,
        )  # fmt: skip
    elif isinstance(form, ReplyForm):
        chosen = str(form.reply.data or "")
        reply_id = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) <= 9 else None
        point_at_reply(session, consultation, recommendation, edition=edition, reply_id=reply_id, by=by)
    elif do == "REMOVE":
        remove(session, consultation, recommendation, edition=edition, by=by)
    elif do == "WITHDRAW":
        withdraw(session, consultation, recommendation, edition=edition, reason=_("De groep vroeg dit."), by=by)
    else:
        move(session, consultation, recommendation, edition=edition, up=do == "UP", by=by)


def _done(do: str) -> str:
    return {
        "AGREE": _("De groep is akkoord. Het advies staat op de uitslagpagina zodra er een uitslag is."),
        "REMOVE": _("Het advies is weg."),
        "WITHDRAW": _("Het advies is weg, ook van de uitslagpagina."),
    }.get(do, _("Bewaard."))


def _list(
    consultation: Consultation, *, about: int | None = None, problem: str = "", expired: bool = False, status: int = 200
) -> Answer:
    session = current_session()
    found = recommendations_of(session, consultation.id)
    pictures = media_shown(session, consultation.municipality_id, [one.picture_id for one in found])
    shown = flask.render_template(
        "speaking_minds/recommendations.html",
        consultation=consultation,
        groups=present_groups(consultation, found, pictures, how_many_withdrawn(session, consultation.id)),
        replies=replies_of(session, consultation.id),
        agree=AgreeForm(formdata=None),
        pointing=ReplyForm(formdata=None),
        about=about,
        problem=problem,
        expired=expired,
    )
    return shown, status
