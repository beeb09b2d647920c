"""How answers came in is counted apart from what they say, or stands with them when that was announced."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.answering.models import AnswerMode, ModeCount, SealedSubmission
from panel.answering.modes import mode_counts, modes_about, modes_of, with_mode
from panel.answering.participant import Participant, invited_participant, new_participant
from panel.answering.service import AlreadySentError, save_answers, seal, start
from panel.answering.steps import all_steps, asked_breakdowns
from panel.consultations.models import BreakdownSource, Consultation, EvidenceKind, State
from panel.consultations.queries import consultation_by_id
from panel.consultations.service import MODE_KEYS, ClassText, KeyTakenError, add_breakdown
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.service import add_group, create_invitations
from panel.results.closing import begin_closing, begin_closing_round, finish_closing
from panel.results.queries import latest_outcome
from tests.support.boxes import opened_boxes
from tests.support.scene import open_class_consultation, some_answers, the_round, write_class_consultation

NOW = dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC)
NO_GRACE = dt.timedelta(0)
WORDS = ("Zelf ingevuld", "In een gesprek", "Op papier")


def classes() -> list[ClassText]:
    return [ClassText(text, key) for text, key in zip(WORDS, MODE_KEYS, strict=True)]


def send(
    session: Session, consultation: Consultation, pepper: Pepper, mode: AnswerMode, answers: Answers | None = None
) -> None:
    """Have one person start, answer and send in one way."""
    round_ = the_round(consultation)
    participant = replace(new_participant(round_.id), mode=mode)
    go_through(session, participant, consultation, pepper, answers or some_answers())


def go_through(
    session: Session, participant: Participant, consultation: Consultation, pepper: Pepper, answers: Answers
) -> None:
    round_ = the_round(consultation)
    start(session, participant, round_, consultation, pepper=pepper, now=NOW, seat_minutes=120)
    save_answers(session, participant, round_, consultation, answers, pepper=pepper, now=NOW, seat_minutes=120)
    seal(session, participant, round_, consultation, pepper=pepper, now=NOW)


def with_announced_mode(session: Session, keys: KeyDirectory, monkeypatch: pytest.MonkeyPatch) -> Consultation:
    """Return the class consultation, open, with the announced background of how answers came in."""

    def write(*args: object, **about: object) -> Consultation:
        made = write_class_consultation(*args, **about)  # type: ignore[arg-type]
        add_breakdown(
            session,
            made,
            label="Hoe het antwoord binnenkwam",
            text="Hoe kwam het antwoord binnen?",
            classes=classes(),
            key="came-in",
            filled_by=BreakdownSource.MODE,
        )
        return made

    monkeypatch.setattr("tests.support.scene.write_class_consultation", write)
    return open_class_consultation(session, keys, seats=60, with_breakdown=True)


def test_the_three_classes_are_the_three_ways() -> None:
    assert tuple(AnswerMode) == MODE_KEYS


def test_while_open_only_the_box_knows_how_answers_came_in(
    session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    consultation = open_class_consultation(session, keys, seats=60)
    for mode, times in ((AnswerMode.SELF, 2), (AnswerMode.CONVERSATION, 3), (AnswerMode.PAPER, 1)):
        for _ in range(times):
            send(session, consultation, pepper, mode)
    boxes = opened_boxes(session, consultation, keys)
    assert modes_of(boxes) == {AnswerMode.CONVERSATION: 3, AnswerMode.PAPER: 1}
    assert {tuple(one.background.items()) for one in boxes} == {()}
    assert session.scalar(select(func.count()).select_from(ModeCount)) == 0


def test_a_round_that_is_counted_first_keeps_its_numbers_for_the_whole(
    session: Session, database: Database, keys: KeyDirectory, pepper: Pepper
) -> None:
    consultation = open_class_consultation(session, keys, seats=60)
    for number in range(12):
        send(session, consultation, pepper, AnswerMode.PAPER, some_answers(number))
    add_group(session, consultation, name="Groep twee", keys=keys, seats=60)
    first, second = consultation.rounds
    begin_closing_round(first, now(), NO_GRACE)
    session.commit()
    assert finish_closing(database, keys, first.id)
    session.expire_all()
    assert mode_counts(session, [first.id, second.id]) == {AnswerMode.PAPER: 12}


def test_the_same_answers_are_the_same_in_every_way(session: Session, keys: KeyDirectory, pepper: Pepper) -> None:
    consultation = open_class_consultation(session, keys)
    for mode in AnswerMode:
        send(session, consultation, pepper, mode, some_answers(4))
    first, *others = opened_boxes(session, consultation, keys)
    assert others == [first, first]
    sizes = {len(box) for box in session.scalars(select(SealedSubmission.box))}
    assert len(sizes) == 1


def test_an_announced_way_stands_with_the_answers_and_is_not_counted(
    session: Session, keys: KeyDirectory, pepper: Pepper, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation = with_announced_mode(session, keys, monkeypatch)
    answers = some_answers().with_background("age", "12-13")
    for mode in AnswerMode:
        send(session, consultation, pepper, mode, answers)
    assert sorted(one.background["came-in"] for one in opened_boxes(session, consultation, keys)) == sorted(MODE_KEYS)
    assert session.scalar(select(func.count()).select_from(ModeCount)) == 0


def test_nobody_is_asked_how_the_answers_came_in(
    session: Session, keys: KeyDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation = with_announced_mode(session, keys, monkeypatch)
    assert [one.key for one in asked_breakdowns(consultation)] == ["age"]
    assert [step.key for step in all_steps(consultation)][-1] == "b-age"
    assert {step.total for step in all_steps(consultation)} == {7}


def test_who_claims_another_way_gets_the_true_one(
    session: Session, keys: KeyDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation = with_announced_mode(session, keys, monkeypatch)
    claimed = some_answers().with_background("came-in", "PAPER")
    assert with_mode(consultation, claimed, AnswerMode.SELF).background["came-in"] == "SELF"


def test_one_announced_way_is_enough(session: Session) -> None:
    consultation = write_class_consultation(session)
    words = {"label": "Hoe", "text": "Hoe kwam het?", "filled_by": BreakdownSource.MODE}
    add_breakdown(session, consultation, classes=classes(), **words)  # type: ignore[arg-type]
    with pytest.raises(KeyTakenError):
        add_breakdown(session, consultation, classes=classes(), **words)  # type: ignore[arg-type]


def test_other_classes_than_the_three_are_refused(session: Session) -> None:
    consultation = write_class_consultation(session)
    with pytest.raises(ValueError, match="three fixed classes"):
        add_breakdown(
            session,
            consultation,
            label="Hoe",
            text="Hoe kwam het?",
            classes=[ClassText("Post", "POST")],
            filled_by=BreakdownSource.MODE,
        )


@pytest.mark.parametrize(
    ("first", "second"), [pair for pair in itertools.product(AnswerMode, AnswerMode) if pair[0] is not pair[1]]
)
def test_a_personal_code_counts_once_in_whatever_way(
    session: Session, keys: KeyDirectory, pepper: Pepper, first: AnswerMode, second: AnswerMode
) -> None:
    consultation = open_class_consultation(session, keys, evidence_kind=EvidenceKind.PANEL, seats=None)
    round_ = the_round(consultation)
    (code,) = create_invitations(session, round_, 1, pepper)
    person = invited_participant(round_.id, 1, code, pepper)
    go_through(session, replace(person, mode=first), consultation, pepper, some_answers())
    with pytest.raises(AlreadySentError):
        go_through(session, replace(person, mode=second), consultation, pepper, some_answers())


@pytest.mark.parametrize(
    ("counts", "total", "said"),
    [
        ({}, 40, {}),
        ({AnswerMode.PAPER: 9}, 40, {}),
        ({AnswerMode.PAPER: 12}, 40, {"PAPER": 10}),
        ({AnswerMode.PAPER: 13, AnswerMode.CONVERSATION: 4}, 40, {"PAPER": 15}),
        ({AnswerMode.PAPER: 33}, 40, {}),
        ({AnswerMode.PAPER: 40}, 40, {"PAPER": 40}),
        ({AnswerMode.PAPER: 22, AnswerMode.CONVERSATION: 11}, 43, {"CONVERSATION": 10, "PAPER": 20}),
        ({AnswerMode.PAPER: 22, AnswerMode.CONVERSATION: 11}, 42, {}),
    ],
)
def test_a_number_is_said_only_when_it_and_the_rest_are_at_least_ten(
    counts: dict[AnswerMode, int], total: int, said: dict[str, int]
) -> None:
    assert modes_about(counts, total) == said


def test_closing_notes_the_rounded_numbers_and_forgets_the_exact_ones(
    session: Session, database: Database, keys: KeyDirectory, pepper: Pepper
) -> None:
    consultation = open_class_consultation(session, keys, seats=60)
    for number, mode in enumerate([AnswerMode.PAPER] * 12 + [AnswerMode.SELF] * 11):
        send(session, consultation, pepper, mode, some_answers(number))
    begin_closing(session, consultation, by=None, grace=NO_GRACE)
    round_id = the_round(consultation).id
    session.commit()
    assert finish_closing(database, keys, round_id)
    session.expire_all()
    outcome = latest_outcome(session, consultation.id)
    assert outcome is not None
    assert outcome.method["modes_about"] == {"PAPER": 10}
    assert session.scalar(select(func.count()).select_from(ModeCount)) == 0


def test_an_announced_way_splits_the_outcome_like_any_background(
    session: Session, database: Database, keys: KeyDirectory, pepper: Pepper, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation = with_announced_mode(session, keys, monkeypatch)
    for number, mode in enumerate([AnswerMode.PAPER] * 20 + [AnswerMode.SELF] * 20 + [AnswerMode.CONVERSATION] * 3):
        send(session, consultation, pepper, mode, some_answers(number).with_background("age", "12-13"))
    begin_closing(session, consultation, by=None, grace=NO_GRACE)
    round_id = the_round(consultation).id
    session.commit()
    assert finish_closing(database, keys, round_id)
    session.expire_all()
    outcome = latest_outcome(session, consultation.id)
    found = consultation_by_id(session, consultation.municipality_id, consultation.id)
    assert outcome is not None
    assert found is not None
    assert found.state is State.REPORTED
    shown = {one["key"]: one for one in outcome.content["breakdowns"]}
    # Three talks are too few to stand alone: they are part of a group of at least ten, or nothing is split.
    assert all(group.get("key") != "CONVERSATION" for group in shown.get("came-in", {}).get("groups", []))
    assert outcome.method["modes_about"] == {}
