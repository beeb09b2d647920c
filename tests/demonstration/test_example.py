"""The demonstration: two municipalities with consultations at every stage, marked as example, in easy words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.accounts.service import MIN_PASSWORD, check_password
from panel.answering.answers import check_background, check_given
from panel.answering.queries import media_on_screens, sent_count
from panel.consultations.models import Consultation, EvidenceKind, QuestionKind, State
from panel.consultations.queries import consultation_by_code, keys_of_open_rounds
from panel.consultations.service.exchange.loading import load_consultation
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.core.clock import today
from panel.core.db import Database
from panel.core.ids import is_group_code
from panel.core.keys import KeyDirectory, Pepper
from panel.demonstration.example import FOLDER, NotEmptyError, load_example
from panel.demonstration.example_plan import GROUP_CODE, SHOWS
from panel.demonstration.generator import make_people, read_profile
from panel.demonstration.places import PASSWORD, PLACES
from panel.demonstration.pve import QUESTIONS
from panel.invitations.queries import find_door
from panel.media.folder import MediaFolder
from panel.municipalities.models import Municipality
from panel.replies.models import Reply
from panel.results.queries import latest_outcome
from panel.speaking_minds.queries import agreed_recommendations
from tests.factories import UserFactory

PICTOGRAMS = Path(__file__).resolve().parents[2] / "panel" / "static" / "icons" / "pictograms.json"
FILES = [*sorted(path for path in FOLDER.glob("*.json") if path.name.count(".") == 1), QUESTIONS]

OF_THE_CLASS = set(QuestionKind) - {QuestionKind.CHOOSE_PICTURE, QuestionKind.TOP_THREE}


@pytest.fixture
def media(tmp_path: Path) -> MediaFolder:
    """An empty folder for the pictures."""
    return MediaFolder(tmp_path / "pictures")


@pytest.fixture
def loaded(database: Database, keys: KeyDirectory, pepper: Pepper, media: MediaFolder) -> None:
    """The whole demonstration in the database of this test."""
    load_example(database, keys, pepper, media)


def by_code(session: Session, code: str) -> Consultation:
    found = consultation_by_code(session, code)
    assert found is not None, code
    return found


@pytest.mark.usefixtures("loaded")
def test_the_demonstration_shows_every_stage(
    session: Session, database: Database, keys: KeyDirectory, pepper: Pepper, media: MediaFolder
) -> None:
    assert {one.code: one.state for one in session.scalars(select(Consultation))} == {
        "sporten-in-de-buurt": State.OPEN,
        "de-bus": State.REPORTED,
        "afval-op-straat": State.REPORTED,
        "nieuwe-bibliotheek": State.DRAFT,
        "centrum": State.REPORTED,
        "bij-de-rivier": State.OPEN,
        "veilig-naar-school": State.REPORTED,
    }
    assert all(one.example for one in session.scalars(select(Consultation)))
    assert all(one.example for one in session.scalars(select(Municipality)))
    bus = by_code(session, "de-bus")
    assert bus.evidence_kind is EvidenceKind.SAMPLE
    outcome = latest_outcome(session, bus.id)
    assert outcome is not None
    assert outcome.content["size"] == 610
    assert [one["shown"] for one in outcome.content["breakdowns"]] == [True, True]
    assert outcome.method["invited_about"] == 2150
    assert session.scalar(select(func.count()).where(Reply.consultation_id == bus.id)) == 3
    centre = latest_outcome(session, by_code(session, "centrum").id)
    assert centre is not None
    assert len(centre.content["opinion_map"]["groups"]) == 3
    late = by_code(session, "afval-op-straat")
    assert late.promised_on is not None
    assert late.promised_on < today()
    assert session.scalar(select(func.count()).where(Reply.consultation_id == late.id)) == 0
    advice = agreed_recommendations(session, by_code(session, "veilig-naar-school").id)
    assert [one.picture_id is None for one in advice] == [False, True]
    assert [one.reply_id is None for one in advice] == [False, True]
    session.rollback()
    # A second load changes nothing, and only open rounds have a key.
    with pytest.raises(NotEmptyError):
        load_example(database, keys, pepper, media)
    assert session.scalar(select(func.count()).select_from(Consultation)) == 7
    assert {path.stem for path in keys.folder.glob("*.key")} == set(keys_of_open_rounds(session))


@pytest.mark.sqlite
@pytest.mark.usefixtures("loaded")
def test_the_class_can_always_come_in(session: Session, pepper: Pepper) -> None:
    door = find_door(session, "482 913", pepper)
    assert door is not None
    assert door.consultation.code == "sporten-in-de-buurt"
    assert door.group_code is not None
    assert (door.group_code.seats, door.group_code.closes_at, door.consultation.closes_at) == (None, None, None)
    assert sent_count(session, door.round.id) == 11
    assert {one.kind for one in door.consultation.questions} == OF_THE_CLASS


@pytest.mark.sqlite
@pytest.mark.usefixtures("loaded")
def test_every_answer_of_a_question_with_pictures_has_one_with_words(session: Session, media: MediaFolder) -> None:
    river = by_code(session, "bij-de-rivier")
    shown = media_on_screens(session, river)
    chosen = [one for one in river.questions if one.kind is QuestionKind.CHOOSE_PICTURE]
    assert [len(question.options) for question in chosen] == [4]
    for option in chosen[0].options:
        picture = shown[option.picture_id or 0]
        assert picture.words
        assert media.path(picture.address.rpartition("/")[2]) is not None


@pytest.mark.sqlite
@pytest.mark.usefixtures("loaded")
def test_every_shown_sign_in_works(session: Session) -> None:
    assert len(PASSWORD) >= MIN_PASSWORD
    for place in PLACES:
        municipality = session.scalars(select(Municipality).where(Municipality.slug == place.slug)).one()
        who, name, _role = place.staff[0]
        found = check_password(session, municipality_id=municipality.id, email=place.address(who), password=PASSWORD)
        assert found is not None
        assert found.name == name


def test_made_up_answers_fit_their_questions_and_are_the_same_for_the_same_seed(session: Session) -> None:
    officer = UserFactory()
    for show in SHOWS:
        if show.opened is None:
            continue
        file = read_consultation_file((FOLDER / f"{show.name}.json").read_text(encoding="utf-8"))
        asked = load_consultation(session, file, municipality_id=officer.municipality_id, by=officer.id)
        profile = read_profile(FOLDER / f"{show.name}.answers.json")
        people = make_people(asked, profile, 60, seed=1)
        assert people == make_people(asked, profile, 60, seed=1)
        assert people != make_people(asked, profile, 60, seed=2)
        for person in people:
            for question in asked.questions:
                given = person.given[question.key]
                assert check_given(question, given.state, given.value, given.not_understood) == given
            for breakdown in asked.breakdowns:
                check_background(breakdown, person.background[breakdown.key])


def test_codes_of_the_demonstration_can_be_typed() -> None:
    codes = [group.code for show in SHOWS for group in show.groups]
    assert GROUP_CODE == "482913"
    assert all(is_group_code(code) for code in codes)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_what_people_read_has_at_most_ten_words_a_sentence(path: Path) -> None:
    file = read_consultation_file(path.read_text(encoding="utf-8"))
    texts = [file.consultation.topic, file.consultation.welcome, file.policy_question.influence]
    for question in file.questions:
        texts += [question.text, question.easy_text, question.hint]
        texts += [words for option in question.options for words in (option.text, option.easy_text)]
    for breakdown in file.breakdowns:
        texts += [breakdown.text, breakdown.easy_text, *(one.text for one in breakdown.classes)]
    texts += [term.explanation for term in file.glossary]
    long = [one for text in texts for one in re.split(r"(?<=[.?!])\s+", text) if len(one.split()) > 10]
    assert long == []


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_pictogram_is_one_we_have(path: Path) -> None:
    known = set(json.loads(PICTOGRAMS.read_text(encoding="utf-8")))
    file = read_consultation_file(path.read_text(encoding="utf-8"))
    used = {option.pictogram for question in file.questions for option in question.options if option.pictogram}
    assert used <= known
