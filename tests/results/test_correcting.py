"""What a machine sent many times goes out only when two people say so, and the new figures give nobody away."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from panel.answering.answers import Given
from panel.answering.service import seal_given
from panel.consultations.models import EvidenceKind
from panel.consultations.service import ChangeError, StaleEditionError
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.municipalities.models import Municipality
from panel.results import correcting
from panel.results.correcting import copies_in, corrections_of, decide_correction, make_approved, propose_correction
from panel.results.models import Correction, CorrectionState, Submission
from panel.results.queries import latest_outcome, outcomes_so_far
from panel.stats.attack import weaknesses
from panel.stats.published import Published
from panel.stats.relations import Earlier, Relation
from tests.results.counted import Counted
from tests.support.scene import open_class_consultation, some_answers, the_round
from tests.support.visitor import Visitor, sign_in

SPAM = "Koop nu goedkope fietsen"
WHY = "Een machine stuurde 15 keer hetzelfde."


class Flooded(Counted):
    """A counted open question to which 60 people answered and a machine 15 times the same."""

    def __init__(self, session: Session, database: Database, keys: KeyDirectory, copies: int = 15) -> None:
        made = open_class_consultation(
            session, keys, evidence_kind=EvidenceKind.OPEN, code="het-plein", with_breakdown=True
        )
        for number in range(60):
            told = some_answers(number).with_background("age", ("12-13", "14-15", "16")[number % 3])
            seal_given(session, the_round(made), made, told)
        for _ in range(copies):
            told = some_answers(1).with_given("tip", Given("ANSWERED", SPAM)).with_background("age", "12-13")
            seal_given(session, the_round(made), made, told)
        super().__init__(session, database, keys, made)

    def propose(self) -> Correction:
        return self.propose_for(WHY)

    def rows(self) -> int:
        with self.database.session(reading=True) as reading:
            return reading.scalar(select(func.count()).select_from(Submission)) or 0


@pytest.fixture
def flooded(session: Session, database: Database, keys: KeyDirectory) -> Flooded:
    return Flooded(session, database, keys)


def test_two_people_take_out_what_a_machine_sent(flooded: Flooded) -> None:
    flooded.approve(flooded.propose())
    assert make_approved(flooded.database) == 1
    assert make_approved(flooded.database) == 0
    assert flooded.rows() == 60
    with flooded.database.session(reading=True) as reading:
        first, second = outcomes_so_far(reading, flooded.id)
        assert (first.version, second.version) == (1, 2)
        assert (first.content["size"], second.content["size"]) == (75, 60)
        assert second.method["correction"] == {"reason": WHY, "before": 1}
        assert corrections_of(reading, flooded.id)[0].state is CorrectionState.MADE


@pytest.mark.sqlite
def test_the_two_versions_together_give_nobody_away(flooded: Flooded) -> None:
    flooded.approve(flooded.propose())
    make_approved(flooded.database)
    with flooded.database.session(reading=True) as reading:
        first, second = (Published.from_dict(one.content) for one in outcomes_so_far(reading, flooded.id))
    earlier = [Earlier(first, Relation.BEFORE, exact_size=75)]
    assert second.shown
    assert weaknesses(second, earlier, exact_size=60) == ()


@pytest.mark.sqlite
def test_a_text_in_fewer_than_ten_records_cannot_be_pointed_at(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    assert copies_in(session, Flooded(session, database, keys, copies=9).consultation) == []


@pytest.mark.sqlite
def test_nobody_approves_a_proposal_of_their_own(flooded: Flooded, session: Session) -> None:
    made = flooded.propose()
    with pytest.raises(ChangeError, match="OWN"):
        decide_correction(
            session, flooded.consultation, made, approve=True, by=flooded.officer.id,
            edition=flooded.consultation.edition,
        )  # fmt: skip
    session.rollback()
    held = session.get_one(Correction, made.id)
    held.state, held.decided_by_id = CorrectionState.APPROVED, flooded.officer.id
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


@pytest.mark.sqlite
def test_without_approval_nothing_changes(flooded: Flooded) -> None:
    made = flooded.propose()
    assert make_approved(flooded.database) == 0
    decide_correction(
        flooded.session, flooded.consultation, made, approve=False, by=flooded.colleague.id,
        edition=flooded.consultation.edition,
    )  # fmt: skip
    flooded.session.commit()
    assert make_approved(flooded.database) == 0
    assert flooded.rows() == 75


@pytest.mark.sqlite
def test_a_stale_page_and_a_missing_reason_change_nothing(flooded: Flooded, session: Session) -> None:
    (only,) = copies_in(session, flooded.consultation)
    with pytest.raises(StaleEditionError):
        propose_correction(session, flooded.consultation, mark=only.mark, reason=WHY, by=flooded.officer.id, edition=0)
    session.rollback()
    edition = flooded.consultation.edition
    with pytest.raises(ChangeError, match="NO_REASON"):
        propose_correction(
            session, flooded.consultation, mark=only.mark, reason=" ", by=flooded.officer.id, edition=edition
        )
    session.rollback()
    assert corrections_of(session, flooded.id) == []


@pytest.mark.sqlite
def test_a_correction_that_is_killed_half_way_is_made_by_the_next_run(
    flooded: Flooded, monkeypatch: pytest.MonkeyPatch
) -> None:
    flooded.approve(flooded.propose())
    original = correcting.freeze_corrected

    def killed(*_args: object, **_more: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(correcting, "freeze_corrected", killed)
    with pytest.raises(RuntimeError, match="killed"):
        make_approved(flooded.database)
    assert flooded.rows() == 75
    monkeypatch.setattr(correcting, "freeze_corrected", original)
    assert make_approved(flooded.database) == 1
    assert flooded.rows() == 60


def test_an_officer_proposes_a_privacy_officer_approves_and_the_public_reads_why(
    client: Visitor, flooded: Flooded, session: Session
) -> None:
    place = session.get_one(Municipality, flooded.municipality_id)
    address = f"/werkplek/raadplegingen/{flooded.id}/misbruik"
    sign_in(client, flooded.officer, place)
    page = client.get(address).text
    assert SPAM in page
    assert "ongeveer 15 antwoorden" in page
    (only,) = copies_in(session, flooded.consultation)
    send = {"mark": only.mark, "edition": str(flooded.consultation.edition)}
    assert client.post(address, data=send | {"reason": ""}).status_code == 400
    assert client.post(address, data=send | {"reason": WHY}).status_code == 303
    proposed = client.get(address).text
    assert "Je voorstel staat klaar." in proposed
    assert "Keur goed" not in proposed
    client.post("/uitloggen")
    sign_in(client, flooded.colleague, place)
    to_decide = client.get(address).text
    assert "Keur goed" in to_decide
    # Who decides reads which text it is about.
    assert SPAM in to_decide
    (made,) = corrections_of(session, flooded.id)
    decided = {"do": "APPROVE", "edition": str(flooded.consultation.edition)}
    assert client.post(f"{address}/{made.id}", data=decided).status_code == 303
    outcome = latest_outcome(session, flooded.id)
    assert outcome is not None
    assert outcome.version == 2
    assert WHY in client.get("/uitslag/het-plein").text
    assert f"Dit is versie 2. {WHY}" in client.get(address.replace("misbruik", "verslag")).text
    afterwards = client.get(address).text
    assert "Lees de nieuwe versie van de uitslag" in afterwards
    assert SPAM not in afterwards
