"""A page that says what went wrong leads back to where its reader works."""

from __future__ import annotations

from collections.abc import Callable

from panel.core.access import Role
from tests.factories import UserFactory
from tests.support.visitor import Visitor


def test_staff_go_back_to_their_work_and_residents_to_the_front(
    client: Visitor, sign_in: Callable[..., Visitor]
) -> None:
    sign_in(client, UserFactory(role=Role.COUNCIL_MEMBER))
    for address, status, back in (
        ("/werkplek/vragen/nieuw", 403, "/werkplek"),
        ("/werkplek/raadplegingen/999999/sluiten", 403, "/werkplek"),
        ("/werkplek/bestaat-niet", 404, "/werkplek"),
        ("/uitslag/bestaat-niet", 404, "/"),
    ):
        answer = client.get(address)
        assert answer.status_code == status
        assert f'href="{back}"' in answer.text.split("<h1", 1)[1].split("Foutcode", 1)[0]
    assert client.get("/werkplek").status_code == 200
