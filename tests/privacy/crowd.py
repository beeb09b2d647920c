"""Forty invited people who answer one after the other, and everything an attacker knows about their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given
from panel.answering.models import ClientKey, Draft, Participation, SealedSubmission
from panel.answering.participant import invited_participant
from panel.answering.service import save_answers, seal, start
from panel.consultations.models import Consultation, EvidenceKind, Round
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.models import Invitation
from panel.invitations.service import create_invitations
from panel.results.closing import begin_closing, finish_closing
from tests.support.scene import open_class_consultation, some_answers, the_round

PEOPLE = 40


@dataclass
class Crowd:
    """What an attacker writes down from outside: who answered when; the test itself knows what each one answered."""

    consultation: Consultation
    round_id: int
    # In the order of sending.
    invitations: list[int] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    draft_boxes: list[bytes] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)


def secret_of(number: int) -> str:
    """Return a text that only this person could have written."""
    return f"zonnebloem{number:03d}parkbank"


def answers_of(number: int) -> Answers:
    background = ("12-13", "14-15", "16")[number % 3]
    told = some_answers(number).with_given("tip", Given("ANSWERED", secret_of(number)))
    return told.with_background("age", background)


def answer_one_by_one(database: Database, keys: KeyDirectory, pepper: Pepper, session: Session) -> Crowd:
    """Let everybody start, save and send, each in transactions of their own, as requests do."""
    consultation = open_class_consultation(
        session, keys, evidence_kind=EvidenceKind.SAMPLE, code="bus-in-de-wijk", with_breakdown=True
    )
    round_ = the_round(consultation)
    codes = create_invitations(session, round_, PEOPLE, pepper)
    ids = [
        session.scalars(select(Invitation.id).where(Invitation.code_hash == pepper.digest("personal-code", code))).one()
        for code in codes
    ]
    session.commit()
    # From here on everybody works in transactions of their own.
    session.expunge_all()
    crowd = Crowd(consultation, round_.id)
    for number, (code, person_id) in enumerate(zip(codes, ids, strict=True)):
        person = invited_participant(round_.id, person_id, code, pepper)
        with database.transaction() as own:
            held = own.get_one(Round, round_.id)
            start(own, person, held, consultation, pepper=pepper, now=now(), seat_minutes=120)
        with database.transaction() as own:
            held = own.get_one(Round, round_.id)
            save_answers(
                own, person, held, consultation, answers_of(number), pepper=pepper, now=now(), seat_minutes=120
            )
            crowd.draft_boxes.append(own.get_one(Draft, person.token_hash(pepper)).box)
        with database.transaction() as own:
            seal(own, person, own.get_one(Round, round_.id), consultation, pepper=pepper, now=now())
        crowd.invitations.append(person_id)
        crowd.secrets.append(secret_of(number))
        crowd.hashes += [person.token_hash(pepper), person.client_key(pepper)]
    return crowd


def close(database: Database, keys: KeyDirectory, crowd: Crowd) -> None:
    """Close at once and count."""
    with database.transaction() as session:
        consultation = session.get_one(Consultation, crowd.consultation.id)
        begin_closing(session, consultation, by=None, grace=dt.timedelta(0))
    assert finish_closing(database, keys, crowd.round_id)


def boxes(session: Session) -> list[bytes]:
    return list(session.scalars(select(SealedSubmission.box)))


def traces_left(session: Session) -> dict[str, int]:
    """Return how many rows about people the database still holds."""
    tables = (Draft, SealedSubmission, ClientKey, Participation)
    return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def files_of(database: Database) -> Iterator[Path]:
    """Yield the files in which the tables about answers and people lie: what a thief of the disk reads."""
    if database.is_sqlite:
        main = Path(str(database.engine.url.database))
        yield from (path for path in main.parent.glob(main.name + "*") if path.is_file())
        return
    tables = ("draft", "sealed_submission", "client_key", "participation", "submission", "answer", "invitation")
    with database.engine.connect() as connection:
        folder = Path(str(connection.execute(text("SHOW data_directory")).scalar_one()))
        for table in tables:
            place = connection.execute(text("SELECT pg_relation_filepath(to_regclass(:name))"), {"name": table})
            file = folder / str(place.scalar_one())
            yield from (path for path in file.parent.glob(file.name + "*") if path.is_file())


def write_everything_down(database: Database) -> None:
    """Make the database write what it has in memory to its files, as it does in time by itself."""
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))


def found_in_files(database: Database, needles: list[bytes]) -> list[bytes]:
    """Return which of these bytes stand anywhere in the files: rows, free pages, dead rows or the write-ahead log."""
    write_everything_down(database)
    contents = [path.read_bytes() for path in files_of(database)]
    assert any(contents), "the files that are searched hold something"
    return [needle for needle in needles if any(needle in content for content in contents)]
