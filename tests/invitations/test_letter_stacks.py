"""A stack of letters: its codes work once it is ready, and are readable nowhere but for who ordered it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import flask
import pytest
from sqlalchemy.orm import Session

from config import Settings
from panel.consultations.models import EvidenceKind, RoundState
from panel.core.clock import now
from panel.core.keys import KeyDirectory, Pepper, new_key_pair
from panel.invitations import tasks
from panel.invitations.letter_folder import CODES, LETTERS, LetterFolder
from panel.invitations.models import LetterStack, StackState
from panel.invitations.queries import DoorKind, find_door, invitation_count
from panel.invitations.service import (
    InvitationError,
    ListError,
    create_invitations,
    draw_codes,
    drop_old_stacks,
    keep_codes,
    lock_list,
    read_codes,
)
from panel.invitations.tasks import forget_old_letters, make_letters
from tests.invitations.letters import SITE, everything_stored, letters_in, open_panel, ordered
from tests.support.scene import open_class_consultation, the_round

CODE = re.compile(r'mp-sheet__code" dir="ltr">([^<]+)<')


def made(app: flask.Flask, stack: LetterStack) -> None:
    """Work the order off as the queue does."""
    with app.app_context():
        make_letters(stack.id)


def codes_on(letters: list[str]) -> list[str]:
    return [found.replace(" ", "") for letter in letters for found in CODE.findall(letter)]


def test_every_letter_has_a_code_of_its_own_that_opens_the_round(
    app: flask.Flask, session: Session, keys: KeyDirectory, pepper: Pepper, settings: Settings
) -> None:
    consultation, round_ = open_panel(session, keys)
    private, public = new_key_pair()
    stack = ordered(session, consultation, public)
    made(app, stack)
    session.expire_all()
    assert (stack.state, stack.done, stack.count) == (StackState.READY, 12, 12)
    letters = letters_in(settings.letters / f"{stack.file_name}{LETTERS}", private)
    codes = codes_on(letters)
    assert len(letters) == len(set(codes)) == 12
    assert all(letter.count("mp-qr") == 1 for letter in letters)
    doors = [find_door(session, code, pepper) for code in codes]
    assert {(door.kind, door.round.id) for door in doors if door} == {(DoorKind.PERSONAL, round_.id)}
    assert invitation_count(session, round_.id) == 12


def test_no_code_is_in_a_table_the_log_the_audit_or_readable_on_the_disk(
    app: flask.Flask, session: Session, keys: KeyDirectory, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    consultation, _round = open_panel(session, keys)
    private, public = new_key_pair()
    stack = ordered(session, consultation, public)
    made(app, stack)
    codes = codes_on(letters_in(settings.letters / f"{stack.file_name}{LETTERS}", private))
    said = "".join(capfd.readouterr()) + everything_stored(session)
    files = b"".join(path.read_bytes() for path in settings.instance_dir.rglob("*") if path.is_file())
    assert len(codes) == 12
    for code in codes:
        for written in (code, f"{code[:4]} {code[4:]}"):
            assert written not in said
            assert written.encode() not in files
    assert "LETTERS_ORDERED" in said


def test_only_the_key_of_who_ordered_opens_them(
    app: flask.Flask, session: Session, keys: KeyDirectory, settings: Settings
) -> None:
    consultation, _round = open_panel(session, keys)
    stack = ordered(session, consultation, new_key_pair()[1])
    made(app, stack)
    with pytest.raises(ValueError, match="cannot be opened"):
        letters_in(settings.letters / f"{stack.file_name}{LETTERS}", new_key_pair()[0])


@pytest.mark.parametrize("broken", ["writing", "closing"])
def test_what_goes_wrong_leaves_no_letter_and_no_code(
    app: flask.Flask,
    session: Session,
    keys: KeyDirectory,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    broken: str,
) -> None:
    consultation, round_ = open_panel(session, keys)
    stack = ordered(session, consultation, new_key_pair()[1])
    if broken == "writing":

        def full_disk(*_args: object) -> None:
            raise OSError("no space left")

        monkeypatch.setattr(LetterFolder, "write", full_disk)
    else:
        round_.state = RoundState.CLOSING
        session.commit()
    with pytest.raises((OSError, InvitationError)):
        made(app, stack)
    session.expire_all()
    assert stack.state is StackState.FAILED
    assert invitation_count(session, round_.id) == 0
    assert list(settings.letters.glob("*")) == []


def test_an_order_is_made_once_and_a_dropped_one_never(
    app: flask.Flask, session: Session, keys: KeyDirectory, settings: Settings
) -> None:
    consultation, round_ = open_panel(session, keys)
    stack, dropped = (ordered(session, consultation, new_key_pair()[1]) for _ in range(2))
    made(app, stack)
    made(app, stack)
    number = dropped.id
    session.delete(dropped)
    session.commit()
    with app.app_context():
        make_letters(number)
    assert invitation_count(session, round_.id) == 12
    assert len(list(settings.letters.glob("*"))) == 1


def test_letters_for_a_list_use_its_codes_and_the_list_is_gone_afterwards(
    app: flask.Flask, session: Session, keys: KeyDirectory, pepper: Pepper, settings: Settings
) -> None:
    consultation, round_ = open_panel(session, keys)
    codes = create_invitations(session, round_, 3, pepper)
    private, public = new_key_pair()
    stack = ordered(session, consultation, public, count=3, own_codes=True)
    box = lock_list(codes, stack.file_name, pepper)
    assert not any(code.encode() in box for code in codes)
    LetterFolder(settings.letters).write(stack.file_name, CODES, box)
    made(app, stack)
    assert codes_on(letters_in(settings.letters / f"{stack.file_name}{LETTERS}", private)) == codes
    assert list(settings.letters.glob(f"*{CODES}")) == []
    assert invitation_count(session, round_.id) == 3


def test_a_list_is_read_however_it_was_kept(session: Session, keys: KeyDirectory, pepper: Pepper) -> None:
    _consultation, round_ = open_panel(session, keys)
    one, two, three = create_invitations(session, round_, 3, pepper)
    typed = f'Code;Adres\n{one[:4]} {one[4:]}\n\n"{two.upper()}";Dorpsstraat 1\n1\t{three}'
    assert read_codes(session, round_, typed, pepper) == [one, two, three]


def test_a_list_that_is_wrong_names_its_lines_and_never_a_code(
    session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    _consultation, round_ = open_panel(session, keys)
    one, two = create_invitations(session, round_, 2, pepper)
    (stranger,) = draw_codes(1)
    for typed, reason, lines in (
        ("", "EMPTY", ()),
        ("Code\n", "EMPTY", ()),
        (f"{one}\nniets\n{two}", "NOT_A_LIST", (2,)),
        (f"{one}\n{stranger}", "NOT_OURS", (2,)),
        (f"{one}\n{two}\n{one}", "TWICE", (3,)),
    ):
        with pytest.raises(ListError) as refused:
            read_codes(session, round_, typed, pepper)
        assert (refused.value.reason, refused.value.lines) == (reason, lines)
        assert str(refused.value) == reason


def test_codes_that_were_drawn_open_nothing_before_they_are_kept(
    session: Session, keys: KeyDirectory, pepper: Pepper
) -> None:
    _consultation, round_ = open_panel(session, keys)
    codes = draw_codes(4)
    assert [find_door(session, code, pepper) for code in codes] == [None] * 4
    keep_codes(session, round_, codes, pepper)
    assert all(find_door(session, code, pepper) for code in codes)


def test_stacks_are_for_people_with_a_code_of_their_own_while_the_round_is_open(
    session: Session, keys: KeyDirectory
) -> None:
    consultation, round_ = open_panel(session, keys)
    public = new_key_pair()[1]
    for count in (0, 5001):
        with pytest.raises(InvitationError, match="COUNT"):
            ordered(session, consultation, public, count=count)
    round_.state = RoundState.CLOSING
    with pytest.raises(InvitationError, match="NOT_OPEN"):
        ordered(session, consultation, public)
    everybody = open_class_consultation(session, keys, evidence_kind=EvidenceKind.OPEN, code="iedereen")
    assert the_round(everybody).state is RoundState.OPEN
    with pytest.raises(InvitationError, match="WRONG_KIND"):
        ordered(session, everybody, public)


def test_a_stack_is_gone_after_a_day_and_what_was_broken_off_is_given_up(
    app: flask.Flask, session: Session, keys: KeyDirectory, settings: Settings
) -> None:
    consultation, _round = open_panel(session, keys)
    old, stuck, fresh = (ordered(session, consultation, new_key_pair()[1]) for _ in range(3))
    for one in (old, fresh):
        made(app, one)
    old.made_at = now() - dt.timedelta(hours=25)
    stuck.made_at = now() - dt.timedelta(hours=2)
    session.commit()
    left, number = fresh.file_name, old.id
    with app.app_context():
        forget_old_letters()
    session.expire_all()
    assert session.get(LetterStack, number) is None
    assert [path.stem for path in settings.letters.iterdir()] == [left]
    assert (stuck.state, fresh.state) == (StackState.FAILED, StackState.READY)
    assert drop_old_stacks(session, now=now()) == []


def test_a_file_that_no_stack_knows_is_swept(tmp_path: Path) -> None:
    folder = LetterFolder(tmp_path / "letters")
    folder.write("a" * 32, LETTERS, b"box")
    folder.write("b" * 32, LETTERS, b"box")
    later = now().timestamp() + 2 * 3600
    assert folder.sweep(["a" * 32], now=later - 2 * 3600) == 0
    assert folder.sweep(["a" * 32], now=later) == 1
    assert folder.read("b" * 32, LETTERS) is None
    assert folder.read("a" * 32, LETTERS) == b"box"
    with pytest.raises(ValueError, match="no name of ours"):
        folder.read("../../secret-key", LETTERS)


def test_progress_is_told_while_it_is_made(
    app: flask.Flask, session: Session, keys: KeyDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation, _round = open_panel(session, keys)
    stack = ordered(session, consultation, new_key_pair()[1])
    told: list[int] = []
    monkeypatch.setattr(tasks, "STEP", 5)
    monkeypatch.setattr(tasks, "note_progress", lambda _session, _id, done: told.append(done))
    made(app, stack)
    assert told == [5, 10]


def test_a_phone_goes_to_the_address_that_was_ordered(
    app: flask.Flask, session: Session, keys: KeyDirectory, settings: Settings
) -> None:
    consultation, _round = open_panel(session, keys)
    private, public = new_key_pair()
    stack = ordered(session, consultation, public, count=1)
    made(app, stack)
    (letter,) = letters_in(settings.letters / f"{stack.file_name}{LETTERS}", private)
    shown = letter.replace("\u200b", "")
    assert SITE.removeprefix("https://") in shown
    assert "0000 0000" not in shown
