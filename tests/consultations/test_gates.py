"""A consultation stays shut while one thing is missing, whichever it is, also for who goes round the service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from panel.consultations.gates import Gate, has_easy_text, missing_for_opening, second_eyes_missing
from panel.consultations.models import Consultation, EvidenceKind, State
from panel.consultations.service import NotReadyError, publish_consultation
from panel.core.clock import now, today
from panel.core.keys import KeyDirectory
from panel.invitations.service import add_group
from tests.consultations.making import officer_of, ready_consultation
from tests.factories import MunicipalityFactory

Change = Callable[[Consultation], object]
HARD = "In hoeverre wordt door u de bereikbaarheid van maatschappelijke voorzieningen als toereikend ervaren?"


def _set(name: str, value: object) -> Change:
    return lambda made: setattr(made.policy_question, name, value)


TAKEN_AWAY: dict[str, Change] = {
    "NO_EXPLANATION": _set("explanation", ""),
    "NO_INFLUENCE": _set("influence", " "),
    "NO_OWNER": _set("owner_name", ""),
    "NO_OWNER_FUNCTION": _set("owner_function", ""),
    "NO_REPLY_DATE": _set("reply_due_on", None),
    "REPLY_DATE_PASSED": _set("reply_due_on", dt.date(2020, 1, 1)),
    "NO_TOPIC": lambda made: setattr(made, "topic", " "),
    "NO_QUESTIONS": lambda made: made.questions.clear(),
    "TOO_FEW_OPTIONS": lambda made: made.questions[0].options.pop() and made.questions[0].options.pop(),
    "OPTIONS_ALIKE": lambda made: setattr(made.questions[0].options[1], "text", "elke WEEK"),
    "TOO_FEW_CLASSES": lambda made: made.breakdowns[0].classes.pop(),
    "NO_GROUP": lambda made: setattr(made, "evidence_kind", EvidenceKind.GROUP),
    "NO_EASY_TEXT": lambda made: setattr(made.questions[1], "text", HARD),
    "NO_EASY_OPTION": lambda made: setattr(made.questions[0].options[1], "text", HARD),
    "NOT_TESTED": lambda made: setattr(made, "untested_reason", " "),
    "NO_PRIVACY_GROUND": lambda made: setattr(made, "privacy_ground", None),
    "NO_RETENTION": lambda made: setattr(made, "retention_months", None),
    "PRIVATE_QUESTION": lambda made: setattr(made.questions[1], "text", "Ben je ziek?"),
    "PRIVATE_BREAKDOWN": lambda made: setattr(made.breakdowns[0], "text", "Wat is je geloof?"),
}


@pytest.fixture
def ready(session: Session) -> Consultation:
    return ready_consultation(session, officer_of(MunicipalityFactory()))


@pytest.mark.parametrize("code", sorted(TAKEN_AWAY))
def test_the_gate_is_shut_when_its_condition_goes(
    session: Session, keys: KeyDirectory, ready: Consultation, code: str
) -> None:
    assert missing_for_opening(ready, on=today()) == []
    TAKEN_AWAY[code](ready)
    session.flush()
    with pytest.raises(NotReadyError) as refused:
        publish_consultation(session, ready, by=None, keys=keys, skip_second_eyes=True)
    assert [one.code for one in refused.value.missing] == [code]
    assert ready.state is State.DRAFT
    assert ready.rounds == []
    assert not keys.folder.exists() or list(keys.folder.iterdir()) == []


def test_a_complete_consultation_opens_with_a_copy_of_its_promise(
    session: Session, keys: KeyDirectory, ready: Consultation
) -> None:
    publish_consultation(session, ready, by=None, keys=keys, skip_second_eyes=True)
    assert ready.state is State.OPEN
    assert ready.promised_by == "S. Bos, wethouder"
    assert ready.promised_on == ready.policy_question.reply_due_on
    assert ready.second_eyes_skipped
    assert [keys.exists(one.key_name) for one in ready.rounds] == [True]


def test_nothing_opens_unseen_by_a_second_person(session: Session, keys: KeyDirectory, ready: Consultation) -> None:
    with pytest.raises(NotReadyError) as refused:
        publish_consultation(session, ready, by=None, keys=keys, skip_second_eyes=False)
    assert [one.code for one in refused.value.missing] == ["SECOND_EYES"]


def test_the_reply_is_promised_for_after_the_closing_day(
    session: Session, keys: KeyDirectory, ready: Consultation
) -> None:
    late = now() + dt.timedelta(days=200)
    with pytest.raises(NotReadyError) as refused:
        publish_consultation(session, ready, by=None, keys=keys, skip_second_eyes=True, closes_at=late)
    assert [one.code for one in refused.value.missing] == ["REPLY_BEFORE_CLOSING"]


def test_a_consultation_that_closes_at_once_does_not_open(
    session: Session, keys: KeyDirectory, ready: Consultation
) -> None:
    with pytest.raises(NotReadyError) as refused:
        publish_consultation(session, ready, by=None, keys=keys, skip_second_eyes=True, closes_at=now())
    assert [one.code for one in refused.value.missing] == ["CLOSES_TOO_SOON"]


def test_a_group_consultation_opens_with_the_rounds_of_its_groups(session: Session, keys: KeyDirectory) -> None:
    made = ready_consultation(session, officer_of(MunicipalityFactory()), EvidenceKind.GROUP)
    add_group(session, made, name="Klas 3b", seats=14, keys=keys)
    publish_consultation(session, made, by=None, keys=keys, skip_second_eyes=True)
    assert [one.name for one in made.rounds] == ["Klas 3b"]


@pytest.mark.parametrize(("testers", "of_target", "opens"), [(5, 2, True), (7, 3, True), (4, 2, False), (9, 1, False)])
def test_five_readers_of_whom_two_from_the_target_group_open_the_gate(
    ready: Consultation, testers: int, of_target: int, opens: bool
) -> None:
    ready.untested_reason, ready.testers, ready.testers_of_target = "", testers, of_target
    assert [one.code for one in missing_for_opening(ready, on=today())] == ([] if opens else ["NOT_TESTED"])


@pytest.mark.parametrize(
    ("text", "easy", "good"),
    [
        ("Wat kan beter?", "", True),
        (HARD, "", False),
        (HARD, HARD.upper(), False),
        (HARD, "Wat is dicht bij jou?", True),
        ("Hoe vaak ga je met de bus of met de fiets naar school?", "", False),
    ],
)
def test_a_question_is_easy_itself_or_has_an_easy_text(text: str, easy: str, good: bool) -> None:
    assert has_easy_text(text, easy) is good


def test_what_was_asked_elsewhere_needs_no_easy_text(session: Session, keys: KeyDirectory, ready: Consultation) -> None:
    ready.questions[1].text = HARD
    publish_consultation(session, ready, by=None, keys=keys, skip_second_eyes=True, asked_elsewhere=True)
    assert ready.state is State.OPEN


def test_every_missing_thing_belongs_to_a_gate_that_it_keeps_shut(ready: Consultation) -> None:
    ready.policy_question.owner_name, ready.privacy_ground, ready.untested_reason = "", None, ""
    missing = missing_for_opening(ready, on=today()) + second_eyes_missing(ready, skipped=False)
    assert [one.gate for one in missing] == [Gate.OWNER, Gate.TESTED, Gate.PRIVACY, Gate.SECOND_EYES]
    assert second_eyes_missing(ready, skipped=True) == []


def _open(made: Consultation) -> None:
    made.state, made.opens_at = State.OPEN, now()
    made.promised_by, made.promised_on, made.second_eyes_skipped = "S. Bos", today(), True


def _tested(made: Consultation, testers: int, of_target: int) -> None:
    made.untested_reason, made.testers, made.testers_of_target = "", testers, of_target


ROUND_THE_SERVICE: dict[str, Change] = {
    "without an owner": lambda made: setattr(made, "promised_by", ""),
    "without a reply date": lambda made: setattr(made, "promised_on", None),
    "unseen and silent about it": lambda made: setattr(made, "second_eyes_skipped", False),
    "without a moment of opening": lambda made: setattr(made, "opens_at", None),
    "approved by its maker": lambda made: setattr(made, "approved_by_id", made.created_by_id),
    "without a privacy ground": lambda made: setattr(made, "privacy_ground", None),
    "without a retention": lambda made: setattr(made, "retention_months", None),
    "neither tested nor with a reason": lambda made: setattr(made, "untested_reason", ""),
    "tested by four": lambda made: _tested(made, 4, 2),
    "tested by one of the target group": lambda made: _tested(made, 9, 1),
    "erased before it closed": lambda made: setattr(made, "answers_erased_on", today()),
    "closing before it opens": lambda made: setattr(made, "closes_at", now() - dt.timedelta(days=1)),
}


@pytest.mark.parametrize("how", sorted(ROUND_THE_SERVICE))
def test_the_database_itself_keeps_it_shut(session: Session, ready: Consultation, how: str) -> None:
    _open(ready)
    session.flush()
    ROUND_THE_SERVICE[how](ready)
    with pytest.raises(IntegrityError):
        session.flush()
