"""The opinion map on the command line: two forms of files, one JSON object, and sentences for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner

from panel.stats.opinions import NO_STANCE
from tests.stats.opinions_made import camps

pytestmark = pytest.mark.sqlite


@pytest.fixture
def runner(app: Any) -> FlaskCliRunner:
    return app.test_cli_runner()


def run(runner: FlaskCliRunner, *arguments: object) -> Result:
    return runner.invoke(args=["stats", "opinion-map", *map(str, arguments)])


def long_file(path: Path, *more: str) -> Path:
    stances, _camp = camps((30, 20), 10, missing=0.2)
    lines = ["comment-id,voter-id,vote", *more]
    for person, row in enumerate(stances.tolist()):
        lines += [f"{index},p{person},{stance}" for index, stance in enumerate(row) if stance != NO_STANCE]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def matrix_file(path: Path) -> Path:
    stances, _camp = camps((30, 20), 10, missing=0.2)
    rows = [
        [f"p{person}", "1", *("" if one == NO_STANCE else str(one) for one in row)]
        for person, row in enumerate(stances.tolist())
    ]
    head = ["participant", "group-id", *map(str, range(10))]
    path.write_text("\n".join(",".join(row) for row in [head, *rows]) + "\n", encoding="utf-8")
    return path


def test_it_prints_one_object_with_groups_and_statements(runner: FlaskCliRunner, tmp_path: Path) -> None:
    found = run(runner, long_file(tmp_path / "votes.csv"))
    assert found.exit_code == 0, found.output
    told = json.loads(found.output)
    assert told["k"] == 2
    assert set(told["groups"].values()) == {0, 1}
    assert len(told["groups"]) == told["grouped"] <= told["people"] == 50
    assert len(told["common_ground"]) == 10
    assert {one["comment-id"] for one in told["common_ground"][:2]} == {"0", "1"}
    assert set(told["distinguishing"]) == {"0", "1"}
    assert all(one["stance"] in ("agree", "disagree") for some in told["distinguishing"].values() for one in some)


def test_a_matrix_gives_the_same_as_one_vote_a_line(runner: FlaskCliRunner, tmp_path: Path) -> None:
    one, other = run(runner, long_file(tmp_path / "votes.csv")), run(runner, matrix_file(tmp_path / "matrix.csv"))
    assert json.loads(one.output) == json.loads(other.output)


def test_what_a_moderator_left_out_does_not_count(runner: FlaskCliRunner, tmp_path: Path) -> None:
    comments = tmp_path / "comments.csv"
    comments.write_text('comment-id,moderated,comment-body\n3,-1,"Weg, ermee"\n4,1,Houden\n', encoding="utf-8")
    told = json.loads(run(runner, long_file(tmp_path / "votes.csv"), "--comments", comments).output)
    names = {one["comment-id"]: one.get("text") for one in told["common_ground"]}
    assert "3" not in names
    assert names["4"] == "Houden"
    assert told["statements"] == 9


def test_of_two_votes_the_last_counts(runner: FlaskCliRunner, tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    rows = [f"{9 - turn},s{index},p,{1 if turn else -1}" for turn in (0, 1) for index in range(8)]
    path.write_text("\n".join(["timestamp,comment-id,voter-id,vote", *rows]) + "\n", encoding="utf-8")
    told = json.loads(run(runner, path).output)
    # The votes of moment 9 came first in the file and last in time: all against.
    assert {one["disagree"] for one in told["common_ground"]} == {round(2 / 3, 6)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "regel"),
        ("a,b\n1,2\n", "voter-id"),
        ("voter-id,comment-id,vote\n", "stemmen"),
        ("voter-id,comment-id,vote\np,1,7\n", "regel 2, vote"),
        ("voter-id,comment-id,vote\np,1\n", "regel 2"),
        ("voter-id,comment-id,vote\n,1,1\n", "regel 2, voter-id"),
        ("voter-id,comment-id,vote,timestamp\np,1,1,gisteren\n", "regel 2, timestamp"),
        ("voter-id,voter-id,vote\n", "voter-id"),
        ("participant,1,2\np,1,x\n", "regel 2, 2"),
        ("participant,1,2\np,1,1\np,1,1\n", "regel 3"),
        ('voter-id,comment-id,vote\np,"1,1\n', "CSV"),
    ],
)
def test_a_bad_file_gets_a_sentence(runner: FlaskCliRunner, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(content, encoding="utf-8")
    found = run(runner, path)
    assert found.exit_code == 2
    assert said in found.stderr
    assert "Traceback" not in found.output


def test_a_file_that_is_not_there_or_not_utf8_gets_a_sentence(runner: FlaskCliRunner, tmp_path: Path) -> None:
    assert run(runner, tmp_path / "none.csv").exit_code == 2
    path = tmp_path / "latin.csv"
    path.write_bytes("voter-id,comment-id,vote\nJos\xe9,1,1\n".encode("latin-1"))
    found = run(runner, path)
    assert found.exit_code == 2
    assert "UTF-8" in found.stderr
