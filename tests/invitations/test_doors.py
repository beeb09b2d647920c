"""Codes: found however they are typed, given out once, and stored so that nobody can read a personal one back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, RoundState, State
from panel.consultations.service import publish_consultation
from panel.core.clock import now
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.models import Invitation
from panel.invitations.queries import DoorKind, find_door, groups_of, invitation_count
from panel.invitations.service import InvitationError, add_group, change_hours, change_seats, create_invitations
from panel.municipalities.models import Municipality
from tests.consultations.making import officer_of, ready_consultation
from tests.factories import MunicipalityFactory
from tests.support.visitor import Visitor


def _open(session: Session, keys: KeyDirectory, kind: EvidenceKind) -> Consultation:
    made = ready_consultation(session, officer_of(MunicipalityFactory()), kind)
    if kind is EvidenceKind.GROUP:
        add_group(session, made, name="Klas 3b", seats=14, keys=keys, code="482913")
    publish_consultation(session, made, by=None, keys=keys, skip_second_eyes=True)
    session.commit()
    return made


@pytest.mark.parametrize("typed", ["482913", "482 913", " 482-913 ", "4 8 2 9 1 3", "482.913", "４８２９１３"])
def test_a_group_code_is_found_however_it_is_typed(
    session: Session, keys: KeyDirectory, pepper: Pepper, typed: str
) -> None:
    made = _open(session, keys, EvidenceKind.GROUP)
    door = find_door(session, typed, pepper)
    assert door is not None
    assert (door.kind, door.consultation.id, door.round.name) == (DoorKind.GROUP, made.id, "Klas 3b")


@pytest.mark.parametrize("typed", ["", "482914", "4829", "niets", "482913482913", "welkom", "\x00", "٤٨٢٩١٤"])
def test_a_code_that_nobody_gave_out_opens_nothing(
    session: Session, keys: KeyDirectory, pepper: Pepper, typed: str
) -> None:
    _open(session, keys, EvidenceKind.GROUP)
    assert find_door(session, typed, pepper) is None


def test_a_personal_code_is_found_in_capitals_and_in_parts(
    session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    made = _open(session, keys, EvidenceKind.SAMPLE)
    (code,) = create_invitations(session, made.rounds[0], 1, pepper)
    door = find_door(session, f" {code[:4].upper()} {code[4:]}", pepper)
    assert door is not None
    assert door.kind is DoorKind.PERSONAL
    assert door.invitation is not None


def test_personal_codes_are_stored_as_keyed_hashes_only(session: Session, keys: KeyDirectory, pepper: Pepper) -> None:
    made = _open(session, keys, EvidenceKind.PANEL)
    codes = create_invitations(session, made.rounds[0], 40, pepper)
    session.commit()
    assert len(set(codes)) == 40
    assert invitation_count(session, made.rounds[0].id) == 40
    stored = session.execute(text("SELECT * FROM invitation")).all()
    written = " ".join(str(tuple(row)) for row in stored)
    hashes = set(session.scalars(select(Invitation.code_hash)))
    for code in codes:
        assert code not in written
        assert pepper.digest("personal-code", code) in hashes
        assert Pepper(b"another").digest("personal-code", code) not in hashes
        assert find_door(session, code, Pepper(b"another")) is None


def test_the_order_of_the_rows_says_nothing_of_the_order_of_the_list(
    session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    made = _open(session, keys, EvidenceKind.SAMPLE)
    create_invitations(session, made.rounds[0], 30, pepper)
    hashes = list(session.scalars(select(Invitation.code_hash).order_by(Invitation.id)))
    assert hashes == sorted(hashes)


def test_an_open_link_leads_in_by_the_public_code_and_other_kinds_do_not(
    session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    link = _open(session, keys, EvidenceKind.OPEN)
    sample = _open(session, keys, EvidenceKind.SAMPLE)
    door = find_door(session, link.code.upper(), pepper)
    assert door is not None
    assert (door.kind, door.round.id) == (DoorKind.OPEN, link.rounds[0].id)
    assert find_door(session, sample.code, pepper) is None


def test_an_open_link_does_not_exist_before_opening(session: Session, keys: KeyDirectory, pepper: Pepper) -> None:
    draft = ready_consultation(session, officer_of(MunicipalityFactory()))
    assert find_door(session, draft.code, pepper) is None


def test_a_code_of_another_municipality_is_not_found_there(
    session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    made = _open(session, keys, EvidenceKind.GROUP)
    other = MunicipalityFactory()
    assert find_door(session, "482913", pepper, municipality_id=other.id) is None
    assert find_door(session, "482913", pepper, municipality_id=made.municipality_id) is not None


def test_each_group_has_a_key_of_its_own(session: Session, keys: KeyDirectory) -> None:
    made = _open(session, keys, EvidenceKind.GROUP)
    add_group(session, made, name="Klas 3c", seats=None, keys=keys)
    rounds = [round_ for _code, round_ in groups_of(session, made.id)]
    assert [one.name for one in rounds] == ["Klas 3b", "Klas 3c"]
    assert len({one.key_name for one in rounds}) == 2
    assert all(keys.exists(one.key_name) for one in rounds)


@pytest.mark.parametrize(
    ("name", "seats", "code", "reason"),
    [
        ("Klas 3B", 10, None, "NAME_TAKEN"),
        ("  ", 10, None, "NO_NAME"),
        ("Nieuw", 0, None, "SEATS"),
        ("Nieuw", 501, None, "SEATS"),
        ("Nieuw", 10, "482913", "CODE_TAKEN"),
        ("Nieuw", 10, "012345", "NOT_A_CODE"),
    ],
)
def test_a_group_that_cannot_be_is_refused_before_a_key_is_made(
    session: Session, keys: KeyDirectory, name: str, seats: int, code: str | None, reason: str
) -> None:
    made = _open(session, keys, EvidenceKind.GROUP)
    before = sorted(keys.folder.iterdir())
    with pytest.raises(InvitationError) as refused:
        add_group(session, made, name=name, seats=seats, keys=keys, code=code)
    assert refused.value.reason == reason
    assert sorted(keys.folder.iterdir()) == before


def test_groups_belong_to_group_consultations_and_letters_to_the_others(
    session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    group, link = _open(session, keys, EvidenceKind.GROUP), _open(session, keys, EvidenceKind.OPEN)
    with pytest.raises(InvitationError, match="WRONG_KIND"):
        add_group(session, link, name="Klas", seats=5, keys=keys)
    for made in (group, link):
        with pytest.raises(InvitationError, match="WRONG_KIND"):
            create_invitations(session, made.rounds[0], 5, pepper)


def test_a_closed_round_gets_no_seats_and_no_letters(session: Session, keys: KeyDirectory, pepper: Pepper) -> None:
    group, sample = _open(session, keys, EvidenceKind.GROUP), _open(session, keys, EvidenceKind.SAMPLE)
    code, round_ = groups_of(session, group.id)[0]
    change_seats(session, code, round_, seats=20, municipality_id=group.municipality_id, by=None)
    round_.state = sample.rounds[0].state = RoundState.CLEANED
    group.state = State.CLOSED
    with pytest.raises(InvitationError, match="NOT_OPEN"):
        change_seats(session, code, round_, seats=30, municipality_id=group.municipality_id, by=None)
    with pytest.raises(InvitationError, match="NOT_OPEN"):
        create_invitations(session, sample.rounds[0], 5, pepper)
    with pytest.raises(InvitationError, match="NOT_OPEN"):
        add_group(session, group, name="Te laat", seats=5, keys=keys)
    assert code.seats == 20


def test_a_group_gets_other_hours_and_never_hours_that_end_before_they_begin(
    session: Session, keys: KeyDirectory
) -> None:
    group = _open(session, keys, EvidenceKind.GROUP)
    ((code, round_),) = groups_of(session, group.id)
    nine, ten = dt.datetime(2027, 3, 3, 9, 0, tzinfo=dt.UTC), dt.datetime(2027, 3, 3, 10, 0, tzinfo=dt.UTC)
    whose = {"municipality_id": group.municipality_id, "by": None}
    change_hours(session, code, round_, opens_at=nine, closes_at=ten, **whose)
    assert (code.opens_at, code.closes_at) == (nine, ten)
    with pytest.raises(InvitationError, match="HOURS"):
        change_hours(session, code, round_, opens_at=ten, closes_at=nine, **whose)
    change_hours(session, code, round_, opens_at=None, closes_at=None, **whose)
    assert (code.opens_at, code.closes_at) == (None, None)
    round_.state = RoundState.CLOSING
    with pytest.raises(InvitationError, match="NOT_OPEN"):
        change_hours(session, code, round_, opens_at=nine, closes_at=None, **whose)


def test_the_end_that_a_group_was_told_does_not_change_in_silence(session: Session, keys: KeyDirectory) -> None:
    group = _open(session, keys, EvidenceKind.GROUP)
    ((code, round_),) = groups_of(session, group.id)
    soon = now() + dt.timedelta(days=2)
    whose = {"municipality_id": group.municipality_id, "by": None}
    change_hours(session, code, round_, opens_at=None, closes_at=soon, **whose)
    change_hours(session, code, round_, opens_at=None, closes_at=soon.replace(second=0, microsecond=0), **whose)
    assert code.closes_at == soon, "the form shows no seconds"
    for other in (None, soon - dt.timedelta(days=1), soon + dt.timedelta(days=1)):
        with pytest.raises(InvitationError, match="TOLD"):
            change_hours(session, code, round_, opens_at=None, closes_at=other, **whose)


def test_the_desk_reads_hours_as_a_clock_in_the_netherlands_and_keeps_what_cannot_be_read(
    client: Visitor, session: Session, keys: KeyDirectory, sign_in: Callable[..., Visitor]
) -> None:
    group = _open(session, keys, EvidenceKind.GROUP)
    ((code, _),) = groups_of(session, group.id)
    page = f"/werkplek/raadplegingen/{group.id}/groepen/{code.id}"
    municipality = session.get_one(Municipality, group.municipality_id)
    sign_in(client, officer_of(municipality), municipality)
    sent = {"seats": "14", "opens_at": "2027-07-03T10:00", "closes_at": "2027-07-03T11:30"}
    assert client.post(page, data=sent).status_code in {302, 303}
    ((code, _),) = groups_of(session, group.id)
    assert (code.opens_at, code.closes_at) == (
        dt.datetime(2027, 7, 3, 8, 0, tzinfo=dt.UTC),
        dt.datetime(2027, 7, 3, 9, 30, tzinfo=dt.UTC),
    )
    assert 'value="2027-07-03T10:00"' in client.get(page).get_data(as_text=True)
    wrong = client.post(page, data={**sent, "opens_at": "morgen", "closes_at": ""})
    assert wrong.status_code == 400
    assert 'value="morgen"' in wrong.get_data(as_text=True)
    turned = client.post(page, data={**sent, "closes_at": "2027-07-03T09:00"})
    assert "Kies een tijd na het begin." in turned.get_data(as_text=True)
