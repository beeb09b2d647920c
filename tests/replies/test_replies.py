"""A municipality answers with a reason, in time or visibly late."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent
from panel.consultations.models import Consultation, State
from panel.municipalities.models import Municipality
from panel.replies.models import Decision, Reply
from panel.replies.policy import can_reply, is_late
from panel.replies.presenters import decision_words, late_in_words, present_promise, present_replies
from panel.replies.queries import late_replies, replies_of, with_reply
from panel.replies.service import IncompleteReplyError, NotYetError, write_reply
from panel.results.exports.keeping import files_of, order_files
from panel.results.exports.models import FileKind
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.results.samples import freeze_sample

DUE = dt.date(2027, 9, 1)


@pytest.fixture
def municipality(session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory()
    return made


def make(municipality: Municipality, state: State = State.REPORTED, promised_on: dt.date = DUE) -> Consultation:
    question = PolicyQuestionFactory(municipality=municipality)
    made: Consultation = ConsultationFactory(policy_question=question, state=state, promised_on=promised_on)
    return made


def write(session: Session, consultation: Consultation, **more: object) -> Reply:
    words: dict[str, object] = {
        "subject": "Meer bussen",
        "decision": Decision.PARTLY,
        "reason": "Er is geld voor één lijn.",
        "owner_name": "S. Bos",
        "due_on": None,
        **more,
    }
    return write_reply(session, consultation, author_id=consultation.created_by_id, **words)  # type: ignore[arg-type]


def test_a_reply_is_kept_and_noted_in_the_log(session: Session, municipality: Municipality) -> None:
    consultation = make(municipality)
    reply = write(session, consultation)
    session.commit()
    assert [one.id for one in replies_of(session, consultation.id)] == [reply.id]
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "REPLIED")).one()
    assert (event.subject, event.subject_id, event.user_id) == (
        "consultation", consultation.id, consultation.created_by_id,
    )  # fmt: skip


def test_the_same_reply_sent_twice_is_one_reply(session: Session, municipality: Municipality) -> None:
    consultation = make(municipality)
    assert write(session, consultation).id == write(session, consultation, reason=" Er is geld voor één lijn. ").id
    write(session, consultation, decision=Decision.NOT)
    assert len(replies_of(session, consultation.id)) == 2
    assert session.scalar(select(func.count()).select_from(AuditEvent)) == 2


def test_files_that_told_what_was_promised_are_made_anew(session: Session, municipality: Municipality) -> None:
    consultation = make(municipality)
    outcome = freeze_sample(session, consultation, 120)
    order_files(session, consultation, outcome, FileKind)
    assert len(files_of(session, consultation, outcome)) == len(FileKind)
    write(session, consultation)
    assert files_of(session, consultation, outcome) == {}


@pytest.mark.parametrize("missing", ["subject", "reason", "owner_name"])
def test_a_reply_without_reason_subject_or_owner_is_refused(
    session: Session, municipality: Municipality, missing: str
) -> None:
    consultation = make(municipality)
    with pytest.raises(IncompleteReplyError):
        write(session, consultation, **{missing: "   "})
    assert replies_of(session, consultation.id) == []


@pytest.mark.parametrize("state", [State.DRAFT, State.OPEN, State.CLOSED, State.CANCELLED])
def test_nobody_replies_before_there_is_an_outcome(session: Session, municipality: Municipality, state: State) -> None:
    consultation = make(municipality, state)
    assert not can_reply(consultation)
    with pytest.raises(NotYetError):
        write(session, consultation)


def test_late_is_after_the_promised_day_without_any_reply(session: Session, municipality: Municipality) -> None:
    consultation = make(municipality)
    after = DUE + dt.timedelta(days=1)
    assert late_replies(session, municipality.id, DUE) == []
    assert late_replies(session, municipality.id, after) == [consultation]
    assert not is_late(consultation, has_reply=False, today=DUE)
    assert is_late(consultation, has_reply=False, today=after)
    write(session, consultation)
    assert late_replies(session, municipality.id, after) == []
    assert not is_late(consultation, has_reply=True, today=after)


@pytest.mark.parametrize(
    ("state", "late"),
    [(State.OPEN, True), (State.CLOSED, True), (State.REPORTED, True), (State.DRAFT, False), (State.CANCELLED, False)],
)
def test_only_what_was_promised_to_people_can_be_late(
    session: Session, municipality: Municipality, state: State, late: bool
) -> None:
    consultation = make(municipality, state)
    after = DUE + dt.timedelta(days=9)
    assert bool(late_replies(session, municipality.id, after)) is late
    assert is_late(consultation, has_reply=False, today=after) is late


def test_the_longest_waiting_comes_first_and_only_ones_own(session: Session, municipality: Municipality) -> None:
    newer = make(municipality, promised_on=dt.date(2027, 5, 1))
    older = make(municipality, promised_on=dt.date(2027, 2, 1))
    make(MunicipalityFactory(), promised_on=dt.date(2026, 1, 1))
    assert late_replies(session, municipality.id, DUE) == [older, newer]


def test_which_consultations_have_a_reply(session: Session, municipality: Municipality) -> None:
    answered, silent = make(municipality), make(municipality)
    write(session, answered)
    assert with_reply(session, [answered.id, silent.id]) == {answered.id}
    assert with_reply(session, []) == set()


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, ""),
        (1, "1 dag te laat"),
        (20, "20 dagen te laat"),
        (21, "3 weken te laat"),
        (89, "12 weken te laat"),
        (90, "3 maanden te laat"),
    ],
)
def test_being_late_is_said_in_words(days: int, words: str) -> None:
    assert late_in_words(DUE, DUE + dt.timedelta(days=days)) == words


@pytest.mark.usefixtures("words")
def test_the_promise_becomes_an_answer_or_is_late(session: Session, municipality: Municipality) -> None:
    consultation = make(municipality)
    waiting = present_promise(consultation, has_reply=False, today=DUE)
    assert waiting.sentence == "S. Bos, wethouder antwoordt op zijn laatst op 1 september 2027."
    late = present_promise(consultation, has_reply=False, today=DUE + dt.timedelta(days=2))
    assert late.late_by == "2 dagen te laat"
    assert late.sentence.endswith("Dat antwoord is er nog niet.")
    given = present_promise(consultation, has_reply=True, today=DUE + dt.timedelta(days=2))
    assert (given.answered, given.late_by) == (True, "")


@pytest.mark.usefixtures("words")
def test_each_decision_is_worded(session: Session, municipality: Municipality) -> None:
    assert [decision_words(one) for one in Decision] == [
        "Doen we", "Doen we deels", "Deden we al", "Doen we niet", "Weten we nog niet",
    ]  # fmt: skip
    reply = write(session, make(municipality), due_on=dt.date(2027, 12, 1))
    shown = present_replies([reply])[0]
    assert (shown.decision, shown.due, shown.owner) == ("Doen we deels", "1 december 2027", "S. Bos")
