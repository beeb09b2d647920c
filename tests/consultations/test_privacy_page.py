"""The privacy step at the desk: nothing typed is lost, nobody is overwritten, and people read what was promised."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, PrivacyGround, State
from panel.consultations.service import change_privacy
from panel.core.access import Role
from tests.consultations.making import officer_of, ready_consultation
from tests.factories import MunicipalityFactory, UserFactory
from tests.support.visitor import Visitor

SignIn = Callable[..., Visitor]


@pytest.fixture
def draft(session: Session, officer: User) -> Consultation:
    made = ready_consultation(session, officer)
    made.privacy_ground = made.retention_months = None
    made.questions[1].text = "Ben je vaak ziek?"
    session.commit()
    return made


def page_of(draft: Consultation) -> str:
    return f"/werkplek/raadplegingen/{draft.id}/privacy"


def typed(draft: Consultation, **about: str) -> dict[str, str]:
    part = f"question:{draft.questions[1].key}"
    usual = {"ground": "PUBLIC_TASK", "retention_months": "12", "dpia_reference": "", "edition": str(draft.edition)}
    return usual | {"reasons-0-part": part, "reasons-0-reason": "Er komt een huisarts."} | about


def test_the_page_points_at_the_question_and_proposes_a_year(desk: Visitor, draft: Consultation) -> None:
    page = desk.get(page_of(draft)).text
    assert "Dit gaat over gezondheid (‘ziek’)." in page
    assert f"/vragen/{draft.questions[1].id}" in page
    assert 'value="12"' in page
    assert "Waarschijnlijk is een DPIA nodig" in page
    assert "Artikel 6, lid 1, onder e van de AVG." in page


def test_the_choices_are_kept_and_open_the_gate(desk: Visitor, session: Session, draft: Consultation) -> None:
    publishing = f"/werkplek/raadplegingen/{draft.id}/publiceren"
    before = desk.get(publishing).text
    assert "Kies op welke grond je antwoorden vraagt." in before
    assert "Vraag 2: dit raakt iemands privéleven." in before
    assert desk.post(page_of(draft), data=typed(draft)).status_code == 303
    kept = session.get_one(Consultation, draft.id)
    assert (kept.privacy_ground, kept.retention_months) == (PrivacyGround.PUBLIC_TASK, 12)
    after = desk.get(publishing).text
    assert "Een taak van de gemeente · 12 maanden" in after
    assert "raakt iemands privéleven" not in after


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("retention_months", "0", "Kies 1 tot en met 120 maanden."),
        ("retention_months", "121", "Kies 1 tot en met 120 maanden."),
        ("retention_months", "een jaar", "Vul een heel getal in."),
        ("ground", "BECAUSE", "Kies een van de twee."),
        ("dpia_reference", "x" * 121, "Er passen 120 tekens."),
        ("reasons-0-reason", "x" * 601, "Er passen 600 tekens."),
    ],
)
def test_a_mistake_brings_the_page_back_with_everything(
    desk: Visitor, session: Session, draft: Consultation, field: str, value: str, sentence: str
) -> None:
    answer = desk.post(page_of(draft), data=typed(draft, **{field: value}))
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Er komt een huisarts." in answer.text or field == "reasons-0-reason"
    assert session.get_one(Consultation, draft.id).privacy_ground is None


def test_an_expired_token_keeps_what_was_typed(desk: Visitor, draft: Consultation) -> None:
    answer = desk.post(page_of(draft), data=typed(draft, csrf_token="old"), token=False)
    assert answer.status_code == 400
    assert "De pagina stond te lang open." in answer.text
    assert "Er komt een huisarts." in answer.text


def test_the_second_officer_sees_both_and_overwrites_nothing(
    desk: Visitor, session: Session, draft: Consultation
) -> None:
    old = typed(draft)
    change_privacy(
        session, draft, edition=draft.edition, ground=PrivacyGround.CONSENT, dpia_reference="D-1", retention_months=3,
        reasons={old["reasons-0-part"]: "Van mijn collega"}, by=draft.created_by_id,
    )  # fmt: skip
    answer = desk.post(page_of(draft), data=old)
    assert answer.status_code == 409
    for text in ("Toestemming", "Van mijn collega", "Er komt een huisarts.", "D-1"):
        assert text in answer.text
    assert session.get_one(Consultation, draft.id).privacy_ground is PrivacyGround.CONSENT


def test_a_change_elsewhere_is_not_in_the_way(desk: Visitor, session: Session, draft: Consultation) -> None:
    old = typed(draft, ground="", retention_months="", **{"reasons-0-reason": ""})
    draft.edition += 1
    session.commit()
    assert desk.post(page_of(draft), data=old).status_code == 303


def test_only_a_draft_changes_and_a_stranger_finds_nothing(
    desk: Visitor, session: Session, draft: Consultation, sign_in: SignIn
) -> None:
    draft.state = State.IN_REVIEW
    session.commit()
    refused = desk.post(page_of(draft), data=typed(draft))
    assert refused.status_code == 409
    assert "Er komt een huisarts." in refused.text
    elsewhere = ready_consultation(session, officer_of(MunicipalityFactory()))
    assert desk.get(page_of(elsewhere)).status_code == 404


def test_who_only_approves_reads_it_with_the_reason(
    client: Visitor, session: Session, draft: Consultation, officer: User, sign_in: SignIn
) -> None:
    change_privacy(
        session, draft, edition=draft.edition, ground=PrivacyGround.CONSENT, dpia_reference="", retention_months=3,
        reasons={f"question:{draft.questions[1].key}": "Er komt een huisarts."}, by=draft.created_by_id,
    )  # fmt: skip
    draft.state = State.IN_REVIEW
    reader = UserFactory(municipality_id=officer.municipality_id, role=Role.PRIVACY_OFFICER, municipality=None)
    session.commit()
    sign_in(client, reader)
    page = client.get(f"/werkplek/raadplegingen/{draft.id}/publiceren").text
    assert "Er komt een huisarts." in page
    assert "Toestemming" in page
    assert client.get(page_of(draft)).status_code == 403


@pytest.mark.parametrize(
    ("ground", "sentence"),
    [(PrivacyGround.PUBLIC_TASK, "Daarom mag de gemeente dit vragen."), (PrivacyGround.CONSENT, "Jij kiest zelf")],
)
def test_people_read_on_what_ground_and_how_long(
    client: Visitor, session: Session, draft: Consultation, ground: PrivacyGround, sentence: str
) -> None:
    draft.privacy_ground, draft.retention_months = ground, 6
    draft.questions[1].text = "Wat kan beter?"
    session.commit()
    address = f"/privacy?vraag={draft.code}"
    assert "6 maanden" not in client.get(address).text
    due = draft.policy_question.reply_due_on
    draft.opens_at, draft.promised_by, draft.promised_on = draft.created_at, "S. Bos", due
    draft.state, draft.second_eyes_skipped = State.OPEN, True
    session.commit()
    page = client.get(address).text
    assert sentence in page
    assert "Wij bewaren je antwoord nog 6 maanden na het sluiten." in page
    assert client.get("/privacy?vraag=niets").status_code == 200
