"""Everything that the desk has to say has words: each pictogram, each kind, each problem."""

from __future__ import annotations

import json
from pathlib import Path

import flask
import pytest

import panel
from panel.consultations.gates import Missing, Place
from panel.consultations.kinds import KINDS
from panel.consultations.models import Consultation, EvidenceKind, State
from panel.consultations.presenters.consultation import why_shut
from panel.consultations.presenters.missing import present_missing
from panel.consultations.presenters.pictograms import pictogram_words
from panel.consultations.presenters.words import KIND_ADDRESSES, all_kind_words, evidence_choices
from panel.core.qr import qr_code

PICTOGRAMS = Path(panel.__file__).parent / "static" / "icons" / "pictograms.json"


def test_every_pictogram_has_words_and_every_word_a_pictogram(sqlite_app: flask.Flask) -> None:
    with sqlite_app.test_request_context():
        words = pictogram_words()
    assert set(words) == set(json.loads(PICTOGRAMS.read_text(encoding="utf-8")))
    assert len(set(words.values())) == len(words)


def test_every_kind_of_question_and_of_evidence_is_offered(sqlite_app: flask.Flask) -> None:
    with sqlite_app.test_request_context():
        assert {KIND_ADDRESSES[kind.address] for kind in all_kind_words()} == set(KINDS)
        assert {value for value, _name, _more in evidence_choices()} == {kind.value for kind in EvidenceKind}


@pytest.mark.parametrize(
    "code",
    [
        "TOO_FEW_OPTIONS", "TOO_MANY_OPTIONS", "SCALE_NOT_3_OR_5", "MOST_OUT_OF_RANGE", "NUMBER_WITHOUT_BOUNDS",
        "NUMBER_BOUNDS_WRONG", "NUMBER_CLASSES_WRONG", "OPTIONS_ALIKE", "PICTURES_MISSING",
    ],
)  # fmt: skip
def test_every_problem_of_a_question_says_which_question(sqlite_app: flask.Flask, code: str) -> None:
    made = Consultation(id=7, policy_question_id=8)
    with sqlite_app.test_request_context():
        (line,) = present_missing(made, [Missing(code, Place.QUESTION, 9, 2)])
        address = flask.url_for(line.endpoint, **line.arguments)
    assert line.sentence.startswith("Vraag 2: ")
    assert address == "/werkplek/raadplegingen/7/vragen/9"


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_every_state_in_which_editing_is_shut_says_why(sqlite_app: flask.Flask, state: State) -> None:
    with sqlite_app.test_request_context():
        assert why_shut(state).endswith(".")


def test_a_square_says_what_it_is_and_has_no_style() -> None:
    drawn = qr_code("https://voorbeeld.nl/meedoen/482913", 'Code van "klas 3b"')
    assert 'aria-label="Code van &#34;klas 3b&#34;"' in drawn
    assert "style" not in drawn
