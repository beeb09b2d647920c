"""The consultation on research money: rows that a computer filled in are left out, the rest is counted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import State
from panel.consultations.queries import consultation_by_code
from panel.consultations.service.exchange.problems import FileError
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.demonstration.elsewhere import count, new_keys
from panel.demonstration.pve import NUMBERS, read_people, store_people
from panel.results.queries import latest_outcome
from tests.demonstration.files import write
from tests.factories import UserFactory

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "nl" / "dja_pve2022"


def folder_with(folder: Path, *people: dict[str, str]) -> Path:
    """Write a made-up file in which everybody answered alike, but for what is given."""
    usual = dict.fromkeys(NUMBERS, "0") | {"age": "2", "major_changes": "3", "award_lottery": "4", "who_society": "1"}
    names = [*NUMBERS, "discipline"]
    lines = [",".join(f'"{name}"' for name in names)]
    for person in people:
        row = usual | {"discipline": "Beta and medicine"} | person
        lines.append(",".join(f'"{row[name]}"' for name in names))
    write(folder / "df_imp.csv", "\n".join(lines) + "\n")
    return folder


def test_a_row_with_a_fraction_is_left_out(tmp_path: Path) -> None:
    kept = read_people(folder_with(tmp_path, {}, {"award_lottery": "3.08133333333333"}, {"age": "2.0"}))
    assert (kept.rows, kept.left_out, len(kept.people)) == (3, 1, 2)


def test_numbers_become_the_answers_they_stand_for(tmp_path: Path) -> None:
    ticked = {"need_team": "1", "need_freedom": "1", "grant_university": "1", "grant_private": "1"}
    person = read_people(folder_with(tmp_path, ticked | {"age": "6"})).people[0]
    assert {key: one.value for key, one in person.given.items()} == {
        "wijzigingen": "much", "geluk": "yes", "samenleving": "nothing", "nodig": ["team", "time"], "aanvragen": 2,
    }  # fmt: skip
    assert person.background == {"leeftijd": "from51", "vakgebied": "science"}


def test_nothing_ticked_is_skipped_and_never_applied_is_zero(tmp_path: Path) -> None:
    first, second = read_people(folder_with(tmp_path, {}, {"grant_no": "1"})).people
    assert (first.given["nodig"].state, first.given["aanvragen"].state) == ("SKIPPED", "SKIPPED")
    assert second.given["aanvragen"].value == 0


def test_a_cell_that_is_no_number_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        read_people(folder_with(tmp_path, {}, {"age": "oud"}))
    assert [(one.code, one.place, one.line) for one in caught.value.problems] == [("NOT_A_NUMBER", "age", 3)]


def test_the_source_note_names_only_rounded_numbers(
    session: Session, database: Database, keys: KeyDirectory, tmp_path: Path
) -> None:
    officer = UserFactory()
    kept = read_people(folder_with(tmp_path, *[{}] * 43, {"age": "2.5"}))
    with new_keys(database, keys) as (writing, made):
        stored = store_people(
            writing,
            kept,
            municipality_id=officer.municipality_id,
            by=officer.id,
            keys=made,
            source_note=lambda rows, used: f"{used} van {rows}",
            reply_due_on=dt.date(2099, 1, 1),
        )
        rounds = [one.id for one in stored.rounds]
    count(database, keys, rounds)
    session.expire_all()
    found = consultation_by_code(session, "onderzoeksgeld")
    assert found is not None
    assert found.state is State.REPORTED
    outcome = latest_outcome(session, found.id)
    assert outcome is not None
    assert outcome.method["source_note"] == "45 van 45"
    assert outcome.content["size"] == 45


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real answers in ../shared/data are not there")
def test_the_real_answers_are_read() -> None:
    kept = read_people(SHARED)
    assert (kept.rows, kept.left_out, len(kept.people)) == (2574, 1700, 874)
