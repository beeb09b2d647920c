"""Of forty faulty questions of our own nearly every fault is found, and forty good ones are left alone."""

import csv
from pathlib import Path

import pytest

from panel.readability import Code, Severity, check

HERE = Path(__file__).parent
FILES = ("questions.tsv", "more_questions.tsv")
LEAST_FOUND, MOST_ALARMS = 36, 4


def questions(file: str) -> list[tuple[str, str]]:
    """Return each question with the code of its one known fault, or with "" when it is good."""
    with (HERE / file).open(encoding="utf-8") as lines:
        return [(row["question"], row["fault"]) for row in csv.DictReader(lines, delimiter="\t")]


@pytest.mark.parametrize("file", FILES)
def test_there_are_forty_faulty_questions_over_all_kinds_and_forty_good_ones(file: str) -> None:
    faults = [fault for _question, fault in questions(file)]
    assert (len(faults), faults.count("")) == (80, 40)
    assert set(faults) - {""} == {code.value for code in Code} - {Code.LONG_WORD.value}


@pytest.mark.parametrize("file", FILES)
def test_nearly_every_fault_is_found(file: str) -> None:
    missed = [
        (question, fault)
        for question, fault in questions(file)
        if fault and Code(fault) not in {one.code for one in check(question).findings}
    ]
    assert 40 - len(missed) >= LEAST_FOUND, missed


@pytest.mark.parametrize("file", FILES)
def test_good_questions_are_left_alone(file: str) -> None:
    alarms = [
        (question, one.code)
        for question, fault in questions(file)
        if not fault
        for one in check(question).findings
        if one.severity is not Severity.NOTE
    ]
    assert len({question for question, _code in alarms}) <= MOST_ALARMS, alarms
