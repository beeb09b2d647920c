"""Closing a questionnaire with questions for a part of the people: who was not asked did not leave anything open."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given, box_size, encode
from panel.answering.models import SealedSubmission
from panel.answering.service import seal_given
from panel.consultations.models import Consultation
from panel.core.db import Database
from panel.core.ids import random_key
from panel.core.keys import KeyDirectory, seal_for
from panel.results.closing import begin_closing, finish_closing
from panel.results.queries import latest_outcome
from panel.stats.published import Published
from tests.answering.routed import ROUTES, put_routes
from tests.support.scene import open_class_consultation, the_round


def person(number: int) -> Answers:
    """Return one of 60 people: 36 of them sport, of whom 12 do not like their neighbourhood; 3 say nothing of it."""
    given = {
        "how-often": Given("ANSWERED", "weekly" if number < 36 else "never"),
        "wishes": Given("ANSWERED", ["pool"]),
    }
    if number >= 57:
        given["how-often"] = Given("SKIPPED")
    given["pleasant"] = Given("ANSWERED", "bad" if number < 12 else "good")
    given["safe"] = Given("ANSWERED", "AGREE" if number % 2 else "DISAGREE")
    return Answers(given)


def test_what_is_counted_and_stored_is_of_who_was_asked(
    database: Database, session: Session, keys: KeyDirectory
) -> None:
    made = put_routes(session, open_class_consultation(session, keys, seats=None))
    round_ = the_round(made)
    for number in range(60):
        seal_given(session, round_, made, person(number))
    # As if a box was made elsewhere, with an answer of someone who was not asked.
    smuggled = Answers(person(40).given | {"times": Given("ANSWERED", 9)})
    box = seal_for(round_.public_key, encode(smuggled), box_size(made))
    session.add(SealedSubmission(key=random_key(), round_id=round_.id, box=box))
    session.commit()
    consultation_id, round_id = made.id, round_.id
    with database.transaction() as writing:
        begin_closing(writing, writing.get_one(Consultation, consultation_id), by=None, grace=dt.timedelta(0))
    assert finish_closing(database, keys, round_id)
    with database.session(reading=True) as reading:
        outcome = latest_outcome(reading, consultation_id)
        assert outcome is not None
        published = Published.from_dict(outcome.content)
    assert {one.question: (one.of, list(one.answers)) for one in published.routes} == ROUTES
    pleasant, safe = published.question("pleasant"), published.question("safe")
    assert pleasant.shown
    assert pleasant.table is not None
    assert pleasant.table.size is None
    assert {one.key: one.share for one in pleasant.table.options if one.share} == {"good": 7, "bad": 3}
    assert pleasant.skipped is None, "who was not asked did not skip it"
    assert safe.shown
    assert not published.question("times").shown
