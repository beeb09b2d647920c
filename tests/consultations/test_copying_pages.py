"""The pages on which an officer copies and moves: without scripts, and with a colleague who does so too."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, State
from panel.consultations.service import fingerprint
from panel.municipalities.models import Municipality
from tests.factories import ConsultationFactory, QuestionFactory
from tests.support.visitor import Visitor


@pytest.fixture
def closed(session: Session, town: Municipality) -> Consultation:
    made: Consultation = ConsultationFactory(municipality=town, state=State.CLOSED)
    QuestionFactory(consultation=made)
    session.commit()
    return made


def page_of(consultation: Consultation) -> str:
    return f"/werkplek/raadplegingen/{consultation.id}"


def texts(session: Session, consultation: Consultation) -> list[str]:
    session.expire_all()
    return [one.text for one in consultation.questions]


def test_a_closed_questionnaire_leads_to_its_copy(desk: Visitor, session: Session, closed: Consultation) -> None:
    assert f"{page_of(closed)}/hergebruik" in desk.get(page_of(closed)).text
    refused = desk.post(f"{page_of(closed)}/kopie", data={"under": "NEW", "title": " "})
    assert refused.status_code == 400
    assert "Schrijf op wat je wilt weten." in refused.text
    made = desk.post(f"{page_of(closed)}/kopie", data={"under": "NEW", "title": "Hoe gaat het <nu>?"})
    assert "Hoe gaat het &lt;nu&gt;?" in desk.get(made.location).text
    same = desk.post(f"{page_of(closed)}/kopie", data={"under": "SAME", "title": ""})
    copy = session.get_one(Consultation, int(same.location.split("/")[-1]))
    assert copy.policy_question_id == closed.policy_question_id
    assert desk.post(f"{page_of(closed)}/kopie", data={"under": "ANOTHER", "title": "x"}).status_code == 400


def test_a_question_of_a_closed_questionnaire_goes_into_a_chosen_draft(
    desk: Visitor, session: Session, closed: Consultation, draft: Consultation
) -> None:
    address = f"{page_of(closed)}/vragen/{closed.questions[0].id}/kopie"
    assert "Kies een vragenlijst" in desk.get(address).text
    assert desk.post(address, data={"into": str(closed.id)}).status_code == 400
    assert desk.post(address, data={"into": str(draft.id)}).status_code == 303
    assert texts(session, draft)[-1] == closed.questions[0].text


def test_ticked_questions_are_taken_over_all_or_none(
    desk: Visitor, session: Session, closed: Consultation, draft: Consultation
) -> None:
    list_page = f"{page_of(draft)}/vragen/overnemen"
    assert closed.policy_question.title in desk.get(list_page).text
    assert "Niets gevonden" in desk.get(f"{list_page}?zoek=zwembad").text
    chosen = f"{list_page}?uit={closed.id}"
    assert closed.questions[0].text in desk.get(chosen).text
    assert "Kruis eerst een vraag aan." in desk.post(chosen, data={}).text
    assert "Kruis eerst een vraag aan." in desk.post(chosen, data={"question": str(draft.questions[0].id)}).text
    for _ in range(8):
        desk.post(chosen, data={"question": str(closed.questions[0].id)})
    refused = desk.post(chosen, data={"question": str(closed.questions[0].id)})
    assert refused.status_code == 400
    assert "Waarom meer dan tien vragen?" in refused.text
    assert len(texts(session, draft)) == 10
    both = {"question": str(closed.questions[0].id), "reason_for_more": "Ze horen bij elkaar."}
    assert desk.post(chosen, data=both).status_code == 303
    assert len(texts(session, draft)) == 11
    for odd in ("abc", "999999999999", "-1", "٣"):
        assert desk.get(f"{list_page}?uit={odd}").status_code == 404


def test_a_move_says_where_the_question_is_now(desk: Visitor, session: Session, draft: Consultation) -> None:
    first = draft.questions[0]
    moved = desk.post(f"{page_of(draft)}/vragen/{first.id}/omlaag", data={"at": "1"})
    assert moved.location.endswith(f"/stap/vragen#vraag-{first.id}")
    assert "Vraag 1 staat nu op plaats 2." in desk.get(moved.location).text
    assert texts(session, draft) == ["Wat kan beter?", "Hoe vaak sport jij?"]


def test_a_colleague_who_moved_first_is_told_of(desk: Visitor, session: Session, draft: Consultation) -> None:
    first = draft.questions[0]
    address = f"{page_of(draft)}/vragen/{first.id}/omlaag"
    desk.post(address, data={"at": "1"})
    stale = desk.post(address, data={"at": "1"})
    assert "Een collega veranderde net de volgorde." in desk.get(stale.location).text
    quick = desk.post(address, data={"at": "1"}, headers={"Accept": "application/json"})
    assert quick.status_code == 409
    assert texts(session, draft) == ["Wat kan beter?", "Hoe vaak sport jij?"]


def test_an_answer_moves_without_scripts_and_nothing_is_stored_until_it_is_saved(
    desk: Visitor, session: Session, draft: Consultation
) -> None:
    question = draft.questions[0]
    address = f"{page_of(draft)}/vragen/{question.id}"
    fields = {"mark": fingerprint(question), "text": "Getypt en nog niet bewaard?"}
    for at, option in enumerate(question.options):
        fields |= {f"options-{at}-key": option.key, f"options-{at}-text": option.text}
        fields |= {f"options-{at}-pictogram": option.pictogram}
    page = desk.post(address, data={**fields, "action": "down-1"}).text
    assert "Antwoord 1 staat nu op plaats 2." in page
    assert "Getypt en nog niet bewaard?" in page
    assert re.findall(r'name="options-\d-text"[^>]*value="([^"]*)"', page)[:3] == ["Soms", "Elke week", "Nooit"]
    assert re.findall(r'value="down-2"[^>]*data-takes-focus', page)
    assert [one.text for one in question.options] == ["Elke week", "Soms", "Nooit"]
    for odd in ("up-1", "down-99", "up-0", "down-x"):
        assert desk.post(address, data={**fields, "action": odd}).status_code == 200
