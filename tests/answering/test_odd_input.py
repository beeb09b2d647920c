"""What no phone or keyboard of ours sends gets a sentence or a 404, never an error page, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.answering.typed_in import paper_lines
from panel.consultations.models import Consultation, Option
from panel.core.keys import KeyDirectory
from tests.answering.conftest import Phone
from tests.support.scene import open_class_consultation


@pytest.fixture
def consultation(session: Session, keys: KeyDirectory) -> Consultation:
    """The class consultation with a breakdown."""
    made = open_class_consultation(session, keys, with_breakdown=True)
    session.commit()
    return made


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "address",
    [
        "/media/%00",
        "/media/a%00b.webp",
        "/uitslag/%00",
        "/uitslag/a%00b/grafiek/x",
        "/meedoen/tablet/%00",
        "/meedoen/%00",
    ],
)
def test_an_address_with_a_sign_that_no_database_keeps_leads_nowhere(phone: Phone, address: str) -> None:
    assert phone.open(address).status_code == 404


@pytest.mark.both_databases
def test_a_code_with_such_a_sign_leads_nowhere_with_three_words(phone: Phone) -> None:
    sent = phone.tap("/bonnetje", code="sporten\x00", words="boom fiets huis")
    assert sent.status_code == 404
    assert "Wij vinden niets met deze code en woorden." in phone.page


@pytest.mark.parametrize("sent", [[], {}, [[]], None, True, 1e308, "\x00", "x" * 10_000, {"a": []}])
def test_a_class_that_is_no_text_is_refused_with_a_sentence(
    phone: Phone, consultation: Consultation, sent: Any
) -> None:
    phone.begin()
    key = consultation.breakdowns[0].key
    reply = phone.client.post("/meedoen/sync", json={"background": {key: sent}})
    assert reply.status_code == 422
    assert reply.get_json()["refused"] == {f"b-{key}": "Kies een van de antwoorden hier."}


@pytest.mark.parametrize("sent", [[], {}, None, "\ud800", 10**400, -1, [["a"]], {"a": 1}, "\u202e" * 500])
def test_no_odd_value_of_any_question_is_an_error_of_ours(phone: Phone, consultation: Consultation, sent: Any) -> None:
    phone.begin()
    for question in consultation.questions:
        for state in ("ANSWERED", sent):
            given = {question.key: {"state": state, "value": sent, "not_understood": sent}}
            reply = phone.client.post("/meedoen/sync", json={"answers": given})
            assert reply.status_code in {200, 422}, question.key


def test_a_number_of_thousands_of_digits_on_a_paper_form_is_no_answer(consultation: Consultation) -> None:
    (question,) = [one for one in consultation.questions if one.key == "wishes"]
    question.options += [
        Option(key=f"more-{number}", text=f"Nog {number}", position=20 + number) for number in range(10)
    ]
    lines, _read = paper_lines(consultation, Answers(), {"q-wishes": "9" * 6000})
    assert next(line.error for line in lines if line.key == "q-wishes").startswith("Typ een nummer van 1")
