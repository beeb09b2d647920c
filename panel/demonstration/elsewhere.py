"""Brings answers that were given elsewhere through our own path: opened, sealed, closed and counted like any other."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.answering.service import seal_given
from panel.consultations.models import Consultation, PrivacyGround, Round
from panel.consultations.service import publish_consultation
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.results.closing import begin_closing, finish_closing

SHORTEST = dt.timedelta(hours=1)
# What was answered elsewhere is kept for research as long as we ever keep single answers.
MONTHS_KEPT = 120
UNTESTED = "Deze vragen zijn op een andere plek gesteld."


@contextmanager
def new_keys(database: Database, keys: KeyDirectory) -> Iterator[tuple[Session, KeyDirectory]]:
    """Open a transaction in which rounds may be made; when it fails, their private keys go too."""
    made = _Remembering(keys)
    try:
        with database.transaction() as session:
            yield session, made
    except BaseException:
        for name in made.names:
            keys.destroy(name)
        raise


class _Remembering(KeyDirectory):
    """The same key folder, which knows which keys were made through it."""

    def __init__(self, keys: KeyDirectory) -> None:
        super().__init__(keys.folder)
        self.names: list[str] = []

    def create(self) -> tuple[str, bytes]:
        name, public_key = super().create()
        self.names.append(name)
        return name, public_key


def seal_all(session: Session, round_: Round, consultation: Consultation, people: Iterable[Answers]) -> int:
    """Seal the answers of many people, in an order that says nothing of the file they came from; return how many."""
    shuffled = list(people)
    secrets.SystemRandom().shuffle(shuffled)
    for answers in shuffled:
        seal_given(session, round_, consultation, answers)
    return len(shuffled)


def begin_closed(
    session: Session,
    consultation: Consultation,
    people: Iterable[Answers],
    *,
    by: int,
    keys: KeyDirectory,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
) -> None:
    """Open a draft in the past, seal the answers of its people and begin to close it, all in the caller's transaction.

    What is left is `count`, which begins where this ended, also after a crash. Raises NotReadyError.
    """
    closes_at = max(closes_at, opens_at + SHORTEST)
    consultation.privacy_ground = consultation.privacy_ground or PrivacyGround.PUBLIC_TASK
    consultation.retention_months = consultation.retention_months or MONTHS_KEPT
    consultation.untested_reason = consultation.untested_reason or UNTESTED
    publish_consultation(
        session,
        consultation,
        by=by,
        keys=keys,
        skip_second_eyes=True,
        opens_at=opens_at,
        closes_at=closes_at,
        asked_elsewhere=True,
    )
    session.flush()
    seal_all(session, consultation.rounds[0], consultation, people)
    begin_closing(session, consultation, by=by, grace=dt.timedelta(0))
    consultation.closed_at = closes_at
    session.flush()


def count(database: Database, keys: KeyDirectory, round_ids: Iterable[int]) -> None:
    """Open the boxes of rounds that were closed, count and freeze. Raises KeyMissingError and ChangedMeanwhileError."""
    for round_id in round_ids:
        finish_closing(database, keys, round_id)
