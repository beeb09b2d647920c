"""Nobody can join a person to answers, not even with the database, its files, a back-up and who answered when."""

from __future__ import annotations

import datetime as dt
import shutil
import zlib
from pathlib import Path

import pytest
from sqlalchemy import DateTime, inspect, select, text
from sqlalchemy.orm import Session

from panel.answering.answers import box_size
from panel.answering.models import SealedSubmission
from panel.core.db import Database
from panel.core.keys import BoxError, KeyDirectory, KeyMissingError, Pepper, open_sealed
from panel.results.models import Answer, Submission
from panel.tables import metadata
from tests.privacy.crowd import (
    PEOPLE,
    Crowd,
    answer_one_by_one,
    boxes,
    close,
    found_in_files,
    traces_left,
)

pytestmark = pytest.mark.fresh_database

ABOUT_PEOPLE = {"invitation", "participation", "draft", "client_key", "group_code", "user_account"}
ABOUT_ANSWERS = {"sealed_submission", "submission", "answer"}


@pytest.fixture
def crowd(database: Database, keys: KeyDirectory, pepper: Pepper, session: Session) -> Crowd:
    return answer_one_by_one(database, keys, pepper, session)


def test_no_foreign_key_leads_from_an_answer_to_a_person(database: Database) -> None:
    inspector = inspect(database.engine)
    for table in ABOUT_ANSWERS:
        assert not {key["referred_table"] for key in inspector.get_foreign_keys(table)} & ABOUT_PEOPLE
    for table in ABOUT_PEOPLE:
        assert not {key["referred_table"] for key in inspector.get_foreign_keys(table)} & ABOUT_ANSWERS


def test_no_table_of_answers_or_of_taking_part_has_a_moment_or_a_counter(database: Database) -> None:
    for name in ABOUT_ANSWERS | {"participation", "client_key"}:
        table = metadata.tables[name]
        assert not [column.name for column in table.columns if isinstance(column.type, DateTime)]
        assert table.autoincrement_column is None
    assert {column.name for column in metadata.tables["participation"].columns} == {"invitation_id"}


@pytest.mark.sqlite
def test_tables_of_answers_have_no_row_number_on_sqlite(database: Database) -> None:
    with database.engine.connect() as connection:
        for name in sorted(ABOUT_ANSWERS | {"participation", "client_key", "draft"}):
            sql = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}).scalar()
            assert str(sql).rstrip().endswith("WITHOUT ROWID")


def test_while_open_no_answer_stands_anywhere_in_the_files(database: Database, crowd: Crowd) -> None:
    # What people wrote themselves: the names of options stand in the questionnaire, whoever chose them.
    assert found_in_files(database, [secret.encode() for secret in crowd.secrets]) == []


def test_while_open_every_box_is_noise_of_the_same_length(database: Database, crowd: Crowd) -> None:
    with database.session(reading=True) as session:
        found = boxes(session)
    assert len(found) == len(set(found)) == PEOPLE
    assert len({len(box) for box in found}) == 1
    together = b"".join(found)
    assert len(zlib.compress(together, 9)) > 0.99 * len(together)


def test_while_open_the_database_alone_opens_no_box(
    database: Database, keys: KeyDirectory, crowd: Crowd, pepper: Pepper
) -> None:
    everything: list[bytes] = []
    with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                everything += [bytes(value) for value in row if isinstance(value, bytes) and len(value) == 32]
    with database.session(reading=True) as session:
        one = boxes(session)[0]
    assert everything
    for candidate in everything:
        with pytest.raises(BoxError):
            open_sealed(candidate, one, box_size(crowd.consultation))


def test_after_closing_nothing_about_people_is_left(database: Database, keys: KeyDirectory, crowd: Crowd) -> None:
    with database.session(reading=True) as session:
        needles = boxes(session)
        sealed_keys = list(session.scalars(select(SealedSubmission.key)))
    close(database, keys, crowd)
    with database.session(reading=True) as session:
        assert set(traces_left(session).values()) == {0}
        assert not set(sealed_keys) & set(session.scalars(select(Submission.key)))
    needles = [box[:64] for box in needles] + [box[:64] for box in crowd.draft_boxes] + sealed_keys + crowd.hashes
    assert found_in_files(database, needles) == []


def test_after_closing_every_answer_is_there_exactly_once(database: Database, keys: KeyDirectory, crowd: Crowd) -> None:
    close(database, keys, crowd)
    with database.session(reading=True) as session:
        written = [value for value in session.scalars(select(Answer.value)) if isinstance(value, str)]
    assert sorted(set(crowd.secrets) & set(written)) == sorted(crowd.secrets)
    assert sum(text in crowd.secrets for text in written) == PEOPLE


