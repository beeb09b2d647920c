"""A Polis export becomes a closed consultation with its statements and the last thing each person thought."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import EvidenceKind, QuestionKind, State
from panel.consultations.queries import consultation_by_code
from panel.consultations.service.exchange.problems import FileError
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.demonstration.elsewhere import count, new_keys
from panel.demonstration.polis import Promise, read_conversation, store_conversation
from panel.results.queries import latest_outcome
from tests.demonstration.files import polis_folder, write
from tests.factories import UserFactory

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "polis"
PROMISE = Promise("B. Vis", "wethouder", "Eerder gehouden.", "Als advies.", "Uit een gesprek.", dt.date(2099, 1, 1))


def test_statements_that_were_moderated_out_are_left_out(tmp_path: Path) -> None:
    talk = read_conversation(polis_folder(tmp_path / "export"))
    assert talk.statements == {"10": "De markt is gezellig", "2": "Er is te weinig plek, vooral op zaterdag"}
    assert (talk.moderated_out, talk.without_votes, len(talk.people)) == (1, 1, 12)
    assert (talk.topic, talk.url) == ("Over de markt", "https://polis.example/markt")


def test_the_last_vote_of_a_person_counts(tmp_path: Path) -> None:
    talk = read_conversation(polis_folder(tmp_path / "export"))
    assert talk.people[0]["2"].state == "DONT_KNOW"
    assert talk.votes == 13


def test_the_last_vote_is_the_latest_and_not_the_lowest_in_the_file(tmp_path: Path) -> None:
    votes = "timestamp,comment-id,voter-id,vote\n1600000002000,10,1,1\n1600000001000,10,1,-1\n"
    talk = read_conversation(polis_folder(tmp_path / "export", votes=votes))
    assert talk.people[0]["10"].value == "AGREE"


def load(database: Database, keys: KeyDirectory, folder: Path, municipality_id: int, by: int) -> str:
    """Store and count a conversation; return its code."""
    with new_keys(database, keys) as (session, made):
        stored = store_conversation(
            session, read_conversation(folder), PROMISE, municipality_id=municipality_id, by=by, keys=made
        )
        rounds, code = [one.id for one in stored.rounds], stored.code
    count(database, keys, rounds)
    return code


def test_a_conversation_is_closed_counted_and_published(
    session: Session, database: Database, keys: KeyDirectory, tmp_path: Path
) -> None:
    officer = UserFactory()
    code = load(database, keys, polis_folder(tmp_path / "export"), officer.municipality_id, officer.id)
    session.expire_all()
    stored = consultation_by_code(session, code)
    assert stored is not None
    assert (stored.state, stored.evidence_kind) == (State.REPORTED, EvidenceKind.OPEN)
    assert [(one.key, one.kind) for one in stored.questions] == [
        ("s2", QuestionKind.STATEMENT),
        ("s10", QuestionKind.STATEMENT),
    ]
    outcome = latest_outcome(session, stored.id)
    assert outcome is not None
    assert outcome.content["size"] == 10
    assert outcome.method["source_note"] == "Uit een gesprek."
    # Only one person voted on s2: fewer than ten answers are not shown.
    assert [one["shown"] for one in outcome.content["questions"]] == [False, True]
    assert not list(keys.folder.glob("*.key"))


def test_a_conversation_that_cannot_be_stored_leaves_no_key_behind(
    session: Session, database: Database, keys: KeyDirectory, tmp_path: Path
) -> None:
    officer = UserFactory()
    talk = read_conversation(polis_folder(tmp_path / "export"))
    with pytest.raises(RuntimeError), new_keys(database, keys) as (writing, made):  # noqa: PT012
        store_conversation(writing, talk, PROMISE, municipality_id=officer.municipality_id, by=officer.id, keys=made)
        raise RuntimeError
    assert not list(keys.folder.glob("*.key"))
    assert consultation_by_code(session, "over-de-markt") is None


@pytest.mark.parametrize(
    ("name", "content", "code", "place", "line"),
    [
        ("comments.csv", "comment-id,moderated\n", "MISSING_COLUMN", "comment-body", 1),
        ("comments.csv", "comment-id,moderated,comment-body\nx,1,Zo\n", "NOT_A_NUMBER", "comment-id", 2),
        ("comments.csv", "comment-id,moderated,comment-body\n1,1,Zo\n1,1,Zus\n", "KEY_TWICE", "comment-id", 3),
        ("comments.csv", "comment-id,moderated,comment-body\n1,1,\n", "EMPTY", "comment-body", 2),
        ("comments.csv", "comment-id,moderated,comment-body\n1,-1,Zo\n", "NO_STATEMENTS", "comments.csv", None),
        ("comments.csv", "comment-id,moderated,comment-body\n1,1\n", "WRONG_LENGTH", "comments.csv", 2),
        ("votes.csv", "timestamp,comment-id,voter-id,vote\n1600000000000,10,1,2\n", "NOT_A_VOTE", "vote", 2),
        ("votes.csv", "timestamp,comment-id,voter-id,vote\ngisteren,10,1,1\n", "NOT_A_MOMENT", "timestamp", 2),
        ("votes.csv", "timestamp,comment-id,voter-id,vote\n1600000000,99,1,1\n", "UNKNOWN_STATEMENT", "comment-id", 2),
        ("votes.csv", "timestamp,comment-id,voter-id,vote\n", "NO_VOTES", "votes.csv", None),
    ],
)  # fmt: skip
def test_a_broken_export_names_line_and_column(
    tmp_path: Path, name: str, content: str, code: str, place: str, line: int | None
) -> None:
    folder = polis_folder(tmp_path / "export")
    write(folder / name, content)
    with pytest.raises(FileError) as caught:
        read_conversation(folder)
    assert (code, place, line) in [(one.code, one.place, one.line) for one in caught.value.problems]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real exports in ../shared/data are not there")
@pytest.mark.parametrize(
    ("name", "statements", "people", "left_out"),
    [("london.youth.policing", 36, 26, 3), ("vtaiwan.uberx", 119, 1912, 78), ("scoop-hivemind.ubi", 70, 234, 1)],
)
def test_real_exports_are_read(name: str, statements: int, people: int, left_out: int) -> None:
    talk = read_conversation(SHARED / name)
    assert (len(talk.statements), len(talk.people), talk.moderated_out) == (statements, people, left_out)
