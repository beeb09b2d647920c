"""Boxes that only the right key opens, hashes that need the pepper, and private keys that can be destroyed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.core.keys import (
    BoxError,
    KeyDirectory,
    KeyMissingError,
    Pepper,
    lock,
    open_sealed,
    seal_for,
    unlock,
)

KEY, OTHER_KEY = b"k" * 32, b"o" * 32


@pytest.fixture
def directory(tmp_path: Path) -> KeyDirectory:
    """A folder for keys that is not there yet."""
    return KeyDirectory(tmp_path / "keys")


@given(st.binary(max_size=400))
def test_what_is_locked_is_unlocked_with_the_same_key_only(content: bytes) -> None:
    box = lock(KEY, content, 256)
    assert unlock(KEY, box, 256) == content
    with pytest.raises(BoxError):
        unlock(OTHER_KEY, box, 256)


def test_boxes_of_short_and_long_answers_are_equally_long(directory: KeyDirectory) -> None:
    _, public_key = directory.create()
    sealed = {len(seal_for(public_key, content, 512)) for content in (b"", b"ja", b"x" * 511)}
    locked = {len(lock(KEY, content, 512)) for content in (b"", b"ja", b"x" * 511)}
    assert len(sealed) == 1
    assert len(locked) == 1


def test_the_same_answer_never_gives_the_same_box(directory: KeyDirectory) -> None:
    _, public_key = directory.create()
    assert len({seal_for(public_key, b"ja", 64) for _ in range(20)}) == 20


def test_a_sealed_box_opens_with_its_own_private_key_only(directory: KeyDirectory) -> None:
    name, public_key = directory.create()
    other, _ = directory.create()
    box = seal_for(public_key, b"mijn antwoord", 64)
    assert open_sealed(directory.load(name), box, 64) == b"mijn antwoord"
    with pytest.raises(BoxError):
        open_sealed(directory.load(other), box, 64)


@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_damaged_box_does_not_open(place: int, directory: KeyDirectory) -> None:
    name, public_key = directory.create()
    box = bytearray(seal_for(public_key, b"mijn antwoord", 64))
    box[place] ^= 1
    with pytest.raises(BoxError):
        open_sealed(directory.load(name), bytes(box), 64)


def test_a_private_key_is_readable_for_its_owner_only(directory: KeyDirectory) -> None:
    name, _ = directory.create()
    file = directory.folder / f"{name}.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(directory.folder.stat().st_mode) == 0o700


def test_a_destroyed_key_is_gone_and_may_be_destroyed_again(directory: KeyDirectory) -> None:
    name, _ = directory.create()
    assert directory.exists(name)
    directory.destroy(name)
    directory.destroy(name)
    assert not directory.exists(name)
    assert list(directory.folder.iterdir()) == []
    with pytest.raises(KeyMissingError):
        directory.load(name)


@pytest.mark.parametrize("name", ["", "../settings", "a" * 31, "A" * 32, "g" * 32, "a" * 32 + "\n"])
def test_a_strange_name_is_no_key(name: str, directory: KeyDirectory) -> None:
    with pytest.raises(KeyMissingError):
        directory.load(name)


def test_a_hash_needs_the_pepper_and_the_purpose() -> None:
    pepper = Pepper(b"een geheim")
    digest = pepper.digest("personal-code", "bcdfghjk")
    assert len(digest) == 32
    assert digest == pepper.digest("personal-code", "bcdfghjk")
    assert digest == pepper.digest("personal-code", b"bcdfghjk")
    assert digest != pepper.digest("draft-id", "bcdfghjk")
    assert digest != Pepper(b"een ander geheim").digest("personal-code", "bcdfghjk")


def test_a_long_pepper_counts_to_its_last_character() -> None:
    long = b"p" * 200
    assert Pepper(long + b"a").digest("x", "y") != Pepper(long + b"b").digest("x", "y")


def test_what_drafts_need_is_destroyed_with_the_key(tmp_path: Path) -> None:
    folder = KeyDirectory(tmp_path / "keys")
    name, _public = folder.create()
    secret = folder.draft_secret(name)
    assert len(secret) == 32
    folder.destroy(name)
    assert list((tmp_path / "keys").iterdir()) == []
    with pytest.raises(KeyMissingError):
        folder.draft_secret(name)


def test_a_pepper_bound_to_a_secret_is_another_for_every_secret() -> None:
    pepper = Pepper(b"salt")
    hashes = {one.digest("x", "text") for one in (pepper, pepper.bound_to(b"a"), pepper.bound_to(b"b"))}
    assert len(hashes) == 3
    assert pepper.bound_to(b"a").digest("x", "text") == pepper.bound_to(b"a").digest("x", "text")
