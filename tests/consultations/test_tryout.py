"""The test round: who counts, what is kept of a remark, and that nothing of it says who tested."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, Remark, RemarkKind, State
from panel.consultations.models import Tester as Reader
from panel.consultations.service import (
    LONGEST_REMARK,
    OptionText,
    PlaceError,
    ShutError,
    StaleEditionError,
    TextError,
    begin_test,
    change_question,
    fingerprint,
    finish_test,
    hash_of_tester,
    keep_remarks,
    move_question,
    remove_question,
    start_test,
    stop_test,
    text_mark,
    tried_lines,
    words_by_place,
    words_since,
)
from panel.core.ids import PERSONAL_ALPHABET
from panel.core.keys import Pepper
from tests.consultations.making import ready_consultation
from tests.consultations.trying import finds_a_tester, kept, remarks

PLUS, MINUS = RemarkKind.PLUS, RemarkKind.MINUS
OTHER = (OptionText("Ja"), OptionText("Nee"))


@pytest.fixture
def draft(session: Session, officer: User) -> Consultation:
    made = ready_consultation(session, officer)
    made.untested_reason = ""
    session.commit()
    return made


def test_a_link_has_twelve_easy_characters_and_a_new_one_replaces_it(
    session: Session, draft: Consultation, officer: User
) -> None:
    first = start_test(session, draft, mark=text_mark(""), by=officer.id)
    assert len(first) == 12
    assert set(first) <= set(PERSONAL_ALPHABET)
    with pytest.raises(StaleEditionError):
        stop_test(session, draft, mark=text_mark("another"), by=officer.id)
    second = start_test(session, draft, mark=text_mark(first), by=officer.id)
    assert second != first
    assert draft.test_key == second
    stop_test(session, draft, mark=text_mark(second), by=officer.id)
    assert draft.test_key is None


def test_who_comes_to_the_end_counts_and_who_stops_half_way_does_not(session: Session, draft: Consultation) -> None:
    finds_a_tester(session, draft, "one", of_target=True)
    finds_a_tester(session, draft, "two")
    finds_a_tester(session, draft, "three", of_target=True, ends=False)
    assert (draft.testers, draft.testers_of_target) == (2, 1)


def test_who_comes_back_on_the_same_phone_counts_once(session: Session, draft: Consultation) -> None:
    finds_a_tester(session, draft, "one", of_target=True)
    finds_a_tester(session, draft, "one", of_target=True)
    assert (draft.testers, draft.testers_of_target) == (1, 1)
    finds_a_tester(session, draft, "one", of_target=False)
    assert (draft.testers, draft.testers_of_target) == (1, 0), "they may say it differently the second time"


def test_the_counts_are_those_of_the_testers_and_not_what_stood_there(session: Session, draft: Consultation) -> None:
    draft.testers = 40
    finds_a_tester(session, draft, "one")
    assert draft.testers == 1


def test_of_a_tester_nothing_is_kept_that_says_who_or_at_what_moment(
    session: Session, draft: Consultation, pepper: Pepper
) -> None:
    token = b"t" * 32
    hashed = hash_of_tester(draft.id, token, pepper)
    tester = begin_test(session, draft, token_hash=hashed, of_target=True)
    finish_test(session, draft, tester, edition=draft.edition)
    columns = {column.name for column in Reader.__table__.columns}
    assert columns == {"id", "consultation_id", "token_hash", "of_target", "finished", "edition", "tested_on"}
    row = session.execute(select(Reader.__table__)).one()
    assert not any(isinstance(value, dt.datetime) for value in row)
    assert token.hex() not in repr(row)
    assert hashed != hash_of_tester(draft.id, token, Pepper(b"another"))
    assert hashed != hash_of_tester(draft.id + 1, token, pepper), "in another consultation the same phone is another"


def test_a_marked_word_is_kept_with_its_place_in_code_points(session: Session, draft: Consultation) -> None:
    question = draft.questions[0]
    question.text = "Hoe 👩‍👩‍👧 is de Wmo-aanvraag, é?"
    session.flush()
    tester = finds_a_tester(session, draft, "one")
    start = question.text.index("Wmo")
    remarks(session, draft, tester, question, {start: MINUS})
    assert kept(session, tester) == [("MINUS", "Wmo-aanvraag", start)]


def test_words_of_answers_and_of_the_easy_text_can_be_marked_too(session: Session, draft: Consultation) -> None:
    question = draft.questions[0]
    question.easy_text, question.hint = "Sport je vaak?", "Kies er één."
    question.options[0].easy_text = "Heel vaak"
    session.flush()
    texts = [line.text for line in tried_lines(question)]
    assert texts == ["Hoe vaak sport jij?", "Sport je vaak?", "Kies er één.", "Elke week", "Heel vaak", "Soms", "Nooit"]
    whole = {word.text: word.start for word in words_by_place(question).values()}
    tester = finds_a_tester(session, draft, "one")
    remarks(session, draft, tester, question, {whole["Nooit"]: PLUS, whole["Heel"]: MINUS})
    assert {one[1] for one in kept(session, tester)} == {"Nooit", "Heel"}


@pytest.mark.parametrize("start", [-1, 1, 3, 10_000])
def test_a_mark_beside_a_word_is_refused_and_nothing_is_kept(session: Session, draft: Consultation, start: int) -> None:
    question, tester = draft.questions[0], finds_a_tester(session, draft, "one")
    with pytest.raises(PlaceError):
        remarks(session, draft, tester, question, {0: PLUS, start: MINUS}, "Of ik sport")
    assert kept(session, tester) == []


def test_only_plus_and_minus_lie_on_words(session: Session, draft: Consultation) -> None:
    with pytest.raises(PlaceError):
        remarks(session, draft, finds_a_tester(session, draft, "one"), draft.questions[0], {0: RemarkKind.OWN_WORDS})


def test_remarks_replace_what_the_same_tester_said_before(session: Session, draft: Consultation) -> None:
    question, tester = draft.questions[0], finds_a_tester(session, draft, "one")
    remarks(session, draft, tester, question, {0: MINUS}, "Of ik sport", not_understood=True)
    remarks(session, draft, tester, draft.questions[1], own_words="Iets anders")
    remarks(session, draft, tester, question, {4: PLUS}, "Of ik sport")
    assert sorted(kept(session, tester), key=str) == [
        ("OWN_WORDS", "Iets anders", None),
        ("OWN_WORDS", "Of ik sport", None),
        ("PLUS", "vaak", 4),
    ]


@pytest.mark.parametrize("text", ["x" * (LONGEST_REMARK + 1), "y" * 100_000, "kapot\x00"])
def test_own_words_that_do_not_fit_are_refused(session: Session, draft: Consultation, text: str) -> None:
    question, tester = draft.questions[0], finds_a_tester(session, draft, "one")
    with pytest.raises(TextError):
        remarks(session, draft, tester, question, {0: MINUS}, text)
    assert kept(session, tester) == []


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "مرحبا بالعالم", "‮omgekeerd‬", "🎉" * 100, "a\u0301"])
def test_own_words_in_any_letters_are_kept(session: Session, draft: Consultation, text: str) -> None:
    question, tester = draft.questions[0], finds_a_tester(session, draft, "one")
    remarks(session, draft, tester, question, own_words=text)
    assert len(kept(session, tester)) == 1


def test_remarks_on_words_of_before_are_refused(session: Session, draft: Consultation) -> None:
    question, tester = draft.questions[0], finds_a_tester(session, draft, "one")
    old = fingerprint(question)
    change_question(
        session, draft, question, mark=old, text="Sport jij?", options=[OptionText("Ja"), OptionText("Nee")]
    )
    with pytest.raises(StaleEditionError):
        keep_remarks(session, draft, tester, question, mark=old, words={0: PLUS}, own_words="", not_understood=False)


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.CANCELLED])
def test_nobody_tests_what_is_no_draft(session: Session, draft: Consultation, officer: User, state: State) -> None:
    tester = finds_a_tester(session, draft, "one")
    draft.state = state
    session.flush()
    with pytest.raises(ShutError):
        begin_test(session, draft, token_hash="t" * 64, of_target=True)
    with pytest.raises(ShutError):
        finish_test(session, draft, tester, edition=1)
    with pytest.raises(ShutError):
        remarks(session, draft, tester, draft.questions[0])
    with pytest.raises(ShutError):
        start_test(session, draft, mark=text_mark(""), by=officer.id)
    assert draft.testers == 1


def test_testing_changes_no_text_and_no_edition(session: Session, draft: Consultation, officer: User) -> None:
    before, questions = draft.edition, [fingerprint(one) for one in draft.questions]
    start_test(session, draft, mark=text_mark(""), by=officer.id)
    tester = finds_a_tester(session, draft, "one")
    remarks(session, draft, tester, draft.questions[0], {0: MINUS})
    assert draft.edition == before
    assert [fingerprint(one) for one in draft.questions] == questions


def test_a_question_knows_since_which_edition_it_has_its_words(session: Session, draft: Consultation) -> None:
    first, second = draft.questions
    began = draft.edition
    assert all(since <= began for since in words_since(session, draft).values())
    move_question(session, draft, first, places=1)
    options = [OptionText(one.text, pictogram=one.pictogram, key=one.key) for one in first.options]
    change_question(session, draft, first, mark=fingerprint(first), text=first.text, options=options)
    assert words_since(session, draft)[first.id] <= began, "moving and saving the same is no change of words"
    change_question(session, draft, second, mark=fingerprint(second), text="Wat moet er beter?")
    since = words_since(session, draft)
    assert since[second.id] == draft.edition
    assert since[first.id] <= began


def test_testers_keep_counting_when_questions_change_or_go(session: Session, draft: Consultation) -> None:
    tester = finds_a_tester(session, draft, "one", of_target=True)
    remarks(session, draft, tester, draft.questions[0], {0: MINUS})
    remove_question(session, draft, draft.questions[0])
    assert (draft.testers, draft.testers_of_target) == (1, 1)
    assert session.scalar(select(func.count()).select_from(Remark)) == 0
