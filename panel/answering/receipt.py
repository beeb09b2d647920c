"""Three words for whoever asks: with them someone finds and withdraws what they sent, and nobody finds the person.

Of every box that is sent there is a row here, also of those that nobody has words for: who asked for words would
otherwise be one of a few, in the notes of taking part as well as in the answers.
"""

from __future__ import annotations

import itertools
import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from panel.answering.models import Receipt, SealedMedia, SealedSubmission
from panel.answering.participant import Participant
from panel.consultations.models import Round
from panel.core.keys import BoxError, Pepper, lock, seal_for, unlock

COUNT = 3
LIST = Path(__file__).with_name("receipt_words.txt")
# Boxes of one length, however many recordings came along: the names of fifteen fit, and more than that nobody sends.
STEP = 256
KEY_BYTES = 16
HASH_BYTES = 32

Words = tuple[str, ...]


@cache
def all_words() -> Words:
    """Return the list that receipts are made from: at least 7,776 easy Dutch words."""
    return tuple(LIST.read_text(encoding="ascii").split())


def words_of(participant: Participant, bound: Pepper) -> Words:
    """Return the words of someone: the same at each try, until the secret of their round is destroyed at closing.

    `bound` is the pepper of the round. With one that outlives the round, whoever kept the list of personal codes could
    make the words of each code again, and find the answers of a person.
    """
    number = int.from_bytes(bound.digest("receipt-words", participant.client_key(bound)), "big")
    chosen = []
    for _ in range(COUNT):
        number, place = divmod(number, len(all_words()))
        chosen.append(all_words()[place])
    return tuple(chosen)


def tidy_words(typed: str) -> Words:
    """Return what someone typed as words, whatever stands between them; perhaps more or fewer than three."""
    plain = unicodedata.normalize("NFKD", typed[:200]).encode("ascii", "ignore").decode().lower()
    return tuple(re.findall(r"[a-z]+", plain))


def lasting_hashes(consultation_id: int, words: Words, pepper: Pepper) -> list[bytes]:
    """Return what a receipt may be found by once its round is counted: first in the order as typed, then in others."""
    return [pepper.digest("receipt", one) for one in _orders(consultation_id, words)]


def issue_nothing(session: Session, round_: Round, sealed_key: bytes) -> None:
    """Add the row of a box that nobody asked words for: it looks like all others, and no words lead to it."""
    found_by, lasting, media_key = (secrets.token_bytes(HASH_BYTES) for _ in range(3))
    session.add(_row(round_, sealed_key, found_by, lasting, media_key, []))


def issue_words(
    session: Session,
    participant: Participant,
    round_: Round,
    sealed_key: bytes,
    media_keys: list[bytes],
    *,
    bound: Pepper,
    pepper: Pepper,
) -> None:
    """Add the row of a box that its sender wants to find again.

    The hash by which it is found after closing, made with the `pepper` of the installation, lies in a box for the
    round's key: an old back-up and the new rows share nothing by which they could be joined.
    """
    (text, *_) = _orders(round_.consultation_id, words_of(participant, bound))
    found_by = bound.digest("receipt", text)
    if session.get(Receipt, found_by) is not None:
        # Another has the very same words: less than one chance in 10,000, also among 5,000 receipts.
        issue_nothing(session, round_, sealed_key)
        return
    lasting, media_key = pepper.digest("receipt", text), bound.digest("receipt-media", text)
    session.add(_row(round_, sealed_key, found_by, lasting, media_key, media_keys))


def _row(
    round_: Round, sealed_key: bytes, found_by: bytes, lasting: bytes, media_key: bytes, media_keys: list[bytes]
) -> Receipt:
    return Receipt(
        receipt_hash=found_by,
        sealed_key=sealed_key,
        lasting=seal_for(round_.public_key, lasting, HASH_BYTES),
        media=lock(media_key, b"".join(media_keys), STEP),
    )


def asked_for_words(session: Session, participant: Participant, round_: Round, bound: Pepper) -> Words | None:
    """Return the words of someone who asked for them and whose box is still closed, else None."""
    words = words_of(participant, bound)
    (text, *_) = _orders(round_.consultation_id, words)
    return words if session.get(Receipt, bound.digest("receipt", text)) is not None else None


def open_receipt(session: Session, round_: Round, words: Words, bound: Pepper) -> tuple[Receipt, list[bytes]] | None:
    """Return the row that these words belong to in a round that is not counted yet, with its recordings, or None."""
    for text in _orders(round_.consultation_id, words):
        found = session.get(Receipt, bound.digest("receipt", text))
        if found is not None:
            try:
                packed = unlock(bound.digest("receipt-media", text), found.media, STEP)
            except BoxError:
                packed = b""
            return found, [packed[at : at + KEY_BYTES] for at in range(0, len(packed), KEY_BYTES)]
    return None


def throw_away(session: Session, receipt: Receipt, media_keys: list[bytes]) -> None:
    """Delete a sealed box that was never opened, its row here, and the recordings and photos that came with it."""
    session.execute(delete(SealedMedia).where(SealedMedia.key.in_(media_keys)))
    sealed_key = receipt.sealed_key
    session.delete(receipt)
    session.flush()
    session.execute(delete(SealedSubmission).where(SealedSubmission.key == sealed_key))


def remove_receipts(session: Session, round_id: int) -> None:
    """Delete all rows of a round, when its boxes go."""
    mine = select(SealedSubmission.key).where(SealedSubmission.round_id == round_id)
    session.execute(delete(Receipt).where(Receipt.sealed_key.in_(mine)))


def _orders(consultation_id: int, words: Words) -> list[str]:
    if len(words) != COUNT:
        return []
    return list(dict.fromkeys(f"{consultation_id}/{' '.join(order)}" for order in itertools.permutations(words)))
