"""The officer sees how far the counting is, and counting goes on when that cannot be noted."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.answering.service import seal_given
from panel.consultations.models import Consultation, Round, RoundState, State
from panel.core.access import Role
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.municipalities.models import Municipality
from panel.results.closing import begin_closing, finish_closing
from panel.results.models import ClosingProgress, ClosingStage
from panel.results.progress import Progress, how_far
from tests.factories import UserFactory
from tests.support.scene import open_class_consultation, some_answers, the_round
from tests.support.visitor import Visitor, sign_in

pytestmark = pytest.mark.sqlite


def closed_class(session: Session, keys: KeyDirectory) -> Consultation:
    made = open_class_consultation(session, keys, seats=None)
    for number in range(12):
        seal_given(session, the_round(made), made, some_answers(number))
    begin_closing(session, made, by=None, grace=dt.timedelta(0))
    session.commit()
    return made


def test_each_stage_is_further_than_the_one_before(session: Session, database: Database, keys: KeyDirectory) -> None:
    made = closed_class(session, keys)
    round_id = the_round(made).id
    seen = [how_far(session, made).percent]
    session.commit()
    for stage in ClosingStage:
        for part in (0.0, 0.5):
            Progress(database, round_id).at(stage, part)
            seen.append(how_far(session, made).percent)
            session.commit()
            session.expire_all()
    assert seen == sorted(seen)
    assert seen[0] == 0
    assert seen[-1] < 100


def test_nothing_of_it_is_left_when_the_counting_is_done(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    made = closed_class(session, keys)
    assert finish_closing(database, keys, the_round(made).id)
    session.expire_all()
    assert how_far(session, made).percent == 100
    assert session.scalars(select(ClosingProgress)).all() == []


def test_the_page_shows_a_bar_and_words_without_scripts_too(
    client: Visitor, session: Session, database: Database, keys: KeyDirectory
) -> None:
    made = closed_class(session, keys)
    made_id, round_id = made.id, the_round(made).id
    officer = UserFactory(municipality_id=made.municipality_id, role=Role.POLICY_OFFICER)
    sign_in(client, officer, session.get_one(Municipality, made.municipality_id))
    # SQLite has one writer at a time.
    session.commit()
    Progress(database, round_id).at(ClosingStage.OPENING, 0.4)
    page = client.get(f"/werkplek/raadplegingen/{made_id}/sluiten").text
    assert '<progress class="mp-progress" max="100" value="18"' in page
    assert "18% is klaar" in page
    assert "Kijk opnieuw" in page


def test_the_page_goes_on_showing_it_until_every_trace_is_gone(
    client: Visitor, session: Session, keys: KeyDirectory
) -> None:
    made = closed_class(session, keys)
    officer = UserFactory(municipality_id=made.municipality_id, role=Role.POLICY_OFFICER)
    sign_in(client, officer, session.get_one(Municipality, made.municipality_id))
    made = session.get_one(Consultation, made.id)
    made.state = State.REPORTED
    session.get_one(Round, made.rounds[0].id).state = RoundState.TALLIED
    session.commit()
    assert "De antwoorden worden geteld" in client.get(f"/werkplek/raadplegingen/{made.id}/sluiten").text
