"""The test round: who counts, what is kept of a remark, and that nothing of it says who tested."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, Question, Remark, RemarkKind, State
from panel.consultations.models import Tester as Reader
from panel.consultations.queries import who_tested
from panel.consultations.service import (
    LONGEST_REMARK,
    OptionText,
    PaperRemark,
    PlaceError,
    ShutError,
    StaleEditionError,
    TextError,
    WordError,
    add_paper_test,
    add_question,
    begin_test,
    change_question,
    change_untested_reason,
    fingerprint,
    finish_test,
    forget_test_rounds,
    hash_of_tester,
    keep_remarks,
    move_question,
    point_mark,
    remove_question,
    same_point,
    settle,
    start_test,
    stop_test,
    text_mark,
    tried_lines,
    words_by_place,
    words_since,
)
from panel.core.ids import PERSONAL_ALPHABET
from panel.core.keys import Pepper
from tests.consultations.making import officer_of, ready_consultation
from tests.factories import MunicipalityFactory

PLUS, MINUS = RemarkKind.PLUS, RemarkKind.MINUS
OTHER = (OptionText("Ja"), OptionText("Nee"))


@pytest.fixture
def officer(session: Session) -> User:
    return officer_of(MunicipalityFactory())


@pytest.fixture
def draft(session: Session, officer: User) -> Consultation:
    made = ready_consultation(session, officer)
    made.untested_reason = ""
    session.commit()
    return made


def finds_a_tester(
    session: Session, draft: Consultation, name: str, *, of_target: bool = False, ends: bool = True
) -> Reader:
    """Have someone test, as the phone does."""
    tester = begin_test(session, draft, token_hash=name.ljust(64, "0"), of_target=of_target)
    if ends:
        finish_test(session, draft, tester, edition=draft.edition)
    return tester


def remarks(
    session: Session,
    draft: Consultation,
    tester: Reader,
    question: Question,
    words: dict[int, RemarkKind] | None = None,
    own_words: str = "",
    *,
    not_understood: bool = False,
) -> None:
    keep_remarks(
        session,
        draft,
        tester,
        question,
        mark=fingerprint(question),
        words=words or {},
        own_words=own_words,
        not_understood=not_understood,
    )


def kept(session: Session, tester: Reader) -> list[tuple[str, str, int | None]]:
    session.expire_all()
    return [(one.kind.value, one.words, one.word_start) for one in tester.remarks]


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


def test_one_note_settles_the_same_word_of_all_testers_and_only_that(session: Session, draft: Consultation) -> None:
    question = draft.questions[0]
    testers = [finds_a_tester(session, draft, name) for name in ("one", "two")]
    for tester in testers:
        remarks(session, draft, tester, question, {0: MINUS, 4: MINUS}, "Of ik sport", not_understood=True)
    remark = next(one for one in testers[0].remarks if one.word_start == 4)
    together = same_point(session, remark, draft.id)
    assert len(together) == 2
    settle(session, draft, remark, mark=point_mark(together), note="Wordt: dikwijls")
    settled = [one for tester in testers for one in tester.remarks if one.settled]
    assert {(one.kind, one.word_start, one.settled) for one in settled} == {(MINUS, 4, "Wordt: dikwijls")}
    own = next(one for one in testers[0].remarks if one.kind is RemarkKind.OWN_WORDS)
    assert same_point(session, own, draft.id) == [own]


def test_a_settled_point_is_not_settled_over_and_can_be_opened_again(session: Session, draft: Consultation) -> None:
    tester = finds_a_tester(session, draft, "one")
    remarks(session, draft, tester, draft.questions[0], not_understood=True)
    (remark,) = tester.remarks
    nothing = point_mark([remark])
    settle(session, draft, remark, mark=nothing, note="Vraag korter gemaakt")
    with pytest.raises(StaleEditionError):
        settle(session, draft, remark, mark=nothing, note="Iets anders")
    with pytest.raises(TextError):
        settle(session, draft, remark, mark=point_mark([remark]), note="  ")
    settle(session, draft, remark, mark=point_mark([remark]), note="", reopen=True)
    assert remark.settled == ""


def test_what_was_settled_stays_when_the_tester_comes_back(session: Session, draft: Consultation) -> None:
    question, tester = draft.questions[0], finds_a_tester(session, draft, "one")
    remarks(session, draft, tester, question, {0: MINUS})
    (remark,) = tester.remarks
    settle(session, draft, remark, mark=point_mark([remark]), note="Blijft zo")
    remarks(session, draft, tester, question, {0: MINUS, 4: PLUS})
    assert {one.word_start: one.settled for one in tester.remarks} == {0: "Blijft zo", 4: ""}


def test_the_public_reason_is_not_overwritten_by_an_older_copy(
    session: Session, draft: Consultation, officer: User
) -> None:
    edition, nothing = draft.edition, text_mark("")
    change_untested_reason(session, draft, mark=nothing, reason=" Er is haast. ", by=officer.id)
    assert draft.untested_reason == "Er is haast."
    assert draft.edition == edition + 1, "who approves must read it"
    with pytest.raises(StaleEditionError):
        change_untested_reason(session, draft, mark=nothing, reason="Iets anders", by=officer.id)
    with pytest.raises(TextError):
        change_untested_reason(session, draft, mark=text_mark("Er is haast."), reason="x" * 601, by=officer.id)


def test_a_test_on_paper_counts_like_any_other_and_sent_twice_once(session: Session, draft: Consultation) -> None:
    question = draft.questions[0]
    said = {question.id: PaperRemark(plus=["sport"], minus=["VAAK"], own_words="Of ik sport", not_understood=True)}
    marks = {one.id: fingerprint(one) for one in draft.questions}
    for _ in range(2):
        add_paper_test(session, draft, token_hash="p" * 64, of_target=True, remarks=said, marks=marks)
    assert (draft.testers, draft.testers_of_target) == (1, 1)
    (tester,) = who_tested(session, draft.id)
    assert {(one.kind.value, one.words) for one in tester.remarks} == {
        ("PLUS", "sport"), ("MINUS", "vaak"), ("OWN_WORDS", "Of ik sport"), ("NOT_UNDERSTOOD", ""),
    }  # fmt: skip


def test_a_word_that_is_not_in_the_question_is_told(session: Session, draft: Consultation) -> None:
    question = draft.questions[0]
    marks = {one.id: fingerprint(one) for one in draft.questions}
    with pytest.raises(WordError) as told:
        add_paper_test(
            session,
            draft,
            token_hash="p" * 64,
            of_target=True,
            remarks={question.id: PaperRemark(minus=["zwemmen"])},
            marks=marks,
        )
    assert (told.value.question_id, told.value.word) == (question.id, "zwemmen")


@pytest.mark.parametrize("state", [State.CLOSED, State.REPORTED, State.CANCELLED])
def test_remarks_go_when_it_is_over_and_the_counts_stay(
    session: Session, draft: Consultation, officer: User, state: State
) -> None:
    other = ready_consultation(session, officer)
    for one in (draft, other):
        remarks(
            session, one, finds_a_tester(session, one, f"of {one.id}"), one.questions[0], own_words="Volgens Ali Bakker"
        )
    draft.untested_reason, draft.promised_by, draft.promised_on = "Kort", "A", dt.date(2030, 1, 1)
    draft.second_eyes_skipped, draft.opens_at = True, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    draft.closed_at, draft.state = dt.datetime(2026, 2, 1, tzinfo=dt.UTC), state
    session.flush()
    assert forget_test_rounds(session) == 1
    assert session.scalars(select(Reader.consultation_id)).all() == [other.id]
    assert session.scalar(select(func.count()).select_from(Remark)) == 1
    session.expire_all()
    assert draft.testers == 1


def test_a_question_that_was_added_later_is_newer_than_the_test(session: Session, draft: Consultation) -> None:
    tester = finds_a_tester(session, draft, "one")
    added = add_question(session, draft, kind=draft.questions[1].kind, text="Nog iets?")
    assert words_since(session, draft)[added.id] > tester.edition
