"""The phone of a tester: what it is asked, what is kept of it, and that a test answer never becomes a real one."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.answering.models import ClientKey, Draft, Participation, SealedSubmission
from panel.consultations.models import AddressForm, Consultation
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.municipalities.models import Municipality
from tests.answering.conftest import Phone
from tests.answering.routed import put_routes
from tests.answering.trying import ANSWERS, KEY, PAGE, begins, ends, remarks, says
from tests.support.contents import contents
from tests.support.scene import open_class_consultation
from tests.support.visitor import Visitor

pytestmark = pytest.mark.sqlite


def test_the_first_screen_says_what_it_is_for_and_asks_one_thing(client: Visitor, draft: Consultation) -> None:
    answer = client.get(PAGE)
    for sentence in ("Wij testen de vragen, niet jou.", "Jouw antwoorden bewaren wij niet.", "jongeren van 12 tot 18"):
        assert sentence in answer.text
    assert re.findall(r'name="target" value="(\w+)"', answer.text) == ["YES", "NO", "UNKNOWN"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "meepraat-proef" not in "".join(answer.headers.getlist("Set-Cookie")), "looking begins nothing"


def test_without_a_target_group_it_asks_for_the_people_of_the_town(
    client: Visitor, session: Session, draft: Consultation
) -> None:
    draft.target_groups = ""
    assert "vooral voor: mensen in " in client.get(PAGE).text


def test_it_speaks_with_u_when_the_consultation_does(client: Visitor, session: Session, draft: Consultation) -> None:
    draft.address_form, draft.topic = AddressForm.U, "sport"
    begins(client)
    pages = [client.get(address).text for address in (PAGE, f"{PAGE}/vraag/6")]
    ends(client)
    for page in [*pages, client.get(f"{PAGE}/bedankt").text]:
        main = page.split("<main", 1)[1].split("</main>", 1)[0]
        assert re.search(r"\b(je|jij|jouw|jou)\b", re.sub(r"<[^>]+>", " ", main)) is None


@pytest.mark.parametrize(("target", "of_target"), [("YES", 1), ("NO", 0), ("UNKNOWN", 0)])
def test_who_answers_all_screens_counts_once(
    client: Visitor, session: Session, draft: Consultation, target: str, of_target: int
) -> None:
    begins(client, target)
    session.expire_all()
    assert draft.testers == 0
    ends(client)
    begins(client, target)
    ends(client)
    assert (draft.testers, draft.testers_of_target) == (1, of_target)


def test_the_next_one_on_the_same_phone_is_someone_else(client: Visitor, session: Session, draft: Consultation) -> None:
    begins(client)
    ends(client)
    assert client.post(f"{PAGE}/iemand-anders").location == PAGE
    assert client.get(f"{PAGE}/vraag/1").location == PAGE
    begins(client, "NO")
    ends(client)
    assert (draft.testers, draft.testers_of_target) == (2, 1)


def test_a_tapped_word_becomes_plus_then_minus_then_nothing_and_the_answer_stays_on_the_screen(
    client: Visitor, session: Session, draft: Consultation
) -> None:
    begins(client)
    kept = []
    marks: list[str] = []
    for _ in range(3):
        answer = says(client, 1, "WORD:4", word=marks, answer="weekly")
        assert answer.status_code == HTTPStatus.OK
        assert re.search(r'value="weekly" checked', answer.text)
        marks = re.findall(r'name="word" value="([A-Z]+:\d+)"', answer.text)
        kept.append(remarks(session, draft))
    assert kept == [[("PLUS", "vaak")], [("MINUS", "vaak")], []]


def test_all_that_is_remarked_comes_back_and_can_be_changed(
    client: Visitor, session: Session, draft: Consultation
) -> None:
    begins(client)
    says(client, 1, "NOT_UNDERSTOOD", own_words="Of ik sport", word="MINUS:4")
    page = client.get(f"{PAGE}/vraag/1").text
    assert 'value="MINUS:4"' in page
    assert "Of ik sport</textarea>" in page
    assert "Sport je vaak buiten?" in page
    assert 'name="not_understood" value="1"' in page
    says(client, 1, "UNDERSTOOD", own_words="", word="PLUS:0")
    assert remarks(session, draft) == [("PLUS", "Hoe")]


def test_no_answer_of_a_tester_is_stored_anywhere(
    client: Visitor, session: Session, draft: Consultation, database: Database
) -> None:
    before = contents(database)
    begins(client)
    for number, answer in enumerate([*ANSWERS[:5], "Zeldzaam antwoord"], start=1):
        says(client, number, answer=answer)
    changed = {name for name, what in contents(database).items() if what != before[name]}
    assert changed == {"tester", "consultation"}, "nobody remarked anything"
    for table in (Draft, SealedSubmission, ClientKey, Participation):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    assert "Zeldzaam antwoord" not in client.get(f"{PAGE}/vraag/6").text


def test_the_cookie_of_a_tester_opens_no_door_to_real_answers(
    client: Visitor, session: Session, town: Municipality, draft: Consultation, keys: KeyDirectory
) -> None:
    opened = open_class_consultation(session, keys, municipality=town, code="echte-vragen")
    session.commit()
    begins(client)
    ticket = client.get_cookie("meepraat-proef", path="/proef")
    assert ticket is not None
    assert ticket.path == "/proef"
    client.set_cookie("meepraat-proef", ticket.value, path="/")
    client.set_cookie("meepraat-deelname", ticket.value, path="/meedoen")
    for number, answer in enumerate(ANSWERS, start=1):
        assert client.post(f"/meedoen/vraag/{number}", data={"answer": answer, "do": "NEXT"}).status_code in {302, 404}
    assert client.post("/meedoen/versturen").status_code in {302, 404}
    assert client.post("/meedoen/start").status_code in {302, 404}
    assert client.post("/meedoen", data={"code": KEY}).status_code == HTTPStatus.NOT_FOUND
    for code in (KEY, draft.code):
        client.post("/meedoen/start", data={"code": code})
    for table in (Draft, SealedSubmission, ClientKey, Participation):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    assert opened.testers == 0


def test_a_phone_that_tested_gives_one_real_answer_and_counts_apart(
    client: Visitor, session: Session, town: Municipality, draft: Consultation, keys: KeyDirectory
) -> None:
    begins(client)
    ends(client)
    open_class_consultation(session, keys, municipality=town, code="echte-vragen")
    session.commit()
    phone = Phone(client)
    phone.begin()
    phone.answer_everything()
    phone.tap("/meedoen/versturen")
    assert "Bedankt." in phone.page
    assert session.scalar(select(func.count()).select_from(SealedSubmission)) == 1
    assert draft.testers == 1


def test_a_tester_gets_every_question_with_for_whom_it_is(
    client: Visitor, session: Session, draft: Consultation
) -> None:
    put_routes(session, draft)
    draft.edition += 1
    session.commit()
    begins(client)
    said = {number: "Alleen voor wie bij vraag" in client.get(f"{PAGE}/vraag/{number}").text for number in range(1, 7)}
    assert said == {1: False, 2: False, 3: True, 4: True, 5: True, 6: False}
    assert says(client, 1, answer="never").location == f"{PAGE}/vraag/2"
    ends(client)
    session.expire_all()
    assert draft.testers == 1
