"""Words need a language: a small application that speaks Dutch, without a database."""

from __future__ import annotations

from collections.abc import Iterator

import flask
import pytest

from panel.core.i18n import init_i18n


@pytest.fixture
def in_dutch() -> Iterator[None]:
    """Word things in Dutch."""
    app = flask.Flask("panel")
    init_i18n(app)
    with app.app_context():
        yield
