"""When a quotation cannot be released, what is missing is said beside that quotation, and a look is not asked twice."""

from __future__ import annotations

import re
from collections.abc import Callable

import flask
import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.municipalities.models import Municipality
from panel.open_answers.models import Quotation
from panel.open_answers.service import save_quotation
from tests.open_answers.making import closed_with, many, prepared
from tests.support.visitor import Visitor

pytestmark = pytest.mark.sqlite
TICK = "Zet een vinkje als je zeker weet dat niemand te herkennen is."


@pytest.fixture
def quoted(session: Session, database: Database, keys: KeyDirectory) -> tuple[Consultation, list[Quotation]]:
    """A counted consultation with two quotations that wait."""
    made = closed_with(session, database, keys, many(10, 5))
    question = prepared(session, made)
    texts = ("Licht in elke straat", "Een veld om te sporten")
    found = [save_quotation(session, question, text=one, original="", theme_id=None, paraphrased=True) for one in texts]
    session.commit()
    return made, found


@pytest.fixture
def officer(
    client: Visitor,
    quoted: tuple[Consultation, list[Quotation]],
    session: Session,
    sign_in: Callable[..., Visitor],
) -> Visitor:
    made = quoted[0]
    author, town = session.get_one(User, made.created_by_id), session.get_one(Municipality, made.municipality_id)
    return sign_in(client, author, town)


def card(page: str, quotation: Quotation) -> str:
    """Return the part of the page about one quotation."""
    found = re.search(rf'<section[^>]*aria-labelledby="citaat-{quotation.id}">.*?</section>', page, re.DOTALL)
    assert found is not None
    return found.group()


def test_a_missing_tick_is_asked_for_beside_its_own_quotation(
    officer: Visitor, quoted: tuple[Consultation, list[Quotation]]
) -> None:
    made, (first, second) = quoted
    address = f"/werkplek/raadplegingen/{made.id}/open-antwoorden/tip/citaten/{second.id}"
    answer = officer.post(address, data={"edition": second.edition, "do": "RELEASE"})
    assert answer.status_code == 400
    assert answer.text.count(TICK) == 1
    assert TICK in card(answer.text, second)
    assert f'aria-describedby="citaat-{second.id}-fout citaat-{second.id}" aria-invalid="true" autofocus' in answer.text
    assert "aria-invalid" not in card(answer.text, first)


def test_what_a_colleague_did_is_said_above_and_must_be_looked_at_again(
    officer: Visitor, quoted: tuple[Consultation, list[Quotation]]
) -> None:
    made, (_first, second) = quoted
    address = f"/werkplek/raadplegingen/{made.id}/open-antwoorden/tip/citaten/{second.id}"
    answer = officer.post(address, data={"edition": 77, "do": "RELEASE", "looked": "y"})
    assert answer.status_code == 409
    assert "Een collega was je net voor." in answer.text.split("<section", 1)[0]
    assert "checked" not in card(answer.text, second)


def test_a_page_that_stood_open_too_long_keeps_the_tick(
    officer: Visitor, quoted: tuple[Consultation, list[Quotation]], sqlite_app: flask.Flask
) -> None:
    made, (first, second) = quoted
    address = f"/werkplek/raadplegingen/{made.id}/open-antwoorden/tip/citaten/{second.id}"
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    answer = officer.post(
        address, data={"edition": second.edition, "do": "RELEASE", "looked": "y", "csrf_token": "old"}
    )
    assert answer.status_code == 400
    assert "De pagina stond te lang open." in answer.text
    assert 'value="y" checked' in card(answer.text, second)
    assert "checked" not in card(answer.text, first)
