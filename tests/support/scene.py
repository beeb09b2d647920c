"""A class that is asked six questions, one of each kind: made through the same services as at the desk."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.answering.answers import Answers, Given
from panel.consultations.models import Consultation, EvidenceKind, QuestionKind, Round
from panel.consultations.queries import consultation_by_id
from panel.consultations.service import (
    ClassText,
    OptionText,
    add_breakdown,
    add_question,
    create_consultation,
    create_policy_question,
    publish_consultation,
)
from panel.core.clock import today
from panel.core.keys import KeyDirectory
from panel.invitations.service import add_group
from panel.municipalities.models import Municipality
from tests.factories import MunicipalityFactory, UserFactory
from tests.support.ready import make_ready

GROUP_CODE = "482913"


def write_class_consultation(
    session: Session,
    *,
    municipality: Municipality | None = None,
    officer: User | None = None,
    evidence_kind: EvidenceKind = EvidenceKind.GROUP,
    code: str = "sporten-in-de-buurt",
    with_breakdown: bool = False,
) -> Consultation:
    """Write a draft consultation on sports with a question of every kind."""
    municipality = municipality or MunicipalityFactory()
    officer = officer or UserFactory(municipality_id=municipality.id)
    asked = create_policy_question(
        session,
        municipality_id=municipality.id,
        created_by_id=officer.id,
        title="Hoe kunnen jongeren meer sporten?",
        explanation="De gemeente maakt een nieuw plan voor sport.",
        influence="Jij geeft advies. De gemeente beslist.",
        owner_name="Noor Bos",
        owner_function="wethouder sport",
        reply_due_on=today() + dt.timedelta(days=120),
    )
    made = create_consultation(
        session,
        asked,
        created_by_id=officer.id,
        evidence_kind=evidence_kind,
        topic="sporten in je buurt",
        code=code,
    )
    _ask(session, made)
    if with_breakdown:
        classes = [ClassText("12 of 13 jaar", "12-13"), ClassText("14 of 15 jaar", "14-15"), ClassText("Ouder", "16")]
        add_breakdown(session, made, label="Leeftijd", text="Hoe oud ben je?", classes=classes, key="age")
    make_ready(made)
    session.flush()
    return made


def _ask(session: Session, made: Consultation) -> None:
    add_question(
        session,
        made,
        kind=QuestionKind.CHOOSE_ONE,
        key="how-often",
        text="Hoe vaak sport jij in jouw buurt?",
        easy_text="Sport je vaak buiten?",
        options=[
            OptionText("Elke week", pictogram="often", key="weekly"),
            OptionText("Soms", pictogram="sometimes", key="sometimes"),
            OptionText("Nooit", pictogram="never", key="never"),
        ],
    )
    add_question(
        session,
        made,
        kind=QuestionKind.CHOOSE_SEVERAL,
        key="wishes",
        text="Wat wil jij in jouw buurt?",
        options=[
            OptionText("Een veld", pictogram="ball", key="field"),
            OptionText("Een zwembad", pictogram="swim", key="pool"),
            OptionText("Lampen", pictogram="light", key="lamps"),
        ],
    )
    add_question(
        session,
        made,
        kind=QuestionKind.SCALE,
        key="pleasant",
        text="Hoe fijn vind je jouw buurt?",
        options=[
            OptionText("Fijn", pictogram="happy", key="good"),
            OptionText("Gaat wel", pictogram="neutral", key="so-so"),
            OptionText("Niet fijn", pictogram="sad", key="bad"),
        ],
    )
    add_question(session, made, kind=QuestionKind.STATEMENT, key="safe", text="Het is hier veilig in de avond.")
    add_question(
        session,
        made,
        kind=QuestionKind.NUMBER,
        key="times",
        text="Hoeveel keer per week sport jij?",
        settings={"least": 0, "most": 14, "limits": [1, 3, 5], "unit": "keer per week"},
    )
    add_question(session, made, kind=QuestionKind.OPEN_TEXT, key="tip", text="Wat moet de gemeente doen?")


def open_class_consultation(
    session: Session,
    keys: KeyDirectory,
    *,
    seats: int | None = 14,
    group_code: str | None = GROUP_CODE,
    evidence_kind: EvidenceKind = EvidenceKind.GROUP,
    municipality: Municipality | None = None,
    officer: User | None = None,
    code: str = "sporten-in-de-buurt",
    with_breakdown: bool = False,
) -> Consultation:
    """Write, publish and open the class consultation; return it whole. The caller commits."""
    made = write_class_consultation(
        session,
        municipality=municipality,
        officer=officer,
        evidence_kind=evidence_kind,
        code=code,
        with_breakdown=with_breakdown,
    )
    if evidence_kind is EvidenceKind.GROUP:
        add_group(session, made, name="Klas 3B", seats=seats, keys=keys, code=group_code)
    publish_consultation(session, made, by=None, keys=keys, skip_second_eyes=True)
    session.flush()
    session.refresh(made)
    found = consultation_by_id(session, made.municipality_id, made.id)
    assert found is not None
    return found


def the_round(consultation: Consultation) -> Round:
    """Return the one round of a consultation."""
    (only,) = consultation.rounds
    return only


def some_answers(number: int = 0) -> Answers:
    """Return one person's answers to the class consultation; another number gives another person."""
    return Answers(
        {
            "how-often": Given("ANSWERED", ("weekly", "sometimes", "never")[number % 3]),
            "wishes": Given("ANSWERED", [["field"], ["field", "lamps"], ["pool"]][number % 3]),
            "pleasant": Given("ANSWERED", ("good", "so-so")[number % 2]),
            "safe": Given("ANSWERED", "AGREE") if number % 4 else Given("DONT_KNOW"),
            "times": Given("ANSWERED", number % 9),
            "tip": Given("ANSWERED", f"Meer lampen in straat {number}") if number % 5 else Given("SKIPPED"),
        }
    )
