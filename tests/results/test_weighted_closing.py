"""A sample is weighed to the figures of the municipality when it closes; while it is open only bands are known."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given
from panel.answering.service import seal_given
from panel.consultations.models import Consultation, EvidenceKind, Round, State
from panel.consultations.queries import consultation_by_id
from panel.consultations.service import figures_fingerprint, keep_population_figures
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.service import create_invitations
from panel.results.closing import begin_closing, finish_closing
from panel.results.queries import latest_outcome
from panel.results.response import measure_response, response_so_far
from panel.results.response_models import ResponseBands
from panel.stats.published import Published
from panel.stats.published_weighting import StopReason
from panel.stats.response import Band
from tests.factories import BreakdownFactory, ConsultationFactory, QuestionFactory, RoundFactory
from tests.support.time import SetClock

COUNTS = {"young": 500, "old": 500}


class Town:
    """A sample or panel with 20 young people who say never and 60 old people who say weekly."""

    def __init__(
        self,
        database: Database,
        keys: KeyDirectory,
        session: Session,
        kind: EvidenceKind,
        counts: dict[str, int] | None,
    ) -> None:
        self.database, self.keys = database, keys
        made = ConsultationFactory(state=State.OPEN, evidence_kind=kind)
        QuestionFactory(consultation=made)
        breakdown = BreakdownFactory(consultation=made, ages=(("young", "Jong"), ("old", "Oud")))
        self.classes = [one.key for one in breakdown.classes]
        self.round = RoundFactory(consultation=made, directory=keys)
        session.commit()
        if counts is not None:
            values = dict(zip(self.classes, counts.values(), strict=False))
            keep_population_figures(
                session,
                made,
                breakdown,
                by=None,
                mark=figures_fingerprint(None),
                counts={key: values.get(key, 0) for key in self.classes},
                source="CBS StatLine",
                counted_on=dt.date(2026, 1, 1),
            )
        self.id, self.municipality_id, self.key = made.id, made.municipality_id, breakdown.key
        self.question, self.round_id = made.questions[0].key, self.round.id
        self.send(session, made, 20, 0)
        self.send(session, made, 60, 1)
        session.commit()
        session.expunge_all()

    def send(self, session: Session, made: Consultation, people: int, place: int) -> None:
        for _ in range(people):
            answer = Answers({self.question: Given("ANSWERED", "never" if place == 0 else "weekly")}, {})
            seal_given(session, self.round, made, answer.with_background(self.key, self.classes[place]))

    def close(self) -> Published:
        with self.database.transaction() as session:
            begin_closing(session, session.get_one(Consultation, self.id), by=None, grace=dt.timedelta(0))
        assert finish_closing(self.database, self.keys, self.round_id)
        with self.database.session(reading=True) as session:
            outcome = latest_outcome(session, self.id)
            assert outcome is not None
            return Published.from_dict(outcome.content)

    def bands(self) -> dict[str, Band] | None:
        with self.database.session(reading=True) as session:
            found = consultation_by_id(session, self.municipality_id, self.id)
            assert found is not None
            so_far = response_so_far(session, found)
            return None if so_far is None else {one.name: one.band for one in so_far.classes}


def make(
    database: Database, keys: KeyDirectory, session: Session, kind: EvidenceKind, counts: dict[str, int] | None = COUNTS
) -> Town:
    return Town(database, keys, session, kind, counts)


@pytest.mark.parametrize(("kind", "sampled"), [(EvidenceKind.SAMPLE, True), (EvidenceKind.PANEL, False)])
def test_an_outcome_is_weighed_to_the_figures_of_the_municipality(
    database: Database, keys: KeyDirectory, session: Session, kind: EvidenceKind, sampled: bool
) -> None:
    published = make(database, keys, session, kind).close()
    assert published.weighted
    told = published.weighting
    assert told is not None
    assert (told.lightest, told.heaviest, told.effective_size, told.sampled) == (7, 20, 60, sampled)
    assert (told.margins[0].source, told.margins[0].counted_on) == ("CBS StatLine", "2026-01-01")
    table = published.questions[0].table
    assert table is not None
    assert {one.key: one.count for one in table.options}["never"] == 40


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("kind", "invited", "frame"),
    [(EvidenceKind.SAMPLE, 90, 1000), (EvidenceKind.SAMPLE, 1001, None), (EvidenceKind.PANEL, 90, None)],
)
def test_only_a_sample_has_a_frame_and_never_one_smaller_than_who_was_invited(
    database: Database, keys: KeyDirectory, session: Session, pepper: Pepper, kind: EvidenceKind, invited: int,
    frame: int | None,
) -> None:  # fmt: skip
    town = make(database, keys, session, kind)
    with database.transaction() as own:
        create_invitations(own, own.get_one(Round, town.round_id), invited, pepper)
    told = town.close().weighting
    assert told is not None
    assert told.frame == frame


def test_without_figures_nothing_is_weighed(database: Database, keys: KeyDirectory, session: Session) -> None:
    published = make(database, keys, session, EvidenceKind.SAMPLE, None).close()
    assert (published.weighted, published.weighting) == (False, None)


def test_figures_that_do_not_fit_leave_it_unweighted_and_say_why(
    database: Database, keys: KeyDirectory, session: Session
) -> None:
    published = make(database, keys, session, EvidenceKind.SAMPLE, {"young": 990, "old": 10}).close()
    assert not published.weighted
    assert published.weighting is not None
    assert published.weighting.stopped is StopReason.NOT_FITTING


def test_bands_say_who_is_missing_and_are_kept_for_a_day_and_for_ten_more_answers(
    database: Database, keys: KeyDirectory, session: Session, clock: SetClock
) -> None:
    town = make(database, keys, session, EvidenceKind.SAMPLE)
    assert town.bands() is None
    assert measure_response(database, keys) == 1
    first = town.bands()
    assert first is not None
    assert list(first.values()) == [Band.FEWER, Band.MORE]
    assert measure_response(database, keys) == 0
    clock.forward(days=1)
    assert measure_response(database, keys) == 0
    with database.transaction() as session:
        made = session.get_one(Consultation, town.id)
        town.send(session, made, 60, 0)
    assert measure_response(database, keys) == 1
    later = town.bands()
    assert later is not None
    assert set(later.values()) == {Band.FITTING, Band.FITTING}


def test_the_table_of_bands_holds_no_number_of_a_class(
    database: Database, keys: KeyDirectory, session: Session
) -> None:
    town = make(database, keys, session, EvidenceKind.SAMPLE)
    measure_response(database, keys)
    with database.session(reading=True) as reading:
        kept = reading.scalars(select(ResponseBands)).one()
        assert kept.sent == 80
        assert not any(
            character.isdigit() for character in json.dumps([list(one.values()) for one in kept.bands.values()])
        )
    town.close()
    measure_response(database, keys)
    with database.session(reading=True) as reading:
        assert reading.scalars(select(ResponseBands)).all() == []
