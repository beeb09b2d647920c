"""Explained words at the desk: adding, changing, taking away, colleagues told of each other, and shut after opening."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, GlossaryTerm, State
from panel.consultations.service import (
    KeyTakenError,
    ShutError,
    StaleEditionError,
    TextError,
    add_term,
    change_term,
    remove_question,
    remove_term,
    term_fingerprint,
)
from tests.support.visitor import Visitor

BON = "Een bon waarmee je kunt betalen."


def words_of(session: Session, draft: Consultation) -> list[tuple[str, int | None]]:
    session.expire_all()
    return [(one.word, one.question_id) for one in draft.glossary]


def test_a_word_is_explained_for_all_questions_or_for_one(session: Session, draft: Consultation) -> None:
    question = draft.questions[1].id
    add_term(session, draft, word="voucher", explanation=BON)
    add_term(session, draft, word="Voucher", explanation="Hier iets anders.", question_id=question)
    assert sorted(words_of(session, draft)) == [("Voucher", question), ("voucher", None)]
    with pytest.raises(KeyTakenError):
        add_term(session, draft, word="VOUCHER", explanation=BON)
    with pytest.raises(ValueError, match="another consultation"):
        add_term(session, draft, word="nieuw", explanation=BON, question_id=question + 1000)
    for word, explanation in (("", BON), ("nieuw", "  "), ("x" * 81, BON)):
        with pytest.raises(TextError):
            add_term(session, draft, word=word, explanation=explanation)


def test_changing_a_word_never_overwrites_a_colleague(session: Session, draft: Consultation) -> None:
    term = add_term(session, draft, word="voucher", explanation=BON)
    edition, mark = draft.edition, term_fingerprint(term)
    change_term(session, draft, term, mark=mark, word="bon", explanation=BON, question_id=draft.questions[0].id)
    assert words_of(session, draft) == [("bon", draft.questions[0].id)]
    assert draft.edition == edition + 1
    with pytest.raises(StaleEditionError):
        change_term(session, draft, term, mark=mark, word="kaart", explanation=BON)
    other = add_term(session, draft, word="kaart", explanation=BON, question_id=draft.questions[0].id)
    with pytest.raises(KeyTakenError):
        change_term(
            session,
            draft,
            other,
            mark=term_fingerprint(other),
            word="Bon",
            explanation=BON,
            question_id=term.question_id,
        )


def test_a_question_takes_its_own_words_with_it(session: Session, draft: Consultation) -> None:
    add_term(session, draft, word="voucher", explanation=BON)
    add_term(session, draft, word="bon", explanation=BON, question_id=draft.questions[0].id)
    session.commit()
    remove_question(session, draft, draft.questions[0])
    session.commit()
    assert words_of(session, draft) == [("voucher", None)]


def test_after_opening_no_word_changes(session: Session, draft: Consultation) -> None:
    term = add_term(session, draft, word="voucher", explanation=BON)
    draft.state = State.IN_REVIEW
    session.commit()
    with pytest.raises(ShutError):
        add_term(session, draft, word="bon", explanation=BON)
    with pytest.raises(ShutError):
        change_term(session, draft, term, mark=term_fingerprint(term), word="bon", explanation=BON)
    with pytest.raises(ShutError):
        remove_term(session, draft, term)


def test_an_officer_adds_changes_and_removes_a_word(desk: Visitor, session: Session, draft: Consultation) -> None:
    page = f"/werkplek/raadplegingen/{draft.id}"
    question = draft.questions[0].id
    checked = desk.post(
        f"{page}/woorden/nieuw",
        data={"word": "voucher", "explanation": "Men dient een voucher te overleggen.", "action": "check"},
    )
    assert 'class="mp-advice__one' in checked.text
    assert words_of(session, draft) == []
    back = desk.post(f"{page}/woorden/nieuw", data={"word": " voucher ", "explanation": BON, "question": question})
    assert back.location.endswith(f"{page}/stap/vragen")
    shown = desk.get(f"{page}/stap/vragen").text
    assert "Alleen bij vraag 1." in shown
    assert BON in shown
    term = session.query(GlossaryTerm).one()
    form = desk.get(f"{page}/woorden/{term.id}").text
    mark = form.split('name="mark" type="hidden" value="')[1].split('"')[0]
    desk.post(f"{page}/woorden/{term.id}", data={"word": "bon", "explanation": BON, "question": "", "mark": mark})
    assert words_of(session, draft) == [("bon", None)]
    late = desk.post(f"{page}/woorden/{term.id}", data={"word": "kaart", "explanation": BON, "mark": mark})
    assert late.status_code == 409
    assert "Een collega bewaarde dit net voor jou" in late.text
    assert "kaart" in late.text
    assert "Dit woord weghalen?" in desk.get(f"{page}/woorden/{term.id}/weg").text
    desk.post(f"{page}/woorden/{term.id}/weg")
    assert words_of(session, draft) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"word": "", "explanation": BON}, "Schrijf het woord op."),
        ({"word": "bon", "explanation": ""}, "Schrijf op wat het woord betekent."),
        ({"word": "bon", "explanation": "x" * 301}, "Dit is te lang."),
        ({"word": "voucher", "explanation": "Zo is het al."}, "Dit woord heeft daar al uitleg."),
    ],
)
def test_what_is_wrong_is_told_and_stays(
    desk: Visitor, session: Session, draft: Consultation, typed: dict[str, str], sentence: str
) -> None:
    add_term(session, draft, word="voucher", explanation=BON)
    session.commit()
    page = desk.post(f"/werkplek/raadplegingen/{draft.id}/woorden/nieuw", data=typed)
    assert page.status_code == 400
    assert sentence in page.text
    assert all(value in page.text for value in typed.values())
    assert len(words_of(session, draft)) == 1
