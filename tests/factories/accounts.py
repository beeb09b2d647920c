"""Staff to test with."""

from __future__ import annotations

import datetime as dt

import factory
from argon2 import PasswordHasher

from panel.accounts.models import User
from panel.core.access import Role
from tests.factories.base import Factory
from tests.factories.municipalities import MunicipalityFactory

PASSWORD = "een wachtwoord om te testen"
# As light as argon2 gets: tests sign in often.
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


class UserFactory(Factory):
    """A policy officer whose password is PASSWORD; `UserFactory(municipality=..., role=Role.ADMINISTRATOR)`."""

    class Meta:
        model = User

    class Params:
        municipality = factory.SubFactory(MunicipalityFactory)

    municipality_id = factory.SelfAttribute("municipality.id")
    email = factory.Sequence(lambda number: f"medewerker{number}@proefstad.example")
    name = factory.Sequence(lambda number: f"Medewerker {number}")
    role = Role.POLICY_OFFICER
    password_hash = _HASH
    created_at = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