def _places_of_secrets(database: Database, order: str) -> list[int]:
    """Return, in the physical or key order of the rows, the number of the person whose text stands there."""
    with database.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT value FROM answer {order}"))
        texts = [str(value) for (value,) in rows if value is not None and "zonnebloem" in str(value)]
    return [int(one.split("zonnebloem")[1][:3]) for one in texts]


def _rank_correlation(places: list[int]) -> float:
    count = len(places)
    difference = sum((rank - number) ** 2 for rank, number in enumerate(places))
    return 1 - 6 * difference / (count * (count**2 - 1))


def test_after_closing_the_order_of_the_rows_says_nothing_about_the_order_of_sending(
    database: Database, keys: KeyDirectory, crowd: Crowd
) -> None:
    close(database, keys, crowd)
    orders = ["", "ORDER BY submission_key"]
    if not database.is_sqlite:
        orders.append("ORDER BY ctid")
    for order in orders:
        places = _places_of_secrets(database, order)
        assert len(places) == PEOPLE
        # For 40 people a chance order passes 0.65 about once in 100,000 runs; the order of sending gives 1.
        assert abs(_rank_correlation(places)) < 0.65


def test_the_attack_on_order_finds_an_order_that_was_kept() -> None:
    assert _rank_correlation(list(range(PEOPLE))) == 1


def test_after_closing_the_number_of_the_transaction_says_nothing(
    database: Database, keys: KeyDirectory, crowd: Crowd
) -> None:
    close(database, keys, crowd)
    if database.is_sqlite:
        with database.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA freelist_count").scalar() == 0
        wal = Path(f"{database.engine.url.database}-wal")
        assert not wal.exists() or all(secret.encode() not in wal.read_bytes() for secret in crowd.secrets)
        return
    with database.engine.connect() as connection:
        for table in ("submission", "answer"):
            assert connection.execute(text(f"SELECT count(DISTINCT xmin::text) FROM {table}")).scalar() == 1
        joined = text(
            "SELECT count(*) FROM invitation JOIN submission"
            " ON abs(invitation.xmin::text::bigint - submission.xmin::text::bigint) <= 1"
        )
        assert connection.execute(joined).scalar() == 0


def test_a_box_that_can_be_joined_to_a_person_is_still_noise(
    database: Database, keys: KeyDirectory, crowd: Crowd
) -> None:
    if database.is_sqlite:
        # There is no number of a transaction here, nor any other column that the two tables share.
        taken, sealed = metadata.tables["participation"], metadata.tables["sealed_submission"]
        assert not set(taken.columns.keys()) & set(sealed.columns.keys())
        return
    with database.engine.connect() as connection:
        joined = text(
            "SELECT box FROM participation JOIN sealed_submission"
            " ON abs(participation.xmin::text::bigint - sealed_submission.xmin::text::bigint) <= 1"
        )
        found = [bytes(box) for box in connection.scalars(joined)]
    # While open, neighbouring transactions do join a person to a box: the attack works, and finds nothing to read.
    assert len(found) == PEOPLE
    assert not [secret for secret in crowd.secrets if any(secret.encode() in box for box in found)]


def test_an_old_back_up_can_never_be_opened_again(
    database: Database, keys: KeyDirectory, crowd: Crowd, tmp_path: Path
) -> None:
    with database.session(reading=True) as session:
        stolen = boxes(session)
    key_name = crowd.consultation.rounds[0].key_name
    kept_folder = tmp_path / "folder-after"
    close(database, keys, crowd)
    shutil.copytree(keys.folder, kept_folder)
    with pytest.raises(KeyMissingError):
        keys.load(key_name)
    assert not [path for path in kept_folder.iterdir() if key_name in path.name]
    for path in kept_folder.iterdir():
        with pytest.raises(BoxError):
            open_sealed(path.read_bytes(), stolen[0], box_size(crowd.consultation))


def test_stored_background_is_never_that_of_fewer_than_ten(
    database: Database, keys: KeyDirectory, crowd: Crowd
) -> None:
    close(database, keys, crowd)
    with database.session(reading=True) as session:
        found = [tuple(sorted(one.items())) for one in session.scalars(select(Submission.background))]
    assert len(found) == PEOPLE
    assert all(found.count(one) >= 10 for one in set(found))


def test_no_moment_in_the_database_lies_between_the_first_and_the_last_who_sent(
    database: Database, keys: KeyDirectory, pepper: Pepper, session: Session
) -> None:
    began = dt.datetime.now(dt.UTC)
    crowd = answer_one_by_one(database, keys, pepper, session)
    ended = dt.datetime.now(dt.UTC)
    close(database, keys, crowd)
    moments: list[dt.datetime] = []
    with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if isinstance(column.type, DateTime) or "at" in column.name]
            for column in columns:
                moments += [value for value in connection.scalars(select(column)) if isinstance(value, dt.datetime)]
    inside = [moment for moment in moments if began + dt.timedelta(seconds=1) < moment < ended]
    assert moments
    assert len(inside) < 3
