"""Words need a language."""

from __future__ import annotations

from collections.abc import Iterator

import flask
import pytest


@pytest.fixture
def in_dutch(app: flask.Flask) -> Iterator[None]:
    """Word things in Dutch."""
    with app.test_request_context():
        yield
