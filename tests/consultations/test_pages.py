"""The desk in a browser's place: who sees what, nothing typed is lost, and colleagues are told of each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import flask
import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, EvidenceKind, PolicyQuestion, Question, State
from panel.consultations.service import fingerprint, publish_consultation, submit_for_review
from panel.core.access import Role
from panel.core.clock import today
from panel.core.keys import KeyDirectory
from panel.municipalities.models import Municipality
from tests.consultations.making import officer_of, ready_consultation
from tests.factories import MunicipalityFactory, UserFactory
from tests.support.ready import make_ready
from tests.support.visitor import Visitor

SignIn = Callable[..., Visitor]


def test_an_officer_writes_a_question_from_the_first_word_to_opening(
    desk: Visitor, session: Session, town: Municipality
) -> None:
    assert "Nog geen vragen" in desk.get("/werkplek").text
    why = desk.post("/werkplek/vragen/nieuw", data={"title": "Hoe wordt het plein veiliger?", "action": "on"}).location
    page = why.split("/stap/")[0]
    written = {
        "waarom": {"explanation": "Er ligt een plan voor nieuw licht."},
        "invloed": {"influence_level": "ADVISE", "influence": "De raad kiest uit jullie ideeën."},
        "wie": {"evidence_kind": "OPEN", "topic": "het plein", "address_form": "JE", "code": "plein"},
        "antwoord": {"owner_name": "S. Bos", "owner_function": "wethouder", "reply_due_on": "2099-05-12"},
    }
    for step, fields in written.items():
        address = f"{page}/stap/{step}"
        assert desk.post(address, data={**fields, "mark": mark_on(desk.get(address).text)}).status_code == 303
    assert "Maak ten minste één vraag." in desk.get(page).text
    answers = {"options-0-text": "Veilig", "options-1-text": "Niet veilig", "options-1-pictogram": "sad"}
    question = desk.post(f"{page}/vragen/nieuw/kies-een", data={"text": "Hoe is het plein?", **answers}).location
    assert "Bewaard." in desk.get(question).text
    made = session.query(Consultation).filter_by(code="plein").one()
    make_ready(made)
    made.policy_question.open_points = "Waar het licht komt"
    assert "Alles is ingevuld" in desk.get(page).text
    made.example = True
    opened = desk.post(f"{page}/publiceren", data={"closes_on": "2000-01-01"})
    assert opened.status_code == 400
    assert "Die dag is voorbij" in opened.text
    assert "mag het open zonder tweede lezer" in opened.text
    from_tomorrow = (today() + dt.timedelta(days=1)).isoformat()
    running = desk.post(f"{page}/publiceren", data={"closes_on": from_tomorrow}).location
    shown = desk.get(running).text
    assert "/meedoen/plein" in shown
    assert "Geopend zonder tweede lezer" in shown
    session.expire_all()
    assert session.get_one(Consultation, made.id).state is State.OPEN


def mark_on(page: str) -> str:
    """Return the mark that a form carries of what was stored when it was opened."""
    return page.split('name="mark" type="hidden" value="')[1].split('"')[0]


@pytest.mark.parametrize("token", ["", "an old one"])
def test_an_expired_token_keeps_what_was_typed(desk: Visitor, session: Session, token: str) -> None:
    typed = {"title": "Hoe wordt het plein veiliger?", "csrf_token": token}
    answer = desk.post("/werkplek/vragen/nieuw", data=typed, token=False)
    assert answer.status_code == 400
    assert "De pagina stond te lang open." in answer.text
    assert "Hoe wordt het plein veiliger?" in answer.text
    assert session.query(PolicyQuestion).count() == 0


def test_an_expired_token_keeps_the_answers_of_a_question(desk: Visitor, session: Session, draft: Consultation) -> None:
    question = draft.questions[0]
    address = f"/werkplek/raadplegingen/{draft.id}/vragen/{question.id}"
    typed = {"text": "Iets nieuws?", "options-0-text": "Een nieuw antwoord", "mark": fingerprint(question)}
    answer = desk.post(address, data={**typed, "csrf_token": "old"}, token=False)
    assert answer.status_code == 400
    assert "Een nieuw antwoord" in answer.text
    session.expire_all()
    assert session.get_one(Question, question.id).text == "Hoe vaak sport jij?"


def test_a_question_that_a_colleague_changed_comes_back_with_both_texts(
    desk: Visitor, session: Session, draft: Consultation
) -> None:
    question = draft.questions[0]
    data = {"text": "Mijn tekst?", "options-0-text": "Mijn antwoord", "mark": "older"}
    answer = desk.post(f"/werkplek/raadplegingen/{draft.id}/vragen/{question.id}", data=data)
    assert answer.status_code == 409
    for text in ("Mijn tekst?", "Mijn antwoord", "Hoe vaak sport jij?", "Elke week"):
        assert text in answer.text


def test_the_reading_check_stands_under_the_question(desk: Visitor, draft: Consultation) -> None:
    address = f"/werkplek/raadplegingen/{draft.id}/vragen/nieuw/open"
    hard = "Vindt u ook niet dat de gemeente ten behoeve van de leefbaarheid meer groen moet realiseren in de wijk?"
    answer = desk.post(address, data={"text": hard, "action": "check"})
    assert answer.status_code == 200
    assert "Maak er twee of meer korte zinnen van." in answer.text
    easy = desk.post(address, data={"text": "Wat kan beter?", "action": "check"})
    assert "De leescheck vond niets" in easy.text
    assert len(draft.questions) == 2


def test_markup_in_a_question_is_shown_as_text(desk: Visitor, draft: Consultation) -> None:
    address = f"/werkplek/raadplegingen/{draft.id}/vragen/nieuw/open"
    page = desk.get(desk.post(address, data={"text": "<script>alert(1)</script> Wat kan beter?"}).location)
    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;" in page.text


def test_another_row_is_given_without_losing_the_first(desk: Visitor, draft: Consultation) -> None:
    address = f"/werkplek/raadplegingen/{draft.id}/vragen/nieuw/schaal"
    data = {"action": "more", **{f"options-{row}-text": f"Woord {row}" for row in range(3)}}
    answer = desk.post(address, data=data)
    assert "Woord 2" in answer.text
    assert 'name="options-4-text"' in answer.text
    assert 'name="options-5-text"' not in answer.text


def test_what_is_open_cannot_be_edited_and_the_page_says_why(
    desk: Visitor, session: Session, keys: KeyDirectory, draft: Consultation
) -> None:
    publish_consultation(session, draft, by=None, keys=keys, skip_second_eyes=True)
    page = f"/werkplek/raadplegingen/{draft.id}"
    assert "Iedereen krijgt dezelfde vragen" in desk.get(f"{page}/stap/wie").text
    answer = desk.post(f"{page}/vragen/{draft.questions[0].id}", data={"text": "Toch iets anders?"})
    assert answer.status_code == 409
    assert "Toch iets anders?" in answer.text
    assert "Wijzig" not in desk.get(page).text


def test_a_colleague_approves_and_the_maker_cannot(
    desk: Visitor, sign_in: SignIn, session: Session, app: flask.Flask, town: Municipality, draft: Consultation
) -> None:
    submit_for_review(session, draft, by=draft.created_by_id)
    page = f"/werkplek/raadplegingen/{draft.id}"
    assert "Keur goed" not in desk.get(f"{page}/publiceren").text
    assert desk.post(f"{page}/goedkeuren", data={"edition": draft.edition}).status_code == 403
    privacy = UserFactory(municipality=town, role=Role.PRIVACY_OFFICER)
    desk.post("/uitloggen")
    reader = sign_in(desk, privacy, town)
    assert "Kijk na" in reader.get("/werkplek").text
    refused = reader.post(f"{page}/terugsturen", data={"reason": " "})
    assert refused.status_code == 400
    assert "Schrijf op wat er anders moet." in refused.text
    assert reader.post(f"{page}/goedkeuren", data={"edition": draft.edition}).status_code == 303
    session.expire_all()
    assert session.get_one(Consultation, draft.id).approved_by_id == privacy.id


def test_what_belongs_to_another_municipality_does_not_exist(
    desk: Visitor, session: Session, keys: KeyDirectory
) -> None:
    theirs = ready_consultation(session, officer_of(MunicipalityFactory()), EvidenceKind.OPEN)
    page = f"/werkplek/raadplegingen/{theirs.id}"
    theirs_too = [f"{page}/{part}" for part in ("stap/wie", "stap/achtergrond", "publiceren")]
    theirs_too += [f"{page}/vragen/{theirs.questions[0].id}", f"/werkplek/vragen/{theirs.policy_question_id}"]
    for address in (page, *theirs_too):
        assert desk.get(address).status_code == 404
    for address in (f"{page}/voorleggen", f"{page}/vragen/{theirs.questions[0].id}/weg", f"{page}/stap/wie"):
        assert desk.post(address, data={}).status_code == 404
    assert theirs.policy_question.title not in desk.get("/werkplek").text


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.FACILITATOR, Role.RESEARCHER, Role.PANEL_WORKER])
def test_who_does_not_write_sees_no_drafts_and_no_buttons(
    client: Visitor, sign_in: SignIn, session: Session, town: Municipality, draft: Consultation, role: Role
) -> None:
    visitor = sign_in(client, UserFactory(municipality=town, role=role), town)
    page = visitor.get("/werkplek").text
    assert "Er is nu niets voor jou" in page
    assert "beleidsmedewerker of beheerder" in page
    assert "Nieuwe vraag" not in page
    assert visitor.get(f"/werkplek/raadplegingen/{draft.id}").status_code == 403
    assert visitor.post("/werkplek/vragen/nieuw", data={"title": "Mag dit?"}).status_code == 403


def test_personal_codes_are_shown_once(desk: Visitor, session: Session, keys: KeyDirectory, officer: User) -> None:
    sample = ready_consultation(session, officer, EvidenceKind.SAMPLE)
    publish_consultation(session, sample, by=None, keys=keys, skip_second_eyes=True)
    page = f"/werkplek/raadplegingen/{sample.id}"
    assert desk.post(f"{page}/codes", data={"count": "nul"}).status_code == 400
    shown = desk.post(f"{page}/codes", data={"count": "3"})
    assert shown.text.count('class="mp-digits"') == 3
    assert shown.headers["Cache-Control"] == "no-store"
    again = desk.get(f"{page}/codes").text
    assert 'class="mp-digits"' not in again
    assert "Er zijn 3 codes gemaakt." in again
    assert "0 van 3 klaar" in desk.get(f"{page}/lopend").text


def test_a_running_group_shows_its_code_and_only_how_many_are_ready(
    desk: Visitor, session: Session, keys: KeyDirectory, officer: User
) -> None:
    made = ready_consultation(session, officer, EvidenceKind.GROUP)
    page = f"/werkplek/raadplegingen/{made.id}"
    assert desk.post(f"{page}/groepen/nieuw", data={"name": "Klas 3b", "seats": "14"}).status_code == 303
    assert desk.post(f"{page}/groepen/nieuw", data={"name": "klas 3B", "seats": "14"}).status_code == 400
    publish_consultation(session, made, by=None, keys=keys, skip_second_eyes=True)
    running = desk.get(f"{page}/lopend").text
    assert "0 van 14 klaar" in running
    (address,) = re.findall(rf'href="({page}/bord/\d+)"', running)
    board = desk.get(address)
    assert "<svg" in board.text
    assert "style=" not in board.text
