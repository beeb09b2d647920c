"""Words of replies need a language."""

from __future__ import annotations

from collections.abc import Iterator

import flask
import pytest


@pytest.fixture
def words(app: flask.Flask) -> Iterator[None]:
    """Word things in Dutch."""
    with app.app_context():
        yield
