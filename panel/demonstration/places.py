"""The two made-up municipalities of the demonstration, and the staff who can sign in there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.accounts.service import create_user
from panel.core.access import Role
from panel.municipalities.models import District, Municipality

# Printed at every start, for made-up municipalities only.
PASSWORD = "samen-meepraten"  # noqa: S105


@dataclass(frozen=True)
class Place:
    """A municipality that does not exist."""

    slug: str
    name: str
    phone: str
    districts: tuple[str, ...]
    staff: tuple[tuple[str, str, Role], ...]

    @property
    def host(self) -> str:
        return f"{self.slug}.localhost"

    def address(self, who: str) -> str:
        """Return the sign-in address of a member of staff; `example` is a top-level domain that nobody can own."""
        return f"{who}@{self.slug}.example"


PLACES = (
    Place(
        slug="voorbeeldstad",
        name="Voorbeeldstad",
        phone="14 000",
        districts=("Centrum", "Noord", "Oost", "Zuid", "De Weide"),
        staff=(
            ("beleid", "Anja de Wit", Role.POLICY_OFFICER),
            ("beleid2", "Bilal Amrani", Role.POLICY_OFFICER),
            ("privacy", "Corrie Smit", Role.PRIVACY_OFFICER),
            ("beheer", "Dirk Postma", Role.ADMINISTRATOR),
            ("raad", "Esra Yilmaz", Role.COUNCIL_MEMBER),
            ("begeleider", "Femke Bos", Role.FACILITATOR),
            ("onderzoek", "Gijs van Dam", Role.RESEARCHER),
        ),
    ),
    Place(
        slug="rivierenland",
        name="Rivierenland",
        phone="14 001",
        districts=("Dijkdorp", "Veerstad", "Uiterwaard"),
        staff=(
            ("beleid", "Hanna Vos", Role.POLICY_OFFICER),
            ("privacy", "Ilse Kramer", Role.PRIVACY_OFFICER),
            ("beheer", "Jamal Bakker", Role.ADMINISTRATOR),
            ("raad", "Karin Mulder", Role.COUNCIL_MEMBER),
        ),
    ),
)


def add_place(session: Session, place: Place) -> tuple[Municipality, dict[str, User]]:
    """Add one municipality with its districts and staff; return it and the staff by the first part of their address."""
    municipality = Municipality(
        slug=place.slug,
        name=place.name,
        host=place.host,
        theme=place.slug,
        contact_name=place.staff[0][1],
        contact_phone=place.phone,
        contact_email=place.address("meepraten"),
        example=True,
    )
    session.add(municipality)
    session.flush()
    session.add_all(District(municipality_id=municipality.id, name=name) for name in place.districts)
    staff = {
        who: create_user(
            session,
            municipality_id=municipality.id,
            email=place.address(who),
            name=name,
            role=role,
            password=PASSWORD,
        )
        for who, name, role in place.staff
    }
    return municipality, staff
