"""The files of an outcome come from the command line too, just as everybody may download them."""

from __future__ import annotations

from pathlib import Path

import flask
import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, State
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.results.samples import freeze_sample
from tests.support.figures_in_files import READERS

pytestmark = pytest.mark.sqlite


@pytest.fixture
def consultation(session: Session) -> Consultation:
    question = PolicyQuestionFactory(municipality=MunicipalityFactory())
    made: Consultation = ConsultationFactory(policy_question=question, code="de-bus", state=State.REPORTED)
    return made


def test_files_are_written_with_the_same_figures(
    app: flask.Flask, session: Session, consultation: Consultation, tmp_path: Path
) -> None:
    freeze_sample(session, consultation, 187)
    found = {}
    for form, read in READERS.items():
        file = tmp_path / f"uitslag.{form}"
        done = app.test_cli_runner().invoke(args=["outcome", "export", "de-bus", str(file), "--format", form])
        assert done.exit_code == 0, done.output
        assert str(file) in done.output
        found[form] = read(file.read_bytes())
    assert found["csv"] == found["xlsx"] == found["sav"]
    assert found["pptx"].keys() < found["csv"].keys()


def test_an_outcome_that_is_not_there_ends_with_a_sentence(
    app: flask.Flask, session: Session, consultation: Consultation, tmp_path: Path
) -> None:
    session.commit()
    file = tmp_path / "uitslag.csv"
    done = app.test_cli_runner().invoke(args=["outcome", "export", "de-bus", str(file), "--format", "csv"])
    assert done.exit_code == 2
    assert "Er is nog geen uitslag" in done.output
    assert not file.exists()
