"""The small pages on which an officer changes what runs: a reason, what it means, and nothing over a colleague."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.answering.service import seal_given
from panel.consultations.models import Consultation, State
from panel.consultations.queries import changes_of
from panel.core.access import Role
from panel.core.clock import end_of_day, today
from panel.core.keys import KeyDirectory
from panel.invitations.queries import groups_of
from panel.invitations.service import add_group
from panel.municipalities.models import Municipality
from tests.factories import UserFactory
from tests.support.scene import GROUP_CODE, open_class_consultation, some_answers, the_round
from tests.support.visitor import Visitor

REASON = "Veel mensen waren op vakantie."


@pytest.fixture
def officer(session: Session) -> User:
    made: User = UserFactory()
    return made


@pytest.fixture
def running(session: Session, keys: KeyDirectory, officer: User) -> Consultation:
    """The class consultation; it closes in ten days."""
    place = session.get_one(Municipality, officer.municipality_id)
    made = open_class_consultation(session, keys, officer=officer, municipality=place)
    made.closes_at = end_of_day(today() + dt.timedelta(days=10))
    for number in range(4):
        seal_given(session, the_round(made), made, some_answers(number))
    session.commit()
    return made


@pytest.fixture
def desk(client: Visitor, officer: User, running: Consultation, sign_in: Callable[..., Visitor]) -> Visitor:
    return sign_in(client, officer)


def page(running: Consultation, name: str) -> str:
    return f"/werkplek/raadplegingen/{running.id}/{name}"


def day(days: int) -> str:
    return (today() + dt.timedelta(days=days)).isoformat()


def test_a_later_last_day(desk: Visitor, running: Consultation, session: Session) -> None:
    assert "Wie al antwoordde, hoeft niets te doen." in desk.get(page(running, "verlengen")).get_data(as_text=True)
    sent = {"edition": running.edition, "day": day(20), "reason": REASON}
    assert desk.post(page(running, "verlengen"), data=sent).status_code == 303
    assert REASON in desk.get(page(running, "lopend")).get_data(as_text=True)
    assert REASON in desk.get(f"/uitslag/{running.code}").get_data(as_text=True)


@pytest.mark.parametrize("name", ["verlengen", "antwoorddag", "stopzetten"])
def test_without_a_reason_nothing_changes_and_nothing_typed_is_lost(
    name: str, desk: Visitor, running: Consultation, session: Session
) -> None:
    sent = {"edition": running.edition, "day": day(20), "reason": "", "sure": "y"}
    answer = desk.post(page(running, name), data=sent)
    assert answer.status_code == 400
    assert "Zonder reden verandert er niets." in answer.get_data(as_text=True)
    assert name == "stopzetten" or day(20) in answer.get_data(as_text=True)
    assert changes_of(session, running.id) == []


@pytest.mark.parametrize("name", ["verlengen", "antwoorddag", "stopzetten", "sluiten"])
def test_a_colleague_who_was_first_is_told(name: str, desk: Visitor, running: Consultation, session: Session) -> None:
    sent = {"edition": running.edition - 1, "day": day(40), "reason": REASON, "sure": "y"}
    answer = desk.post(page(running, name), data=sent)
    assert answer.status_code == 409
    assert "Een collega was je voor." in answer.get_data(as_text=True)
    assert REASON in answer.get_data(as_text=True)
    assert running.state is State.OPEN
    assert changes_of(session, running.id) == []


@pytest.mark.parametrize("typed", ["", "morgen", "31-02-2027", "2027-13-01", "x" * 500])
def test_a_day_that_is_none_is_told_in_dutch(typed: str, desk: Visitor, running: Consultation) -> None:
    answer = desk.post(page(running, "verlengen"), data={"edition": running.edition, "day": typed, "reason": REASON})
    assert answer.status_code == 400
    text = answer.get_data(as_text=True)
    assert "Kies een dag." in text or "Schrijf de dag als 31-12-2027." in text
    assert REASON in text


def test_another_day_for_the_answer_stands_beside_the_old_one(
    desk: Visitor, running: Consultation, session: Session
) -> None:
    sent = {"edition": running.edition, "day": day(200), "reason": REASON}
    assert desk.post(page(running, "antwoorddag"), data=sent).status_code == 303
    text = desk.get(f"/uitslag/{running.code}").get_data(as_text=True)
    assert "Het antwoord komt op een andere dag." in text
    assert REASON in text


def test_stopping_is_asked_twice_and_told_to_who_comes_with_the_code(
    desk: Visitor, running: Consultation, session: Session
) -> None:
    sent = {"edition": running.edition, "reason": REASON}
    assert "vinkje" in desk.post(page(running, "stopzetten"), data=sent).get_data(as_text=True)
    assert desk.post(page(running, "stopzetten"), data={**sent, "sure": "y"}).status_code == 303
    assert session.get_one(Consultation, running.id).state is State.CANCELLED
    halted = desk.post("/meedoen", data={"code": GROUP_CODE}, follow_redirects=True)
    assert halted.status_code == 410
    for text in (halted.get_data(as_text=True), desk.get(f"/uitslag/{running.code}").get_data(as_text=True)):
        assert text.count(REASON) == 1
        assert "Wat is er veranderd?" in text


def test_closing_early_says_why_and_in_time_needs_no_reason(
    desk: Visitor, running: Consultation, session: Session
) -> None:
    sent = {"edition": running.edition, "reason": ""}
    assert desk.post(page(running, "sluiten"), data=sent).status_code == 400
    assert desk.post(page(running, "sluiten"), data={**sent, "reason": REASON}).status_code == 302
    (told,) = changes_of(session, running.id)
    assert (told.reason, told.after) == (REASON, today().isoformat())


def test_one_group_closes_and_another_gets_more_time(
    desk: Visitor, running: Consultation, session: Session, keys: KeyDirectory
) -> None:
    group, _round = groups_of(session, running.id)[0]
    assert "laatste groep" in desk.get(page(running, f"groepen/{group.id}/sluiten")).get_data(as_text=True)
    ends = end_of_day(today() + dt.timedelta(days=2))
    other = add_group(session, running, name="Klas 4A", seats=5, keys=keys, closes_at=ends)
    session.commit()
    edition = session.get_one(Consultation, running.id).edition
    longer = {"edition": edition, "day": day(5), "reason": REASON}
    assert desk.post(page(running, f"groepen/{other.id}/verlengen"), data=longer).status_code == 303
    assert desk.post(page(running, f"groepen/{other.id}/verlengen"), data=longer).status_code == 409
    edition = session.get_one(Consultation, running.id).edition
    past = {"edition": edition, "day": day(11), "reason": REASON}
    assert "sluit op" in desk.post(page(running, f"groepen/{other.id}/verlengen"), data=past).get_data(as_text=True)
    shut = {"edition": edition, "reason": REASON}
    assert desk.post(page(running, f"groepen/{group.id}/sluiten"), data=shut).status_code == 303
    public = desk.get(f"/uitslag/{running.code}").get_data(as_text=True)
    assert "Eén groep is eerder gesloten." in public
    assert "Eén groep heeft meer tijd." in public
    assert "Klas" not in public


def test_who_may_not_write_changes_nothing(
    client: Visitor, running: Consultation, sign_in: Callable[..., Visitor]
) -> None:
    for role in (Role.FACILITATOR, Role.PRIVACY_OFFICER, Role.COUNCIL_MEMBER):
        sign_in(client, UserFactory(municipality_id=running.municipality_id, role=role))
        for name in ("verlengen", "antwoorddag", "stopzetten", "schrijffouten"):
            assert client.get(page(running, name)).status_code == 403
