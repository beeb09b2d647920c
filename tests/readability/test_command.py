"""The command line gives the reading check without a database, a secret or an app."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from panel.cli.readability import readability_command

TEXT = "Indien u komt 😀, wordt de pas verstrekt."


def run(*arguments: str, given: str | bytes = TEXT) -> tuple[int, str, str]:
    result = CliRunner().invoke(readability_command, list(arguments), input=given)
    return result.exit_code, result.stdout, result.stderr


def test_json_holds_scores_positions_and_words_per_sentence_and_in_all() -> None:
    code, out, _ = run("-", "--format", "json")
    report = json.loads(out)
    assert code == 0
    assert report["sentences"][0]["text"] == TEXT
    assert report["score"] == report["sentences"][0]["score"]
    assert report["findings"] == report["sentences"][0]["findings"]
    first = report["findings"][0] if report["findings"][0]["kind"] == "hard_word" else report["findings"][1]
    assert TEXT[first["start"] : first["end"]] == "Indien"
    assert first["suggestion"] == "Schrijf liever ‘Als’."
    assert {"start", "end", "kind", "severity", "explanation", "suggestion"} <= first.keys()


def test_lines_are_texts_of_their_own() -> None:
    _, out, _ = run("-", "--format", "json", "--lines", given="Ja.\r\n\n  \nIndien u komt.\n")
    reports = json.loads(out)
    assert [one["sentences"][0]["text"] for one in reports] == ["Ja.", "Indien u komt."]
    assert reports[1]["findings"][0]["start"] == 0


def test_text_is_for_people_and_never_gives_a_mark() -> None:
    code, out, _ = run("-")
    assert code == 0
    assert "van 100" in out
    assert "Schrijf liever ‘gegeven’." in out
    assert "B1" not in out


def test_a_file_is_read_and_an_empty_one_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "leeg.txt"
    path.write_text("", encoding="utf-8")
    code, out, _ = run(str(path), "--format", "json")
    assert code == 0
    assert json.loads(out)["sentences"] == []


@pytest.mark.parametrize("name", ["-", "missing"])
def test_what_cannot_be_read_ends_with_a_sentence_and_code_two(name: str, tmp_path: Path) -> None:
    target = name if name == "-" else str(tmp_path / "weg.txt")
    code, out, error = run(target, given=b"\xff\xfe\x00Dag")
    assert code == 2
    assert out == ""
    assert error.strip().endswith(".")
