"""The open questions of a consultation: how far each is read, and what comes next."""

from __future__ import annotations

import flask
from flask_babel import gettext as _

from panel.consultations.models import Consultation, Question
from panel.core.access import WRITERS, allow
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.core.kept_form import EditedForm
from panel.open_answers.presenters import QuestionCard, agreement_in_words, present_card
from panel.open_answers.queries import (
    confirmed,
    how_many,
    how_many_read,
    latest_themes,
    open_questions,
    published_question,
    themes_of,
)
from panel.open_answers.routes.blueprint import HERE, Answer, find_consultation, go_to, me, open_answers
from panel.open_answers.service import PREPARE_READING
from panel.open_answers.service.counting import agreement_so_far


@open_answers.get(HERE)
@allow(*WRITERS)
def overview_page(consultation_id: int) -> Answer:
    """Show every open question, and what to do next with each."""
    consultation = find_consultation(consultation_id)
    cards = [_card(consultation, question) for question in open_questions(consultation)]
    waits = any(not card.why_not and not card.ready for card in cards)
    agreed = {
        question.key: agreement_in_words(*found)
        for question in open_questions(consultation)
        if (found := agreement_so_far(current_session(), question))[1]
    }
    return flask.render_template(
        "open_answers/overview.html",
        consultation=consultation,
        cards=cards,
        waits=waits,
        agreed=agreed,
        form=EditedForm(formdata=None),
    )


@open_answers.post(f"{HERE}/klaarzetten")
@allow(*WRITERS)
def prepare_post(consultation_id: int) -> Answer:
    """Let the answers be laid out in the background; also those that were written out since."""
    consultation = find_consultation(consultation_id)
    by = me()
    # The job takes its own turn to write.
    current_session().commit()
    jobs().enqueue(PREPARE_READING, consultation.id, by)
    flask.flash(_("De antwoorden worden klaargezet. Laad deze pagina zo opnieuw."), "ok")
    return go_to("overview_page", consultation)


def _card(consultation: Consultation, question: Question) -> QuestionCard:
    session = current_session()
    return present_card(
        question,
        readable=published_question(session, consultation, question) is not None,
        there=how_many(session, question),
        read=how_many_read(session, question),
        themes=confirmed(themes_of(session, question)),
        published=latest_themes(session, question.id),
    )
