"""A question that touches someone's private life is found, and a harmless one is left alone."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from panel.audit.models import AuditEvent
from panel.consultations.models import Consultation, PrivacyGround, Question, QuestionKind, State
from panel.consultations.private_words import Private, Risk, private_findings, risks, settled
from panel.consultations.service import MonthsError, ShutError, StaleEditionError, change_privacy

FOUND = [
    ("Ben je vaak ziek?", Private.HEALTH),
    ("Heb je een lichamelijke beperking?", Private.HEALTH),
    ("Welk geloof heb je?", Private.FAITH),
    ("Ga je naar de moskee?", Private.FAITH),
    ("Wat is uw afkomst?", Private.ORIGIN),
    ("Waar ben je geboren?", Private.ORIGIN),
    ("Op welke partij stem je?", Private.POLITICS),
    ("Wat is je politieke voorkeur?", Private.POLITICS),
    ("Ben je homo of hetero?", Private.SEXUALITY),
    ("Heb je een strafblad?", Private.CRIME),
    ("Bent u lid van een vakbond?", Private.UNION),
    ("Heb je schulden?", Private.MONEY),
    ("Wat is je naam?", Private.NAME),
    ("Hoe heet je?", Private.NAME),
    ("Wat is uw postcode?", Private.ADDRESS),
    ("Wat is je adres?", Private.ADDRESS),
    ("Wat is je telefoonnummer?", Private.PHONE),
    ("Wat is uw e-mailadres?", Private.EMAIL),
    ("Wat is uw BSN?", Private.CITIZEN_NUMBER),
    ("Wat is je geboortedatum?", Private.BIRTH_DATE),
]
HARMLESS = [
    "Hoe vaak sport jij in jouw buurt?",
    "Welke naam krijgt het nieuwe plein?",
    "Er moet een helling voor rolstoelen komen.",
    "Gebruik je een telefoon in de bus?",
    "Is de brug klaar voor de fiets?",
    "Vind je de weg naar school veilig?",
    "Hoe schoon is uw straat?",
    "Welke partij stenen past bij het plein?",
    "Groeit er gras?",
]


def _asking(text: str) -> Consultation:
    asked = Question(id=7, key="q", kind=QuestionKind.OPEN_TEXT, text=text, position=1, settings={}, options=[])
    return Consultation(questions=[asked], breakdowns=[], rounds=[])


@pytest.mark.parametrize(("text", "what"), FOUND)
def test_what_touches_private_life_is_found(text: str, what: Private) -> None:
    (finding,) = private_findings(_asking(text))
    assert what in finding.found
    assert finding.quotes
    assert all(quote in text.lower() for quote in finding.quotes)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_question_is_left_alone(text: str) -> None:
    assert private_findings(_asking(text)) == []


def test_answers_hints_and_backgrounds_are_read_too(draft: Consultation) -> None:
    draft.questions[0].options[0].text = "Ik ben ziek"
    draft.questions[1].hint = "Noem ook je geloof."
    draft.breakdowns[0].classes[0].text = "Moslim"
    found = private_findings(draft)
    assert [one.is_breakdown for one in found] == [False, False, True]
    assert found[2].part == f"breakdown:{draft.breakdowns[0].key}"


def _change(session: Session, draft: Consultation, **about: object) -> None:
    usual = {
        "edition": draft.edition, "ground": PrivacyGround.CONSENT, "dpia_reference": " D-12 ", "retention_months": 6,
        "reasons": {}, "by": draft.created_by_id,
    }  # fmt: skip
    change_privacy(session, draft, **(usual | about))


def test_a_reason_settles_what_was_found_and_goes_into_the_log(session: Session, draft: Consultation) -> None:
    draft.questions[1].text = "Ben je vaak ziek?"
    part = private_findings(draft)[0].part
    _change(session, draft, reasons={part: "De wijk krijgt een huisarts.", "question:weg": "x"})
    assert settled(draft, private_findings(draft)[0])
    assert (draft.privacy_ground, draft.dpia_reference, draft.retention_months) == (PrivacyGround.CONSENT, "D-12", 6)
    assert list(draft.privacy_reasons) == [part]
    (event,) = session.query(AuditEvent).filter_by(action="PRIVATE_KEPT").all()
    assert event.reason == f"{part}: De wijk krijgt een huisarts."
    _change(session, draft, reasons={part: "De wijk krijgt een huisarts."})
    assert session.query(AuditEvent).filter_by(action="PRIVATE_KEPT").count() == 1


def test_what_is_found_later_needs_a_reason_of_its_own(session: Session, draft: Consultation) -> None:
    draft.questions[1].text = "Ben je vaak ziek?"
    part = private_findings(draft)[0].part
    _change(session, draft, reasons={part: "De wijk krijgt een huisarts."})
    draft.questions[1].text = "Ben je vaak ziek, en wat is je geloof?"
    assert not settled(draft, private_findings(draft)[0])


def test_a_stale_edition_another_state_and_odd_months_are_refused(session: Session, draft: Consultation) -> None:
    with pytest.raises(StaleEditionError):
        _change(session, draft, edition=draft.edition - 1)
    for months in (0, 121, -3):
        with pytest.raises(MonthsError):
            _change(session, draft, retention_months=months)
    draft.state = State.IN_REVIEW
    session.flush()
    with pytest.raises(ShutError):
        _change(session, draft)


def test_an_assessment_is_hinted_at_for_minors_voices_and_what_is_special(draft: Consultation) -> None:
    assert risks(draft) == []
    draft.breakdowns[0].classes[0].text = "12 of 13 jaar"
    draft.questions[1].settings = {"voice": True}
    draft.questions[0].text = "Ben je vaak ziek?"
    assert risks(draft) == [Risk.SPECIAL, Risk.MINORS, Risk.VOICE_OR_PHOTO]
    draft.breakdowns[0].classes[0].text = "65 jaar of ouder"
    draft.target_groups = "Jongeren in de wijk"
    assert Risk.MINORS in risks(draft)
