"""Counts of a researcher are made safe on the command line, and a bad file gets a sentence that says what is wrong."""

from __future__ import annotations

import ctypes
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner

from panel.cli import stats_protect
from tests.stats.second_attacker import certain_findings
from tests.stats.spotter import suspicious_numbers

HEAD = "breakdown,group,question,option,count\n"
SAFE = {"A": (21, 18), "B": (12, 16), "C": (9, 14)}
SMALL = {"A": (40, 30), "B": (35, 20), "C": (3, 1), "D": (4, 2)}


def table(groups: dict[str, tuple[int, int]], breakdown: str = "age", question: str = "q1") -> str:
    return "".join(
        f"{breakdown},{group},{question},{option},{count}\n"
        for group, counts in groups.items()
        for option, count in zip(("yes", "no"), counts, strict=True)
    )


class Protect:
    """The command, with a file of this content."""

    def __init__(self, runner: FlaskCliRunner, folder: Path) -> None:
        self.runner, self.file = runner, folder / "table.csv"

    def run(self, content: str, *options: str) -> Result:
        self.file.write_text(content, encoding="utf-8")
        return self.runner.invoke(args=["stats", "protect", str(self.file), *options])

    def found(self, content: str, *options: str) -> dict[str, Any]:
        result = self.run(content, *options)
        assert result.exit_code == 0, result.stderr
        found: dict[str, Any] = json.loads(result.stdout)
        return found


@pytest.fixture
def protect(sqlite_app: Any, tmp_path: Path) -> Protect:
    return Protect(sqlite_app.test_cli_runner(), tmp_path)


def test_a_safe_table_is_shown_rounded(protect: Protect) -> None:
    found = protect.found(HEAD + table(SAFE))
    assert found["shown"]
    assert found["size"] == 90
    groups = found["questions"][0]["splits"][0]["groups"]
    assert [one["key"] for one in groups] == ["A", "B", "C"]
    assert [one["count"] for one in groups[0]["table"]["options"]] == [20, 20]
    assert found["hidden"] == []
    assert found["dropped"] == []


def test_small_groups_are_merged_and_their_ranges_are_given(protect: Protect) -> None:
    found = protect.found(HEAD + table(SMALL))
    assert found["merged_groups"] == {"age": ["C", "D"]}
    ranges = {(tuple(one["classes"]), one["option"]): (one["low"], one["high"]) for one in found["hidden"]}
    assert set(ranges) == {(classes, option) for classes in (("C", "D"), ("C",), ("D",)) for option in ("yes", "no")}
    for classes, option in ranges:
        low, high = ranges[classes, option]
        truth = sum(SMALL[name][("yes", "no").index(option)] for name in classes)
        assert low <= truth <= high
        assert high - low >= 2
        assert len(classes) > 1 or low == 0


def test_what_the_solver_says_by_itself_does_not_come_between(
    protect: Protect, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def chatters(*_: object, **__: object) -> list[object]:
        ctypes.CDLL(None).printf(b"a word of the solver\n")
        return []

    monkeypatch.setattr(stats_protect, "hidden_ranges", chatters)
    assert protect.found(HEAD + table(SAFE))["shown"]
    ctypes.CDLL(None).fflush(None)
    written = capfd.readouterr()
    assert "a word of the solver" not in written.out
    assert "a word of the solver" in written.err


def test_nothing_that_is_printed_gives_an_exact_number_away(protect: Protect) -> None:
    found = protect.found(HEAD + table(SMALL) + table(SMALL, question="q2"))
    shown = {key: found[key] for key in ("format", "threshold", "weighted", "shown", "size", "breakdowns", "questions")}
    assert suspicious_numbers(shown) == []
    assert certain_findings(shown) == []


def test_a_split_in_which_one_group_agrees_is_dropped_with_the_reason(protect: Protect) -> None:
    groups = dict.fromkeys("ABCD", (9, 3)) | {"E": (14, 0)}
    found = protect.found(HEAD + table(groups))
    assert found["questions"][0]["splits"] == []
    assert {"reason": "PROOF", "breakdown": "age", "question": None} in found["dropped"]


def test_fewer_than_ten_people_show_nothing(protect: Protect) -> None:
    found = protect.found(HEAD + table({"A": (3, 2), "B": (2, 2)}))
    assert not found["shown"]
    assert found["questions"] == []


def test_a_higher_threshold_merges_more_and_a_lower_one_is_refused(protect: Protect) -> None:
    assert protect.found(HEAD + table(SAFE), "--threshold", "25")["merged_groups"] == {"age": ["B", "C"]}
    assert protect.run(HEAD + table(SAFE), "--threshold", "5").exit_code == 2


def test_two_breakdowns_of_the_same_people_are_attacked_together(protect: Protect) -> None:
    other = {"north": (30, 20), "south": (12, 28)}
    found = protect.found(HEAD + table(SAFE) + table(other, breakdown="place"))
    assert {one["key"] for one in found["breakdowns"] if one["shown"]} == {"age", "place"}


BAD = {
    "an empty file": ("", ""),
    "a head and nothing else": (HEAD, "staan geen aantallen"),
    "a missing column": ("breakdown,group,question,option\nage,A,q,yes\n", "count"),
    "a count that is no number": (HEAD + "age,A,q,yes,veel\n", "Regel 2"),
    "a count below nothing": (HEAD + "age,A,q,yes,-4\n", "Regel 2"),
    "half a person": (HEAD + "age,A,q,yes,4.5\n", "Regel 2"),
    "a count that nobody can have": (HEAD + "age,A,q,yes,99999999999\n", "Regel 2"),
    "the same cell twice": (HEAD + "age,A,q,yes,4\nage,A,q,yes,4\n", "twee keer"),
    "a key of the house": (HEAD + "age,*OTHER,q,yes,4\n", "sterretje"),
    "a nameless group": (HEAD + "age,,q,yes,4\n", "Regel 2"),
    "a short row": (HEAD + "age,A,q\n", "evenveel vakken"),
    "other people per breakdown": (
        HEAD + table(SAFE) + table({"north": (30, 20), "south": (12, 29)}, breakdown="place"),
        "dezelfde mensen",
    ),
    "five breakdowns": (HEAD + "".join(table(SAFE, breakdown=f"b{number}") for number in range(5)), "hooguit 4"),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_gets_a_sentence_and_an_exit_code(protect: Protect, content: str, words: str) -> None:
    result = protect.run(content)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_not_there_gets_a_sentence(protect: Protect) -> None:
    result = protect.runner.invoke(args=["stats", "protect", "nergens.csv"])
    assert result.exit_code == 2
    assert result.stderr.strip()
