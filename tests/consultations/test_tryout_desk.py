"""What is done with a test round: points are settled, paper is typed in, a reason is given, and remarks go."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, Remark, RemarkKind, State
from panel.consultations.models import Tester as Reader
from panel.consultations.queries import who_tested
from panel.consultations.service import (
    PaperRemark,
    StaleEditionError,
    TextError,
    WordError,
    add_paper_test,
    add_question,
    change_untested_reason,
    fingerprint,
    forget_test_rounds,
    point_mark,
    same_point,
    settle,
    text_mark,
    words_since,
)
from tests.consultations.making import ready_consultation
from tests.consultations.trying import finds_a_tester, remarks

PLUS, MINUS = RemarkKind.PLUS, RemarkKind.MINUS


@pytest.fixture
def draft(session: Session, officer: User) -> Consultation:
    made = ready_consultation(session, officer)
    made.untested_reason = ""
    session.commit()
    return made


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
