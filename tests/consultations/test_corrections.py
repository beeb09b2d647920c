"""A spelling mistake is mended on the phones at once, with what it was for everybody to see; nothing else changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent
from panel.consultations.models import ChangeKind, Consultation, Language, Question, QuestionTranslation
from panel.consultations.queries import changes_of, consultation_to_translate
from panel.consultations.service import (
    NotSpellingError,
    ShutError,
    StaleEditionError,
    correct_question,
    fingerprint,
    parts_of,
)
from panel.consultations.service.translations import source_of
from panel.core.keys import KeyDirectory
from tests.factories import UserFactory
from tests.support.scene import GROUP_CODE, open_class_consultation, write_class_consultation
from tests.support.visitor import Visitor

WRONG, RIGHT = "Hoe vaak sprot jij in jouw buurt?", "Hoe vaak sport jij in jouw buurt?"
REASON = "Er stond een typefout."


@pytest.fixture
def running(session: Session, keys: KeyDirectory) -> Consultation:
    """An open consultation whose first question has a spelling mistake, with a translation."""
    made = open_class_consultation(session, keys)
    first = made.questions[0]
    first.text = WRONG
    first.translations.append(
        QuestionTranslation(language="en", text="How often do you do sports?", source=source_of(first))
    )
    first.translations.append(QuestionTranslation(language="tr", text="Eski soru?", source="Een oude tekst"))
    session.commit()
    return made


def mend(session: Session, running: Consultation, **typed: str) -> int:
    first = running.questions[0]
    fields = {"question-text": RIGHT, **{name.replace("_", "-", 1): text for name, text in typed.items()}}
    return correct_question(session, running, first, fields, by=None, mark=fingerprint(first), reason=REASON)


def test_a_mended_text_is_logged_and_shown_with_what_it_was(session: Session, running: Consultation) -> None:
    edition = running.edition
    keys_before = [option.key for option in running.questions[0].options]
    assert mend(session, running) == 1
    session.commit()
    assert running.questions[0].text == RIGHT
    assert running.edition > edition
    assert [option.key for option in running.questions[0].options] == keys_before
    (told,) = changes_of(session, running.id)
    assert (told.kind, told.before, told.after, told.reason) == (ChangeKind.SPELLING, WRONG, RIGHT, REASON)
    assert session.scalars(select(AuditEvent).where(AuditEvent.action == "CHANGED_SPELLING")).one().reason == REASON


def test_a_translation_stays_good_and_one_that_was_out_of_date_stays_so(
    session: Session, running: Consultation
) -> None:
    mend(session, running)
    session.commit()
    whole = consultation_to_translate(session, running)
    stale = {
        language: next(part.stale for part in parts_of(whole, language) if part.subject is whole.questions[0])
        for language in (Language.ENGLISH, Language.TURKISH)
    }
    assert stale == {Language.ENGLISH: False, Language.TURKISH: True}


def test_more_than_spelling_changes_nothing(session: Session, running: Consultation) -> None:
    with pytest.raises(NotSpellingError) as refused:
        mend(session, running, question_easy_text="Sport je vaak binnen?")
    session.rollback()
    assert refused.value.field == "question-easy_text"
    assert running.questions[0].text == WRONG
    assert changes_of(session, running.id) == []


def test_an_older_copy_or_a_draft_is_not_mended(session: Session, running: Consultation) -> None:
    first = running.questions[0]
    with pytest.raises(StaleEditionError):
        correct_question(session, running, first, {"question-text": RIGHT}, by=None, mark="old", reason=REASON)
    session.rollback()
    draft = write_class_consultation(session, code="een-ander")
    with pytest.raises(ShutError):
        mend(session, draft)


def officer_at(session: Session, running: Consultation, client: Visitor, sign_in: Callable[..., Visitor]) -> str:
    sign_in(client, UserFactory(municipality_id=running.municipality_id))
    return f"/werkplek/raadplegingen/{running.id}/schrijffouten/{running.questions[0].id}"


def test_phones_that_are_busy_get_the_right_text(
    client: Visitor, session: Session, running: Consultation, sign_in: Callable[..., Visitor]
) -> None:
    client.post("/meedoen", data={"code": GROUP_CODE}, follow_redirects=True)
    client.post("/meedoen/start", follow_redirects=True)
    assert WRONG in client.get("/meedoen/vraag/1").get_data(as_text=True)
    address = officer_at(session, running, client, sign_in)
    mark = fingerprint(session.get_one(Question, running.questions[0].id))
    sent = {"mark": mark, "reason": REASON, "question-text": RIGHT}
    assert client.post(address, data=sent).status_code == 303
    page = client.get("/meedoen/vraag/1").get_data(as_text=True)
    assert RIGHT in page
    assert WRONG not in page


def test_the_page_says_why_and_keeps_what_was_typed(
    client: Visitor, session: Session, running: Consultation, sign_in: Callable[..., Visitor]
) -> None:
    address = officer_at(session, running, client, sign_in)
    assert WRONG in client.get(address).get_data(as_text=True)
    mark = fingerprint(session.get_one(Question, running.questions[0].id))
    typed = "Hoe vaak sport jij nooit in jouw buurt?"
    refused = client.post(address, data={"mark": mark, "reason": REASON, "question-text": typed})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 400
    assert "Er is een woord bij gekomen of weg." in page
    assert typed in page
    assert REASON in page
    assert client.post(address, data={"mark": mark, "reason": "", "question-text": RIGHT}).status_code == 400
    stale = client.post(address, data={"mark": "old", "reason": REASON, "question-text": RIGHT})
    assert stale.status_code == 409
    assert RIGHT in stale.get_data(as_text=True)
    assert changes_of(session, running.id) == []
