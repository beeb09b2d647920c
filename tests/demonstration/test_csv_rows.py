"""Answers from a CSV file: every rejected row is told with its line and column, and nothing is half-loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from panel.answering.queries import sent_count
from panel.consultations.models import Consultation, Round
from panel.consultations.service import publish_consultation
from panel.consultations.service.exchange.loading import load_consultation
from panel.consultations.service.exchange.problems import FileError
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.core.keys import KeyDirectory
from panel.demonstration.csv_rows import NotAcceptedError, RoundError, Sheet, read_sheet, round_for, store_sheet
from panel.results.collect import open_boxes
from tests.demonstration.files import COLUMNS, as_text, whole, write
from tests.factories import UserFactory

GOOD = "trees;water|Licht;Eens;3;Meer bloemen;young"


@pytest.fixture
def running(session: Session, keys: KeyDirectory) -> Consultation:
    """An open consultation with a question of five kinds and one breakdown."""
    officer = UserFactory()
    file = read_consultation_file(as_text(whole()))
    made = load_consultation(session, file, municipality_id=officer.municipality_id, by=officer.id)
    publish_consultation(session, made, by=officer.id, keys=keys, skip_second_eyes=True)
    session.commit()
    return made


def sheet(tmp_path: Path, consultation: Consultation, *rows: str, head: str = ";".join(COLUMNS)) -> Sheet:
    """Read a file of these rows."""
    return read_sheet(write(tmp_path / "rows.csv", "\r\n".join([head, *rows]) + "\r\n"), consultation)


def store(session: Session, consultation: Consultation, read: Sheet, *, accept_good_rows: bool = False) -> Round:
    """Store it, and return the round it went into."""
    round_ = round_for(consultation, None)
    store_sheet(
        session,
        consultation,
        round_,
        read,
        by=None,
        accept_good_rows=accept_good_rows,
        source_note=lambda: "Op papier gegeven.",
    )
    return round_


def test_a_row_becomes_the_answers_of_one_person(
    session: Session, running: Consultation, keys: KeyDirectory, tmp_path: Path
) -> None:
    round_ = store(session, running, sheet(tmp_path, running, GOOD))
    opened = open_boxes(session, round_, running, keys.load(round_.key_name)).answers
    assert len(opened) == 1
    assert {key: one.value for key, one in opened[0].given.items()} == {
        "keuze": "trees", "meer": ["water", "light"], "stelling": "AGREE", "keren": 3, "idee": "Meer bloemen",
    }  # fmt: skip
    assert opened[0].background == {"leeftijd": "young"}
    assert running.source_note == "Op papier gegeven."


def test_empty_cells_are_skipped_and_words_for_not_knowing_are_known(tmp_path: Path, running: Consultation) -> None:
    read = sheet(
        tmp_path, running, "DONT_KNOW;;weet ik niet;Weet niet;weet ik niet;", ";;;;;geen opgave", "Bomen;;;;;old"
    )
    assert [one.state for one in read.people[0].given.values()] == [
        "DONT_KNOW", "SKIPPED", "DONT_KNOW", "DONT_KNOW", "ANSWERED",
    ]  # fmt: skip
    assert read.people[0].background == {"leeftijd": "NO_STATEMENT"}
    assert read.people[2].given["keuze"].value == "trees"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_in_the_head(tmp_path: Path, running: Consultation, separator: str) -> None:
    text = "\n".join([separator.join(COLUMNS), GOOD.replace(";", separator)])
    read = read_sheet(write(tmp_path / "rows.csv", b"\xef\xbb\xbf" + text.encode()), running)
    assert len(read.people) == 1
    assert read.rejected == []


def test_every_rejected_cell_is_told_with_line_column_and_reason(tmp_path: Path, running: Consultation) -> None:
    bad = "stones;water|light|play;misschien;8;ok;eighty"
    read = sheet(tmp_path, running, GOOD, bad, ";;;;;", f'trees;water;AGREE;veel;"{"x" * 1001}";old', "trees;water")
    assert [(one.line, one.place, one.code) for one in read.rejected] == [
        (3, "keuze", "ANSWER_UNKNOWN_OPTION"),
        (3, "meer", "ANSWER_TOO_MANY"),
        (3, "stelling", "ANSWER_UNKNOWN_OPTION"),
        (3, "keren", "ANSWER_TOO_HIGH"),
        (3, "leeftijd", "ANSWER_UNKNOWN_OPTION"),
        (5, "keren", "ANSWER_NOT_A_NUMBER"),
        (5, "idee", "ANSWER_TOO_LONG"),
        (6, "", "WRONG_LENGTH"),
    ]
    assert (len(read.people), read.rejected_rows, read.empty_rows) == (1, 3, 1)


def test_a_row_of_several_lines_is_told_by_its_first(tmp_path: Path, running: Consultation) -> None:
    read = sheet(tmp_path, running, 'trees;;;;"een\ntwee\ndrie";young', "stones;;;;;")
    assert read.people[0].given["idee"].value == "een\ntwee\ndrie"
    assert [one.line for one in read.rejected] == [5]


def test_one_bad_row_keeps_all_others_out(session: Session, running: Consultation, tmp_path: Path) -> None:
    read = sheet(tmp_path, running, GOOD, "stones;;;;;")
    with pytest.raises(NotAcceptedError):
        store(session, running, read)
    assert sent_count(session, running.rounds[0].id) == 0
    round_ = store(session, running, read, accept_good_rows=True)
    assert sent_count(session, round_.id) == 1


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"", "EMPTY_FILE", "rows.csv"),
        (b"\xff\xfek\x00", "NOT_UTF8", "rows.csv"),
        ("keuze;naïef\n".encode("latin-1"), "NOT_UTF8", "rows.csv"),
        (b";;;\n", "NO_HEAD", "rows.csv"),
        (b"keuze;keuze;meer;stelling;keren;idee;leeftijd\n", "COLUMN_TWICE", "keuze"),
        (b"keuze;meer;stelling;keren;idee\n", "MISSING_COLUMN", "leeftijd"),
        (b"keuze;meer;stelling;keren;idee;leeftijd;naam\n", "UNKNOWN_COLUMN", "naam"),
        (b'keuze;meer;stelling;keren;idee;leeftijd\n"trees;;;;;\n', "BROKEN_CSV", "rows.csv"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused(
    tmp_path: Path, running: Consultation, content: bytes, code: str, place: str
) -> None:
    with pytest.raises(FileError) as caught:
        read_sheet(write(tmp_path / "rows.csv", content), running)
    assert (code, place) in [(one.code, one.place) for one in caught.value.problems]


def test_a_missing_file_is_named(tmp_path: Path, running: Consultation) -> None:
    with pytest.raises(FileError) as caught:
        read_sheet(tmp_path / "rows.csv", running)
    assert [one.code for one in caught.value.problems] == ["NO_FILE"]


def test_a_draft_takes_no_answers(session: Session) -> None:
    officer = UserFactory()
    file = read_consultation_file(as_text(whole()))
    draft = load_consultation(session, file, municipality_id=officer.municipality_id, by=officer.id)
    with pytest.raises(RoundError) as caught:
        round_for(draft, None)
    assert caught.value.reason == "NOT_OPEN"
