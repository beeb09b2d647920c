"""Municipalities to test with."""

from __future__ import annotations

import factory

from panel.municipalities.models import Municipality
from tests.factories.base import Factory


class MunicipalityFactory(Factory):
    """A municipality with an address of its own."""

    class Meta:
        model = Municipality

    slug = factory.Sequence(lambda number: f"proefstad-{number}")
    name = factory.Sequence(lambda number: f"Proefstad {number}")
    host = factory.LazyAttribute(lambda made: f"{made.slug}.localhost")
    theme = "voorbeeldstad"
    contact_name = "Team Meepraten"
    contact_phone = "14 000"
    contact_email = factory.LazyAttribute(lambda made: f"meepraten@{made.slug}.example")
