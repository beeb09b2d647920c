"""The blueprint of test rounds, and what stands behind a test's link: the questions, and perhaps who tests them."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from panel.answering.guesses import WRONG, WRONG_CODES
from panel.answering.questionnaires import questionnaires
from panel.answering.ticket import Ticket, ticket_of_request
from panel.consultations.models import Consultation, Question, State, Tester
from panel.consultations.queries import consultation_in_test
from panel.consultations.service import find_tester, hash_of_tester
from panel.core.context import current_municipality, pepper
from panel.core.db import current_session
from panel.core.reading import read_by_respondents
from panel.core.waiting import note_try, pay_first

tryouts = read_by_respondents(flask.Blueprint("tryout", __name__))
Answer = flask.typing.ResponseReturnValue

PAGE = "/proef/<string:code>"


@dataclass(frozen=True)
class Trial:
    """A phone at a test: the row in this request's session, the questionnaire to show, and perhaps who tests."""

    row: Consultation
    whole: Consultation
    tester: Tester | None = None
    ticket: Ticket | None = None

    def question(self, number: int) -> Question | None:
        asked = self.whole.questions
        return asked[number - 1] if 1 <= number <= len(asked) else None


@tryouts.after_request
def _not_for_search_engines(response: flask.Response) -> flask.Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def trial_at(code: str) -> Trial | Answer:
    """Return what the key in the address leads to, or the page that says why it leads nowhere.

    Guessing keys is counted and slowed together with guessing codes, but for a phone that tests here already.
    """
    session = current_session()
    row = consultation_in_test(session, code, current_municipality().id)
    ticket = ticket_of_request()
    tester = None
    if row is not None and ticket is not None:
        tester = find_tester(session, row.id, hash_of_tester(row.id, ticket.token, pepper()))
    if tester is None:
        slowed = pay_first(WRONG, WRONG_CODES, fields=[], action=flask.url_for("tryout.start_page", code=code))
        if slowed is not None:
            return slowed, 429
    if row is None:
        note_try(WRONG, WRONG_CODES)
        return flask.render_template("answering/tryout_ended.html", ended=False), 404
    whole = questionnaires().find(session, row.municipality_id, row.id)
    if whole is None or whole.state is not State.DRAFT or not whole.questions:
        return ended_page()
    return Trial(row, whole, tester, ticket)


def ended_page() -> Answer:
    """Say that nobody tests these questions any more."""
    current_session().rollback()
    return flask.render_template("answering/tryout_ended.html", ended=True), 410


def begun_at(code: str) -> Trial | Answer:
    """Return the test of a phone that began, or the way to where it begins."""
    trial = trial_at(code)
    if isinstance(trial, Trial) and trial.tester is None:
        return flask.redirect(flask.url_for("tryout.start_page", code=code))
    return trial
