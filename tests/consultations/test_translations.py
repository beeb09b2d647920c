"""Translating at the desk: text beside text, nothing lost, and a change of the Dutch text shows."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import (
    Consultation,
    Language,
    OptionTranslation,
    QuestionTranslation,
    State,
)
from panel.consultations.service import (
    ShutError,
    StaleEditionError,
    TextError,
    parts_of,
    save_translations,
    source_of,
    translations_fingerprint,
)
from panel.core.access import Role
from panel.municipalities.models import Municipality
from tests.consultations.making import officer_of
from tests.factories import UserFactory
from tests.support.visitor import Visitor

SignIn = Callable[..., Visitor]
AR = Language.ARABIC


def save(session: Session, draft: Consultation, texts: dict[str, str], **more: object) -> None:
    mark = translations_fingerprint(draft, AR)
    save_translations(session, draft, AR, texts, mark=mark, **more)  # type: ignore[arg-type]


def everything(draft: Consultation) -> dict[str, str]:
    return {part.name: f"عربي {number}" for number, part in enumerate(parts_of(draft, AR))}


def address(draft: Consultation, language: str = "/ar") -> str:
    return f"/werkplek/raadplegingen/{draft.id}/vertalingen{language}"


def test_every_text_that_a_participant_reads_can_be_translated(draft: Consultation) -> None:
    sources = [part.source for part in parts_of(draft, AR)]
    assert sources == [
        "sporten in jouw buurt", "De raad kiest uit jullie ideeën.", "Hoe vaak sport jij?", "Elke week", "Soms",
        "Nooit", "Wat kan beter?", "Hoe oud ben je?", "Jong", "Oud",
    ]  # fmt: skip


def test_what_is_saved_comes_back_and_changes_the_edition(session: Session, draft: Consultation) -> None:
    edition = draft.edition
    save(session, draft, everything(draft))
    assert all(part.is_done for part in parts_of(draft, AR))
    assert not any(part.translated for part in parts_of(draft, Language.POLISH))
    assert draft.edition == edition + 1
    assert session.query(OptionTranslation).filter_by(language="ar").count() == 3


def test_an_emptied_text_is_no_translation_any_more(session: Session, draft: Consultation) -> None:
    save(session, draft, everything(draft))
    save(session, draft, {})
    assert session.query(QuestionTranslation).count() == 0
    assert not any(part.translated for part in parts_of(draft, AR))


def test_a_changed_dutch_text_makes_its_translation_old_until_someone_looks(
    session: Session, draft: Consultation
) -> None:
    texts = everything(draft)
    save(session, draft, texts)
    question = draft.questions[1]
    question.text = "Wat moet anders?"
    (old,) = [part for part in parts_of(draft, AR) if part.stale]
    assert (old.source, old.is_done) == ("Wat moet anders?", False)
    save(session, draft, texts)
    assert [part.name for part in parts_of(draft, AR) if part.stale] == [old.name]
    save(session, draft, texts, still_good={old.mark})
    assert not any(part.stale for part in parts_of(draft, AR))
    question.text = "Wat kan er anders?"
    save(session, draft, {**texts, old.name: "جديد"})
    assert not any(part.stale for part in parts_of(draft, AR))
    assert question.translations[0].source == source_of(question)


def test_a_colleague_who_was_first_is_not_overwritten(session: Session, draft: Consultation) -> None:
    mark = translations_fingerprint(draft, AR)
    save(session, draft, everything(draft))
    with pytest.raises(StaleEditionError):
        save_translations(session, draft, AR, {}, mark=mark)


@pytest.mark.parametrize("state", [State.CLOSED, State.REPORTED, State.CANCELLED])
def test_what_is_counted_is_translated_no_more(session: Session, draft: Consultation, state: State) -> None:
    draft.state, draft.opens_at, draft.second_eyes_skipped = state, draft.created_at, True
    draft.promised_by, draft.promised_on = "S. Bos", draft.created_at.date()
    session.commit()
    with pytest.raises(ShutError):
        save(session, draft, everything(draft))


def test_a_text_that_does_not_fit_is_refused(session: Session, draft: Consultation) -> None:
    with pytest.raises(TextError):
        save(session, draft, {parts_of(draft, AR)[0].name: "ا" * 121})


def test_an_officer_translates_and_looks_at_the_phone(desk: Visitor, session: Session, draft: Consultation) -> None:
    assert "/vertalingen" in desk.get(f"/werkplek/raadplegingen/{draft.id}").text
    assert "0 van 10 teksten vertaald" in desk.get(address(draft, "")).text
    texts = everything(draft)
    mark = translations_fingerprint(draft, AR)
    del texts[parts_of(draft, AR)[-1].name]
    answer = desk.post(address(draft), data={**texts, "mark": mark}, follow_redirects=True)
    assert "Bewaard." in answer.text
    assert "Klaar: 9 van 10 teksten." in answer.text
    assert 'lang="ar" dir="rtl"' in answer.text
    preview = desk.get(f"/werkplek/raadplegingen/{draft.id}/telefoon/1?taal=ar").text
    assert '<html lang="ar" dir="rtl"' in preview
    assert "عربي 2" in preview
    assert f"/werkplek/raadplegingen/{draft.id}/telefoon/2?taal=ar" in preview
    assert '<html lang="nl" dir="ltr"' in desk.get(f"/werkplek/raadplegingen/{draft.id}/telefoon/1?taal=xx").text


def test_the_preview_does_not_follow_what_the_officer_reads_with(desk: Visitor, draft: Consultation) -> None:
    desk.set_cookie("meepraat-lezen", "largest.pl", domain=desk.host or "localhost")
    assert '<html lang="nl" dir="ltr">' in desk.get(f"/werkplek/raadplegingen/{draft.id}/telefoon").text


def test_two_officers_see_each_others_texts_and_nothing_typed_is_lost(
    desk: Visitor, session: Session, draft: Consultation
) -> None:
    mark = translations_fingerprint(draft, AR)
    save(session, draft, everything(draft))
    first = parts_of(draft, AR)[0].name
    answer = desk.post(address(draft), data={first: "من الثاني", "mark": mark})
    assert answer.status_code == 409
    assert "Een collega bewaarde dit net voor jou" in answer.text
    assert "عربي 0" in answer.text
    assert "من الثاني" in answer.text


def test_a_text_that_is_too_long_stays_typed_with_a_sentence(desk: Visitor, draft: Consultation) -> None:
    first = parts_of(draft, AR)[0]
    data = {first.name: "ا" * 200, "mark": translations_fingerprint(draft, AR)}
    answer = desk.post(address(draft), data=data)
    assert answer.status_code == 400
    assert "Dit is te lang. Er passen 120 tekens." in html.unescape(answer.text)
    assert "ا" * 200 in answer.text


def test_an_expired_page_keeps_what_was_typed(desk: Visitor, draft: Consultation) -> None:
    first = parts_of(draft, AR)[0]
    answer = desk.post(address(draft), data={first.name: "نص", "mark": "x"}, token=False)
    assert answer.status_code == 400
    assert "De pagina stond te lang open." in answer.text
    assert "نص" in answer.text


def test_only_who_writes_translates_and_only_our_languages(
    client: Visitor, sign_in: SignIn, draft: Consultation, town: Municipality
) -> None:
    reader = UserFactory(municipality=town, role=Role.COUNCIL_MEMBER)
    sign_in(client, reader, town)
    assert client.get(address(draft)).status_code == 403
    sign_in(client, officer_of(town), town)
    assert client.get(address(draft, "/fr")).status_code == 404
    assert client.get(address(draft, "/nl")).status_code == 404
