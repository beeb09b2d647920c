"""Someone who tests questions on a phone, and what is kept of it."""

from __future__ import annotations

import re
from http import HTTPStatus

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from panel.consultations.models import Consultation
from panel.consultations.queries import who_tested
from tests.support.visitor import Visitor

KEY = "bcdfghjkmnpq"
PAGE = f"/proef/{KEY}"
ANSWERS = ["weekly", ["field", "lamps"], "good", "AGREE", "3", "Meer lampen"]


def mark_on(page: str) -> str:
    found = re.search(r'name="mark" value="([0-9a-f]+)"', page)
    assert found
    return found.group(1)


def begins(client: Visitor, target: str = "YES") -> None:
    assert client.post(PAGE, data={"target": target}).location == f"{PAGE}/vraag/1"


def says(client: Visitor, number: int = 1, do: str = "NEXT", **fields: object) -> TestResponse:
    mark = mark_on(client.get(f"{PAGE}/vraag/{number}").text)
    return client.post(f"{PAGE}/vraag/{number}", data={"mark": mark, "do": do, **fields})


def ends(client: Visitor) -> None:
    """Walk through all questions and answer each."""
    for number, answer in enumerate(ANSWERS, start=1):
        says(client, number, answer=answer)
    assert client.get(f"{PAGE}/bedankt").status_code == HTTPStatus.OK


def remarks(session: Session, draft: Consultation) -> list[tuple[str, str]]:
    session.expire_all()
    return sorted((one.kind.value, one.words) for tester in who_tested(session, draft.id) for one in tester.remarks)
