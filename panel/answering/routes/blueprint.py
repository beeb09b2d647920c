"""The blueprint that all pages of the phone share, and what they do when this phone takes part in nothing."""

from __future__ import annotations

import flask

from panel.answering.company import company_of_request
from panel.answering.cookie import forget_who_left
from panel.answering.presenters import wording_for_reader
from panel.answering.steps import most_steps
from panel.answering.views import step_in_words
from panel.answering.visit import NoVisitError
from panel.core.reading import read_by_respondents

answering = read_by_respondents(flask.Blueprint("answering", __name__))

answering.after_request(forget_who_left)
answering.add_app_template_global(wording_for_reader, "wording_of")
answering.add_app_template_global(step_in_words, "step_in_words")
answering.add_app_template_global(most_steps, "most_steps")


@answering.errorhandler(NoVisitError)
def _to_the_code(_error: NoVisitError) -> flask.typing.ResponseReturnValue:
    return flask.redirect(company_of_request().start)
