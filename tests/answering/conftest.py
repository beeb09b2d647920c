"""A class that is open, and a phone that takes part in it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from panel.consultations.models import Consultation
from panel.core.keys import KeyDirectory
from panel.municipalities.models import Municipality
from tests.answering.trying import KEY
from tests.factories import MunicipalityFactory
from tests.support.scene import GROUP_CODE, open_class_consultation, write_class_consultation
from tests.support.visitor import Visitor


class Phone:
    """Someone's phone: opens pages and taps buttons, without any script."""

    def __init__(self, client: Visitor) -> None:
        self.client = client
        self.page = ""

    def open(self, address: str) -> TestResponse:
        response = self.client.get(address)
        self.page = response.get_data(as_text=True)
        return response

    def tap(self, address: str, *, token: bool = True, **fields: object) -> TestResponse:
        """Send a form, and follow where it leads; without `token` its form token has expired."""
        response = self.client.post(address, data=fields, token=token, follow_redirects=True)
        self.page = response.get_data(as_text=True)
        return response

    def begin(self, code: str = GROUP_CODE) -> None:
        """Come in with a code and go to the first question."""
        self.open("/meedoen")
        self.tap("/meedoen", code=code)
        self.tap("/meedoen/start")
        self.open("/meedoen/vraag/1")

    def answer_everything(self) -> None:
        for number, answer in enumerate(["weekly", ["field", "lamps"], "good", "AGREE", "3", "Meer lampen"], start=1):
            self.open(f"/meedoen/vraag/{number}")
            self.tap(f"/meedoen/vraag/{number}", answer=answer, do="NEXT")


@pytest.fixture
def consultation(session: Session, keys: KeyDirectory) -> Consultation:
    """The class consultation of fourteen seats, open."""
    made = open_class_consultation(session, keys)
    session.commit()
    return made


@pytest.fixture
def phone(client: Visitor, consultation: Consultation) -> Phone:
    return Phone(client)


@pytest.fixture
def town(session: Session) -> Municipality:
    """A municipality whose questions are tested."""
    made: Municipality = MunicipalityFactory()
    return made


@pytest.fixture
def draft(session: Session, town: Municipality) -> Consultation:
    """The six questions as a draft, with a link for testers."""
    made = write_class_consultation(session, municipality=town)
    made.test_key, made.target_groups = KEY, "jongeren van 12 tot 18 jaar"
    session.commit()
    return made
