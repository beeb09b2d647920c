"""Bad input is answered in plain Dutch: nothing is stored, and nothing that was typed is lost."""

from __future__ import annotations

from http import HTTPStatus

import flask
import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import EvidenceKind, State
from panel.core.access import public
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.invitations.service import add_group
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory, QuestionFactory
from tests.support.contents import contents
from tests.support.visitor import Visitor


@pytest.fixture
def form(client: Visitor, sqlite_app: flask.Flask) -> Visitor:
    """A visitor of a site with a form that answers with what it got."""
    MunicipalityFactory()

    @public
    def takes() -> str:
        return flask.request.form.get("text", "")

    sqlite_app.add_url_rule("/formulier", "takes", takes, methods=["POST"])
    return client


def test_a_good_form_is_taken(form: Visitor) -> None:
    answer = form.post("/formulier", data={"text": "Meer licht"})
    assert answer.get_data(as_text=True) == "Meer licht"


def test_an_expired_form_comes_back_with_everything_typed(form: Visitor) -> None:
    typed = 'Meer licht "bij" de kade <b>, graag'
    answer = form.post(
        "/formulier",
        data={"text": typed, "choice": "weekly", "password": "geheim woord", "csrf_token": "oud"},
        token=False,
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert 'action="/formulier"' in page
    assert "Meer licht &#34;bij&#34; de kade &lt;b&gt;, graag" in page
    assert '<input type="hidden" name="choice" value="weekly">' in page
    assert "geheim woord" not in page
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    again = form.post("/formulier", data={"text": typed, "csrf_token": token}, token=False)
    assert again.get_data(as_text=True) == typed


def test_ten_megabytes_are_too_much(form: Visitor, database: Database) -> None:
    before = contents(database)
    answer = form.post("/formulier", data={"text": "x" * 10_000_000})
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "Dit is te groot." in answer.get_data(as_text=True)
    assert contents(database) == before


@pytest.mark.parametrize("address", ["/inloggen", "/meedoen", "/meedoen/start", "/meedoen/sync", "/meedoen/vraag/1"])
def test_ten_megabytes_are_stored_nowhere(address: str, form: Visitor, database: Database) -> None:
    before = contents(database)
    for kind in ("application/x-www-form-urlencoded", "application/json", "application/octet-stream"):
        answer = form.post(address, data=b"code=" + b"x" * 10_000_000, content_type=kind)
        assert answer.status_code < 500, kind
        assert answer.status_code != HTTPStatus.OK, kind
    assert contents(database) == before


def test_someone_who_sends_ten_megabytes_keeps_their_answers(
    client: Visitor, session: Session, keys: KeyDirectory, database: Database
) -> None:
    town = MunicipalityFactory()
    question = PolicyQuestionFactory(municipality=town)
    consultation = ConsultationFactory(policy_question=question, state=State.OPEN, evidence_kind=EvidenceKind.GROUP)
    QuestionFactory(consultation=consultation)
    code = add_group(session, consultation, name="Klas 2b", seats=3, keys=keys).code
    client.visit(town).post("/meedoen/start", data={"code": code})
    before = contents(database)
    assert before["draft"][0] == 1
    answer = client.post("/meedoen/vraag/1", data={"answer": "x" * 10_000_000})
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "Dit is te groot." in answer.get_data(as_text=True)
    assert contents(database) == before


@pytest.mark.parametrize("address", ["/inloggen", "/meedoen", "/meedoen/start", "/meedoen/vraag/1"])
@pytest.mark.parametrize(
    "body", [b"code=\xff\xfe%ff%00", b"code=%00%01%02", b"\x00\x01\x02\x03", b"%", b"&&&&==", b"a" * 90_000]
)
def test_broken_text_is_answered_with_a_page(address: str, body: bytes, form: Visitor, database: Database) -> None:
    before = contents(database)
    answer = form.post(address, data=body, content_type="application/x-www-form-urlencoded")
    assert 300 <= answer.status_code < 500
    assert contents(database) == before


@pytest.mark.parametrize(
    "address", ["/%ff", "/meedoen/%ff%fe", "/uitslag/%00", "/meedoen/" + "x" * 5000, "/?terug=%ff"]
)
def test_broken_addresses_are_answered_with_a_page(address: str, form: Visitor) -> None:
    answer = form.get(address)
    assert answer.status_code < 500
    assert "<h1" in answer.get_data(as_text=True)


def test_a_form_with_too_many_parts_is_refused(form: Visitor) -> None:
    parts = {f"field{number}": "x" for number in range(2000)}
    answer = form.post("/formulier", data=parts, content_type="multipart/form-data")
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
