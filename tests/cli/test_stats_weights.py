"""Weights on the command line: one JSON object, or one clear sentence and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import flask
import pytest
from click.testing import Result

pytestmark = pytest.mark.sqlite

SAMPLE = "id,age,place\n" + "".join(
    f"{one},{'young' if one < 12 else 'old'},{'n' if one % 2 else 's'}\n" for one in range(48)
)
MARGINS = "variable,class,count\nage,young,500\nage,old,500\nplace,n,500\nplace,s,500\n"


def run(app: flask.Flask, folder: Path, sample: str | bytes, margins: str | bytes, *words: str) -> Result:
    """Weigh these files."""
    for name, content in (("sample.csv", sample), ("margins.csv", margins)):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    arguments = ["stats", "weights", str(folder / "sample.csv"), str(folder / "margins.csv"), *words]
    return app.test_cli_runner().invoke(args=arguments)


def test_weights_stand_in_the_order_of_the_rows_and_add_up_to_the_population(app: flask.Flask, tmp_path: Path) -> None:
    told = json.loads(run(app, tmp_path, SAMPLE, MARGINS).stdout)
    assert told["weights"][0] == pytest.approx(500 / 12)
    assert told["weights"][-1] == pytest.approx(500 / 36)
    assert sum(told["weights"]) == pytest.approx(1000)
    report = told["report"]
    assert (report["n"], report["scale"], report["merged"]) == (48, "population", {"age": [], "place": []})
    assert report["effective_n"] == pytest.approx(36)
    assert report["design_effect"] == pytest.approx(4 / 3)
    assert (report["min"], report["max"]) == (pytest.approx(500 / 36), pytest.approx(500 / 12))
    assert report["margins"]["before"]["age"] == {"young": pytest.approx(250), "old": pytest.approx(750)}
    assert report["margins"]["after"]["age"] == {"young": pytest.approx(500), "old": pytest.approx(500)}
    assert report["may_publish_weighted"] is True
    assert report["may_speak_for_municipality"] is False


def test_shares_instead_of_counts_keep_the_size_of_the_sample(app: flask.Flask, tmp_path: Path) -> None:
    shares = "variable,class,count\nage,young,0.5\nage,old,0.5\n"
    told = json.loads(run(app, tmp_path, SAMPLE, shares).stdout)
    assert told["report"]["scale"] == "sample"
    assert sum(told["weights"]) == pytest.approx(48)


def test_semicolons_missing_values_and_a_design_weight(app: flask.Flask, tmp_path: Path) -> None:
    sample = "age;weight\n" + "young;1\n" * 20 + "old;2\n" * 20 + ";1\n" * 5 + "NA;1\n" * 5
    margins = "variable;class;count\nage;young;600\nage;old;400\n"
    told = json.loads(run(app, tmp_path, sample, margins, "--design-weight", "weight").stdout)
    assert len(told["weights"]) == 50
    assert told["report"]["unstated"]["age"] == pytest.approx(10 / 70)
    assert told["report"]["margins"]["before"]["age"]["young"] == pytest.approx(1000 / 3)


def test_small_classes_go_together_unless_that_is_switched_off(app: flask.Flask, tmp_path: Path) -> None:
    sample = "age\n" + "a\n" * 5 + "b\n" * 25 + "c\n" * 30
    margins = "variable,class,count\nage,a,10\nage,b,20\nage,c,30\n"
    merged = json.loads(run(app, tmp_path, sample, margins).stdout)["report"]
    assert merged["merged"] == {"age": [["a", "b"]]}
    plain = json.loads(run(app, tmp_path, sample, margins, "--bounds", "none", "--merge-below", "0").stdout)["report"]
    assert plain["merged"] == {"age": []}
    assert plain["relative_max"] == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("sample", "margins", "words", "sentence"),
    [
        ("age\nx\n", "variable,class,count\nage,a,1\n", (), "heeft de klasse x"),
        ("age\n" + "a\n" * 12, "variable,class\nage,a\n", (), "deze kolom ontbreekt"),
        ("other\na\n", "variable,class,count\nage,a,1\n", (), "deze kolom ontbreekt"),
        ("age\na\n", "variable,class,count\nage,a,veel\n", (), "Regel 2 van margins.csv klopt niet."),
        ("age\na\n", "variable,class,count\nage,a,-1\n", (), "Regel 2 van margins.csv klopt niet."),
        ("age\na\n", "variable,class,count\nage,a,0\n", (), "samen 0"),
        ("age\na\n", "variable,class,count\nage,a,1\nage,a,2\n", (), "staat er twee keer"),
        ("age\n", "variable,class,count\nage,a,1\n", (), "staan geen mensen"),
        ("age\na,b\n", "variable,class,count\nage,a,1\n", (), "evenveel vakken"),
        ("", "variable,class,count\nage,a,1\n", (), "sample.csv"),
        (b"\xff\xfe\x00", "variable,class,count\nage,a,1\n", (), "sample.csv"),
        ("age\na\n", "variable,class,count\n", (), "staan geen aantallen"),
        ("age,b\na,x\n", "variable,class,count\nage,a,10\nb,x,99\n", (), "over dezelfde mensen"),
        ("age\na\n", "variable,class,count\nage,a,5\nage,b,5\n", ("--merge-below", "0"), "niemand in de steekproef"),
        ("age\na\nb\n", "variable,class,count\nage,a,5\nage,b,0\n", ("--merge-below", "0"), "is het aantal 0"),
        ("age\n" + "a\n" * 12 + "b\n" * 88, "variable,class,count\nage,a,6\nage,b,4\n", (), "age blijft afwijken"),
        ("age\na\n", "variable,class,count\nage,a,1\n", ("--bounds", "3"), "0.2,3"),
        ("age\na\n", "variable,class,count\nage,a,1\n", ("--bounds", "2,3"), "weerszijden van 1"),
        ("age\na\n", "variable,class,count\nage,a,1\n", ("--design-weight", "w"), "deze kolom ontbreekt"),
        ("age,w\na,0\n", "variable,class,count\nage,a,1\n", ("--design-weight", "w"), "geen getal boven 0"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    app: flask.Flask, tmp_path: Path, sample: str | bytes, margins: str, words: tuple[str, ...], sentence: str
) -> None:
    result = run(app, tmp_path, sample, margins, *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
