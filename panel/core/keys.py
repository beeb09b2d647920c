"""Secrets and keys: hashes that need our pepper, boxes that only a phone opens, and the private key of each round."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

from panel.core.ids import random_key

COMMON_DATE = dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp()


class KeyMissingError(RuntimeError):
    """The private key of a round is not in the key folder."""


class BoxError(ValueError):
    """A box cannot be opened: it is damaged, or made for another key."""


@dataclass(frozen=True)
class Pepper:
    """A secret kept outside the database: without it a stolen database cannot be searched for a code or token."""

    secret: bytes

    def bound_to(self, secret: bytes) -> Pepper:
        """Return another pepper that also needs `secret`: when that is destroyed, nothing made with it can be found."""
        return Pepper(hashlib.blake2b(secret, digest_size=32, key=self.digest("bound", b"")).digest())

    def digest(self, purpose: str, text: str | bytes) -> bytes:
        """Return 32 bytes of keyed BLAKE2b over `text`; each purpose (at most 16 bytes) has its own."""
        value = text.encode() if isinstance(text, str) else text
        key = hashlib.blake2b(self.secret, digest_size=64).digest()
        return hashlib.blake2b(value, digest_size=32, key=key, person=purpose.encode().ljust(16, b"\0")).digest()


def lock(key: bytes, content: bytes, size: int) -> bytes:
    """Return `content` padded to a multiple of `size` bytes and encrypted (libsodium SecretBox) under a 32-byte key."""
    return bytes(SecretBox(key).encrypt(sodium_pad(content, size)))


def unlock(key: bytes, box: bytes, size: int) -> bytes:
    """Return what was locked. Raises BoxError when the key is another or the box is damaged."""
    try:
        return bytes(sodium_unpad(SecretBox(key).decrypt(box), size))
    except (CryptoError, ValueError) as error:
        raise BoxError("the box cannot be opened") from error


def seal_for(public_key: bytes, content: bytes, size: int) -> bytes:
    """Return a libsodium sealed box for a round's public key, padded so that its length tells nothing."""
    return bytes(SealedBox(PublicKey(public_key)).encrypt(sodium_pad(content, size)))


def open_sealed(private_key: bytes, box: bytes, size: int) -> bytes:
    """Return what was sealed. Raises BoxError when the key is another or the box is damaged."""
    try:
        return bytes(sodium_unpad(SealedBox(PrivateKey(private_key)).decrypt(box), size))
    except (CryptoError, ValueError) as error:
        raise BoxError("the sealed box cannot be opened") from error


class BoxOpener:
    """Opens many sealed boxes with one private key: what all have in common is worked out once, and several at a time.

    libsodium works outside Python's lock, so that each processor does its part.
    """

    AT_ONCE = 256

    def __init__(self, private_key: bytes) -> None:
        self._box = SealedBox(PrivateKey(private_key))

    def open(self, box: bytes, size: int) -> bytes | None:
        """Return what was sealed, or None when the box is damaged or made for another key."""
        try:
            return bytes(sodium_unpad(self._box.decrypt(box), size))
        except (CryptoError, ValueError):
            return None

    def open_all(self, boxes: Sequence[bytes], size: int) -> list[bytes | None]:
        """Return what is in each of these boxes, in the same order; None for a damaged one."""
        if len(boxes) <= self.AT_ONCE:
            return [self.open(box, size) for box in boxes]
        parts = [boxes[start : start + self.AT_ONCE] for start in range(0, len(boxes), self.AT_ONCE)]
        with ThreadPoolExecutor(max_workers=min(8, os.cpu_count() or 1)) as workers:
            opened = workers.map(lambda part: [self.open(box, size) for box in part], parts)
            return [content for part in opened for content in part]


def new_key_pair() -> tuple[bytes, bytes]:
    """Return the private and the public half (32 bytes each) of a key that this installation does not keep."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


class KeyDirectory:
    """Private keys of open rounds as files in one folder, outside the database and its back-ups."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self) -> tuple[str, bytes]:
        """Make a key pair, keep the private half in the folder; return its name and the public half (32 bytes)."""
        private = PrivateKey.generate()
        name = random_key().hex()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._write(self._draft_path(name), os.urandom(32))
        self._write(self._path(name), bytes(private))
        return name, bytes(private.public_key)

    def draft_secret(self, name: str) -> bytes:
        """Return what the drafts of a round need beside the pepper (32 bytes). Raises KeyMissingError after closing."""
        try:
            return self._draft_path(name).read_bytes()
        except FileNotFoundError as error:
            raise KeyMissingError(name) from error

    def create_content_key(self) -> str:
        """Make a key (32 bytes) that locks one recording, in a file of its own; return its name."""
        name = random_key().hex()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._write(self._content_path(name), os.urandom(32))
        self._date_alike()
        return name

    def _date_alike(self) -> None:
        """Give all keys of recordings one date: that of its making would tell at which closing, so of which group."""
        for path in self.folder.glob("*.content"):
            with contextlib.suppress(FileNotFoundError):
                # This also makes the date that nobody can set the same, of the last change.
                os.utime(path, (COMMON_DATE, COMMON_DATE))

    def content_key(self, name: str) -> bytes:
        """Return the key of one recording. Raises KeyMissingError when it was destroyed or never here."""
        try:
            return self._content_path(name).read_bytes()
        except FileNotFoundError as error:
            raise KeyMissingError(name) from error

    def content_keys(self, *, older_than: float) -> list[str]:
        """Return the names of the keys of recordings, when the last was made at least so many seconds ago."""
        made_before = time.time() - older_than
        return sorted(one.stem for one in self.folder.glob("*.content") if one.stat().st_ctime <= made_before)

    def _write(self, path: Path, content: bytes) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def load(self, name: str) -> bytes:
        """Return a private key (32 bytes). Raises KeyMissingError when it was destroyed or never here."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise KeyMissingError(name) from error

    def exists(self, name: str) -> bool:
        return self._path(name).is_file()

    def destroy(self, name: str) -> None:
        """Overwrite and remove all that has this name: the keys of a round, or that of a recording; harmless again."""
        for path in (self._draft_path(name), self._path(name), self._content_path(name)):
            if not path.is_file():
                continue
            with path.open("r+b") as file:
                file.write(os.urandom(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()

    def _draft_path(self, name: str) -> Path:
        return self._path(name).with_suffix(".draft")

    def _content_path(self, name: str) -> Path:
        return self._path(name).with_suffix(".content")

    def _path(self, name: str) -> Path:
        if re.fullmatch(r"[0-9a-f]{32}", name) is None:
            raise KeyMissingError("a key's name is 32 hexadecimal digits")
        return self.folder / f"{name}.key"
