"""Everybody fetches the files of an outcome; what takes long is made in the background and waited for in peace."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, State
from panel.core.db import Database
from panel.council import tasks
from panel.council.downloads import DOWNLOADS
from panel.municipalities.models import Municipality
from panel.results.exports import keeping
from panel.results.exports.models import FileKind, FileState, OutcomeFile
from panel.results.exports.one_page import NoDocumentProgramError
from panel.results.models import PublishedOutcome
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.results.samples import freeze_sample
from tests.support.figures_in_files import READERS, figures_in_csv
from tests.support.time import SetClock
from tests.support.visitor import Visitor

HERE = "/uitslag/de-bus"


@pytest.fixture
def municipality(session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory()
    return made


@pytest.fixture
def outcome(session: Session, municipality: Municipality) -> PublishedOutcome:
    question = PolicyQuestionFactory(municipality=municipality, title='De bus & "wij"')
    made: Consultation = ConsultationFactory(policy_question=question, code="de-bus", state=State.REPORTED)
    return freeze_sample(session, made, 187)


@pytest.fixture
def visitor(client: Visitor, municipality: Municipality, outcome: PublishedOutcome) -> Visitor:
    return client.visit(municipality)


def kept(session: Session) -> dict[FileKind, OutcomeFile]:
    session.expire_all()
    return {one.kind: one for one in session.scalars(select(OutcomeFile))}


def text_of(visitor: Visitor, address: str, status: int = 200) -> str:
    answer = visitor.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.get_data(as_text=True).split())


@pytest.mark.parametrize("address", ["presentatie.pptx", "cijfers.xlsx", "cijfers.sav"])
def test_a_file_is_made_when_someone_asks_and_holds_the_figures(
    visitor: Visitor, session: Session, address: str
) -> None:
    assert visitor.get(f"{HERE}/bestanden/{address}").status_code == 404
    assert "Maak dit bestand" in text_of(visitor, f"{HERE}/maken/{address}")
    sent = visitor.post(f"{HERE}/maken/{address}")
    assert (sent.status_code, sent.location) == (303, f"{HERE}/maken/{address}")
    assert "Het bestand is klaar" in text_of(visitor, f"{HERE}/maken/{address}")
    answer = visitor.get(f"{HERE}/bestanden/{address}")
    assert answer.status_code == 200
    assert answer.content_type == DOWNLOADS[address][1].media_type
    assert f'filename="uitslag-de-bus-v1-{address}"' in answer.headers["Content-Disposition"]
    figures = READERS[address.rsplit(".")[-1]](answer.data)
    published = figures_in_csv(visitor.get(f"{HERE}/bestanden/cijfers.csv").data)
    assert figures
    assert figures.keys() <= published.keys()
    assert all(figures[place].words == published[place].words for place in figures)
    (file,) = kept(session).values()
    assert (file.state, file.size, file.done) == (FileState.READY, len(answer.data), file.parts)


def test_a_file_is_sent_once(visitor: Visitor) -> None:
    first = visitor.get(f"{HERE}/bestanden/cijfers.csv")
    again = visitor.get(f"{HERE}/bestanden/cijfers.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "public, max-age=300"


def test_who_waits_sees_how_far_it_is_and_waits_for_the_same_file(
    visitor: Visitor, session: Session, outcome: PublishedOutcome, clock: SetClock
) -> None:
    consultation = session.get_one(Consultation, outcome.consultation_id)
    (file_id,) = keeping.order_files(session, consultation, outcome, [FileKind.PPTX])
    keeping.note_progress(session, file_id, 3, 9)
    session.commit()
    page = html.fromstring(visitor.get(f"{HERE}/maken/presentatie.pptx").data)
    (progress,) = page.xpath("//*[@data-progress]//progress")
    assert (progress.get("value"), progress.get("max")) == ("3", "9")
    assert page.xpath("//a[normalize-space()='Kijk hoe ver het is']/@href") == [f"{HERE}/maken/presentatie.pptx"]
    assert not page.xpath("//meta[@http-equiv]")
    visitor.post(f"{HERE}/maken/presentatie.pptx")
    assert [one.id for one in kept(session).values()] == [file_id]
    # One that was lost in a crash may be ordered again.
    clock.set(clock.moment + dt.timedelta(minutes=11))
    assert "Maak dit bestand" in text_of(visitor, f"{HERE}/maken/presentatie.pptx")
    visitor.post(f"{HERE}/maken/presentatie.pptx")
    assert kept(session)[FileKind.PPTX].state is FileState.READY


def test_who_waits_while_nothing_works_in_the_background_is_told_so(
    visitor: Visitor, session: Session, outcome: PublishedOutcome, clock: SetClock
) -> None:
    consultation = session.get_one(Consultation, outcome.consultation_id)
    keeping.order_files(session, consultation, outcome, [FileKind.PPTX])
    session.commit()
    address = f"{HERE}/maken/presentatie.pptx"
    assert "stil" not in text_of(visitor, address)
    clock.set(clock.moment + dt.timedelta(seconds=90))
    waiting = text_of(visitor, address)
    assert "Misschien staat het achtergrondwerk van deze server stil" in waiting
    assert f"{HERE}/bestanden/cijfers.csv" in waiting
    clock.set(clock.moment + dt.timedelta(minutes=11))
    lost = text_of(visitor, address)
    assert "Dan staat het achtergrondwerk van deze server stil" in lost
    assert "Maak dit bestand" in lost


def test_a_corrected_text_makes_the_files_again(visitor: Visitor, session: Session, outcome: PublishedOutcome) -> None:
    visitor.post(f"{HERE}/maken/cijfers.xlsx")
    assert visitor.get(f"{HERE}/bestanden/cijfers.xlsx").status_code == 200
    session.get_one(Consultation, outcome.consultation_id).edition += 1
    session.commit()
    assert visitor.get(f"{HERE}/bestanden/cijfers.xlsx").status_code == 404
    visitor.post(f"{HERE}/maken/cijfers.xlsx")
    assert visitor.get(f"{HERE}/bestanden/cijfers.xlsx").status_code == 200
    assert len(kept(session)) == 1


def test_where_no_pdf_can_be_made_the_page_says_so_and_leads_to_printing(
    visitor: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_anything: object) -> bytes:
        raise NoDocumentProgramError

    monkeypatch.setitem(keeping.WRITERS, FileKind.PDF, cannot)
    visitor.post(f"{HERE}/maken/een-pagina.pdf")
    assert kept(session)[FileKind.PDF].state is FileState.NO_PROGRAM
    page = text_of(visitor, f"{HERE}/maken/een-pagina.pdf")
    assert "Een PDF maken lukt hier niet" in page
    assert f'href="{HERE}"' in page


def test_a_file_that_failed_can_be_asked_for_again(
    visitor: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_anything: object) -> bytes:
        raise RuntimeError

    writer = keeping.WRITERS[FileKind.XLSX]
    monkeypatch.setitem(keeping.WRITERS, FileKind.XLSX, breaks)
    visitor.post(f"{HERE}/maken/cijfers.xlsx")
    assert kept(session)[FileKind.XLSX].state is FileState.FAILED
    assert "Het maken is niet gelukt" in text_of(visitor, f"{HERE}/maken/cijfers.xlsx")
    monkeypatch.setitem(keeping.WRITERS, FileKind.XLSX, writer)
    visitor.post(f"{HERE}/maken/cijfers.xlsx")
    assert visitor.get(f"{HERE}/bestanden/cijfers.xlsx").status_code == 200


def test_files_of_a_new_outcome_lie_ready_before_anyone_asks(
    visitor: Visitor, session: Session, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.commit()
    monkeypatch.setitem(keeping.WRITERS, FileKind.PDF, lambda *_anything: b"%PDF-1.7")
    with visitor.application.app_context():
        tasks.order_for_new_outcomes()
        tasks.order_for_new_outcomes()
    assert {kind: one.state for kind, one in kept(session).items()} == dict.fromkeys(FileKind, FileState.READY)
    page = html.fromstring(visitor.get(HERE).data)
    lines = page.xpath("//*[@class='mp-download']")
    assert len(lines) == len(DOWNLOADS)
    for line in lines:
        assert line.xpath(".//a[@download]/@href")[0].startswith(f"{HERE}/bestanden/")
        assert re.fullmatch(r"\d+ kB", line.xpath(".//*[@class='mp-download__size']")[0].text_content().strip())


def test_the_outcome_page_names_each_file_and_where_to_have_it_made(visitor: Visitor) -> None:
    page = html.fromstring(visitor.get(HERE).data)
    links = page.xpath("//*[@class='mp-download']//a/@href")
    assert links == [
        f"{HERE}/maken/een-pagina.pdf",
        f"{HERE}/maken/presentatie.pptx",
        f"{HERE}/maken/cijfers.xlsx",
        f"{HERE}/maken/cijfers.sav",
        f"{HERE}/bestanden/cijfers.csv",
        f"{HERE}/bestanden/codeboek.csv",
    ]
    for link in [*links, *page.xpath("//*[@class='mp-downloads__more']//a/@href")]:
        assert visitor.get(link).status_code == 200


def test_an_outcome_page_is_sent_again_when_a_file_got_ready(visitor: Visitor) -> None:
    before = visitor.get(HERE).headers["ETag"]
    assert visitor.get(HERE, headers={"If-None-Match": before}).status_code == 304
    visitor.post(f"{HERE}/maken/cijfers.xlsx")
    assert visitor.get(HERE, headers={"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize("address", ["niets.txt", "cijfers.csv%00", "../../etc"])
def test_no_other_file_is_there(visitor: Visitor, address: str) -> None:
    for where in ("bestanden", "maken"):
        assert visitor.get(f"{HERE}/{where}/{address}").status_code == 404


def test_a_page_that_did_not_change_keeps_the_policy_with_its_own_nonce(visitor: Visitor) -> None:
    first = visitor.get(f"{HERE}/ingebed")
    again = visitor.get(f"{HERE}/ingebed", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "nonce-" in first.headers["Content-Security-Policy"]
    assert "Content-Security-Policy" not in again.headers


def test_an_outcome_stands_in_a_page_of_others_without_script_or_cookie(visitor: Visitor) -> None:
    code = html.fromstring(visitor.get(HERE).data).xpath("//textarea")[0].text
    frame = html.fromstring(code)
    assert frame.tag == "iframe"
    assert frame.get("title") == 'Uitslag: De bus & "wij"'
    answer = visitor.get(frame.get("src"))
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    page = html.fromstring(answer.data)
    assert not page.xpath("//script | //form | //link[@rel='stylesheet'] | //img")
    assert len(answer.data) < 30_000
    assert page.xpath("//a/@target") == ["_blank"]
    whole = html.fromstring(visitor.get(HERE).data)
    for part in ("mp-headline", "mp-bar__words", "mp-bar__label"):
        shown = [one.text_content() for one in page.find_class(part)]
        assert shown == [one.text_content() for one in whole.find_class("mp-first")[0].find_class(part)][: len(shown)]


def test_no_other_page_stands_in_a_frame(visitor: Visitor) -> None:
    for address in (HERE, f"{HERE}/maken/cijfers.xlsx", "/uitslagen"):
        answer = visitor.get(address)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_another_municipality_has_no_file_of_this_one(client: Visitor, visitor: Visitor, session: Session) -> None:
    other = MunicipalityFactory()
    session.commit()
    client.visit(other)
    for address in ("bestanden/cijfers.csv", "maken/cijfers.xlsx", "ingebed"):
        assert client.get(f"{HERE}/{address}").status_code == 404
    assert client.post(f"{HERE}/maken/cijfers.xlsx").status_code == 404
