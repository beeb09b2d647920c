"""A sample with figures for two backgrounds together is weighed to them when it closes, and everybody is told."""

from __future__ import annotations

import datetime as dt

import flask
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given
from panel.answering.service import seal_given
from panel.consultations.models import Consultation, EvidenceKind, State
from panel.consultations.queries import consultation_by_id
from panel.consultations.service.population import joint_fingerprint, keep_counts_of_file
from panel.consultations.service.population_pairs import PairCounts
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.results.closing import begin_closing, finish_closing
from panel.results.exports.columns import codebook
from panel.results.exports.rows import Whose, exported
from panel.results.presenters.method import present_method
from panel.results.presenters.report import present_report
from panel.results.queries import latest_outcome
from panel.stats.published import Published
from tests.factories import BreakdownFactory, ConsultationFactory, QuestionFactory, RoundFactory

PEOPLE = {("young", "north"): 35, ("young", "south"): 25, ("old", "north"): 25, ("old", "south"): 35}


def test_pairs_are_weighed_and_told_at_the_desk_to_the_public_and_in_the_codebook(
    database: Database, keys: KeyDirectory, session: Session, sqlite_app: flask.Flask
) -> None:
    made = ConsultationFactory(state=State.OPEN, evidence_kind=EvidenceKind.SAMPLE)
    question = QuestionFactory(consultation=made)
    ages = BreakdownFactory(consultation=made, ages=(("young", "Jong"), ("old", "Oud")))
    places = BreakdownFactory(consultation=made, label="Wijk", ages=(("north", "Noord"), ("south", "Zuid")))
    opened = RoundFactory(consultation=made, directory=keys)
    session.commit()
    keys_of = [{one.text: one.key for one in breakdown.classes} for breakdown in (ages, places)]
    names = {"young": "Jong", "old": "Oud", "north": "Noord", "south": "Zuid"}
    for (age, place), people in PEOPLE.items():
        for number in range(people):
            answer = Answers({question.key: Given("ANSWERED", "never" if number % 2 else "weekly")}, {})
            answer = answer.with_background(ages.key, keys_of[0][names[age]])
            seal_given(session, opened, made, answer.with_background(places.key, keys_of[1][names[place]]))
    counts = {one: dict.fromkeys(keys_of[1].values(), 250) for one in keys_of[0].values()}
    pairs = PairCounts(ages.key, places.key, counts)
    keep_counts_of_file(
        session,
        made,
        pairs.of_each(),
        by=None,
        mark=joint_fingerprint({}, pairs.of_each()),
        source="CBS wijken",
        counted_on=dt.date(2026, 1, 1),
        pairs=pairs,
    )
    made_id, town, round_id, label = made.id, made.municipality_id, opened.id, ages.label
    session.commit()
    session.expunge_all()
    with database.transaction() as own:
        begin_closing(own, own.get_one(Consultation, made_id), by=None, grace=dt.timedelta(0))
    assert finish_closing(database, keys, round_id)
    with database.session(reading=True) as reading, sqlite_app.test_request_context():
        outcome = latest_outcome(reading, made_id)
        consultation = consultation_by_id(reading, town, made_id)
        assert outcome is not None
        assert consultation is not None
        published = Published.from_dict(outcome.content)
        assert published.weighting is not None
        assert published.weighting.crossed is not None
        assert published.weighting.crossed.used
        # Weights 30 / 35 and 30 / 25, which the single margins would not give.
        assert (published.weighting.lightest, published.weighting.heaviest) == (9, 12)
        report = dict(present_report(consultation, outcome).weighed)
        assert f"Gewogen op ‘{label}’ en ‘Wijk’ samen" in report
        told = dict(present_method(consultation, outcome, published, None))
        assert "Ook twee dingen samen passen bij de gemeente." in told["Hoe zwaar telt een antwoord?"]
        lines = codebook(exported(consultation, outcome, Whose("Voorbeeldstad", "https://voorbeeld.example/u")))
        weighed = next(meaning for name, code, meaning in lines if (name, code) == ("gewogen", "1"))
        assert "Ook twee dingen samen" in weighed
