"""What groups recommend goes along on paper, on slides and in open data; once withdrawn, it is gone there too."""

from __future__ import annotations

import io

import flask
import pytest
from pptx import Presentation
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind
from panel.council.everything import everything_of
from panel.municipalities.models import Municipality
from panel.results.exports.keeping import files_of, keep_file, order_files
from panel.results.exports.models import FileKind, OutcomeFile
from panel.results.exports.one_page import page_html
from panel.results.exports.rows import Exported
from panel.results.exports.slides import slides_pptx
from panel.results.models import PublishedOutcome
from panel.results.queries import latest_outcome
from panel.speaking_minds.service import withdraw
from tests.speaking_minds.making import FIELD, LIGHT, WHY, advise, class_that_advises
from tests.support.visitor import Visitor


@pytest.fixture
def made(session: Session, sqlite_app: flask.Flask) -> Consultation:
    return class_that_advises(session)


def outcome_of(session: Session, made: Consultation) -> PublishedOutcome:
    found = latest_outcome(session, made.id)
    assert found is not None
    return found


def everything(session: Session, made: Consultation) -> Exported:
    return everything_of(session, made, outcome_of(session, made))


def slides_with(content: bytes, words: str) -> list[str]:
    """Return the notes of the slides that have these words on them."""
    return [
        slide.notes_slide.notes_text_frame.text
        for slide in Presentation(io.BytesIO(content)).slides
        if any(shape.has_text_frame and words in shape.text_frame.text for shape in slide.shapes)
    ]


def test_paper_and_slides_have_what_the_group_agreed_to(app: flask.Flask, session: Session, made: Consultation) -> None:
    advise(session, made)
    advise(session, made, LIGHT, agreed=False)
    with app.test_request_context():
        told = everything(session, made)
        paper, slides = page_html(told, 3), slides_pptx(told)
    assert FIELD in paper
    assert LIGHT not in paper
    (notes,) = slides_with(slides, FIELD)
    assert WHY in notes
    assert slides_with(slides, LIGHT) == []


def test_without_advice_there_is_no_empty_place_for_it(app: flask.Flask, session: Session, made: Consultation) -> None:
    with app.test_request_context():
        told = everything(session, made)
        assert "Advies van de groep" not in page_html(told, 3)
        assert slides_with(slides_pptx(told), "Advies van de groep") == []


def test_open_data_tells_it_and_only_of_its_own_consultation(
    client: Visitor, session: Session, made: Consultation
) -> None:
    municipality = session.get_one(Municipality, made.municipality_id)
    client.visit(municipality)
    advise(session, made)
    class_that_advises(session, municipality=municipality, code="open", kind=EvidenceKind.OPEN)
    found = client.get(f"/api/v1/uitslagen/{made.code}").get_json()["adviezen"]
    assert found == [{"tekst": FIELD, "waarom": WHY, "groep": "ongeveer 25 mensen", "antwoord": ""}]
    assert client.get("/api/v1/uitslagen/open").get_json()["adviezen"] == []


def test_withdrawn_words_leave_the_kept_files_too(session: Session, made: Consultation) -> None:
    found, outcome = advise(session, made), outcome_of(session, made)
    (ordered,) = order_files(session, made, outcome, [FileKind.PPTX])
    assert keep_file(session, ordered, FIELD.encode())
    session.commit()
    assert FileKind.PPTX in files_of(session, made, outcome)
    withdraw(session, made, found, edition=found.edition, reason="De groep vroeg dit.", by=made.created_by_id)
    session.commit()
    assert session.scalar(select(func.count()).select_from(OutcomeFile)) == 0
