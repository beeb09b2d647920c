"""Loads the whole demonstration: two municipalities with consultations at every stage of their life."""

from __future__ import annotations

from panel.core.db import Database
from panel.demonstration.places import PLACES, add_place
from panel.municipalities.queries import all_municipalities


class NotEmptyError(RuntimeError):
    """The database holds municipalities already: the demonstration never mixes with what is there."""


def load_example(database: Database) -> None:
    """Fill an empty database with the demonstration. Raises NotEmptyError when it is not empty."""
    with database.transaction() as session:
        if all_municipalities(session):
            raise NotEmptyError
        for place in PLACES:
            add_place(session, place)
