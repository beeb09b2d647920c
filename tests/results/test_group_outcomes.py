"""Each group has its own outcome from ten answers on, and all of them together give no single group away."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.answering.service import seal_given
from panel.consultations.models import Consultation, Round
from panel.core.access import Role
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.invitations.models import GroupCode
from panel.invitations.service import add_group
from panel.municipalities.models import Municipality
from panel.results.closing import begin_closing, begin_closing_round, finish_closing
from panel.results.models import PublishedOutcome, RoundCount, Submission
from panel.results.queries import latest_outcome, outcome_of_round
from panel.stats.attack import weaknesses
from panel.stats.published import Published
from panel.stats.relations import Earlier, Relation
from tests.factories import MunicipalityFactory, UserFactory
from tests.support.figures_in_files import figures_in_csv, figures_in_slides
from tests.support.scene import GROUP_CODE, open_class_consultation, some_answers
from tests.support.visitor import Visitor, sign_in


class Classes:
    """A consultation with one group per number of people, whose answers are all in."""

    def __init__(self, session: Session, database: Database, keys: KeyDirectory, *sizes: int) -> None:
        self.database, self.keys = database, keys
        made = open_class_consultation(session, keys, seats=None)
        for number in range(1, len(sizes)):
            add_group(session, made, name=f"Klas {number}", seats=None, keys=keys)
        session.refresh(made)
        self.id, self.rounds = made.id, [one.id for one in made.rounds]
        for place, (round_, size) in enumerate(zip(made.rounds, sizes, strict=True)):
            for number in range(size):
                seal_given(session, round_, made, some_answers(number + place))
        session.commit()
        session.expunge_all()

    def close_group(self, place: int) -> None:
        with self.database.transaction() as session:
            round_ = session.get_one(Round, self.rounds[place])
            begin_closing_round(round_, dt.datetime.now(dt.UTC), dt.timedelta(0))
        assert finish_closing(self.database, self.keys, self.rounds[place])

    def close_all(self) -> None:
        with self.database.transaction() as session:
            begin_closing(session, session.get_one(Consultation, self.id), by=None, grace=dt.timedelta(0))
        for one in self.rounds:
            finish_closing(self.database, self.keys, one)

    def own(self, place: int) -> Published | None:
        with self.database.session(reading=True) as session:
            found = outcome_of_round(session, self.rounds[place])
            return None if found is None else Published.from_dict(found.content)

    def whole(self) -> PublishedOutcome:
        with self.database.session(reading=True) as session:
            found = latest_outcome(session, self.id)
            assert found is not None
            return found

    def rows(self) -> int:
        with self.database.session(reading=True) as session:
            return len(session.scalars(select(Submission.key)).all())


def test_a_group_sees_itself_before_the_others_are_closed(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    classes = Classes(session, database, keys, 14, 22)
    classes.close_group(0)
    own = classes.own(0)
    assert own is not None
    assert own.size == 15
    with database.session(reading=True) as reading:
        assert latest_outcome(reading, classes.id) is None


@pytest.mark.sqlite
def test_a_group_of_nine_has_no_outcome_of_its_own_and_counts_with_the_others(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    classes = Classes(session, database, keys, 9, 14)
    classes.close_all()
    assert classes.own(0) is None
    # Else the nine would follow from the whole less the fourteen.
    assert classes.own(1) is None
    assert classes.whole().content["size"] == 25


@pytest.mark.sqlite
def test_the_sum_of_all_groups_is_proven_beside_each_of_them(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    sizes = (14, 22, 11)
    classes = Classes(session, database, keys, *sizes)
    classes.close_all()
    parts = [classes.own(place) for place in range(3)]
    earlier = [
        Earlier(one, Relation.PART, exact_size=size) for one, size in zip(parts, sizes, strict=True) if one is not None
    ]
    assert len(earlier) == 3
    whole = Published.from_dict(classes.whole().content)
    assert whole.shown
    assert weaknesses(whole, earlier, exact_size=47) == ()


@pytest.mark.sqlite
def test_a_small_last_group_stays_out_when_the_others_were_shown(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    classes = Classes(session, database, keys, 14, 22, 6)
    classes.close_group(0)
    classes.close_group(1)
    classes.close_all()
    whole = classes.whole()
    assert whole.content["size"] == 35
    assert whole.method["small_group_left_out"] is True
    assert classes.rows() == 36


@pytest.mark.sqlite
def test_nothing_is_shown_of_all_when_two_small_groups_would_follow(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    classes = Classes(session, database, keys, 14, 5, 3)
    classes.close_group(0)
    classes.close_group(1)
    classes.close_all()
    assert classes.own(0) is not None
    assert classes.whole().content["shown"] is False
    assert classes.whole().content["reason"] == "REST"


@pytest.mark.sqlite
def test_how_many_were_in_each_group_is_forgotten_when_the_last_one_is_counted(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    classes = Classes(session, database, keys, 14, 22)
    classes.close_group(0)
    with database.session(reading=True) as reading:
        assert [(one.people, one.apart) for one in reading.scalars(select(RoundCount))] == [(14, True)]
    classes.close_all()
    with database.session(reading=True) as reading:
        assert reading.scalars(select(RoundCount)).all() == []


def lead(client: Visitor, session: Session, municipality_id: int) -> None:
    user = UserFactory(municipality_id=municipality_id, role=Role.FACILITATOR)
    sign_in(client, user, session.get_one(Municipality, municipality_id))


def page_of(client: Visitor, session: Session, classes: Classes, place: int) -> str:
    consultation = session.get_one(Consultation, classes.id)
    lead(client, session, consultation.municipality_id)
    code = session.scalars(select(GroupCode.id).where(GroupCode.round_id == classes.rounds[place])).one()
    return client.get(f"/werkplek/raadplegingen/{classes.id}/groepen/{code}/uitslag").text


def test_who_led_a_group_puts_its_outcome_on_the_board(
    client: Visitor, session: Session, database: Database, keys: KeyDirectory
) -> None:
    classes = Classes(session, database, keys, 14, 22)
    classes.close_group(0)
    page = page_of(client, session, classes, 0)
    assert "ongeveer 15 mensen" in page
    assert "Niemand kan zien wie wat zei" in page


def test_a_group_that_is_too_small_is_told_to_talk_together(
    client: Visitor, session: Session, database: Database, keys: KeyDirectory
) -> None:
    classes = Classes(session, database, keys, 8, 22)
    classes.close_group(0)
    page = page_of(client, session, classes, 0)
    assert "Praat samen verder" in page
    assert "van de 10" not in page


def test_a_group_that_is_open_has_no_outcome_and_neither_has_that_of_another_municipality(
    client: Visitor, session: Session, database: Database, keys: KeyDirectory
) -> None:
    classes = Classes(session, database, keys, 14, 22)
    consultation = session.get_one(Consultation, classes.id)
    code = session.scalars(select(GroupCode).where(GroupCode.code == GROUP_CODE)).one()
    address = f"/werkplek/raadplegingen/{classes.id}/groepen/{code.id}/uitslag"
    lead(client, session, consultation.municipality_id)
    assert client.get(address).status_code == 404
    classes.close_group(0)
    assert client.get(address).status_code == 200
    lead(client, session, MunicipalityFactory().id)
    assert client.get(address).status_code == 404


def test_the_files_of_a_group_are_for_who_may_see_its_outcome(
    client: Visitor, session: Session, database: Database, keys: KeyDirectory
) -> None:
    classes = Classes(session, database, keys, 14, 22)
    code = session.scalars(select(GroupCode.id).where(GroupCode.round_id == classes.rounds[0])).one()
    page = f"/werkplek/raadplegingen/{classes.id}/groepen/{code}/uitslag"
    addresses = ("bestanden", "bestanden/cijfers.csv", "maken/presentatie.pptx")
    lead(client, session, session.get_one(Consultation, classes.id).municipality_id)
    for address in addresses:
        assert client.get(f"{page}/{address}").status_code == 404
    classes.close_group(0)
    assert f"{page}/bestanden" in client.get(page).text
    for address in addresses:
        assert client.get(f"{page}/{address}").status_code == 200
    assert client.get(f"{page}/bestanden/presentatie.pptx").status_code == 404
    client.post(f"{page}/maken/presentatie.pptx")
    made = client.get(f"{page}/bestanden/presentatie.pptx")
    assert made.status_code == 200
    assert made.headers["Cache-Control"] == "no-store"
    assert (
        figures_in_slides(made.data).keys() <= figures_in_csv(client.get(f"{page}/bestanden/cijfers.csv").data).keys()
    )
    lead(client, session, MunicipalityFactory().id)
    for address in (*addresses, "bestanden/presentatie.pptx"):
        assert client.get(f"{page}/{address}").status_code == 404


def test_a_group_without_an_outcome_has_no_files(
    client: Visitor, session: Session, database: Database, keys: KeyDirectory
) -> None:
    classes = Classes(session, database, keys, 8, 22)
    classes.close_group(0)
    code = session.scalars(select(GroupCode.id).where(GroupCode.round_id == classes.rounds[0])).one()
    page = f"/werkplek/raadplegingen/{classes.id}/groepen/{code}/uitslag"
    lead(client, session, session.get_one(Consultation, classes.id).municipality_id)
    assert "bestanden" not in client.get(page).text
    for address in ("bestanden", "bestanden/cijfers.csv", "maken/cijfers.xlsx"):
        assert client.get(f"{page}/{address}").status_code == 404
