"""Population figures at the desk: typed or pasted, with a source and a day, until a sample or panel closes."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from panel.accounts.models import User
from panel.consultations.models import Consultation, EvidenceKind, PopulationFigures, State
from panel.consultations.service import (
    ClassText,
    FiguresError,
    StaleEditionError,
    breakdown_fingerprint,
    change_breakdown,
    figures_fingerprint,
    keep_population_figures,
)
from tests.consultations.making import ready_consultation
from tests.support.visitor import Visitor

FIRST_OF_YEAR = dt.date(2026, 1, 1)


@pytest.fixture
def sample(session: Session, officer: User) -> Consultation:
    return ready_consultation(session, officer, EvidenceKind.SAMPLE)


def page_of(consultation: Consultation) -> str:
    return f"/werkplek/raadplegingen/{consultation.id}/bevolking"


def form_of(consultation: Consultation) -> str:
    return f"{page_of(consultation)}/{consultation.breakdowns[0].id}"


def send(desk: Visitor, consultation: Consultation, **typed: str) -> TestResponse:
    """Fill in the form as it is now and send it."""
    mark = re.search(r'name="mark"[^>]*value="([0-9a-f]+)"', desk.get(form_of(consultation)).text)
    assert mark is not None
    return desk.post(form_of(consultation), data=typed | {"mark": mark[1]})


def counts_of(session: Session, consultation: Consultation) -> dict[str, int] | None:
    session.expire_all()
    kept = session.get(PopulationFigures, consultation.breakdowns[0].id)
    return None if kept is None else kept.counts


def keep(session: Session, consultation: Consultation, **counts: int) -> None:
    keep_population_figures(
        session,
        consultation,
        consultation.breakdowns[0],
        by=None,
        mark=figures_fingerprint(None),
        counts=counts,
        source="CBS",
        counted_on=FIRST_OF_YEAR,
    )
    session.commit()


@pytest.mark.parametrize(
    "typed",
    [
        "Jong = 12.500\nOud = 40100",
        "Oud\t40 100\njong\t12500",
        'Klasse;Aantal\n"Jong";12500\n"Oud";40.100',
        "12500\n40100",
    ],
)
def test_figures_are_typed_or_pasted(desk: Visitor, session: Session, sample: Consultation, typed: str) -> None:
    assert "Nog geen aantallen" in desk.get(page_of(sample)).text
    send(desk, sample, counts=typed, source="CBS StatLine", counted_on="1-1-2026")
    assert counts_of(session, sample) == {"c1": 12500, "c2": 40100}
    shown = desk.get(page_of(sample)).text
    assert "12.500" in shown
    assert "24%" in shown
    assert "Bron: CBS StatLine, 1 januari 2026." in shown


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("counts", "Jong = 12", "Van ‘Oud’ staat er nog geen aantal."),
        ("counts", "Jong = 12\nOud = veel", "Op deze regel staat geen aantal: Oud = veel"),
        ("counts", "Jong = 12\nOud = 3\nMidden = 4", "Deze klasse hoort er niet bij: Midden = 4"),
        ("counts", "Jong = 12\nJong = 13\nOud = 1", "Deze klasse staat er twee keer: Jong = 13"),
        ("counts", "Jong = 0\nOud = 0", "Alle aantallen zijn 0."),
        ("counts", "Jong = 99999999\nOud = 1", "Samen zijn het meer mensen"),
        ("source", "", "Schrijf op waar de aantallen vandaan komen."),
        ("counted_on", "", "Vul de dag in."),
        ("counted_on", "gisteren", "Schrijf de dag als 31-12-2027."),
        ("counted_on", "1-1-2999", "Die dag moet nog komen."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    desk: Visitor, session: Session, sample: Consultation, field: str, typed: str, sentence: str
) -> None:
    good = {"counts": "Jong = 12\nOud = 3", "source": "CBS StatLine", "counted_on": "1-1-2026"}
    answer = send(desk, sample, **good | {field: typed})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "CBS StatLine" in answer.text or field == "source"
    assert counts_of(session, sample) is None


def test_a_colleague_is_never_overwritten(desk: Visitor, session: Session, sample: Consultation) -> None:
    keep(session, sample, c1=1, c2=2)
    typed = {
        "counts": "Jong = 7\nOud = 8",
        "source": "CBS",
        "counted_on": "1-1-2026",
        "mark": figures_fingerprint(None),
    }
    late = desk.post(form_of(sample), data=typed)
    assert late.status_code == 409
    assert "Een collega bewaarde dit net voor jou" in late.text
    with pytest.raises(StaleEditionError):
        keep(session, sample, c1=5, c2=6)
    session.rollback()
    assert counts_of(session, sample) == {"c1": 1, "c2": 2}


def test_other_classes_take_the_figures_away(session: Session, sample: Consultation) -> None:
    keep(session, sample, c1=1, c2=2)
    breakdown = sample.breakdowns[0]
    same = [ClassText(one.text) for one in breakdown.classes]
    for classes, left in ((same, {"c1": 1, "c2": 2}), ([*same[:1], ClassText("Veel ouder")], None)):
        mark = breakdown_fingerprint(breakdown)
        change_breakdown(session, sample, breakdown, mark=mark, label="Leeftijd", text="Hoe oud?", classes=classes)
        session.commit()
        assert counts_of(session, sample) == left


def test_figures_are_for_samples_and_panels_until_they_close(
    desk: Visitor, session: Session, officer: User, sample: Consultation
) -> None:
    link = ready_consultation(session, officer, EvidenceKind.OPEN)
    assert desk.get(page_of(link)).status_code == 404
    with pytest.raises(FiguresError):
        keep(session, link, c1=1, c2=2)
    session.rollback()
    sample.state = State.CANCELLED
    session.commit()
    assert desk.post(form_of(sample), data={"counts": "Jong = 1"}).status_code == 409
    assert "veranderen niet meer" in desk.get(page_of(sample)).text
