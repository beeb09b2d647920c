"""Changing the free sentences of a letter: how it begins, and one paragraph."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, Language
from panel.consultations.service import StaleEditionError
from panel.core.text import clean_text
from panel.invitations.documents import Document, has_salutation
from panel.invitations.models import LetterText
from panel.invitations.queries import letter_text

LONGEST_SALUTATION = 120
LONGEST_PARAGRAPH = 500


def save_letter_text(
    session: Session,
    consultation: Consultation,
    document: Document,
    language: Language,
    *,
    salutation: str,
    paragraph: str,
    edition: int,
    by: int,
) -> LetterText:
    """Save the free sentences of a letter in one language; an empty one means: as we wrote it.

    `edition` is the one that was opened, 0 when nobody had changed this letter. Raises StaleEditionError when
    somebody else saved in the meantime, NotTextError, and TooLongError (above 120 and 500 code points).
    """
    first, rest = clean_text(salutation, LONGEST_SALUTATION), clean_text(paragraph, LONGEST_PARAGRAPH)
    # Two officers who both change it for the first time take turns here.
    session.refresh(consultation, attribute_names=["edition"], with_for_update=True)
    stored = letter_text(session, consultation.id, document, language.value)
    if stored is not None:
        session.refresh(stored)
    if edition != (stored.edition if stored is not None else 0):
        raise StaleEditionError
    if stored is None:
        stored = LetterText(consultation_id=consultation.id, document=document, language=language.value, edition=0)
        session.add(stored)
    stored.salutation = first if has_salutation(document) else ""
    stored.paragraph = rest
    stored.edition += 1
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action="LETTER_CHANGED",
        subject="consultation",
        subject_id=consultation.id,
        reason=document.value,
    )
    session.flush()
    return stored
