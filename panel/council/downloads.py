"""Every file of an outcome in plain words: for whom it is, what is in it and how large it is."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import escape
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.results.exports.keeping import files_of
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
    """A file that someone waits for: NONE, or its state, how far it is, and how large it became."""

    state: str
    done: int
    parts: int
    size: str


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
    there = files_of(session, consultation, outcome)
    return Downloads(
        lines=[
            _line(consultation.code, address, kind, there.get(kind)) for address, (kind, _about) in DOWNLOADS.items()
        ],
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


def file_name(code: str, version: int, address: str) -> str:
    """Return the name under which a browser keeps a file."""
    return f"uitslag-{code}-v{version}-{address}"


def size_in_words(size: int) -> str:
    """Return how large a file is: 48 kB."""
    if size < 1_000_000:
        return f"{format_decimal(max(1, round(size / 1000)))} kB"
    return f"{format_decimal(round(size / 1_000_000, 1))} MB"


def present_waiting_file(file: OutcomeFile | None) -> WaitingFile:
    """Return how far a file is."""
    if file is None:
        return WaitingFile("NONE", 0, 1, "")
    return WaitingFile(file.state.value, file.done, file.parts, size_in_words(file.size))


def _line(code: str, address: str, kind: FileKind, file: OutcomeFile | None) -> DownloadLine:
    about = DOWNLOADS[address][1]
    kept = file is not None and file.state is FileState.READY
    ready = kept or kind in AT_ONCE
    endpoint = "outcome_files.file" if ready else "outcome_files.making_page"
    where = flask.url_for(endpoint, code=code, file_address=address)
    size = size_in_words(file.size) if kept and file is not None else ""
    return DownloadLine(str(about.name), str(about.use), about.icon, where, ready, size)


def _embed(consultation: Consultation) -> str:
    """Return the piece of HTML with which another page shows this outcome."""
    where = flask.url_for("outcome_files.embedded_page", code=consultation.code, _external=True)
    title = _("Uitslag: %(title)s", title=consultation.policy_question.title)
    return f'<iframe src="{where}" title="{escape(title)}" width="100%" height="520" loading="lazy"></iframe>'
