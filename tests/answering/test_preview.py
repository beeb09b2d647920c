"""The preview of the phone: for whoever may read what is being written."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from panel.core.access import Role
from tests.answering.routed import put_routes
from tests.factories import MunicipalityFactory, UserFactory
from tests.support.scene import write_class_consultation
from tests.support.visitor import Visitor

Enter = Callable[..., Visitor]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.POLICY_OFFICER, 200),
        (Role.PRIVACY_OFFICER, 200),
        (Role.COUNCIL_MEMBER, 404),
        (Role.FACILITATOR, 404),
        (Role.RESEARCHER, 404),
    ],
)
def test_a_draft_is_shown_to_who_writes_and_approves_only(
    session: Session, client: Visitor, sign_in: Enter, role: Role, status: int
) -> None:
    town = MunicipalityFactory()
    written = write_class_consultation(session, municipality=town)
    sign_in(client, UserFactory(municipality_id=town.id, role=role), town)
    for address in ("telefoon", "telefoon/0", "telefoon/1"):
        assert client.get(f"/werkplek/raadplegingen/{written.id}/{address}").status_code == status


@pytest.fixture
def walk(session: Session, client: Visitor, sign_in: Enter) -> Callable[..., str]:
    """`walk(place, do, answer=...)`: what stands on the screen after a tap; without a place, on the first one."""
    town = MunicipalityFactory()
    written = put_routes(session, write_class_consultation(session, municipality=town, with_breakdown=True))
    session.commit()
    sign_in(client, UserFactory(municipality_id=town.id), town)
    phone = f"/werkplek/raadplegingen/{written.id}/telefoon"
    shown = {"page": client.get(f"{phone}/1").text}

    def step(place: int = 0, do: str = "NEXT", **fields: object) -> str:
        if place:
            known = re.findall(r'name="antwoord" value="([^"]+)"', shown["page"])
            query = {"antwoord": known, "do": do, **fields}
            shown["page"] = client.get(f"{phone}/{place}/verder", query_string=query, follow_redirects=True).text
        title = re.search(r"<title>([^<]+?) ·", shown["page"])
        only = re.search(r"Alleen voor wie bij vraag \d", shown["page"])
        return f"{title[1] if title else ''}{' ' + only[0] if only else ''}"

    return step


def test_an_officer_who_taps_nothing_sees_every_question_and_for_whom_it_is(walk: Callable[..., str]) -> None:
    assert walk() == "Vraag 1 van hoogstens 7"
    assert [walk(place) for place in range(1, 7)] == [
        "Vraag 2 van hoogstens 7",
        "Vraag 3 van hoogstens 7 Alleen voor wie bij vraag 1",
        "Vraag 4 van hoogstens 7 Alleen voor wie bij vraag 3",
        "Vraag 5 van hoogstens 7 Alleen voor wie bij vraag 2",
        "Vraag 6 van hoogstens 7",
        "Vraag 7 van hoogstens 7",
    ]
    assert walk(7) == "Voorbeeld"


def test_an_officer_who_taps_answers_is_led_as_participants_are(walk: Callable[..., str]) -> None:
    assert walk(1, answer="never") == "Vraag 2 van hoogstens 5"
    assert walk(2, "SKIP") == "Vraag 3 van 4"
    assert walk(6, answer="Iets") == "Vraag 4 van 4"
    assert walk(7) == "Voorbeeld"


def test_what_an_officer_chooses_brings_its_question_as_participants_see_it(walk: Callable[..., str]) -> None:
    walk(1, answer="weekly")
    assert walk(2, answer=["field", "lamps"]) == "Vraag 3 van hoogstens 7"
    assert walk(3, answer="bad") == "Vraag 4 van 7"
    assert walk(4, "NOT_UNDERSTOOD") == "Vraag 4 van 7"
    assert walk(4, answer="nonsense") == "Vraag 5 van 7"
