"""Pages around answering, without scripts: a talk, a tablet of the library, and a phone that is handed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.answering.models import AnswerMode, Draft, SealedSubmission
from panel.answering.modes import modes_of
from panel.answering.tablets import NoTabletError, put_tablet_out, round_of_tablet, take_tablet_back
from panel.audit.models import AuditEvent
from panel.consultations.models import Consultation, EvidenceKind, RoundState
from panel.core.access import Role
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.service import create_invitations
from panel.municipalities.models import Municipality
from tests.answering.conftest import Phone
from tests.factories import MunicipalityFactory, UserFactory
from tests.support.boxes import opened_boxes
from tests.support.scene import GROUP_CODE, open_class_consultation, the_round
from tests.support.visitor import Visitor


def count(session: Session, table: type[Draft] | type[SealedSubmission]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def staff(session: Session, consultation: Consultation, role: Role) -> User:
    made: User = UserFactory(municipality_id=consultation.municipality_id, role=role)
    session.commit()
    return made


def tablet_of(session: Session, consultation: Consultation) -> str:
    key = put_tablet_out(consultation, the_round(consultation))
    session.commit()
    return f"/meedoen/tablet/{key}"


def test_a_talk_travels_to_the_box_as_a_number_only(
    client: Visitor,
    phone: Phone,
    session: Session,
    consultation: Consultation,
    sign_in: Callable[..., Visitor],
    keys: KeyDirectory,
) -> None:
    sign_in(client, staff(session, consultation, Role.PANEL_WORKER))
    assert phone.tap("/werkplek/gesprek", code=GROUP_CODE).request.path == "/meedoen/welkom"
    assert "Dit is een gesprek." in phone.page
    assert count(session, Draft) == 0, "a seat is claimed when the person says yes"
    phone.tap("/meedoen/start")
    phone.answer_everything()
    phone.tap("/meedoen/versturen")
    assert "Volgend gesprek" in phone.page
    assert modes_of(opened_boxes(session, consultation, keys)) == {AnswerMode.CONVERSATION: 1}
    assert phone.tap("/meedoen/iemand-anders").request.path == "/werkplek/gesprek"
    assert f'value="{GROUP_CODE}"' in phone.page
    events = session.scalars(select(AuditEvent).where(AuditEvent.action == "TALK_STARTED")).all()
    assert [(one.subject, one.reason) for one in events] == [("consultation", "")]


def test_a_talk_that_was_declined_keeps_nothing(
    client: Visitor,
    phone: Phone,
    session: Session,
    consultation: Consultation,
    sign_in: Callable[..., Visitor],
    keys: KeyDirectory,
) -> None:
    sign_in(client, staff(session, consultation, Role.FACILITATOR))
    phone.tap("/werkplek/gesprek", code=GROUP_CODE)
    assert phone.tap("/meedoen/niet-mee").request.path == "/werkplek/gesprek"
    assert count(session, Draft) == 0
    assert opened_boxes(session, consultation, keys) == []


def test_a_panel_worker_begins_with_the_next_talk(
    client: Visitor, session: Session, consultation: Consultation, sign_in: Callable[..., Visitor]
) -> None:
    sign_in(client, staff(session, consultation, Role.PANEL_WORKER))
    assert client.get("/inloggen").location == "/werkplek/gesprek"


@pytest.mark.parametrize(("code", "status"), [("", 400), ("123456", 404), ("zzzzzzzz", 404)])
def test_a_code_that_does_not_open_is_told_to_the_worker(
    client: Visitor,
    session: Session,
    consultation: Consultation,
    sign_in: Callable[..., Visitor],
    code: str,
    status: int,
) -> None:
    sign_in(client, staff(session, consultation, Role.PANEL_WORKER))
    answer = client.post("/werkplek/gesprek", data={"code": code})
    assert answer.status_code == status
    assert "code" in answer.get_data(as_text=True)


def test_each_person_on_a_tablet_is_someone_new(phone: Phone, session: Session, consultation: Consultation) -> None:
    address = tablet_of(session, consultation)
    for person in (1, 2):
        phone.open(address)
        phone.tap("/meedoen/start", code=GROUP_CODE)
        phone.open("/meedoen/vraag/1")
        assert "checked" not in phone.page
        phone.answer_everything()
        phone.tap("/meedoen/versturen")
        assert "Iemand anders op deze tablet" in phone.page
        assert phone.tap("/meedoen/iemand-anders").request.path == address
        assert count(session, SealedSubmission) == person


def test_the_start_of_a_tablet_forgets_who_walked_away(
    phone: Phone, session: Session, consultation: Consultation
) -> None:
    address = tablet_of(session, consultation)
    phone.open(address)
    phone.tap("/meedoen/start", code=GROUP_CODE)
    phone.tap("/meedoen/vraag/1", answer="weekly", do="NEXT")
    shown = phone.open(address)
    assert shown.headers["Clear-Site-Data"] == '"storage"'
    assert shown.headers["Cache-Control"] == "no-store"
    assert phone.open("/meedoen/vraag/1").location == address
    phone.tap("/meedoen/start", code=GROUP_CODE)
    phone.open("/meedoen/vraag/1")
    assert "checked" not in phone.page


def test_leaving_a_tablet_half_way_frees_the_seat(phone: Phone, session: Session, consultation: Consultation) -> None:
    phone.open(tablet_of(session, consultation))
    phone.tap("/meedoen/start", code=GROUP_CODE)
    assert count(session, Draft) == 1
    phone.tap("/meedoen/iemand-anders")
    assert count(session, Draft) == 0


def test_a_tablet_ends_at_the_desk_or_with_its_round(session: Session, consultation: Consultation) -> None:
    round_ = the_round(consultation)
    key = put_tablet_out(consultation, round_)
    assert put_tablet_out(consultation, round_) == key
    session.flush()
    place = consultation.municipality_id
    assert round_of_tablet(session, key, place) is not None
    assert round_of_tablet(session, key, place + 1) is None
    assert round_of_tablet(session, key + "x", place) is None
    round_.state = RoundState.CLOSING
    session.flush()
    assert round_of_tablet(session, key, place) is None
    with pytest.raises(NoTabletError):
        put_tablet_out(consultation, round_)
    round_.state = RoundState.OPEN
    take_tablet_back(round_)
    session.flush()
    assert round_of_tablet(session, key, place) is None


def test_people_with_their_own_code_have_no_tablet(session: Session, keys: KeyDirectory) -> None:
    letters = open_class_consultation(session, keys, evidence_kind=EvidenceKind.PANEL)
    with pytest.raises(NoTabletError):
        put_tablet_out(letters, the_round(letters))


def test_an_old_tablet_address_takes_nothing_from_a_phone(phone: Phone) -> None:
    phone.begin()
    assert phone.open("/meedoen/tablet/bcdfghjkmnpq").status_code == 404
    assert phone.open("/meedoen/vraag/1").status_code == 200


def test_the_desk_puts_a_tablet_out_and_takes_it_back(
    client: Visitor, session: Session, consultation: Consultation, sign_in: Callable[..., Visitor]
) -> None:
    sign_in(client, staff(session, consultation, Role.FACILITATOR))
    page = f"/werkplek/raadplegingen/{consultation.id}/tablet"
    round_id = the_round(consultation).id
    assert "Er staat nu geen tablet klaar." in client.get(page).get_data(as_text=True)
    client.post(f"{page}/{round_id}/klaarzetten")
    shown = client.get(page).get_data(as_text=True)
    assert "/meedoen/tablet/" in shown
    assert "<svg" in shown
    client.post(f"{page}/{round_id}/ophalen")
    assert "/meedoen/tablet/" not in client.get(page).get_data(as_text=True)


def test_a_tablet_of_another_municipality_is_not_there(
    client: Visitor, session: Session, consultation: Consultation, sign_in: Callable[..., Visitor]
) -> None:
    elsewhere = MunicipalityFactory()
    someone = UserFactory(municipality=elsewhere, role=Role.FACILITATOR)
    key = put_tablet_out(consultation, the_round(consultation))
    session.commit()
    sign_in(client, someone, elsewhere)
    assert client.get(f"/meedoen/tablet/{key}").status_code == 404
    assert client.get(f"/werkplek/raadplegingen/{consultation.id}/tablet").status_code == 404


def test_every_screen_offers_the_phone_to_another(phone: Phone) -> None:
    phone.begin()
    for path in ("/meedoen/invloed", "/meedoen/oefenen", "/meedoen/vraag/1", "/meedoen/nakijken"):
        phone.open(path)
        assert "Iemand anders op deze telefoon" in phone.page


def test_handing_a_phone_over_takes_all_cookies_and_keeps_the_draft_of_a_letter(
    client: Visitor, session: Session, consultation: Consultation, keys: KeyDirectory, pepper: Pepper
) -> None:
    officer = session.get_one(User, consultation.created_by_id)
    letters = open_class_consultation(
        session,
        keys,
        evidence_kind=EvidenceKind.PANEL,
        code="bus-in-de-wijk",
        officer=officer,
        municipality=session.get_one(Municipality, officer.municipality_id),
    )
    (code,) = create_invitations(session, the_round(letters), 1, pepper)
    session.commit()
    phone = Phone(client)
    phone.begin(code)
    phone.tap("/meedoen/vraag/1", answer="weekly", do="NEXT")
    client.set_cookie("meepraat-lezen", "large")
    answer = client.post("/meedoen/iemand-anders")
    taken = " ".join(answer.headers.getlist("Set-Cookie"))
    for name in ("meepraat-deelname", "meepraat-lezen", "meepraat-helper"):
        assert f"{name}=;" in taken
    assert '"storage"' in answer.headers["Clear-Site-Data"]
    assert count(session, Draft) == 1
    phone.begin(code)
    assert "checked" in phone.page
