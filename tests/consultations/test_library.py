"""Questions that were tested go into the library and come out as copies; it says honestly how they were tested."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from config import Settings
from panel.accounts.models import User
from panel.audit.queries import last_event
from panel.consultations.models import Consultation, LibraryQuestion, State
from panel.consultations.queries import library_question_by_id, library_questions
from panel.consultations.service import add_term, change_question, fingerprint, words_since
from panel.consultations.service.library import (
    NoReasonError,
    add_all_to_library,
    add_to_library,
    remove_from_library,
    take_from_library,
)
from panel.media.folder import MediaFolder
from panel.media.models import MediaFile
from panel.media.service import erase_unused, keep_picture
from panel.municipalities.models import Municipality
from tests.consultations.making import ready_consultation
from tests.factories import ConsultationFactory, MunicipalityFactory
from tests.media.making import drawing
from tests.support.visitor import Visitor

PAGE = "/werkplek/vragen-bibliotheek"


@pytest.fixture
def asked(session: Session, officer: User) -> Consultation:
    return ready_consultation(session, officer)


@pytest.fixture
def folder(settings: Settings) -> MediaFolder:
    return MediaFolder(settings.media)


def with_testers(consultation: Consultation) -> Consultation:
    consultation.testers, consultation.testers_of_target = 5, 2
    return consultation


def test_the_same_question_is_kept_once_with_its_best_test(
    session: Session, asked: Consultation, officer: User, folder: MediaFolder
) -> None:
    first = add_to_library(session, asked, asked.questions[0], folder, by=officer.id)
    assert (first.testers, first.testers_of_target, first.origin) == (0, 0, asked.policy_question.title)
    assert add_all_to_library(session, with_testers(asked), folder, by=officer.id) == 1
    assert (first.testers, first.testers_of_target) == (5, 2)
    asked.testers, asked.testers_of_target = 0, 0
    assert add_all_to_library(session, asked, folder, by=officer.id) == 0
    assert (first.testers, first.testers_of_target) == (5, 2)
    assert len(library_questions(session, asked.municipality_id)) == 2


def test_a_question_from_the_library_counts_as_new_since_an_earlier_test(
    session: Session, asked: Consultation, officer: User, folder: MediaFolder
) -> None:
    kept = add_to_library(session, asked, asked.questions[0], folder, by=officer.id)
    tested_at = asked.edition
    made = take_from_library(session, kept, asked, folder, by=officer.id)
    assert words_since(session, asked)[made.id] > tested_at
    assert words_since(session, asked)[asked.questions[0].id] <= tested_at


def test_what_was_taken_is_a_copy_with_its_own_picture(
    session: Session, town: Municipality, asked: Consultation, officer: User, folder: MediaFolder
) -> None:
    question = asked.questions[0]
    kept = keep_picture(session, folder, municipality_id=town.id, content=drawing(), description="Een veld")
    question.options[1].picture_id = kept.id
    add_term(session, asked, word="sport", explanation="Bewegen.", question_id=question.id)
    in_library = add_to_library(session, asked, question, folder, by=officer.id)
    question.options[1].picture_id = None
    session.flush()
    assert erase_unused(session) == [kept.name]
    draft = ConsultationFactory(municipality=town)
    made = take_from_library(session, in_library, draft, folder, by=officer.id)
    assert [one.text for one in made.options] == [one.text for one in question.options]
    picture = session.get_one(MediaFile, made.options[1].picture_id)
    assert picture.description == "Een veld"
    assert folder.path(picture.name) is not None
    assert [(one.word, one.question_id) for one in draft.glossary] == [("sport", made.id)]
    change_question(session, draft, made, mark=fingerprint(made), text="Iets anders?", by=officer.id)
    assert in_library.text == "Hoe vaak sport jij?"


def test_searching_finds_all_words_in_any_case_and_only_here(
    session: Session, asked: Consultation, officer: User, folder: MediaFolder
) -> None:
    asked.questions[1].text = "Één idee voor ÉÉN plek?"
    add_all_to_library(session, asked, folder, by=officer.id)
    here = asked.municipality_id
    assert [one.text for one in library_questions(session, here, words="één IDEE")] == ["Één idee voor ÉÉN plek?"]
    assert library_questions(session, here, words="idee nergens") == []
    assert library_questions(session, here, words="%") == []
    elsewhere = MunicipalityFactory()
    assert library_questions(session, elsewhere.id) == []
    found = library_questions(session, here)[0]
    assert library_question_by_id(session, elsewhere.id, found.id) is None


def test_a_question_leaves_with_a_reason_in_the_log(
    session: Session, asked: Consultation, officer: User, folder: MediaFolder
) -> None:
    kept = add_to_library(session, asked, asked.questions[0], folder, by=officer.id)
    number = kept.id
    with pytest.raises(NoReasonError):
        remove_from_library(session, kept, by=officer.id, reason="  ")
    remove_from_library(session, kept, by=officer.id, reason="Het veld is er niet meer.")
    assert session.get(LibraryQuestion, number) is None
    event = last_event(session, subject="library_question", subject_id=number, action="REMOVED_FROM_LIBRARY")
    assert event is not None
    assert event.reason == "Het veld is er niet meer."


def test_from_a_tested_questionnaire_to_the_next_draft(desk: Visitor, session: Session, asked: Consultation) -> None:
    assert "De bibliotheek is nog leeg" in desk.get(PAGE).text
    reuse = f"/werkplek/raadplegingen/{asked.id}/hergebruik"
    assert "Zet alle vragen in de bibliotheek" not in desk.get(reuse).text
    refused = desk.post(f"/werkplek/raadplegingen/{asked.id}/bibliotheek", follow_redirects=True)
    assert "nog niet getest" in refused.text
    assert library_questions(session, asked.municipality_id) == []
    with_testers(asked).state = State.DRAFT
    session.commit()
    told = desk.post(f"/werkplek/raadplegingen/{asked.id}/bibliotheek", follow_redirects=True)
    assert "2 vragen staan nu in de bibliotheek." in told.text
    listed = desk.get(f"{PAGE}?voor={asked.id}").text
    assert "Getest door 5 mensen, van wie 2 uit de doelgroep" in listed
    assert f"Uit: {asked.policy_question.title}" in listed
    address = re.search(rf'href="({PAGE}/\d+\?voor={asked.id})"', listed)
    assert address is not None
    assert f'<option value="{asked.id}" selected>' in desk.get(address[1]).text
    made = desk.post(address[1], data={"into": str(asked.id)})
    assert made.status_code == 303
    assert "Pas hem aan waar dat nodig is." in desk.get(made.location).text
    session.expire_all()
    assert len(asked.questions) == 3


def test_an_untested_question_says_so(desk: Visitor, session: Session, asked: Consultation) -> None:
    one = asked.questions[0].id
    told = desk.post(f"/werkplek/raadplegingen/{asked.id}/vragen/{one}/bibliotheek", follow_redirects=True)
    assert "als niet getest" in told.text
    assert "Niet getest" in desk.get(PAGE).text
    assert "Niets gevonden" in desk.get(f"{PAGE}?zoek=zwembad").text
    assert "Niets gevonden" in desk.get(f"{PAGE}?soort=top-3").text
    assert "1 vraag" in desk.get(f"{PAGE}?zoek=SPORT&soort=kies-een&pagina=99&voor=abc").text


def test_without_a_draft_or_a_reason_nothing_happens(desk: Visitor, session: Session, asked: Consultation) -> None:
    one = asked.questions[0].id
    desk.post(f"/werkplek/raadplegingen/{asked.id}/vragen/{one}/bibliotheek")
    kept = library_questions(session, asked.municipality_id)[0]
    refused = desk.post(f"{PAGE}/{kept.id}", data={"into": "999999"})
    assert refused.status_code == 400
    assert desk.post(f"{PAGE}/{kept.id}", data={}).status_code == 400
    unsaid = desk.post(f"{PAGE}/{kept.id}/weg", data={"reason": " "})
    assert unsaid.status_code == 400
    assert "Schrijf op waarom de vraag weg mag." in unsaid.text
    assert desk.post(f"{PAGE}/{kept.id}/weg", data={"reason": "Dubbel."}).status_code == 303
    session.expire_all()
    assert library_questions(session, asked.municipality_id) == []


def test_the_eleventh_question_asks_why_with_everything_still_chosen(
    desk: Visitor, session: Session, asked: Consultation
) -> None:
    one = asked.questions[0].id
    desk.post(f"/werkplek/raadplegingen/{asked.id}/vragen/{one}/bibliotheek")
    kept = library_questions(session, asked.municipality_id)[0]
    for _ in range(8):
        desk.post(f"{PAGE}/{kept.id}", data={"into": str(asked.id)})
    refused = desk.post(f"{PAGE}/{kept.id}", data={"into": str(asked.id)})
    assert refused.status_code == 400
    assert "Schrijf op waarom deze er toch bij moet." in refused.text
    assert f'<option value="{asked.id}" selected>' in refused.text
    again = desk.post(f"{PAGE}/{kept.id}", data={"into": str(asked.id), "reason_for_more": "Ze horen bij elkaar."})
    assert again.status_code == 303
