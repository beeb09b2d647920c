"""The published outcomes of a municipality as the open-data catalogue lists them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.core.clock import local
from panel.council.downloads import AT_ONCE, DOWNLOADS
from panel.council.everything import everything_of
from panel.council.resources import address
from panel.municipalities.models import Municipality
from panel.results.exports.catalogue import Catalogue, Dataset, Distribution
from panel.results.exports.models import FileKind, FileState, OutcomeFile
from panel.results.models import PublishedOutcome

Entry = tuple[Consultation, PublishedOutcome, dict[FileKind, OutcomeFile]]


def catalogue_of(session: Session, municipality: Municipality, entries: Sequence[Entry]) -> Catalogue:
    """Return the catalogue of a municipality: the list of outcomes, and each of them with its files."""
    return Catalogue(
        address=address("open_data.catalogue"),
        home=address("council.outcomes_page"),
        service=address("open_data.start"),
        title=_("Uitslagen van %(municipality)s", municipality=municipality.name),
        description=_("Wat inwoners antwoordden op vragen van de gemeente: alleen afgeronde aantallen en delen."),
        publisher=municipality.name,
        contact_name=municipality.contact_name or municipality.name,
        contact_email=municipality.contact_email,
        contact_page=address("home.help_page"),
        datasets=[_list_of_all(municipality, len(entries)), *(_dataset(session, *entry) for entry in entries)],
    )


def _list_of_all(municipality: Municipality, number: int) -> Dataset:
    """Return the list of outcomes itself: it is there from the first day, so that a catalogue is never empty."""
    nothing_yet = _("Er is nog geen uitslag. Zodra er een is, staat die in deze lijst.")
    return Dataset(
        address=address("council.outcomes_page"),
        identifier=address("open_data.outcomes"),
        title=_("Lijst van uitslagen van %(municipality)s", municipality=municipality.name),
        description=_("Alle uitslagen die de gemeente publiceerde, de nieuwste eerst.") if number else nothing_yet,
        keyword=_("uitslagen"),
        version="",
        issued=None,
        period=(None, None),
        distributions=[Distribution(address("open_data.outcomes"), _("Lijst (JSON)"), "JSON", "application/json")],
    )


def _dataset(
    session: Session, consultation: Consultation, outcome: PublishedOutcome, files: dict[FileKind, OutcomeFile]
) -> Dataset:
    view = everything_of(session, consultation, outcome).view
    parts = [view.label, view.size, view.headline, *view.sure]
    if consultation.example:
        parts.insert(0, _("Dit is een voorbeeld"))
    return Dataset(
        address=address("council.outcome_page", code=consultation.code),
        identifier=address("open_data.outcome", code=consultation.code),
        title=view.title,
        description=". ".join(part.rstrip(".") for part in parts if part) + ".",
        keyword=consultation.topic,
        version=str(outcome.version),
        issued=local(outcome.frozen_at).date(),
        period=(_day(outcome.method.get("opened_on")), _day(outcome.method.get("closed_on"))),
        distributions=list(_distributions(consultation.code, files)),
    )


def _distributions(code: str, files: dict[FileKind, OutcomeFile]) -> Iterator[Distribution]:
    for where, (kind, about) in DOWNLOADS.items():
        ready = kind in files and files[kind].state is FileState.READY
        if ready or kind in AT_ONCE:
            media_type, size = about.media_type.split(";")[0], files[kind].size if ready else None
            yield Distribution(_file(code, where), str(about.name), about.file_type, media_type, size)
    yield Distribution(address("open_data.figures", code=code), _("Cijfers (JSON)"), "JSON", "application/json")


def _file(code: str, where: str) -> str:
    return address("outcome_files.file", code=code, file_address=where)


def _day(stored: object) -> dt.date | None:
    return dt.date.fromisoformat(stored) if isinstance(stored, str) else None
