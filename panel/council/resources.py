"""What programs read of an outcome: the same words and rounded figures as on its page, as plain objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import flask

from panel.consultations.models import Consultation
from panel.council.downloads import AT_ONCE, DOWNLOADS
from panel.results.exports.columns import COLUMNS, cells, codebook
from panel.results.exports.models import FileKind, FileState, OutcomeFile
from panel.results.exports.own_words import InOwnWords
from panel.results.exports.row import Subject
from panel.results.exports.rows import Exported
from panel.results.models import PublishedOutcome

Resource = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """A part of a long list: which page, how many on a page, and how many there are in all."""

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def of_list(self) -> slice:
        return slice((self.number - 1) * self.size, self.number * self.size)


def address(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page or of something for programs."""
    return flask.url_for(endpoint, _external=True, **values)


def links_of(page: Page, endpoint: str, **values: Any) -> Resource:
    """Return the links from one page of a list to itself and to the first, previous, next and last one."""
    places = {"self": page.number, "first": 1, "last": page.last}
    if page.number > 1:
        places["prev"] = page.number - 1
    if page.number < page.last:
        places["next"] = page.number + 1
    return {
        name: {"href": address(endpoint, **values, pagina=number, paginaGrootte=page.size)}
        for name, number in places.items()
    }


def in_pages(name: str, items: Sequence[Resource], page: Page, links: Resource) -> Resource:
    """Return one page of a list."""
    return {"aantal": page.total, "pagina": page.number, "paginaGrootte": page.size, name: items, "_links": links}


def short(consultation: Consultation, outcome: PublishedOutcome, everything: Exported) -> Resource:
    """Return an outcome as it stands in a list."""
    size = next((row.count for row in everything.rows if row.number == 0 and not row.breakdown), None)
    code = consultation.code
    return {
        "code": code,
        "titel": everything.view.title,
        "kop": everything.view.headline,
        "bewijs": everything.evidence.value,
        "bewijsTekst": everything.view.label,
        "deelnemers": size,
        "gewogen": everything.weighted,
        "versie": outcome.version,
        "gepubliceerdOp": everything.frozen_on.isoformat(),
        "voorbeeld": everything.example,
        "_links": {
            "self": {"href": address("open_data.outcome", code=code)},
            "cijfers": {"href": address("open_data.figures", code=code)},
            "codeboek": {"href": address("open_data.codebook_of", code=code)},
            "pagina": {"href": address("council.outcome_page", code=code), "type": "text/html"},
        },
    }


def whole(
    consultation: Consultation,
    outcome: PublishedOutcome,
    everything: Exported,
    files: dict[FileKind, OutcomeFile],
) -> Resource:
    """Return one outcome with its words, its questions and its files; the figures have an address of their own."""
    view = everything.view
    return short(consultation, outcome, everything) | {
        "gemeente": everything.municipality,
        "hoeZeker": list(view.sure),
        "wieMissenWe": list(view.missing),
        "teWeinig": list(view.too_few),
        "toezegging": everything.promise,
        "drempel": everything.threshold,
        "methode": [{"vraag": asked, "antwoord": told} for asked, told in view.method],
        "nietGetoond": [{"uitsplitsing": label, "reden": reason} for label, reason in view.hidden_breakdowns],
        "vragen": [
            {
                "nummer": one.number,
                "code": one.key,
                "tekst": one.text,
                "getoond": not one.why_hidden,
                "reden": one.why_hidden,
                "opmerkingen": list(one.notes),
            }
            for one in view.questions
        ],
        "eigenWoorden": [_own_words(one, everything) for one in everything.own_words],
        "adviezen": [
            {"tekst": one.text, "waarom": one.why, "groep": one.size, "antwoord": one.reply}
            for one in everything.advice
        ],
        "bestanden": list(_files(consultation.code, files)),
    }


def _own_words(told: InOwnWords, everything: Exported) -> Resource:
    """Return what people wrote themselves: themes that a person counted, and quotations that a person released."""
    rows = [row for row in everything.rows if row.question == told.question and row.subject is Subject.THEME]
    return {
        "vraag": told.question,
        "tekst": told.labels.text,
        "opmerkingen": list(told.notes),
        "themas": [
            {"code": row.option, "tekst": row.option_text, "aantal": row.count, "inWoorden": row.words} for row in rows
        ],
        "citaten": [{"tekst": one.text, "letterlijk": one.literal, "thema": one.theme} for one in told.quotations],
    }


def figure_rows(everything: Exported) -> list[Resource]:
    """Return every published figure with its words, in the columns of the CSV."""
    return [
        {column.in_json: cell for column, cell in zip(COLUMNS, cells(everything, row), strict=True)}
        | {"gewogen": everything.weighted, "samengevoegd": list(row.merged)}
        for row in everything.rows
    ]


def codebook_rows(everything: Exported) -> list[Resource]:
    """Return what the columns and the codes mean, by their names in JSON."""
    in_json = {column.name: column.in_json for column in COLUMNS}
    return [{"veld": in_json[name], "code": code, "betekenis": meaning} for name, code, meaning in codebook(everything)]


def _files(code: str, files: dict[FileKind, OutcomeFile]) -> Iterator[Resource]:
    """Give the files that lie ready."""
    for where, (kind, about) in DOWNLOADS.items():
        ready = kind in files and files[kind].state is FileState.READY
        if ready or kind in AT_ONCE:
            yield _file(code, where, str(about.name), about.media_type, files[kind].size if ready else None)


def _file(code: str, where: str, name: str, media_type: str, size: int | None) -> Resource:
    href = address("outcome_files.file", code=code, file_address=where)
    return {"naam": name, "type": media_type, "grootte": size, "href": href}
