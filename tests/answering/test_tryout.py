"""The phone of a tester: what it is asked, what is kept of it, and that a test answer never becomes a real one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from http import HTTPStatus

import flask
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Settings
from panel.answering.guesses import WRONG_CODES
from panel.answering.models import ClientKey, Draft, Participation, SealedSubmission
from panel.app import create_app
from panel.consultations.models import AddressForm, Consultation, Remark, State
from panel.consultations.queries import who_tested
from panel.consultations.service import OptionText, change_question, fingerprint
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.municipalities.models import Municipality
from tests.answering.conftest import Phone
from tests.factories import MunicipalityFactory
from tests.support.contents import contents
from tests.support.scene import open_class_consultation, write_class_consultation
from tests.support.time import SetClock
from tests.support.visitor import Visitor

pytestmark = pytest.mark.sqlite

KEY = "bcdfghjkmnpq"
PAGE = f"/proef/{KEY}"
QUESTIONS = 6
ANSWERS = ["weekly", ["field", "lamps"], "good", "AGREE", "3", "Meer lampen"]


@pytest.fixture
def town(session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory()
    return made


@pytest.fixture
def draft(session: Session, town: Municipality) -> Consultation:
    made = write_class_consultation(session, municipality=town)
    made.test_key, made.target_groups = KEY, "jongeren van 12 tot 18 jaar"
    session.commit()
    return made


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


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.CANCELLED])
def test_a_test_of_what_is_no_draft_says_that_it_is_over(
    client: Visitor, session: Session, draft: Consultation, state: State
) -> None:
    begins(client)
    mark = fingerprint(draft.questions[0])
    draft.state = state
    session.commit()
    for answer in (
        client.get(PAGE),
        client.get(f"{PAGE}/vraag/1"),
        client.post(PAGE, data={"target": "YES"}),
        client.post(f"{PAGE}/vraag/1", data={"mark": mark, "own_words": "Te laat"}),
    ):
        assert answer.status_code == HTTPStatus.GONE
        assert "Deze test is klaar." in answer.text
    assert remarks(session, draft) == []


def test_a_stopped_or_unknown_link_leads_nowhere(client: Visitor, session: Session, draft: Consultation) -> None:
    begins(client)
    draft.test_key = None
    session.commit()
    for address in (PAGE, f"{PAGE}/vraag/1", "/proef/onbekend", "/proef/%00", "/proef/" + "x" * 2000):
        answer = client.get(address)
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert "Deze link werkt niet." in answer.text


def test_the_link_of_another_municipality_is_not_there(client: Visitor, session: Session, draft: Consultation) -> None:
    elsewhere = write_class_consultation(session, code="elders")
    elsewhere.test_key = "zzzzzzzzzzzz"
    session.commit()
    assert client.get(PAGE).status_code == HTTPStatus.OK
    assert elsewhere.municipality_id != draft.municipality_id
    assert client.get("/proef/zzzzzzzzzzzz").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "mark", ["MINUS:1", "MINUS:9999", "MINUS:-4", "OWN_WORDS:0", "PLUS:", "PLUS:4:5", "x" * 500, "PLUS:\uff14"]
)
def test_a_mark_that_is_none_of_ours_is_told_and_own_words_stay(
    client: Visitor, session: Session, draft: Consultation, mark: str
) -> None:
    begins(client)
    answer = says(client, 1, word=["PLUS:0", mark], own_words="Of ik sport")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Dit woord staat niet in de vraag." in answer.text
    assert "Of ik sport</textarea>" in answer.text
    assert remarks(session, draft) == []


@pytest.mark.parametrize(
    "text",
    ['<script>alert("x")</script>', "‮tsket edreekrev‬", "مرحبا", "🎉" * 120, "{{ 7 * 7 }}", "a\r\n\r\nb"],
)
def test_own_words_of_any_kind_are_kept_and_shown_as_words(
    client: Visitor, session: Session, draft: Consultation, text: str
) -> None:
    begins(client)
    assert says(client, 1, own_words=text).status_code == HTTPStatus.FOUND
    page = client.get(f"{PAGE}/vraag/1").text
    assert "<script>alert" not in page
    assert len(remarks(session, draft)) == 1


@pytest.mark.parametrize("text", ["y" * 401, "z" * 100_000, "kapot\x00tekst"])
def test_own_words_that_do_not_fit_are_told_and_stay_on_the_screen(
    client: Visitor, session: Session, draft: Consultation, text: str
) -> None:
    begins(client)
    answer = says(client, 1, own_words=text, word="PLUS:4")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert 'value="PLUS:4"' in answer.text
    assert text[:300] in answer.text
    assert remarks(session, draft) == []


def test_a_question_that_changed_meanwhile_is_shown_anew_with_the_own_words(
    client: Visitor, session: Session, draft: Consultation
) -> None:
    begins(client)
    question = draft.questions[0]
    old = fingerprint(question)
    options = [OptionText(one.text, pictogram=one.pictogram, key=one.key) for one in question.options]
    change_question(session, draft, question, mark=old, text="Sport jij elke week?", options=options)
    session.commit()
    answer = client.post(f"{PAGE}/vraag/1", data={"mark": old, "word": "PLUS:4", "own_words": "Of ik sport"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Sport jij elke week?" in answer.text
    assert "Of ik sport</textarea>" in answer.text
    assert remarks(session, draft) == []


def test_an_expired_form_brings_everything_back(client: Visitor, session: Session, draft: Consultation) -> None:
    begins(client)
    mark = fingerprint(draft.questions[0])
    sent = {"mark": mark, "word": "MINUS:4", "own_words": "Of ik sport"}
    answer = client.post(f"{PAGE}/vraag/1", data=sent, token=False)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Of ik sport</textarea>" in answer.text
    assert 'value="MINUS:4"' in answer.text
    assert session.scalar(select(func.count()).select_from(Remark)) == 0


@pytest.mark.parametrize("cookie", ["", "x", "WzEsMl0.abc", "W10.AAAA"])
def test_a_changed_cookie_is_no_ticket(client: Visitor, draft: Consultation, cookie: str) -> None:
    client.set_cookie("meepraat-proef", cookie, path="/proef")
    assert client.get(f"{PAGE}/vraag/1").location == PAGE
    begins(client)


@pytest.mark.parametrize("number", [0, 7, 999_999])
def test_a_question_that_is_not_there_leads_to_the_start(client: Visitor, draft: Consultation, number: int) -> None:
    begins(client)
    assert client.get(f"{PAGE}/vraag/{number}").location == PAGE
    assert client.post(f"{PAGE}/vraag/{number}", data={"mark": "x"}).location == PAGE


def test_who_did_not_come_to_the_end_is_not_thanked_yet(client: Visitor, draft: Consultation) -> None:
    begins(client)
    assert client.get(f"{PAGE}/bedankt").location == f"{PAGE}/vraag/1"


def test_who_reads_another_language_says_it_in_words_only(client: Visitor, draft: Consultation) -> None:
    client.set_cookie("meepraat-lezen", "ar")
    begins(client)
    page = client.get(f"{PAGE}/vraag/1").text
    assert 'dir="rtl"' in page
    assert "WORD:" not in page
    assert 'name="own_words"' in page


def test_who_reads_easy_words_taps_those(client: Visitor, draft: Consultation) -> None:
    client.set_cookie("meepraat-lezen", "easy")
    begins(client)
    page = client.get(f"{PAGE}/vraag/1").text
    words = re.findall(r'value="WORD:(\d+)"', page)
    assert int(words[0]) == len(draft.questions[0].text) + 1, "the easy text is the title now, and comes first"


@pytest.fixture
def limited(settings: Settings, draft: Consultation) -> Iterator[flask.Flask]:
    made = create_app(settings.model_copy(update={"rate_limits": True, "effort_bits": 6}))
    made.test_client_class = Visitor
    yield made
    made.extensions["meepraat_database"].engine.dispose()


def test_guessing_links_is_slowed_and_who_tests_already_goes_on(
    limited: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = SetClock(monkeypatch, dt.datetime.now(dt.UTC).replace(microsecond=0))
    monkeypatch.setattr("time.time", lambda: moment.moment.timestamp())
    tester, guesser = limited.test_client(), limited.test_client()
    assert tester.post(PAGE, data={"target": "YES"}).status_code == HTTPStatus.FOUND
    tried = [guesser.get(f"/proef/gok{number}").status_code for number in range(WRONG_CODES.free_minute + 2)]
    assert tried == [404] * WRONG_CODES.free_minute + [429] * 2
    assert guesser.get(PAGE).status_code == 429, "a right guess is not told from a wrong one"
    assert guesser.get("/meedoen/900001").status_code == 429, "one count for all doors"
    assert tester.get(f"{PAGE}/vraag/1").status_code == HTTPStatus.OK
    waiting = guesser.get(PAGE).text
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', waiting))
    sent.pop("csrf_token", None)
    moment.moment += dt.timedelta(seconds=WRONG_CODES.wait + 1)
    assert "Test deze vragen." in guesser.post(PAGE, data=sent).text
