"""Every file of an outcome in plain words: for whom it is, what is in it and how large it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import flask
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import escape
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation
from panel.results.exports.keeping import files_of, lost_files, stands_still
from panel.results.exports.models import FileKind, FileState, OutcomeFile
from panel.results.models import PublishedOutcome


@dataclass(frozen=True)
class Download:
    """A kind of file: what it is called and for, its media type, its EU file type, and its icon."""

    name: str
    use: str
    media_type: str
    file_type: str
    icon: str = "document"


@dataclass(frozen=True)
class DownloadLine:
    """A file in the list of an outcome: where it is, or where it is made."""

    name: str
    use: str
    icon: str
    address: str
    ready: bool
    size: str


@dataclass(frozen=True)
class Downloads:
    """The part "Download" of an outcome page: its files, the piece of HTML to copy, and what programs read."""

    lines: list[DownloadLine]
    embed: str
    embed_page: str
    api: str
    openapi: str
    catalogue: str


@dataclass(frozen=True)
class WaitingFile:
    """A file that someone waits for: NONE, LOST, or its state, how far it is, and how large it became.

    `stands_still` says that nobody began with it in time: the background work of this server may not run.
    """

    state: str
    done: int
    parts: int
    size: str
    stands_still: bool = False


@dataclass(frozen=True)
class Places:
    """The addresses around a file that is made: the outcome, the way back, this page, the file, and one ready now."""

    page: str
    back: str
    again: str
    fetch: str
    at_once: str


SHEET, SLIDES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
)
COMMAS = "text/csv; charset=utf-8"
DOWNLOADS = {
    "een-pagina.pdf": (
        FileKind.PDF,
        Download(
            _l("Eén bladzijde (PDF)"),
            _l("De uitslag op één A4. Om te printen of te mailen."),
            "application/pdf",
            "PDF",
            "print",
        ),
    ),
    "presentatie.pptx": (
        FileKind.PPTX,
        Download(
            _l("Presentatie (PowerPoint)"),
            _l("Dia’s voor de raad. Je kunt de grafieken zelf aanpassen."),
            SLIDES,
            "PPTX",
            "council",
        ),
    ),
    "cijfers.xlsx": (
        FileKind.XLSX,
        Download(
            _l("Tabellen (Excel)"), _l("Alle tabellen, cijfers, uitleg en hoe het is gemeten."), SHEET, "XLSX", "chart"
        ),
    ),
    "cijfers.sav": (
        FileKind.SAV,
        Download(
            _l("Onderzoek (SPSS)"),
            _l("Dezelfde cijfers, met labels. Voor onderzoekers."),
            "application/x-spss-sav",
            "SAV",
            "search",
        ),
    ),
    "cijfers.csv": (
        FileKind.CSV,
        Download(
            _l("Cijfers (CSV)"), _l("Alle cijfers, één per regel. Voor elk rekenprogramma."), COMMAS, "CSV", "list"
        ),
    ),
    "codeboek.csv": (
        FileKind.CODEBOOK,
        Download(_l("Codeboek (CSV)"), _l("Wat elke kolom en elke code betekent."), COMMAS, "CSV", "info"),
    ),
}
AT_ONCE = frozenset({FileKind.CSV, FileKind.CODEBOOK})
"""Files that are quick to write: they can be had before they are kept."""


def present_downloads(session: Session, consultation: Consultation, outcome: PublishedOutcome) -> Downloads:
    """Return the files of an outcome with where they are, and the piece of HTML that shows it elsewhere."""

    def at(endpoint: str) -> Callable[[str], str]:
        return lambda name: flask.url_for(endpoint, code=consultation.code, file_address=name)

    there = files_of(session, consultation, outcome)
    return Downloads(
        lines=download_lines(there, at("outcome_files.file"), at("outcome_files.making_page")),
        embed=_embed(consultation),
        embed_page=flask.url_for("outcome_files.embedded_page", code=consultation.code),
        api=flask.url_for("open_data.outcome", code=consultation.code),
        openapi=flask.url_for("open_data.openapi"),
        catalogue=flask.url_for("open_data.catalogue_turtle"),
    )


def mark_of_files(session: Session, consultation: Consultation, outcome: PublishedOutcome) -> str:
    """Return what changes when a file of an outcome gets ready."""
    there = files_of(session, consultation, outcome)
    return " ".join(sorted(f"{one.id}{one.state}" for one in there.values()))


def known_download(address: str) -> tuple[FileKind, Download]:
    """Return the kind of file at an address. Raises NotFound for any other."""
    if address not in DOWNLOADS:
        raise NotFound
    return DOWNLOADS[address]


def file_name(code: str, version: int, address: str) -> str:
    """Return the name under which a browser keeps a file."""
    return f"uitslag-{code}-v{version}-{address}"


def size_in_words(size: int) -> str:
    """Return how large a file is: 48 kB."""
    if size < 1_000_000:
        return f"{format_decimal(max(1, round(size / 1000)))} kB"
    return f"{format_decimal(round(size / 1_000_000, 1))} MB"


def present_waiting_file(
    session: Session, consultation: Consultation, outcome: PublishedOutcome, kind: FileKind
) -> WaitingFile:
    """Return how far a file is."""
    file = files_of(session, consultation, outcome).get(kind)
    if file is None:
        lost = kind in lost_files(session, consultation, outcome)
        return WaitingFile("LOST" if lost else "NONE", 0, 1, "", stands_still=lost)
    return WaitingFile(
        file.state.value, file.done, file.parts, size_in_words(file.size), stands_still=stands_still(file)
    )


def download_lines(
    there: Mapping[FileKind, OutcomeFile], fetch: Callable[[str], str], make: Callable[[str], str]
) -> list[DownloadLine]:
    """Return the files of an outcome: where one is fetched (`fetch` of its name), or where it is made (`make`)."""
    lines = []
    for address, (kind, about) in DOWNLOADS.items():
        file = there.get(kind)
        size = size_in_words(file.size) if file is not None and file.state is FileState.READY else ""
        ready = bool(size) or kind in AT_ONCE
        where = fetch(address) if ready else make(address)
        lines.append(DownloadLine(str(about.name), str(about.use), about.icon, where, ready, size))
    return lines


def _embed(consultation: Consultation) -> str:
    """Return the piece of HTML with which another page shows this outcome."""
    where = flask.url_for("outcome_files.embedded_page", code=consultation.code, _external=True)
    title = _("Uitslag: %(title)s", title=consultation.policy_question.title)
    return f'<iframe src="{where}" title="{escape(title)}" width="100%" height="520" loading="lazy"></iframe>'
