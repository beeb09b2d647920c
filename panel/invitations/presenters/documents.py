"""The desk's list of letters and paper: what each is for, and how far a stack of letters is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.consultations.models import Consultation
from panel.invitations.documents import ADDRESS_OF, PERSONAL, Document, documents_for
from panel.invitations.models import LetterStack, StackState
from panel.invitations.service import ListError

KEPT_HOURS = 24
MOST_LINES_NAMED = 5


@dataclass(frozen=True)
class DocumentLine:
    """One kind of letter in the list."""

    address: str
    name: str
    use: str
    icon: str
    changed: bool


@dataclass(frozen=True)
class StackLine:
    """One stack of letters: how far it is, in words."""

    id: int
    name: str
    state: str
    done: int
    count: int
    until: dt.datetime


def document_name(document: Document) -> str:
    """Return how the desk calls a document."""
    return {
        Document.INVITATION: _("Uitnodiging"),
        Document.GROUP_LETTER: _("Groepsbrief"),
        Document.PARENT_LETTER: _("Brief voor ouders"),
        Document.REMINDER: _("Herinnering"),
        Document.POSTER: _("Poster"),
    }[document]


def present_documents(consultation: Consultation, changed: Collection[tuple[Document, str]]) -> list[DocumentLine]:
    """Return what can be printed for a consultation, in the order in which it is needed."""
    letters = {document for document, _language in changed}
    return [_line(consultation, one, one in letters) for one in documents_for(consultation.evidence_kind)]


def _line(consultation: Consultation, document: Document, changed: bool) -> DocumentLine:
    personal = consultation.evidence_kind in PERSONAL
    use, icon = {
        Document.INVITATION: (
            _("Eén brief voor elk adres, met een eigen code en een QR-code.")
            if personal
            else _("Een brief met de link en een QR-code, voor in de bus."),
            "send",
        ),
        Document.GROUP_LETTER: (_("Voor elke groep, met de code van die groep."), "people"),
        Document.PARENT_LETTER: (
            _("Voor leerlingen onder de 16. Geef hem minstens twee weken van tevoren mee."),
            "message",
        ),
        Document.REMINDER: (_("Voor iedereen hetzelfde, want wij weten niet wie al meedeed."), "clock"),
        Document.POSTER: (_("A4 of A3, om op te hangen waar mensen komen."), "photo"),
    }[document]
    return DocumentLine(ADDRESS_OF[document], document_name(document), use, icon, changed)


def present_stack(stack: LetterStack) -> StackLine:
    """Return a stack of letters in words."""
    return StackLine(
        id=stack.id,
        name=ngettext("%(num)s brief", "%(num)s brieven", stack.count),
        state={
            StackState.MAKING: _("%(done)s van %(count)s klaar", done=stack.done, count=stack.count),
            StackState.READY: _("ligt klaar"),
            StackState.FAILED: _("niet gelukt"),
        }[stack.state],
        done=stack.done,
        count=stack.count,
        until=stack.made_at + dt.timedelta(hours=KEPT_HOURS),
    )


def list_problem(error: ListError) -> str:
    """Return what is wrong with a list of codes, with the lines to look at. No code is repeated."""
    lines = ", ".join(str(one) for one in error.lines[:MOST_LINES_NAMED])
    lines += " …" if len(error.lines) > MOST_LINES_NAMED else ""
    return {
        "EMPTY": _("Er staan geen codes in de lijst. Zet op elke regel één code."),
        "COUNT": _("De lijst is te lang. Er passen 5000 codes in."),
        "NOT_A_LIST": _("Op regel %(lines)s staat geen code. Haal die regel weg.", lines=lines),
        "NOT_OURS": _("De code op regel %(lines)s hoort niet bij deze raadpleging. Kijk de lijst na.", lines=lines),
        "TWICE": _("De code op regel %(lines)s staat er twee keer. Haal er één weg.", lines=lines),
    }[error.reason]
