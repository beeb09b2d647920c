"""Where generated consultations are shown before they are attacked."""

from __future__ import annotations

import flask
import pytest
from sqlalchemy.orm import Session

from tests.privacy.attacked_house import House
from tests.support.visitor import Visitor


@pytest.fixture
def house(session: Session, client: Visitor, sqlite_app: flask.Flask) -> House:
    """Where consultations are told and frozen."""
    return House(session, client, sqlite_app)
