"""At the desk an officer chooses when it opens, sees why it did not, and takes it back with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, State
from panel.consultations.service import open_what_is_due, schedule_consultation
from panel.core.clock import AMSTERDAM, end_of_day, today
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from tests.consultations.making import officer_of, ready_consultation
from tests.factories import MunicipalityFactory
from tests.support.time import SetClock
from tests.support.visitor import Visitor


@pytest.fixture
def officer(session: Session, clock: SetClock) -> User:
    return officer_of(MunicipalityFactory())


@pytest.fixture
def draft(session: Session, officer: User) -> Consultation:
    """An example, so that one officer may publish alone."""
    made = ready_consultation(session, officer)
    made.example = True
    session.commit()
    return made


@pytest.fixture
def desk(client: Visitor, officer: User, draft: Consultation, sign_in: Callable[..., Visitor]) -> Visitor:
    return sign_in(client, officer)


def page(consultation: Consultation, name: str = "publiceren") -> str:
    return f"/werkplek/raadplegingen/{consultation.id}/{name}"


def day(days: int) -> str:
    return (today() + dt.timedelta(days=days)).isoformat()


def test_a_later_moment_is_kept_as_a_clock_in_the_netherlands(
    desk: Visitor, draft: Consultation, session: Session
) -> None:
    sent = {"opens_on": day(3), "opens_hour": "7", "closes_on": day(20)}
    assert desk.post(page(draft), data=sent).status_code == 303
    kept = session.get_one(Consultation, draft.id)
    assert kept.state is State.SCHEDULED
    assert kept.opens_at == dt.datetime.combine(today() + dt.timedelta(days=3), dt.time(7), AMSTERDAM)
    shown = desk.get(page(draft)).get_data(as_text=True)
    assert "Alles is in orde." in shown
    assert "om 07:00 uur" in shown
    assert "Gaat open op" in desk.get("/werkplek").get_data(as_text=True)
    assert desk.get(f"/meedoen/{draft.code}").status_code == 403
    assert "Deze vragen gaan open op" in desk.get(f"/meedoen/{draft.code}").get_data(as_text=True)
    assert desk.post(page(draft), data=sent).status_code == 303
    assert session.get_one(Consultation, draft.id).edition == kept.edition, "a second tap changes nothing"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"opens_on": "", "closes_on": day(-400)}, "Die dag is voorbij."),
        ({"opens_on": "2020-01-01", "closes_on": "2099-01-01"}, "Dat moment is voorbij."),
        ({"opens_on": "2099-01-01", "closes_on": "2099-02-01"}, "langer dan een jaar vooruit"),
        ({"opens_on": "overmorgen", "closes_on": "2099-02-01"}, "Schrijf de dag als 31-12-2027."),
    ],
)
def test_a_moment_that_cannot_be_is_told(
    typed: dict[str, str], sentence: str, desk: Visitor, draft: Consultation, session: Session
) -> None:
    answer = desk.post(page(draft), data={"opens_hour": "9", **typed})
    assert answer.status_code == 400
    assert sentence in answer.get_data(as_text=True)
    assert session.get_one(Consultation, draft.id).state is State.DRAFT


def test_the_last_day_comes_after_the_first(desk: Visitor, draft: Consultation) -> None:
    answer = desk.post(page(draft), data={"opens_on": day(9), "opens_hour": "9", "closes_on": day(8)})
    assert "Kies een dag na de eerste dag." in answer.get_data(as_text=True)


def test_what_did_not_open_says_why_and_is_taken_back_with_a_reason(
    desk: Visitor, draft: Consultation, session: Session, keys: KeyDirectory, clock: SetClock, database: Database
) -> None:
    schedule_consultation(
        session,
        draft,
        by=None,
        keys=keys,
        skip_second_eyes=True,
        opens_at=clock.now() + dt.timedelta(days=2),
        closes_at=end_of_day(today() + dt.timedelta(days=9)),
    )
    session.commit()
    clock.forward(days=20)
    assert open_what_is_due(database, skip_second_eyes=False) == 0
    shown = desk.get(page(draft)).get_data(as_text=True)
    assert "Niet opengegaan" in shown
    assert "Kies een dag in de toekomst om te sluiten." in shown
    edition = session.get_one(Consultation, draft.id).edition
    assert desk.post(page(draft, "terughalen"), data={"edition": edition, "reason": ""}).status_code == 400
    stale = desk.post(page(draft, "terughalen"), data={"edition": edition - 1, "reason": "Nieuwe dag kiezen."})
    assert stale.status_code == 409
    assert "Nieuwe dag kiezen." in stale.get_data(as_text=True)
    sent = {"edition": edition, "reason": "Nieuwe dag kiezen."}
    assert desk.post(page(draft, "terughalen"), data=sent).status_code == 303
    assert session.get_one(Consultation, draft.id).state is State.DRAFT
    assert desk.post(page(draft, "terughalen"), data=sent).status_code == 303, "back to where it stands"
