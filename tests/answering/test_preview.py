"""The preview of the phone: for whoever may read what is being written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from panel.core.access import Role
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
