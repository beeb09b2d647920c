"""Which letters and which paper there are, and which of them fits how people come in (pure)."""

from __future__ import annotations

from enum import StrEnum

from panel.consultations.models import EvidenceKind


class Document(StrEnum):
    """One kind of letter or paper that an officer prints. The questionnaire on paper is the answering room's."""

    INVITATION = "INVITATION"
    GROUP_LETTER = "GROUP_LETTER"
    PARENT_LETTER = "PARENT_LETTER"
    REMINDER = "REMINDER"
    POSTER = "POSTER"


# How the address of its page calls each.
ADDRESSES = {
    "uitnodiging": Document.INVITATION,
    "groepsbrief": Document.GROUP_LETTER,
    "ouderbrief": Document.PARENT_LETTER,
    "herinnering": Document.REMINDER,
    "poster": Document.POSTER,
}
ADDRESS_OF = {document: address for address, document in ADDRESSES.items()}
PERSONAL = frozenset({EvidenceKind.SAMPLE, EvidenceKind.PANEL})


def documents_for(kind: EvidenceKind) -> tuple[Document, ...]:
    """Return what can be printed for a consultation of this kind, in the order in which it is needed."""
    if kind is EvidenceKind.GROUP:
        return Document.PARENT_LETTER, Document.GROUP_LETTER, Document.POSTER, Document.REMINDER
    if kind in PERSONAL:
        return Document.INVITATION, Document.REMINDER, Document.POSTER
    return Document.POSTER, Document.INVITATION, Document.REMINDER


def has_salutation(document: Document) -> bool:
    """Return whether a document speaks to somebody: a poster on a wall does not."""
    return document is not Document.POSTER
