"""The example of the class can be answered in every language, the one about the bus in English and Arabic."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import Language
from panel.consultations.service import parts_of
from panel.consultations.service.exchange.loading import load_consultation
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.consultations.service.exchange.schema import ConsultationFile
from panel.demonstration.example import FOLDER
from tests.factories import UserFactory

FOREIGN = [language for language in Language if language is not Language.DUTCH]


def example(name: str) -> ConsultationFile:
    return read_consultation_file((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("name", "languages"), [("sporten", FOREIGN), ("bus", [Language.ENGLISH, Language.ARABIC])], ids=["sport", "bus"]
)
def test_every_text_of_the_example_is_translated(session: Session, name: str, languages: list[Language]) -> None:
    officer = UserFactory()
    made = load_consultation(session, example(name), municipality_id=officer.municipality_id, by=officer.id)
    for language in languages:
        undone = [(part.kind, part.source) for part in parts_of(made, language) if not part.is_done]
        assert undone == [], language
