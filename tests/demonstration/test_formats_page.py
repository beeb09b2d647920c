"""The examples on the page about formats can be loaded as they stand."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy.orm import Session

from panel.consultations.service.exchange.loading import load_consultation
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.demonstration.csv_rows import read_sheet
from tests.demonstration.files import write
from tests.factories import UserFactory

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats.md"


def example(language: str) -> str:
    """Return the first example in a language on the page: what is loaded comes before what is printed."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]


def test_the_examples_can_be_loaded(session: Session, tmp_path: Path) -> None:
    officer = UserFactory()
    file = read_consultation_file(example("json"))
    loaded = load_consultation(session, file, municipality_id=officer.municipality_id, by=officer.id)
    sheet = read_sheet(write(tmp_path / "rows.csv", example("csv")), loaded)
    assert (len(sheet.people), sheet.rejected) == (2, [])
