"""Answering a questionnaire with questions for a part of the people: what is shown, kept, sent and dropped."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given
from panel.answering.media import GivenMedia
from panel.answering.models import SealedMedia, SealedSubmission
from panel.answering.participant import new_participant
from panel.answering.routing import only_asked
from panel.answering.service import save_answers, save_media, seal, seal_given, start
from panel.consultations.kinds import Extra
from panel.consultations.models import Consultation
from panel.consultations.queries import consultation_by_id
from panel.core.access import Role
from panel.core.clock import now
from panel.core.keys import KeyDirectory, Pepper
from tests.answering.conftest import Phone
from tests.answering.routed import ROUTES, put_routes
from tests.factories import UserFactory
from tests.support.boxes import opened_boxes
from tests.support.recordings import allow_media
from tests.support.scene import open_class_consultation, some_answers, the_round
from tests.support.visitor import Visitor

UNREACHED = Answers(
    {
        "how-often": Given("ANSWERED", "never"),
        "wishes": Given("ANSWERED", ["pool"]),
        "pleasant": Given("ANSWERED", "bad"),
        "safe": Given("ANSWERED", "AGREE", not_understood=True),
        "times": Given("ANSWERED", 7),
        "tip": Given("SKIPPED"),
    }
)
LEFT = {"how-often", "wishes", "tip"}


@pytest.fixture
def consultation(session: Session, keys: KeyDirectory) -> Consultation:
    """The class consultation, in which three questions are not for everybody."""
    made = put_routes(session, open_class_consultation(session, keys))
    session.commit()
    found = consultation_by_id(session, made.municipality_id, made.id)
    assert found is not None
    return found


def sync(phone: Phone, **body: Any) -> dict[str, Any]:
    reply: dict[str, Any] = phone.client.post("/meedoen/sync", json=body).get_json()
    return reply


def steps(page: str) -> str:
    found = re.search(r'class="mp-step"[^>]*>([^<]+)', page)
    return found[1] if found else ""


def titles(page: str) -> list[str]:
    return re.findall(r'data-review-item="q-([^"]+)"', page)


@pytest.mark.parametrize("box", [False, True])
def test_what_was_not_asked_is_not_sealed(
    session: Session, consultation: Consultation, keys: KeyDirectory, pepper: Pepper, box: bool
) -> None:
    round_ = the_round(consultation)
    if box:
        seal_given(session, round_, consultation, UNREACHED)
    else:
        person, about = new_participant(round_.id), {"pepper": pepper, "now": now()}
        start(session, person, round_, consultation, seat_minutes=9, **about)
        kept = save_answers(session, person, round_, consultation, UNREACHED, seat_minutes=9, **about)
        assert kept == UNREACHED, "a draft keeps everything that was typed"
        seal(session, person, round_, consultation, **about)
    (sealed,) = opened_boxes(session, consultation, keys)
    assert set(sealed.given) == LEFT
    assert not any(one.not_understood for one in sealed.given.values())


def test_a_chain_is_followed_and_each_link_counts(consultation: Consultation) -> None:
    def left(**given: Any) -> set[str]:
        changed = {key.replace("_", "-"): Given("ANSWERED", value) for key, value in given.items()}
        return set(only_asked(consultation, replace(UNREACHED, given=UNREACHED.given | changed)).given)

    assert left() == LEFT
    assert left(how_often="weekly") == LEFT | {"pleasant", "safe"}
    assert left(how_often="weekly", pleasant="good") == LEFT | {"pleasant"}
    assert left(wishes=["lamps", "field"]) == LEFT | {"times"}


def test_a_recording_with_a_question_that_is_not_asked_is_thrown_away(
    session: Session, consultation: Consultation, keys: KeyDirectory, pepper: Pepper
) -> None:
    by_key = {one.key: one for one in consultation.questions}
    allow_media(consultation)
    by_key["tip"].only_if_question_id, by_key["tip"].only_if_answers = by_key["how-often"].id, ["weekly"]
    session.flush()
    round_ = the_round(consultation)
    for answer, boxes in (("never", 0), ("weekly", 1)):
        person, about = new_participant(round_.id), {"pepper": pepper, "now": now()}
        start(session, person, round_, consultation, seat_minutes=9, **about)
        given = Answers({"how-often": Given("ANSWERED", answer), "tip": Given("ANSWERED", "")})
        save_answers(session, person, round_, consultation, given, seat_minutes=9, **about)
        save_media(session, person, round_, GivenMedia("tip", Extra.VOICE, "audio/mp4", b"words"), **about)
        seal(session, person, round_, consultation, **about)
        assert len(session.scalars(select(SealedMedia)).all()) == boxes


def test_nothing_gets_in_through_the_door_for_phones(
    phone: Phone, session: Session, consultation: Consultation, keys: KeyDirectory
) -> None:
    phone.begin()
    answers = {
        "how-often": {"state": "ANSWERED", "value": "never"},
        "pleasant": {"state": "ANSWERED", "value": "bad"},
        "safe": {"state": "ANSWERED", "value": "AGREE"},
        "times": {"state": "ANSWERED", "value": 9},
    }
    assert sync(phone, answers=answers) == {"status": "SAVED"}
    assert sync(phone, answers={"times": {"state": "ANSWERED", "value": 8}}, send=True) == {"status": "SENT"}
    assert opened_boxes(session, consultation, keys) == [Answers({"how-often": Given("ANSWERED", "never")})]


def test_nothing_gets_in_through_a_form(
    phone: Phone, session: Session, consultation: Consultation, keys: KeyDirectory
) -> None:
    phone.begin()
    phone.tap("/meedoen/vraag/1", answer="never", do="NEXT")
    # As from a tab that was opened before.
    response = phone.tap("/meedoen/vraag/3", answer="bad", do="NEXT")
    assert response.request.path == "/meedoen/vraag/6"
    phone.tap("/meedoen/vraag/4", answer="AGREE", do="NEXT")
    phone.tap("/meedoen/versturen")
    assert opened_boxes(session, consultation, keys) == [Answers({"how-often": Given("ANSWERED", "never")})]


def test_next_and_back_lead_past_what_someone_does_not_get(phone: Phone, consultation: Consultation) -> None:
    phone.begin()
    assert steps(phone.page) == "Vraag 1 van hoogstens 6"
    phone.tap("/meedoen/vraag/1", answer="never", do="NEXT")
    assert steps(phone.page) == "Vraag 2 van hoogstens 4"
    response = phone.tap("/meedoen/vraag/2", answer="pool", do="NEXT")
    assert response.request.path == "/meedoen/vraag/6"
    assert steps(phone.page) == "Vraag 3 van 3"
    assert phone.tap("/meedoen/vraag/6", do="BACK").request.path == "/meedoen/vraag/2"
    assert phone.tap("/meedoen/vraag/2", answer="field", do="NEXT").request.path == "/meedoen/vraag/5"
    assert steps(phone.page) == "Vraag 3 van 4"


@pytest.mark.parametrize("place", [3, 4, 5])
def test_an_address_of_a_question_that_is_not_asked_leads_to_what_comes_after(
    phone: Phone, consultation: Consultation, place: int
) -> None:
    phone.begin()
    phone.tap("/meedoen/vraag/1", answer="never", do="NEXT")
    assert phone.open(f"/meedoen/vraag/{place}").location.endswith("/meedoen/vraag/6")


def test_looking_back_lists_what_was_asked_and_a_changed_answer_brings_its_question(
    phone: Phone, session: Session, consultation: Consultation, keys: KeyDirectory
) -> None:
    phone.begin()
    phone.tap("/meedoen/vraag/1", answer="weekly", do="NEXT")
    phone.tap("/meedoen/vraag/2", do="SKIP")
    phone.tap("/meedoen/vraag/3", answer="bad", do="NEXT")
    phone.tap("/meedoen/vraag/4", answer="AGREE", do="NEXT")
    phone.tap("/meedoen/vraag/6", answer="Meer lampen", do="NEXT")
    assert titles(phone.page) == ["how-often", "wishes", "pleasant", "safe", "tip"]
    back = "?terug=nakijken"
    response = phone.tap(f"/meedoen/vraag/1{back}", answer="never", do="NEXT")
    assert response.request.path == "/meedoen/nakijken"
    assert titles(phone.page) == ["how-often", "wishes", "tip"]
    # Changed back: what was answered before is there again.
    phone.tap(f"/meedoen/vraag/1{back}", answer="sometimes", do="NEXT")
    assert titles(phone.page) == ["how-often", "wishes", "pleasant", "safe", "tip"]
    response = phone.tap(f"/meedoen/vraag/2{back}", answer=["field", "pool"], do="NEXT")
    assert response.request.path == "/meedoen/vraag/5"
    assert steps(phone.page) == "Vraag 5 van 6"
    assert phone.tap(f"/meedoen/vraag/5{back}", do="BACK").request.path == "/meedoen/nakijken"
    assert titles(phone.page) == [one.key for one in consultation.questions]
    phone.tap(f"/meedoen/vraag/5{back}", answer="2", do="NEXT")
    phone.tap("/meedoen/versturen")
    (sealed,) = opened_boxes(session, consultation, keys)
    assert set(sealed.given) == {one.key for one in consultation.questions}


def test_who_comes_back_goes_on_at_what_they_get(phone: Phone, consultation: Consultation) -> None:
    phone.begin()
    phone.tap("/meedoen/vraag/1", answer="never", do="NEXT")
    phone.tap("/meedoen/vraag/2", do="SKIP")
    assert phone.tap("/meedoen/oefenen").request.path == "/meedoen/vraag/6"


def test_the_welcome_and_all_screens_tell_a_phone_what_depends_on_what(
    phone: Phone, consultation: Consultation
) -> None:
    phone.open("/meedoen")
    phone.tap("/meedoen", code="482913")
    assert "Het zijn hoogstens 6 vragen." in phone.page
    marks = re.findall(r'data-key="q-([^"]+)"[^>]*data-only-if="q-([^"]+)" data-only-answers="([^"]+)"', phone.page)
    assert {key: (needed, answers.split(" ")) for key, needed, answers in marks} == ROUTES
    assert 'data-step-at-most="Vraag {number} van hoogstens {total}"' in phone.page


def test_a_questionnaire_for_everybody_says_nothing_of_it(
    client: Visitor, session: Session, keys: KeyDirectory
) -> None:
    open_class_consultation(session, keys)
    session.commit()
    phone = Phone(client)
    phone.open("/meedoen")
    phone.tap("/meedoen", code="482913")
    assert "Het zijn 6 vragen." in phone.page
    assert "data-only-if" not in phone.page
    assert "hoogstens" not in phone.page


def test_a_paper_form_gives_what_a_phone_gives(
    client: Visitor, session: Session, consultation: Consultation, keys: KeyDirectory, sign_in: Callable[..., Visitor]
) -> None:
    worker = UserFactory(municipality_id=consultation.municipality_id, role=Role.PANEL_WORKER)
    session.commit()
    typist = sign_in(client, worker)
    typist.post("/werkplek/papier", data={"code": "482913"})
    page = typist.get("/werkplek/papier/formulier").text
    assert "Alleen voor wie bij vraag 1 dit koos: ‘Elke week’ of ‘Soms’." in page
    typed = {"q-how-often": "3", "q-wishes": "1", "q-pleasant": "1", "q-safe": "", "q-times": "3", "q-tip": ""}
    typist.post("/werkplek/papier/formulier", data=typed)
    page = typist.get("/werkplek/papier/nakijken").text
    assert "Vraag 3 was niet voor deze persoon. Dit antwoord telt niet mee." in page
    assert re.findall(r'mp-compare__title">(\d)\.', page) == ["1", "2", "5", "6"]
    typist.post("/werkplek/papier/versturen")
    (sealed,) = opened_boxes(session, consultation, keys)
    assert set(sealed.given) == {"how-often", "wishes", "times", "tip"}


def test_the_questionnaire_on_paper_says_for_whom_a_question_is(
    client: Visitor, session: Session, consultation: Consultation, sign_in: Callable[..., Visitor]
) -> None:
    worker = UserFactory(municipality_id=consultation.municipality_id, role=Role.PANEL_WORKER)
    session.commit()
    page = sign_in(client, worker).get(f"/werkplek/raadplegingen/{consultation.id}/vragenlijst-op-papier").text
    assert page.count("Alleen voor wie bij vraag") == 3
    assert "Alleen voor wie bij vraag 3 dit koos: ‘Niet fijn’ of ‘Weet ik niet’." in page


def test_boxes_are_as_long_whoever_gets_what(session: Session, consultation: Consultation) -> None:
    for given in (some_answers(1), UNREACHED):
        seal_given(session, the_round(consultation), consultation, given)
    assert len({len(box) for box in session.scalars(select(SealedSubmission.box))}) == 1
