"""The questionnaire on paper: the same questions in the same order as the page where a form is typed in."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.answering.answers import Answers
from panel.answering.on_paper import paper_questions
from panel.answering.queries import media_on_screens
from panel.answering.routes.desk_blueprint import Answer, assisting, find_consultation
from panel.consultations.models import Consultation, EvidenceKind, RoundState, State
from panel.consultations.policy import can_see_drafts
from panel.consultations.queries import consultation_to_translate
from panel.core.access import Role, allow
from panel.core.clock import local
from panel.core.db import current_session
from panel.core.i18n import show_as
from panel.core.reading import DUTCH, LANGUAGE_NAMES, LANGUAGES, Reading
from panel.invitations.queries import groups_of, municipality_of

READERS = (Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.FACILITATOR, Role.PANEL_WORKER)
PAGE = "/werkplek/raadplegingen/<int:consultation_id>/vragenlijst-op-papier"


@assisting.get(PAGE)
@allow(*READERS)
def questionnaire_page(consultation_id: int) -> Answer:
    """Show the questionnaire as it comes out of the printer, in usual or easy words."""
    consultation = find_consultation(consultation_id)
    if consultation.state in {State.DRAFT, State.IN_REVIEW} and not can_see_drafts(current_user.role):
        raise NotFound
    name = _("Vragen op papier")
    language = next((one for one in LANGUAGES if one == flask.request.args.get("taal")), DUTCH)
    easy = flask.request.args.get("woorden") == "makkelijk"
    show_as(Reading(language=language, easy=easy))
    consultation = consultation_to_translate(current_session(), consultation)
    media = media_on_screens(current_session(), consultation)
    return flask.render_template(
        "answering/on_paper.html",
        paper="A4",
        margins="13mm 17mm 16mm",
        last_day=local(consultation.closes_at).date() if consultation.closes_at else None,
        municipality_asks=municipality_of(current_session(), consultation),
        consultation=consultation,
        questions=paper_questions(consultation, Answers(), media),
        doors=_codes(consultation),
        document_name=name,
        language=language,
        easy=easy,
        languages=LANGUAGE_NAMES,
    )


def _codes(consultation: Consultation) -> list[tuple[str, str]]:
    """Return the codes that a pile of forms goes by, as (code, group): empty when people bring their own."""
    if consultation.evidence_kind is EvidenceKind.OPEN:
        return [(consultation.code, "")]
    asked = flask.request.args.get("groep", type=int)
    groups = groups_of(current_session(), consultation.id)
    return [
        (f"{code.code[:3]} {code.code[3:]}", of.name)
        for code, of in groups
        if of.state is RoundState.OPEN and asked in (None, code.id)
    ]
