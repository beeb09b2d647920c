"""Questionnaires that people are answering now, kept in memory, so that one answer does not load forty rows again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

import flask
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, PolicyQuestion
from panel.consultations.queries import WITH_QUESTIONS, WITH_TRANSLATIONS
from panel.core.db import Database, database

Made = TypeVar("Made")
MOST_KEPT = 50
# Everything that a screen says of a consultation itself; its questions only change together with its edition.
# Asked at every tap, so of the tables themselves: four times as quick as through the classes.
_ASKED, _POLICY = Consultation.__table__, PolicyQuestion.__table__
_STAMP = (
    select(*_ASKED.columns, _POLICY.c.edition.label("policy_question_edition"))
    .join_from(_ASKED, _POLICY, _POLICY.c.id == _ASKED.c.policy_question_id)
    .where(_ASKED.c.id == bindparam("wanted"), _ASKED.c.municipality_id == bindparam("place"))
)


@dataclass(frozen=True)
class _Kept:
    stamp: Any
    consultation: Consultation
    # What was made of it for everybody, by name.
    made: dict[str, Any] = field(default_factory=dict)


class Questionnaires:
    """Whole consultations of one database, each with the stamp that it had when it was loaded.

    What is given out belongs to no session and is shared by all threads: look at it, never change it.
    """

    def __init__(self, of: Database) -> None:
        self._database = of
        self._kept: dict[int, _Kept] = {}
        self._lock = Lock()

    def find(self, session: Session, municipality_id: int, consultation_id: int) -> Consultation | None:
        """Return a consultation of this municipality as it is now, with its questions, else None."""
        wanted = {"wanted": consultation_id, "place": municipality_id}
        stamp = session.execute(_STAMP, wanted).first()
        if stamp is None:
            return None
        kept = self._kept.get(consultation_id)
        if kept is not None and kept.stamp == stamp:
            return kept.consultation
        # In a session of its own: what is kept must not belong to the session of this request.
        with self._database.session(reading=True) as own:
            stamp = own.execute(_STAMP, wanted).first()
            loading = select(Consultation).where(Consultation.id == consultation_id)
            found = own.scalars(loading.options(*WITH_QUESTIONS, *WITH_TRANSLATIONS)).first()
        if found is not None:
            self._keep(stamp, found)
        return found

    def once(self, consultation: Consultation, name: str, make: Callable[[], Made]) -> Made:
        """Return what `make` made of this consultation; it is made again when the consultation has changed."""
        kept = self._kept.get(consultation.id)
        if kept is None or kept.consultation is not consultation:
            return make()
        if name not in kept.made:
            kept.made[name] = make()
        found: Made = kept.made[name]
        return found

    def _keep(self, stamp: Any, found: Consultation) -> None:
        with self._lock:
            self._kept.pop(found.id, None)
            self._kept[found.id] = _Kept(stamp, found)
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]


def questionnaires() -> Questionnaires:
    """Return the questionnaires of the running application."""
    made = flask.current_app.extensions
    if "meepraat_questionnaires" not in made:
        made["meepraat_questionnaires"] = Questionnaires(database())
    found: Questionnaires = made["meepraat_questionnaires"]
    return found
