"""Writing: two officers never overwrite each other, order and keys stay whole, and what was sent on stays as it is."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from panel.audit.queries import last_event
from panel.consultations.models import Consultation, EvidenceKind, QuestionKind, State
from panel.consultations.service import (
    ClassText,
    CodeError,
    KeyTakenError,
    NotReadyError,
    OptionText,
    SecondEyesError,
    ShutError,
    StaleEditionError,
    TextError,
    TooManyError,
    add_breakdown,
    add_question,
    approve_consultation,
    breakdown_fingerprint,
    change_breakdown,
    change_consultation,
    change_policy_question,
    change_question,
    columns_fingerprint,
    create_consultation,
    create_policy_question,
    fingerprint,
    move_question,
    propose_code,
    publish_consultation,
    remove_breakdown,
    remove_question,
    send_back,
    submit_for_review,
)
from panel.consultations.states import WrongStateError
from panel.core.ids import RESERVED_SLUGS
from panel.core.keys import KeyDirectory
from tests.consultations.making import officer_of
from tests.factories import MunicipalityFactory


def test_the_second_officer_overwrites_nothing(session: Session, draft: Consultation) -> None:
    asked = draft.policy_question
    mark = columns_fingerprint(asked, ["title"])
    change_policy_question(session, asked, mark=mark, values={"title": "Van de eerste"})
    with pytest.raises(StaleEditionError):
        change_policy_question(session, asked, mark=mark, values={"title": "Van de tweede"})
    assert (asked.title, asked.edition) == ("Van de eerste", 2)


def test_two_officers_on_two_steps_are_not_in_each_others_way(session: Session, draft: Consultation) -> None:
    asked = draft.policy_question
    why, room = ["explanation", "decision", "decision_on"], ["fixed", "open_points", "already_done"]
    marks = columns_fingerprint(asked, why), columns_fingerprint(asked, room)
    change_policy_question(
        session, asked, mark=marks[1], values={"fixed": "Het budget", "open_points": "De plek", "already_done": ""}
    )
    decided = dt.date(2027, 5, 12)
    change_policy_question(
        session, asked, mark=marks[0], values={"explanation": "Nu", "decision": "De raad kiest", "decision_on": decided}
    )
    assert (asked.fixed, asked.open_points, asked.decision_on) == ("Het budget", "De plek", decided)


def test_who_takes_part_is_not_overwritten_either(session: Session, draft: Consultation) -> None:
    names = ["topic", "expected_responses", "code"]
    mark = columns_fingerprint(draft, names)
    values = {"topic": "het plein", "expected_responses": 120}
    change_consultation(session, draft, mark=mark, code="plein", values=values)
    with pytest.raises(StaleEditionError):
        change_consultation(session, draft, mark=mark, code="plein", values={**values, "topic": "de straat"})
    assert (draft.topic, draft.code, draft.expected_responses) == ("het plein", "plein", 120)


def test_a_title_is_enough_to_begin_and_a_column_of_others_is_not_written(session: Session) -> None:
    officer = officer_of(MunicipalityFactory())
    about = {"municipality_id": officer.municipality_id, "created_by_id": officer.id}
    asked = create_policy_question(session, **about, title="Wat mist er in het park?")
    made = create_consultation(session, asked, created_by_id=officer.id, evidence_kind=EvidenceKind.GROUP)
    assert (asked.explanation, made.topic, made.code) == ("", "", "wat-mist-er-in-het-park")
    with pytest.raises(ValueError, match="created_at"):
        create_policy_question(session, **about, title="Nog een", created_at=dt.date(2027, 1, 1))


def test_two_officers_on_two_questions_are_not_in_each_others_way(session: Session, draft: Consultation) -> None:
    first, second = draft.questions
    marks = fingerprint(first), fingerprint(second)
    change_question(session, draft, first, mark=marks[0], text="Een", options=[OptionText("A"), OptionText("B")])
    change_question(session, draft, second, mark=marks[1], text="Twee")
    with pytest.raises(StaleEditionError):
        change_question(session, draft, first, mark=marks[0], text="Te laat")
    assert [one.text for one in draft.questions] == ["Een", "Twee"]


def test_options_keep_their_key_when_they_are_reworded_and_moved(session: Session, draft: Consultation) -> None:
    question = draft.questions[0]
    first, second, third = (option.key for option in question.options)
    answers = [OptionText("Nooit", key=third), OptionText("Nieuw"), OptionText("Vaak", key=first)]
    change_question(session, draft, question, mark=fingerprint(question), text="Hoe vaak?", options=answers)
    assert [(one.position, one.text) for one in question.options] == [(1, "Nooit"), (2, "Nieuw"), (3, "Vaak")]
    assert [question.options[0].key, question.options[2].key] == [third, first]
    assert question.options[1].key not in {first, second, third}


def test_questions_move_by_a_place_and_stop_at_the_ends(session: Session, draft: Consultation) -> None:
    add_question(session, draft, kind=QuestionKind.STATEMENT, text="Derde")
    last = draft.questions[2]
    move_question(session, draft, last, places=-1)
    move_question(session, draft, last, places=-5)
    move_question(session, draft, last, places=-1)
    assert [one.text for one in draft.questions] == ["Derde", "Hoe vaak sport jij?", "Wat kan beter?"]
    assert [one.position for one in draft.questions] == [1, 2, 3]


def test_removing_a_question_closes_the_gap(session: Session, draft: Consultation) -> None:
    remove_question(session, draft, draft.questions[0])
    session.commit()
    session.expire_all()
    assert [(one.position, one.text) for one in draft.questions] == [(1, "Wat kan beter?")]


def test_an_eleventh_question_needs_a_reason_that_is_logged(session: Session, draft: Consultation) -> None:
    for number in range(3, 11):
        add_question(session, draft, kind=QuestionKind.STATEMENT, text=f"Stelling {number}")
    with pytest.raises(TooManyError):
        add_question(session, draft, kind=QuestionKind.STATEMENT, text="Stelling 11")
    add_question(session, draft, kind=QuestionKind.STATEMENT, text="Stelling 11", reason_for_more="Twee wijken.")
    event = last_event(session, subject="consultation", subject_id=draft.id, action="MORE_QUESTIONS")
    assert event is not None
    assert event.reason == "Twee wijken."
    assert len(draft.questions) == 11


def test_a_fifth_breakdown_is_refused_and_a_removed_one_makes_room(session: Session, draft: Consultation) -> None:
    two = [ClassText("A"), ClassText("B")]
    for name in ("Wijk", "School", "Werk"):
        add_breakdown(session, draft, label=name, text="?", classes=two)
    with pytest.raises(TooManyError):
        add_breakdown(session, draft, label="Vijfde", text="?", classes=two)
    remove_breakdown(session, draft, draft.breakdowns[1])
    add_breakdown(session, draft, label="Vijfde", text="?", classes=two)
    assert [(one.position, one.label) for one in draft.breakdowns] == [
        (1, "Leeftijd"), (2, "School"), (3, "Werk"), (4, "Vijfde"),
    ]  # fmt: skip
    assert len({one.key for one in draft.breakdowns}) == 4


def test_a_breakdown_that_a_colleague_changed_is_not_overwritten(session: Session, draft: Consultation) -> None:
    breakdown = draft.breakdowns[0]
    mark = breakdown_fingerprint(breakdown)
    change_breakdown(
        session, draft, breakdown, mark=mark, label="Hoe oud", text="?", classes=[ClassText("x"), ClassText("y")]
    )
    with pytest.raises(StaleEditionError):
        change_breakdown(session, draft, breakdown, mark=mark, label="Te laat", text="?", classes=[])
    assert [one.text for one in breakdown.classes] == ["x", "y"]


def test_keys_from_a_file_are_kept_and_never_twice(session: Session, draft: Consultation) -> None:
    made = add_question(session, draft, kind=QuestionKind.STATEMENT, text="Stelling", key="own-key")
    assert made.key == "own-key"
    twice = [OptionText("A", key="a"), OptionText("B", key="a")]
    with pytest.raises(KeyTakenError):
        add_question(session, draft, kind=QuestionKind.CHOOSE_ONE, text="?", options=twice)


@pytest.mark.parametrize(("text", "reason"), [("x" * 601, "TOO_LONG"), ("a\x00b", "NOT_TEXT"), ("  ", "EMPTY")])
def test_a_text_that_does_not_fit_is_refused_and_never_cut(
    session: Session, draft: Consultation, text: str, reason: str
) -> None:
    with pytest.raises(TextError) as refused:
        add_question(session, draft, kind=QuestionKind.OPEN_TEXT, text=text)
    assert (refused.value.field, refused.value.reason) == ("text", reason)


@pytest.mark.parametrize("code", ["welkom", "482913", "Met Spatie", "a", "hoe-wordt-buiten-sporten-leuker", "bcdfghjk"])
def test_a_code_that_could_be_something_else_is_refused(session: Session, draft: Consultation, code: str) -> None:
    with pytest.raises(CodeError):
        create_consultation(
            session,
            draft.policy_question,
            created_by_id=draft.created_by_id,
            evidence_kind=draft.evidence_kind,
            topic="sport",
            code=code,
        )


@pytest.mark.parametrize("title", [*sorted(RESERVED_SLUGS)[:4], "482913", "!?", "Hoe wordt buiten sporten leuker?"])
def test_a_proposed_code_is_free_and_allowed(session: Session, draft: Consultation, title: str) -> None:
    code = propose_code(session, title)
    made = create_consultation(
        session,
        draft.policy_question,
        created_by_id=draft.created_by_id,
        evidence_kind=draft.evidence_kind,
        topic="sport",
        code=code,
    )
    assert made.code == code


def test_another_person_approves_what_was_read(session: Session, keys: KeyDirectory, draft: Consultation) -> None:
    colleague = officer_of(MunicipalityFactory())
    submit_for_review(session, draft, by=draft.created_by_id)
    with pytest.raises(SecondEyesError):
        approve_consultation(session, draft, by=draft.created_by_id, edition=draft.edition)
    with pytest.raises(StaleEditionError):
        approve_consultation(session, draft, by=colleague.id, edition=draft.edition - 1)
    approve_consultation(session, draft, by=colleague.id, edition=draft.edition)
    publish_consultation(session, draft, by=draft.created_by_id, keys=keys, skip_second_eyes=True)
    assert draft.state is State.OPEN
    assert not draft.second_eyes_skipped


def test_sending_back_takes_a_reason_and_undoes_an_approval(session: Session, draft: Consultation) -> None:
    colleague = officer_of(MunicipalityFactory())
    submit_for_review(session, draft, by=draft.created_by_id)
    approve_consultation(session, draft, by=colleague.id, edition=draft.edition)
    with pytest.raises(SecondEyesError):
        send_back(session, draft, by=colleague.id, reason=" ")
    send_back(session, draft, by=colleague.id, reason="Vraag 2 stuurt.")
    event = last_event(session, subject="consultation", subject_id=draft.id, action="SENT_BACK")
    assert event is not None
    assert event.reason == "Vraag 2 stuurt."
    assert draft.state is State.DRAFT
    assert draft.approved_by_id is None


def test_an_incomplete_consultation_is_not_submitted(session: Session, draft: Consultation) -> None:
    draft.policy_question.influence = ""
    with pytest.raises(NotReadyError):
        submit_for_review(session, draft, by=draft.created_by_id)


def test_nothing_changes_while_a_colleague_reads_or_people_answer(
    session: Session, keys: KeyDirectory, draft: Consultation
) -> None:
    submit_for_review(session, draft, by=draft.created_by_id)
    with pytest.raises(ShutError):
        add_question(session, draft, kind=QuestionKind.OPEN_TEXT, text="Nog een?")
    publish_consultation(session, draft, by=None, keys=keys, skip_second_eyes=True)
    with pytest.raises(ShutError):
        remove_question(session, draft, draft.questions[0])
    with pytest.raises(ShutError):
        change_policy_question(session, draft.policy_question, mark="", values={"title": "Anders"})
    with pytest.raises(WrongStateError):
        publish_consultation(session, draft, by=None, keys=keys, skip_second_eyes=True)
