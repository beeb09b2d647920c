"""The blueprint that all pages of the phone share, and what they do when this phone takes part in nothing."""

from __future__ import annotations

import flask

from panel.answering.visit import NoVisitError
from panel.core.reading import read_by_respondents

answering = read_by_respondents(flask.Blueprint("answering", __name__))


@answering.errorhandler(NoVisitError)
def _to_the_code(_error: NoVisitError) -> flask.typing.ResponseReturnValue:
    return flask.redirect(flask.url_for("answering.code_page"))
