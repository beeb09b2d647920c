"""Who may see a page, and what someone reads who may not."""

from __future__ import annotations

from collections.abc import Callable

from panel.core.access import Role
from tests.factories import MunicipalityFactory, UserFactory
from tests.support.visitor import Visitor


def test_a_council_member_reads_whose_page_it_is(client: Visitor, sign_in: Callable[..., Visitor]) -> None:
    town = MunicipalityFactory()
    sign_in(client, UserFactory(municipality_id=town.id, role=Role.COUNCIL_MEMBER), town)
    response = client.get("/werkplek/vragen/nieuw")
    assert response.status_code == 403
    page = response.get_data(as_text=True)
    assert "Deze pagina is voor: beleidsmedewerker en beheerder." in page


def test_who_is_not_signed_in_is_asked_to_and_comes_back(client: Visitor) -> None:
    MunicipalityFactory()
    response = client.get("/werkplek/vragen/nieuw?x=1")
    assert response.status_code == 302
    assert response.location.endswith("/inloggen?terug=/werkplek/vragen/nieuw?x%3D1")


def test_what_was_typed_comes_back_when_the_session_has_ended(client: Visitor) -> None:
    MunicipalityFactory()
    response = client.post("/werkplek/vragen/nieuw", data={"title": "Hoe wordt de straat schoner?"})
    page = response.get_data(as_text=True)
    assert response.status_code == 401
    assert "Hoe wordt de straat schoner?" in page
    assert "Je bent niet meer ingelogd." in page
