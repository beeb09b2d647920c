"""A weighted outcome is corrected once and weighed again; where that cannot be proven nothing changes."""

from __future__ import annotations

import datetime as dt

import flask
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.answering.answers import Given
from panel.answering.service import seal_given
from panel.consultations.models import EvidenceKind
from panel.consultations.service import figures_fingerprint, keep_population_figures
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.results.correcting import (
    can_be_corrected,
    corrections_of,
    make_approved,
)
from panel.results.models import Correction, CorrectionState, Submission
from panel.results.presenters.method import present_method
from panel.results.queries import latest_outcome, outcomes_so_far
from panel.stats.published import Published
from tests.results.counted import Counted
from tests.support.scene import open_class_consultation, some_answers, the_round

pytestmark = pytest.mark.sqlite
SPAM = "Stem op de fiets"
AGES = ("12-13", "14-15", "16")


class Weighed(Counted):
    """A counted sample of 90 people and 24 letters that one person answered, weighed by age."""

    def __init__(self, session: Session, database: Database, keys: KeyDirectory) -> None:
        made = open_class_consultation(
            session, keys, evidence_kind=EvidenceKind.SAMPLE, code="de-steekproef", with_breakdown=True
        )
        keep_population_figures(
            session, made, made.breakdowns[0], by=None, mark=figures_fingerprint(None),
            counts=dict.fromkeys((one.key for one in made.breakdowns[0].classes), 400), source="CBS",
            counted_on=dt.date(2026, 1, 1),
        )  # fmt: skip
        for number in range(90):
            told = some_answers(number).with_background("age", AGES[number % 3])
            seal_given(session, the_round(made), made, told)
        for number in range(24):
            told = some_answers(number).with_given("tip", Given("ANSWERED", SPAM)).with_background("age", AGES[0])
            seal_given(session, the_round(made), made, told)
        super().__init__(session, database, keys, made)

    def correct(self) -> CorrectionState:
        """Let two people take the copies out; return what became of it."""
        self.approve(self.propose_for("Eén persoon had veel brieven."))
        make_approved(self.database)
        self.session.expire_all()
        return self.session.get_one(Correction, corrections_of(self.session, self.id)[-1].id).state


@pytest.fixture
def weighed(session: Session, database: Database, keys: KeyDirectory) -> Weighed:
    return Weighed(session, database, keys)


def test_the_new_version_is_weighed_again_and_says_so(weighed: Weighed, sqlite_app: flask.Flask) -> None:
    assert weighed.correct() is CorrectionState.MADE
    first, second = (Published.from_dict(one.content) for one in outcomes_so_far(weighed.session, weighed.id))
    assert first.weighted
    assert second.weighted
    assert (first.size, second.size) == (115, 90)
    assert second.weighting is not None
    # Thirty of each age are left, as many as in the town: nobody weighs more than another.
    assert (second.weighting.lightest, second.weighting.heaviest) == (10, 10)
    outcome = latest_outcome(weighed.session, weighed.id)
    assert outcome is not None
    with sqlite_app.test_request_context():
        told = dict(present_method(weighed.consultation, outcome, second, None))
    assert "We rekenden opnieuw hoe zwaar elke groep telt." in told["Verbeterd?"]


def test_a_second_correction_is_not_offered(weighed: Weighed) -> None:
    assert can_be_corrected(weighed.session, weighed.consultation)
    weighed.correct()
    assert not can_be_corrected(weighed.session, weighed.consultation)


def test_background_that_became_coarser_leaves_everything_as_it_is(weighed: Weighed) -> None:
    """Of a rare combination the class is gone: what people weighed cannot be known any more."""
    for row in weighed.session.scalars(select(Submission).limit(12)):
        row.background = {}
    weighed.session.commit()
    assert weighed.correct() is CorrectionState.FAILED
    assert len(outcomes_so_far(weighed.session, weighed.id)) == 1
