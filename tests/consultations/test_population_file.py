"""Population figures out of a file: what was read is shown first, and all of it is kept or nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from panel.accounts.models import User
from panel.consultations.models import BreakdownSource, Consultation, EvidenceKind, PopulationFigures, State
from panel.consultations.service import ClassText, add_breakdown, figures_fingerprint, keep_population_figures
from panel.consultations.service.exchange.problems import FileError
from panel.consultations.service.population_file import LARGEST_TABLE, MOST_ROWS, read_population_file
from panel.core.access import Role
from tests.consultations.making import ready_consultation
from tests.factories import UserFactory
from tests.support.visitor import Visitor

GOOD = "kenmerk;klasse;aantal\nLeeftijd;Jong;12.500\nLeeftijd;Oud;40.100\nWijk;Noord;30.000\nWijk;Zuid;22.600\n"
READ = {"b1": {"c1": 12500, "c2": 40100}, "b2": {"c1": 30000, "c2": 22600}}
TYPED = {"source": "CBS StatLine", "counted_on": "1-1-2026"}


@pytest.fixture
def sample(session: Session, officer: User) -> Consultation:
    made = ready_consultation(session, officer, EvidenceKind.SAMPLE)
    add_breakdown(session, made, label="Wijk", text="Waar?", classes=[ClassText("Noord"), ClassText("Zuid")])
    session.commit()
    return made


def page_of(consultation: Consultation) -> str:
    return f"/werkplek/raadplegingen/{consultation.id}/bevolking/bestand"


def send(desk: Visitor, consultation: Consultation, content: str | bytes, name: str = "cijfers.csv") -> TestResponse:
    sent = content.encode() if isinstance(content, str) else content
    return desk.post(page_of(consultation), data={"file": (BytesIO(sent), name)}, content_type="multipart/form-data")


def look(desk: Visitor, consultation: Consultation, content: str = GOOD) -> tuple[str, str, str]:
    """Send a file; return the address of what was read, the page, and the mark in it."""
    address = send(desk, consultation, content).headers["Location"]
    page = desk.get(address).text
    mark = re.search(r'name="mark"[^>]*value="([0-9a-f]+)"', page)
    assert mark is not None
    return address, page, mark[1]


def kept(session: Session, consultation: Consultation) -> dict[str, dict[str, int]]:
    session.expire_all()
    found = {one.key: session.get(PopulationFigures, one.id) for one in consultation.breakdowns}
    return {key: figures.counts for key, figures in found.items() if figures is not None}


def keys(consultation: Consultation) -> dict[str, dict[str, int]]:
    return {one.key: READ[f"b{number}"] for number, one in enumerate(consultation.breakdowns, start=1)}


def test_a_file_is_looked_at_before_it_is_kept(desk: Visitor, session: Session, sample: Consultation) -> None:
    assert page_of(sample) in desk.get(page_of(sample).removesuffix("/bestand")).text
    assert "Noord" in desk.get(page_of(sample)).text
    address, page, mark = look(desk, sample)
    assert "12.500" in page
    assert "24%" in page
    assert "Er is nog niets bewaard." in page
    assert kept(session, sample) == {}
    assert desk.post(address, data=TYPED | {"mark": mark}).status_code == 303
    assert kept(session, sample) == keys(sample)
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.replace(";", ",").encode(),
        GOOD.replace(";", "\t").encode("utf-16"),
        GOOD.replace("\n", "\r\n").encode(),
        b"\n" + GOOD.replace(".", "").encode() + b";;\n",
        b"count,VARIABLE,class,x\n12500,leeftijd,JONG,x\n40100,Leeftijd, oud ,\n30 000,wijk,noord,\n22600,wijk,zuid,",
        b'"kenmerk";"klasse";"aantal"\n' + GOOD.split("\n", 1)[1].encode(),
    ],
)
def test_what_spreadsheets_write_is_read(session: Session, sample: Consultation, content: bytes) -> None:
    assert read_population_file(content, sample.breakdowns).counts == keys(sample)


def test_names_with_accents_and_dashes_are_read_as_windows_writes_them(session: Session, sample: Consultation) -> None:
    sample.breakdowns[0].label = "Leeftijd – nu"
    sample.breakdowns[0].classes[0].text = "Privé"
    session.flush()
    table = "kenmerk;klasse;aantal\nLeeftijd - nu;Privé;1\nLeeftijd - nu;Oud;2\n"
    assert list(read_population_file(table.encode("cp1252"), sample.breakdowns).counts.values()) == [{"c1": 1, "c2": 2}]


def test_one_background_needs_no_column_for_it(session: Session, officer: User) -> None:
    alone = ready_consultation(session, officer, EvidenceKind.PANEL)
    found = read_population_file(b"klasse;aantal\nJong;1\nOud;2", alone.breakdowns)
    assert list(found.counts.values()) == [{"c1": 1, "c2": 2}]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04" + b"\0" * 50, "Dit is een Excel-bestand."),
        (b"\x89PNG\r\n\x1a\n\0\0", "Dit is geen tabel met tekst."),
        (b"", "Dit bestand is leeg."),
        (b"a" * (LARGEST_TABLE + 1), "Dit bestand is te groot. Er past 200 kB"),
        (GOOD.encode() + b"Wijk;Noord;1\n" * MOST_ROWS, "Er staan te veel rijen in."),
        (b"klasse;aantal\nJong;1\nOud;2", "Zet in de eerste rij de namen van de kolommen: kenmerk, klasse en aantal."),
        (b"kenmerk;klasse;aantal\n", "Onder de namen van de kolommen staat nog niets."),
        (b"kenmerk;klasse;aantal\n\nLengte;Jong;1", "Rij 3: het kenmerk ‘Lengte’ kennen we hier niet."),
        (b"kenmerk;klasse;aantal\nLeeftijd;Midden;1", "Rij 2: ‘Midden’ is geen klasse van Leeftijd."),
        (b"kenmerk;klasse;aantal\nLeeftijd;Jong;12,5", "Rij 2: ‘12,5’ is geen heel aantal mensen."),
        (b"kenmerk;klasse;aantal\nLeeftijd;Jong;1.25.000", "Rij 2: ‘1.25.000’ is geen heel aantal mensen."),
        (b"kenmerk;klasse;aantal\nLeeftijd;Jong", "Rij 2: ‘’ is geen heel aantal mensen."),
        (b"kenmerk;klasse;aantal\nLeeftijd;Jong;1\nLeeftijd;jong;2", "Rij 3: ‘jong’ van Leeftijd staat er al."),
        (b"kenmerk;klasse;aantal\nLeeftijd;Jong;1", "Bij Leeftijd ontbreekt nog: Oud."),
        (b"kenmerk;klasse;aantal\nLeeftijd;Jong;0\nLeeftijd;Oud;0", "Bij Leeftijd zijn alle aantallen 0."),
        (b"kenmerk;klasse;aantal\nLeeftijd;Jong;19.999.999\nLeeftijd;Oud;2", "Bij Leeftijd zijn het meer mensen"),
    ],
)
def test_a_wrong_file_says_where_and_what_to_do_and_leaves_nothing(
    desk: Visitor, session: Session, sample: Consultation, content: bytes, sentence: str
) -> None:
    answer = send(desk, sample, content, name="cijfers.csv")
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Er is niets bewaard." in answer.text
    assert kept(session, sample) == {}


def test_all_wrong_rows_are_told_at_once(session: Session, sample: Consultation) -> None:
    with pytest.raises(FileError) as found:
        read_population_file(b"kenmerk;klasse;aantal\nLeeftijd;Jong;x\nWijk;West;1\n", sample.breakdowns)
    assert [(one.code, one.line) for one in found.value.problems] == [("NO_NUMBER", 2), ("UNKNOWN_CLASS", 3)]


def test_without_a_source_or_a_file_nothing_is_kept(desk: Visitor, session: Session, sample: Consultation) -> None:
    assert "Kies eerst een bestand." in desk.post(page_of(sample), data={}).text
    address, _page, mark = look(desk, sample)
    answer = desk.post(address, data={"source": "", "counted_on": "1-1-2026", "mark": mark})
    assert answer.status_code == 400
    assert "Schrijf op waar de aantallen vandaan komen." in answer.text
    assert kept(session, sample) == {}


def test_a_background_that_is_not_in_the_file_stays(desk: Visitor, session: Session, sample: Consultation) -> None:
    address, page, mark = look(desk, sample, "kenmerk;klasse;aantal\nWijk;Noord;1\nWijk;Zuid;2\n")
    assert "Niet in het bestand, en dus niet veranderd: Leeftijd." in page
    desk.post(address, data=TYPED | {"mark": mark})
    assert kept(session, sample) == {sample.breakdowns[1].key: {"c1": 1, "c2": 2}}


def test_a_colleague_who_was_first_is_shown_and_not_overwritten(
    desk: Visitor, session: Session, sample: Consultation
) -> None:
    address, _page, mark = look(desk, sample)
    first, counts = sample.breakdowns[0], {"c1": 7, "c2": 8}
    keep_population_figures(
        session,
        sample,
        first,
        by=None,
        mark=figures_fingerprint(None),
        counts=counts,
        source="CBS",
        counted_on=dt.date(2026, 1, 1),
    )
    session.commit()
    late = desk.post(address, data=TYPED | {"mark": mark})
    assert late.status_code == 409
    assert "Een collega was je voor." in late.text
    assert kept(session, sample) == {first.key: counts}
    again = re.search(r'name="mark"[^>]*value="([0-9a-f]+)"', late.text)
    assert again is not None
    assert desk.post(address, data=TYPED | {"mark": again[1]}).status_code == 303
    assert kept(session, sample) == keys(sample)


def test_classes_that_changed_since_ask_for_the_file_again(
    desk: Visitor, session: Session, sample: Consultation
) -> None:
    address, _page, mark = look(desk, sample)
    session.delete(sample.breakdowns[0].classes[1])
    session.commit()
    assert desk.post(address, data=TYPED | {"mark": mark}).status_code == 404
    assert kept(session, sample) == {}


def test_only_for_samples_and_panels_that_are_not_closed(
    desk: Visitor, session: Session, officer: User, sample: Consultation
) -> None:
    link = ready_consultation(session, officer, EvidenceKind.OPEN)
    assert desk.get(page_of(link)).status_code == 404
    address, _page, mark = look(desk, sample)
    other = ready_consultation(session, officer, EvidenceKind.PANEL)
    assert desk.get(address.replace(f"/{sample.id}/", f"/{other.id}/")).status_code == 404
    sample.state = State.CANCELLED
    session.commit()
    assert desk.post(address, data=TYPED | {"mark": mark}).status_code == 409
    assert kept(session, sample) == {}


def test_how_an_answer_came_in_is_no_background_of_the_file(session: Session, sample: Consultation) -> None:
    sample.breakdowns[1].filled_by = BreakdownSource.MODE
    session.flush()
    asked = [one for one in sample.breakdowns if one.filled_by is BreakdownSource.ASKED]
    with pytest.raises(FileError, match="UNKNOWN_VARIABLE"):
        read_population_file(GOOD.encode(), asked)


def test_a_colleague_with_another_role_or_another_officer_sees_nothing(
    client: Visitor, desk: Visitor, sign_in: Callable[..., Visitor], session: Session, sample: Consultation
) -> None:
    address, _page, _mark = look(desk, sample)
    town = sample.policy_question.municipality_id
    sign_in(client, UserFactory(municipality_id=town, role=Role.POLICY_OFFICER))
    assert client.get(address).status_code == 404
    sign_in(client, UserFactory(municipality_id=town, role=Role.COUNCIL_MEMBER))
    assert client.get(page_of(sample)).status_code == 403
