"""A paper form that is typed in at the desk gives exactly what the same answers on a phone give, and stays nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.answering.answers import Answers, encode
from panel.answering.models import AnswerMode, Draft, Participation, SealedSubmission
from panel.answering.modes import modes_of
from panel.answering.typed_in import paper_lines
from panel.audit.models import AuditEvent
from panel.consultations.models import Consultation, EvidenceKind
from panel.core.access import Role
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.service import create_invitations
from panel.municipalities.models import Municipality
from tests.answering.conftest import Phone
from tests.factories import UserFactory
from tests.support.boxes import opened_boxes
from tests.support.scene import GROUP_CODE, open_class_consultation, the_round
from tests.support.visitor import Visitor

# The same answers as Phone.answer_everything() gives, as someone types them over from paper.
TYPED = {
    "q-how-often": "1",
    "q-wishes": "13",
    "q-pleasant": "1",
    "q-safe": "1",
    "q-times": "3",
    "q-tip": "Meer lampen",
}
FORM = "/werkplek/papier/formulier"


@pytest.fixture
def typist(client: Visitor, session: Session, consultation: Consultation, sign_in: Callable[..., Visitor]) -> Visitor:
    """A panel worker of the same municipality, signed in."""
    worker = UserFactory(municipality_id=consultation.municipality_id, role=Role.PANEL_WORKER)
    session.commit()
    return sign_in(client, worker)


def count(session: Session, table: type[Draft] | type[SealedSubmission] | type[Participation]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def types_in(typist: Visitor, code: str = GROUP_CODE, typed: dict[str, str] | None = None) -> None:
    """Open a form, type and send it."""
    assert typist.post("/werkplek/papier", data={"code": code}).status_code == 303
    assert typist.post(FORM, data=typed or TYPED).location == "/werkplek/papier/nakijken"
    assert typist.post("/werkplek/papier/versturen").location == "/werkplek/papier/verstuurd"


def test_paper_and_phone_give_the_same_but_for_how_it_came_in(
    typist: Visitor, phone: Phone, session: Session, consultation: Consultation, keys: KeyDirectory
) -> None:
    phone.begin()
    phone.answer_everything()
    phone.tap("/meedoen/versturen")
    types_in(typist)
    web, paper = opened_boxes(session, consultation, keys)
    assert encode(replace(web, mode="")) == encode(replace(paper, mode=""))
    assert b"Meer lampen" in encode(paper)
    assert modes_of([web, paper]) == {AnswerMode.PAPER: 1}


def test_an_empty_line_is_skipped_and_a_question_mark_is_not_knowing(consultation: Consultation) -> None:
    _lines, read = paper_lines(consultation, Answers(), {"q-times": "?", "q-how-often": "4", "q-tip": " "})
    states = {key: given.state for key, given in read.given.items()}
    assert states["times"] == states["how-often"] == "DONT_KNOW"
    assert {states[key] for key in ("wishes", "pleasant", "safe", "tip")} == {"SKIPPED"}


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("q-how-often", "7", "Typ een nummer van 1 tot en met 4."),
        ("q-how-often", "0", "Typ een nummer van 1 tot en met 4."),
        ("q-how-often", "Soms", "Typ een nummer van 1 tot en met 4."),
        ("q-how-often", "12", "Kies maar één antwoord."),
        ("q-wishes", "1 4", "Kies maar één antwoord."),
        ("q-times", "veel", "Vul een getal in."),
        ("q-times", "99", "Dit getal is te groot."),
    ],
)
def test_what_cannot_be_read_comes_back_with_a_sentence_and_all_that_was_typed(
    typist: Visitor, session: Session, key: str, typed: str, sentence: str
) -> None:
    typist.post("/werkplek/papier", data={"code": GROUP_CODE})
    answer = typist.post(FORM, data=TYPED | {key: typed})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert sentence in page
    assert f'value="{typed}"' in page
    assert "Meer lampen" in page
    assert count(session, SealedSubmission) == 0


def test_what_was_typed_is_there_again_to_change(typist: Visitor) -> None:
    typist.post("/werkplek/papier", data={"code": GROUP_CODE})
    typist.post(FORM, data=TYPED)
    page = typist.get(FORM).get_data(as_text=True)
    assert 'name="q-wishes" type="text" inputmode="numeric" value="1 3"' in page
    assert "Meer lampen</textarea>" in page


def test_unsent_typing_survives_a_session_that_expired(
    typist: Visitor, session: Session, consultation: Consultation, sign_in: Callable[..., Visitor]
) -> None:
    typist.post("/werkplek/papier", data={"code": GROUP_CODE})
    typist.post(FORM, data=TYPED)
    typist.post("/uitloggen")
    shown = typist.post(FORM, data=TYPED | {"q-tip": "Ook nog een bankje"})
    assert shown.status_code == 401
    assert "Ook nog een bankje" in shown.get_data(as_text=True)
    worker = session.scalars(select(User).where(User.role == Role.PANEL_WORKER)).one()
    sign_in(typist, worker)
    assert "Meer lampen" in typist.get("/werkplek/papier/nakijken").get_data(as_text=True)
    assert "Er ligt nog een formulier open" in typist.get("/werkplek/papier").get_data(as_text=True)


def test_after_sending_nothing_of_the_form_stays(typist: Visitor, session: Session) -> None:
    types_in(typist)
    assert typist.get_cookie("meepraat-papier", path="/werkplek/papier") is None
    assert typist.get(FORM).location == "/werkplek/papier"
    assert count(session, Draft) == 0
    sent = typist.get("/werkplek/papier/verstuurd").get_data(as_text=True)
    assert "Meer lampen" not in sent
    assert "Volgend formulier" in sent


def test_a_form_that_is_thrown_away_frees_its_seat(typist: Visitor, session: Session) -> None:
    typist.post("/werkplek/papier", data={"code": GROUP_CODE})
    assert count(session, Draft) == 1
    typist.post("/werkplek/papier/weg")
    assert count(session, Draft) == 0


def test_a_personal_code_is_used_once_on_paper_or_on_a_phone(
    typist: Visitor, session: Session, keys: KeyDirectory, pepper: Pepper, consultation: Consultation
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
    first, second = create_invitations(session, the_round(letters), 2, pepper)
    session.commit()
    types_in(typist, first)
    assert count(session, Participation) == 1
    assert "al gebruikt" in typist.post("/werkplek/papier", data={"code": first}).get_data(as_text=True)
    phone = Phone(typist)
    assert phone.tap("/meedoen", code=first).status_code == 410
    assert "Deze code is al gebruikt." in phone.page
    # On the phone first, half-way: who types in the paper sees nothing of it, and what is sent first counts.
    phone.tap("/meedoen/iemand-anders")
    phone.begin(second)
    phone.tap("/meedoen/vraag/1", answer="never", do="NEXT")
    typist.post("/werkplek/papier", data={"code": second})
    assert 'name="q-how-often" type="text" inputmode="numeric" value=""' in typist.get(FORM).get_data(as_text=True)
    phone.tap("/meedoen/versturen")
    typist.post(FORM, data=TYPED)
    typist.post("/werkplek/papier/versturen")
    assert count(session, SealedSubmission) == 2


def test_the_log_says_that_a_form_was_opened_and_never_what_or_whose(typist: Visitor, session: Session) -> None:
    types_in(typist)
    events = session.scalars(select(AuditEvent).where(AuditEvent.action == "PAPER_OPENED")).all()
    assert [(one.subject, one.reason) for one in events] == [("consultation", "")]


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.RESEARCHER, Role.FACILITATOR])
def test_others_do_not_type_in_paper(
    client: Visitor, session: Session, consultation: Consultation, sign_in: Callable[..., Visitor], role: Role
) -> None:
    someone = UserFactory(municipality_id=consultation.municipality_id, role=role)
    session.commit()
    sign_in(client, someone)
    assert client.get("/werkplek/papier").status_code == 403
