"""Two municipalities with something of everything, for tests that visit every page."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from tests.support.town import Town, make_town


@pytest.fixture
def town(session: Session, database: Database, keys: KeyDirectory, pepper: Pepper) -> Town:
    """The municipality whose staff visits."""
    return make_town(session, database, keys, pepper, slug="onze-stad", name="Onze Stad", host="onze.localhost")


@pytest.fixture
def other_town(session: Session, database: Database, keys: KeyDirectory, pepper: Pepper, town: Town) -> Town:
    """A municipality whose things the first must never see."""
    return make_town(session, database, keys, pepper, slug="verderop", name="Verderop", host="verderop.localhost")
