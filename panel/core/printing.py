"""Sheets of paper are drawn here where no page was asked for: in the background, letter by letter."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import force_locale
from markupsafe import Markup


def render_for_paper(template: str, language: str, **values: Any) -> Markup:
    """Return a template filled in, in one of our languages, with nothing of a request: who asks, or for which page."""
    with force_locale(language):
        drawn = flask.current_app.jinja_env.get_template(template).render(**values)
    return Markup(drawn)  # noqa: S704 - our own template
