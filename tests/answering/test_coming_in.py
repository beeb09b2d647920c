"""Coming in by tapping "Ik doe mee" at once: never before opening, never twice, never by trying codes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import flask
import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from config import Settings
from panel.answering.models import Draft, SealedSubmission
from panel.answering.participant import Participant, new_participant
from panel.answering.service import NotOpenError, start
from panel.app import create_app
from panel.consultations.models import EvidenceKind, State
from panel.consultations.queries import consultation_by_id
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.service import add_group, create_invitations
from tests.answering.conftest import Phone
from tests.support.scene import GROUP_CODE, open_class_consultation, the_round, write_class_consultation
from tests.support.visitor import Visitor


def drafts(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Draft)) or 0


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW])
def test_a_code_that_leaked_starts_nothing_before_the_opening(
    session: Session, keys: KeyDirectory, client: Visitor, state: State
) -> None:
    written = write_class_consultation(session)
    add_group(session, written, name="Klas 3B", seats=14, keys=keys, code=GROUP_CODE)
    written.state = state
    answer = client.post("/meedoen/start", data={"code": GROUP_CODE})
    assert answer.status_code == 403
    assert "nog niet open" in answer.get_data(as_text=True)
    assert drafts(session) == 0


def test_starting_is_refused_by_the_service_before_the_opening(
    session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    written = write_class_consultation(session)
    add_group(session, written, name="Klas 3B", seats=14, keys=keys, code=GROUP_CODE)
    round_ = the_round(written)
    with pytest.raises(NotOpenError):
        start(session, new_participant(round_.id), round_, written, pepper=pepper, now=now(), seat_minutes=120)


def test_two_taps_at_the_same_moment_take_one_seat_and_both_go_on(
    session: Session, keys: KeyDirectory, pepper: Pepper, database: Database
) -> None:
    made = open_class_consultation(session, keys, seats=1)
    participant = new_participant(the_round(made).id)
    session.commit()
    both = Barrier(2, timeout=5)

    def tap(_number: int) -> None:
        _start_alone(database, participant, made.municipality_id, made.id, pepper, both)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(tap, range(2))) == [None, None]
    assert drafts(session) == 1


def _start_alone(
    database: Database,
    participant: Participant,
    municipality_id: int,
    consultation_id: int,
    pepper: Pepper,
    both: Barrier,
) -> None:
    """Start in a session of its own; on PostgreSQL both have looked for a draft before either makes one."""
    with database.session() as own:
        if not database.is_sqlite:
            own.execute(select(1))
            both.wait()
        whole = consultation_by_id(own, municipality_id, consultation_id)
        assert whole is not None
        if not database.is_sqlite:
            _wait_before_the_first_lock(own, both)
        start(own, participant, the_round(whole), whole, pepper=pepper, now=now(), seat_minutes=120)
        own.commit()


def _wait_before_the_first_lock(own: Session, both: Barrier) -> None:
    waited: list[bool] = []

    @event.listens_for(own, "do_orm_execute")
    def _wait(state: object) -> None:
        if "group_code" in str(getattr(state, "statement", "")) and not waited:
            waited.append(True)
            both.wait()


def test_who_exchanged_a_code_already_can_start_while_others_typed_wrong_ones(
    settings: Settings, session: Session
) -> None:
    limited = create_app(settings.model_copy(update={"rate_limits": True}))
    open_class_consultation(session, limited.extensions["meepraat_keys"])
    session.commit()
    limited.test_client_class = Visitor
    pupil, prankster = limited.test_client(), limited.test_client()
    assert pupil.post("/meedoen", data={"code": GROUP_CODE}).status_code == 302
    for number in range(61):
        prankster.get(f"/meedoen/{100_000 + number}")
    assert isinstance(limited, flask.Flask)
    assert pupil.post("/meedoen/start").headers["Location"].endswith("/meedoen/invloed")


def test_the_second_letter_in_a_house_works_on_the_phone_of_the_first(
    client: Visitor, session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    made = open_class_consultation(session, keys, evidence_kind=EvidenceKind.SAMPLE, code="bus-in-de-wijk")
    first, second = create_invitations(session, the_round(made), 2, pepper)
    session.commit()
    phone = Phone(client)
    phone.begin(first)
    phone.tap("/meedoen/versturen")
    assert phone.open(f"/meedoen/{second}").status_code == 200
    assert "Wie vult in?" in phone.page
    assert phone.tap("/meedoen", code=second).request.path == "/meedoen/welkom"
    assert phone.tap("/meedoen/start").request.path == "/meedoen/letters"
    assert phone.tap("/meedoen/versturen").request.path == "/meedoen/bedankt"
    assert session.scalar(select(func.count()).select_from(SealedSubmission)) == 2
    assert phone.tap("/meedoen", code=first).status_code == 410
    assert "Deze code is al gebruikt." in phone.page


def test_a_phone_that_was_handed_on_without_network_shows_nothing_of_the_one_before(
    phone: Phone, client: Visitor
) -> None:
    phone.begin()
    client.set_cookie("meepraat-weg", "ja", path="/meedoen", domain="localhost")
    response = phone.open("/meedoen/vraag/1")
    assert response.status_code == 302
    assert response.headers["Location"].endswith("/meedoen")
    assert "Clear-Site-Data" in response.headers
    assert client.get_cookie("meepraat-deelname", path="/meedoen") is None
    assert client.get_cookie("meepraat-weg", path="/meedoen") is None


def test_what_a_phone_fetches_by_itself_while_it_is_handed_on_does_not_take_the_token_of_its_last_form(
    phone: Phone, client: Visitor
) -> None:
    phone.begin()
    client.set_cookie("meepraat-weg", "ja", path="/meedoen", domain="localhost")
    fetched = client.get("/meedoen/schermen", headers={"Sec-Fetch-Mode": "cors"})
    assert "Clear-Site-Data" not in fetched.headers
    assert fetched.headers.getlist("Set-Cookie") == []
    assert "Clear-Site-Data" in phone.open("/meedoen/vraag/1").headers
    assert client.get_cookie("meepraat-deelname", path="/meedoen") is None
