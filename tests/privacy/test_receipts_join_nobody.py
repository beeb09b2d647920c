"""Three words join words to answers and never a person: not by a back-up, an order, a transaction, or who asked."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from panel.answering.models import Participation, Receipt, SealedSubmission
from panel.answering.participant import invited_participant
from panel.answering.receipt import lasting_hashes, words_of
from panel.answering.service import seal, start
from panel.consultations.models import Consultation, EvidenceKind, Round
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory, KeyMissingError, Pepper
from panel.invitations.models import Invitation
from panel.invitations.service import create_invitations
from panel.results.models import Submission, SubmissionReceipt
from tests.privacy.crowd import Crowd, close
from tests.support.scene import open_class_consultation, the_round

pytestmark = pytest.mark.fresh_database

PEOPLE = 20
ASKER = 7


class Askers(Crowd):
    """Twenty people with a letter, of whom one asks for words; the attacker keeps the list of codes."""

    codes: list[str]


@pytest.fixture
def askers(database: Database, keys: KeyDirectory, pepper: Pepper, session: Session) -> Askers:
    made = open_class_consultation(session, keys, evidence_kind=EvidenceKind.SAMPLE, code="bus-in-de-wijk")
    round_ = the_round(made)
    found = Askers(made, round_.id)
    found.codes = create_invitations(session, round_, PEOPLE, pepper)
    ids = {one.code_hash: one.id for one in session.scalars(select(Invitation))}
    found.invitations = [ids[pepper.digest("personal-code", code)] for code in found.codes]
    bound = pepper.bound_to(keys.draft_secret(round_.key_name))
    session.commit()
    session.expunge_all()
    for number, (code, person_id) in enumerate(zip(found.codes, found.invitations, strict=True)):
        person = invited_participant(found.round_id, person_id, code, pepper)
        with database.transaction() as own:
            held = own.get_one(Round, found.round_id)
            start(own, person, held, made, pepper=bound, now=now(), seat_minutes=120)
        with database.transaction() as own:
            held, asked = own.get_one(Round, found.round_id), pepper if number == ASKER else None
            seal(own, person, held, made, pepper=bound, now=now(), receipt=asked)
    return found


def test_every_box_has_a_row_and_none_says_who_asked(database: Database, askers: Askers) -> None:
    with database.session(reading=True) as session:
        rows = list(session.scalars(select(Receipt)))
        assert {row.sealed_key for row in rows} == set(session.scalars(select(SealedSubmission.key)))
    assert len({(len(row.receipt_hash), len(row.lasting), len(row.media)) for row in rows}) == 1


def test_no_foreign_key_leads_from_a_receipt_to_a_person(database: Database) -> None:
    inspector = inspect(database.engine)
    for table, leads_to in (("receipt", {"sealed_submission"}), ("submission_receipt", {"submission"})):
        assert {key["referred_table"] for key in inspector.get_foreign_keys(table)} == leads_to


def test_an_old_back_up_and_the_rows_after_closing_share_no_value(
    database: Database, keys: KeyDirectory, askers: Askers
) -> None:
    with database.session(reading=True) as session:
        stolen = [
            (row.receipt_hash, row.sealed_key, row.lasting, row.media) for row in session.scalars(select(Receipt))
        ]
        assert len(list(session.scalars(select(Participation)))) == PEOPLE
    close(database, keys, askers)
    with database.session(reading=True) as session:
        after = [(row.receipt_hash, row.submission_key) for row in session.scalars(select(SubmissionReceipt))]
        assert list(session.scalars(select(Receipt))) == []
    assert len(after) == PEOPLE
    old = b"".join(value for row in stolen for value in row)
    assert not [value for row in after for value in row if value in old]


def test_the_list_of_codes_with_pepper_and_database_makes_no_words_after_closing(
    database: Database, keys: KeyDirectory, pepper: Pepper, askers: Askers
) -> None:
    key_name = askers.consultation.rounds[0].key_name
    bound = pepper.bound_to(keys.draft_secret(key_name))
    consultation_id = askers.consultation.id

    def finds(with_pepper: Pepper) -> list[int]:
        people = zip(askers.codes, askers.invitations, strict=True)
        with database.session(reading=True) as session:
            known = set(session.scalars(select(SubmissionReceipt.receipt_hash)))
        makes = [words_of(invited_participant(askers.round_id, one, code, pepper), with_pepper) for code, one in people]
        return [at for at, words in enumerate(makes) if known & set(lasting_hashes(consultation_id, words, pepper))]

    close(database, keys, askers)
    # The control: with the secret that was destroyed the attack would have found the one who asked.
    assert finds(bound) == [ASKER]
    assert finds(pepper) == []
    with pytest.raises(KeyMissingError):
        keys.draft_secret(key_name)


def test_after_closing_neither_order_nor_transaction_joins_a_receipt_to_a_person(
    database: Database, keys: KeyDirectory, askers: Askers
) -> None:
    close(database, keys, askers)
    with database.session(reading=True) as session:
        rows = session.execute(select(SubmissionReceipt.receipt_hash, SubmissionReceipt.submission_key)).all()
        assert {key for _, key in rows} == set(session.scalars(select(Submission.key)))
        assert session.get_one(Consultation, askers.consultation.id).closed_at is not None
    if database.is_sqlite:
        with database.engine.connect() as connection:
            sql = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'submission_receipt'")).scalar()
        assert str(sql).rstrip().endswith("WITHOUT ROWID")
        return
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(DISTINCT xmin::text) FROM submission_receipt")).scalar() == 1
        joined = text(
            "SELECT count(*) FROM invitation JOIN submission_receipt"
            " ON abs(invitation.xmin::text::bigint - submission_receipt.xmin::text::bigint) <= 1"
        )
        assert connection.execute(joined).scalar() == 0
