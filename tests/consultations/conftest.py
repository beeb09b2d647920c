"""What every test of this room may ask for: a town, an officer, their desk, and a questionnaire that may open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation
from panel.municipalities.models import Municipality
from tests.consultations.making import officer_of, ready_consultation
from tests.factories import MunicipalityFactory
from tests.support.visitor import Visitor


@pytest.fixture
def town(session: Session) -> Municipality:
    """A municipality; nothing of another one is ever shown to it."""
    made: Municipality = MunicipalityFactory()
    return made


@pytest.fixture
def officer(town: Municipality) -> User:
    """A policy officer of that town."""
    return officer_of(town)


@pytest.fixture
def desk(client: Visitor, sign_in: Callable[..., Visitor], officer: User, town: Municipality) -> Visitor:
    """The officer, signed in at the address of the town."""
    return sign_in(client, officer, town)


@pytest.fixture
def draft(session: Session, officer: User) -> Consultation:
    """A draft with everything that opening asks for."""
    return ready_consultation(session, officer)
