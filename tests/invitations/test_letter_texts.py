"""The free sentences of a letter: kept per document and language, and never overwritten in silence."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, Language
from panel.consultations.service import StaleEditionError
from panel.core.keys import KeyDirectory
from panel.core.text import NotTextError, TooLongError
from panel.invitations.documents import Document
from panel.invitations.models import LetterText
from panel.invitations.queries import changed_letters, letter_text
from panel.invitations.service import save_letter_text
from tests.invitations.letters import open_panel


def save(
    session: Session,
    consultation: Consultation,
    *,
    paragraph: str,
    edition: int,
    document: Document = Document.INVITATION,
    language: Language = Language.DUTCH,
    salutation: str = "Beste buur,",
) -> LetterText:
    return save_letter_text(
        session,
        consultation,
        document,
        language,
        salutation=salutation,
        paragraph=paragraph,
        edition=edition,
        by=consultation.created_by_id,
    )


def test_each_document_and_language_has_sentences_of_its_own(session: Session, keys: KeyDirectory) -> None:
    consultation, _round = open_panel(session, keys)
    save(session, consultation, paragraph="Wij vragen het u.", edition=0)
    save(session, consultation, paragraph="نسألك.", edition=0, language=Language.ARABIC)
    save(session, consultation, paragraph="Kom meedoen.", edition=0, document=Document.POSTER)
    session.commit()
    found = letter_text(session, consultation.id, Document.INVITATION, "nl")
    assert found is not None
    assert (found.salutation, found.paragraph, found.edition) == ("Beste buur,", "Wij vragen het u.", 1)
    assert changed_letters(session, consultation.id) == {
        (Document.INVITATION, "nl"),
        (Document.INVITATION, "ar"),
        (Document.POSTER, "nl"),
    }
    poster = letter_text(session, consultation.id, Document.POSTER, "nl")
    assert poster is not None
    assert poster.salutation == "", "a poster speaks to nobody in particular"


def test_a_second_officer_overwrites_nothing(session: Session, keys: KeyDirectory) -> None:
    consultation, _round = open_panel(session, keys)
    save(session, consultation, paragraph="De eerste.", edition=0)
    with pytest.raises(StaleEditionError):
        save(session, consultation, paragraph="De tweede.", edition=0)
    save(session, consultation, paragraph="Daarna.", edition=1)
    found = letter_text(session, consultation.id, Document.INVITATION, "nl")
    assert found is not None
    assert (found.paragraph, found.edition) == ("Daarna.", 2)


def test_empty_sentences_bring_ours_back(session: Session, keys: KeyDirectory) -> None:
    consultation, _round = open_panel(session, keys)
    save(session, consultation, paragraph="Iets.", edition=0)
    save(session, consultation, paragraph=" ", salutation="", edition=1)
    assert changed_letters(session, consultation.id) == set()


@pytest.mark.parametrize(("typed", "refused"), [("x" * 501, TooLongError), ("\x00", NotTextError)])
def test_what_does_not_fit_or_is_no_text_is_refused(
    session: Session, keys: KeyDirectory, typed: str, refused: type[Exception]
) -> None:
    consultation, _round = open_panel(session, keys)
    with pytest.raises(refused):
        save(session, consultation, paragraph=typed, edition=0)
    assert letter_text(session, consultation.id, Document.INVITATION, "nl") is None
