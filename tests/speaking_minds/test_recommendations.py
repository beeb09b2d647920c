"""What a group recommends: at most five in an order, never shown without its consent, and gone when it asks so."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent
from panel.consultations.models import Consultation, EvidenceKind, State
from panel.replies.models import Decision
from panel.replies.service import write_reply
from panel.speaking_minds.models import Recommendation, RecommendationState
from panel.speaking_minds.policy import MOST_OF_A_GROUP
from panel.speaking_minds.queries import (
    agreed_recommendations,
    how_many_withdrawn,
    recommendation_by_id,
    recommendations_of,
    recommendations_of_group,
)
from panel.speaking_minds.service import (
    RecommendationError,
    add_recommendation,
    agree,
    change_recommendation,
    move,
    names_seen,
    point_at_reply,
    remove,
    withdraw,
)
from tests.factories import MediaFileFactory
from tests.speaking_minds.making import FIELD, LIGHT, WHY, advise, class_that_advises

NAME = "Quadrophenia Zeverijn"
TODAY = dt.date(2027, 3, 1)


def refused(reason: str) -> Any:
    return pytest.raises(RecommendationError, match=reason)


def advice_of(session: Session, made: Consultation, at: int = 0) -> list[tuple[int | None, str]]:
    return [(one.position, one.advice) for one in recommendations_of_group(session, made.rounds[at].id)]


def by(made: Consultation) -> int:
    return made.created_by_id


def test_recommendations_stand_in_the_order_in_which_they_were_written_down(session: Session) -> None:
    made = class_that_advises(session, state=State.OPEN)
    advise(session, made, agreed=False)
    advise(session, made, LIGHT, agreed=False)
    assert advice_of(session, made) == [(1, FIELD), (2, LIGHT)]


def test_the_same_words_sent_twice_stay_one(session: Session) -> None:
    made = class_that_advises(session, state=State.OPEN)
    first = advise(session, made, agreed=False)
    assert advise(session, made, agreed=False).id == first.id


def test_a_group_has_five_at_most(session: Session) -> None:
    made = class_that_advises(session, groups=2)
    for number in range(MOST_OF_A_GROUP):
        advise(session, made, f"Advies {number}")
    with refused("FULL"):
        advise(session, made, "Nog een advies")
    session.rollback()
    assert advise(session, made, "Van een andere groep", at=1).position == 1


def test_only_groups_advise_and_only_on_what_was_asked(session: Session) -> None:
    kinds = [one for one in EvidenceKind if one is not EvidenceKind.GROUP]
    shut = [State.DRAFT, State.IN_REVIEW, State.SCHEDULED, State.CANCELLED]
    others = [class_that_advises(session, kind=kind, code=f"soort-{kind.lower()}") for kind in kinds]
    others += [class_that_advises(session, state=state, code=f"stand-{state.lower()}") for state in shut]
    for made in others:
        with refused("NOT_NOW"):
            advise(session, made)


def test_a_group_of_another_consultation_does_not_advise_here(session: Session) -> None:
    made, other = class_that_advises(session), class_that_advises(session, code="parken")
    with refused("NOT_NOW"):
        add_recommendation(session, made, other.rounds[0], advice=FIELD, why="", by=by(made))


def test_what_cannot_be_kept_says_which_text_it_is_about(session: Session) -> None:
    made = class_that_advises(session)
    for advice, why, reason, field in (
        ("  ", "", "EMPTY", "advice"),
        ("a" * 201, "", "TOO_LONG", "advice"),
        ("Goed", "a" * 601, "TOO_LONG", "why"),
        ("\x00", "", "NOT_TEXT", "advice"),
    ):
        with refused(reason) as told:
            add_recommendation(session, made, made.rounds[0], advice=advice, why=why, by=by(made))
        assert told.value.field == field
    assert recommendations_of(session, made.id) == []


def test_nothing_is_shown_before_the_group_said_yes(session: Session) -> None:
    made = class_that_advises(session)
    found = advise(session, made, agreed=False)
    assert agreed_recommendations(session, made.id) == []
    with refused("NOT_AGREED"):
        agree(session, made, found, edition=found.edition, read_by_group=False, looked=True, by=by(made))
    before = made.edition
    agree(session, made, found, edition=found.edition, read_by_group=True, looked=False, by=by(made))
    assert agreed_recommendations(session, made.id) == [found]
    assert (found.agreed_by_id, made.edition) == (by(made), before + 1)


def test_what_looks_like_a_name_needs_a_look_by_a_person(session: Session) -> None:
    made = class_that_advises(session)
    found = advise(session, made, f"Vraag {NAME} om hulp", agreed=False)
    assert NAME in " ".join(names_seen(found.advice))
    with refused("NAMES_SEEN"):
        agree(session, made, found, edition=found.edition, read_by_group=True, looked=False, by=by(made))
    agree(session, made, found, edition=found.edition, read_by_group=True, looked=True, by=by(made))
    assert found.state is RecommendationState.AGREED


def test_a_number_in_the_words_of_a_picture_is_seen_too(session: Session) -> None:
    made = class_that_advises(session)
    found = advise(session, made, agreed=False)
    with refused("NAMES_SEEN"):
        agree(
            session, made, found, edition=found.edition, read_by_group=True, looked=False,
            picture_words="Bel 06 12345678", by=by(made),
        )  # fmt: skip
    assert names_seen("Bel 06 12345678", FIELD, WHY) == ["06 12345678"]


def test_other_words_need_a_new_yes_and_the_same_words_do_not(session: Session) -> None:
    made = class_that_advises(session)
    found = advise(session, made)
    told: dict[str, Any] = {"why": WHY, "picture_id": None, "by": by(made)}
    change_recommendation(session, made, found, edition=found.edition, advice=f" {FIELD} ", **told)
    assert found.state is RecommendationState.AGREED
    change_recommendation(session, made, found, edition=found.edition, advice=LIGHT, **told)
    assert (found.state, found.agreed_on, found.agreed_by_id) == (RecommendationState.WRITTEN, None, None)
    assert agreed_recommendations(session, made.id) == []


def test_changing_what_a_colleague_changed_is_refused(session: Session) -> None:
    made = class_that_advises(session)
    found = advise(session, made, agreed=False)
    old: dict[str, Any] = {"edition": found.edition, "by": by(made)}
    change_recommendation(session, made, found, advice=LIGHT, why="", picture_id=None, **old)
    with refused("STALE"):
        change_recommendation(session, made, found, advice=FIELD, why="", picture_id=None, **old)
    with refused("STALE"):
        agree(session, made, found, read_by_group=True, looked=False, **old)
    with refused("STALE"):
        remove(session, made, found, **old)
    with refused("STALE"):
        move(session, made, found, up=True, **old)
    assert advice_of(session, made) == [(1, LIGHT)]


def test_two_change_places_and_the_ends_stay(session: Session) -> None:
    made = class_that_advises(session)
    first, second, third = (advise(session, made, f"Advies {number}") for number in range(3))
    move(session, made, first, edition=first.edition, up=True, by=by(made))
    move(session, made, third, edition=third.edition, up=False, by=by(made))
    assert [one for _place, one in advice_of(session, made)] == ["Advies 0", "Advies 1", "Advies 2"]
    move(session, made, third, edition=third.edition, up=True, by=by(made))
    move(session, made, first, edition=first.edition, up=False, by=by(made))
    assert advice_of(session, made) == [(1, "Advies 2"), (2, "Advies 0"), (3, "Advies 1")]
    assert second.position == 3


def test_what_the_group_withdraws_leaves_no_words(session: Session) -> None:
    made = class_that_advises(session)
    picture = MediaFileFactory(municipality_id=made.municipality_id)
    first, second = advise(session, made), advise(session, made, LIGHT)
    first.picture_id = picture.id
    session.commit()
    before = made.edition
    withdraw(session, made, first, edition=first.edition, reason="De groep vroeg dit.", by=by(made))
    session.commit()
    assert advice_of(session, made) == [(1, LIGHT)]
    assert second.position == 1
    assert made.edition > before
    assert (first.advice, first.why, first.picture_id, first.position) == ("", "", None, None)
    assert recommendation_by_id(session, made.id, first.id) is None
    assert how_many_withdrawn(session, made.id) == {made.rounds[0].id: 1}
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.action, event.subject_id, event.reason) == ("RECOMMENDATION_WITHDRAWN", first.id, "")


def test_only_what_was_never_shown_is_thrown_away_unseen(session: Session) -> None:
    made = class_that_advises(session)
    shown, written = advise(session, made), advise(session, made, LIGHT, agreed=False)
    with refused("NOT_NOW"):
        remove(session, made, shown, edition=shown.edition, by=by(made))
    with refused("NOT_SHOWN"):
        withdraw(session, made, written, edition=written.edition, reason="De groep vroeg dit.", by=by(made))
    remove(session, made, written, edition=written.edition, by=by(made))
    assert advice_of(session, made) == [(1, FIELD)]


def test_a_recommendation_points_at_a_reply_of_its_own_consultation(session: Session) -> None:
    made, other = class_that_advises(session), class_that_advises(session, code="parken")
    ours, theirs = (
        write_reply(
            session, one, subject="Een veld", decision=Decision.DOING, reason="Er is geld.", owner_name="S. Bos",
            due_on=None, author_id=by(one),
        )
        for one in (made, other)
    )  # fmt: skip
    found = advise(session, made)
    with refused("UNKNOWN_REPLY"):
        point_at_reply(session, made, found, edition=found.edition, reply_id=theirs.id, by=by(made))
    point_at_reply(session, made, found, edition=found.edition, reply_id=ours.id, by=by(made))
    assert found.reply_id == ours.id


BROKEN: list[dict[str, Any]] = [
    {"advice": ""},
    {"advice": "a" * 201},
    {"why": "a" * 601},
    {"position": 6},
    {"position": -1},
    {"position": None},
    {"evidence_kind": EvidenceKind.OPEN},
    {"state": RecommendationState.AGREED},
    {"state": RecommendationState.AGREED, "agreed_on": TODAY},
    {"state": RecommendationState.WITHDRAWN},
    {"state": RecommendationState.WITHDRAWN, "position": None},
    {"state": RecommendationState.WITHDRAWN, "position": None, "advice": "", "why": "Nog woorden"},
    {"round_id": 0},
    {"reply_id": 4711},
    {"picture_id": 4711},
]


def whole(made: Consultation, **other: Any) -> dict[str, Any]:
    """Return the values of a row that the database takes, with some of them changed."""
    return {
        "consultation_id": made.id, "evidence_kind": EvidenceKind.GROUP, "round_id": made.rounds[0].id, "position": 2,
        "advice": FIELD, "why": "", "state": RecommendationState.WRITTEN, "edition": 1, **other,
    }  # fmt: skip


def is_taken(session: Session, values: dict[str, Any]) -> bool:
    """Return whether the database takes a row; it is not kept."""
    trying = session.begin_nested()
    try:
        session.execute(insert(Recommendation).values(**values))
    except DBAPIError:
        return False
    finally:
        trying.rollback()
    return True


def test_the_database_itself_keeps_the_promises(session: Session) -> None:
    made = class_that_advises(session)
    assert is_taken(session, whole(made))
    broken = [*BROKEN, {"agreed_on": TODAY, "agreed_by_id": by(made)}]
    taken = [one for one in broken if is_taken(session, whole(made, **one))]
    assert taken == []


def test_nothing_of_another_consultation_can_be_pointed_at(session: Session) -> None:
    made, other = class_that_advises(session), class_that_advises(session, code="parken")
    opened = class_that_advises(session, kind=EvidenceKind.OPEN, code="open")
    reply = write_reply(
        session, other, subject="Een veld", decision=Decision.DOING, reason="Er is geld.", owner_name="S. Bos",
        due_on=None, author_id=by(other),
    )  # fmt: skip
    there = advise(session, made)
    for theirs in (
        {"round_id": other.rounds[0].id},
        {"reply_id": reply.id},
        {"position": there.position},
        {"consultation_id": opened.id, "round_id": opened.rounds[0].id},
    ):
        assert not is_taken(session, whole(made, **theirs)), theirs
