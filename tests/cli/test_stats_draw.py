"""A draw on the command line tells lines of the file and never who lives there."""

from __future__ import annotations

import json
from pathlib import Path

import flask
import pytest

pytestmark = pytest.mark.sqlite

POPULATION = "name,district,age\n" + "".join(f"p{one},{'n' if one % 4 else 's'},old\n" for one in range(40))


def draw(app: flask.Flask, folder: Path, *words: str, content: str = POPULATION) -> tuple[int, str, str]:
    (folder / "people.csv").write_text(content, encoding="utf-8")
    done = app.test_cli_runner().invoke(args=["stats", "draw", str(folder / "people.csv"), *words])
    return done.exit_code, done.stdout, done.stderr


def test_the_lines_that_were_drawn_are_spread_over_the_strata(app: flask.Flask, tmp_path: Path) -> None:
    words = ("--size", "8", "--strata", "district,age", "--seed", "2027")
    code, told, _ = draw(app, tmp_path, *words)
    found = json.loads(told)
    assert code == 0
    assert len(found["lines"]) == 8
    assert found["report"]["strata"] == [
        {"district": "n", "age": "old", "people": 30, "drawn": 6},
        {"district": "s", "age": "old", "people": 10, "drawn": 2},
    ]
    assert "p1" not in told
    assert draw(app, tmp_path, *words)[1] == told


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--size", "41", "--strata", "district", "--seed", "1"), "maar 40 mensen"),
        (("--size", "4", "--strata", "street", "--seed", "1"), "deze kolom ontbreekt"),
        (("--size", "4", "--strata", ",", "--seed", "1"), "ten minste één kolom"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    app: flask.Flask, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    code, told, wrong = draw(app, tmp_path, *words)
    assert (code, told) == (2, "")
    assert sentence in wrong
