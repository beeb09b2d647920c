"""Recordings and photos that belong to an answer: locked before sending, in boxes of their own from then on."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given
from panel.answering.models import Draft, DraftMedia, SealedMedia
from panel.answering.participant import Participant
from panel.consultations.kinds import Extra, extras
from panel.consultations.models import Consultation, Question, Round
from panel.core.ids import random_key
from panel.core.keys import Pepper, lock, seal_for, unlock
from panel.media.pictures import clean_picture
from panel.media.sound import VOICE_RATE, clean_sound

LONGEST_SECONDS = 120
LONGEST_SIDE = 1600
# What a phone may send; what is kept of it is far smaller.
MOST_BYTES = {Extra.VOICE: 6_000_000, Extra.PHOTO: 12_000_000}
# Every box has this many bytes: as the longest recording, and more than nearly all photos. A shorter box of someone in
# an old back-up would belong to the one short recording that is heard after closing.
STEP = 9 * 64 * 1024


@dataclass(frozen=True)
class GivenMedia:
    """One recording or photo as it travels to its sealed box: what it answers, and nothing of whose it is."""

    question_key: str
    extra: Extra
    content_type: str
    content: bytes


def clean(question: Question, extra: Extra, content: bytes) -> GivenMedia:
    """Return a file from a phone made anew, without anything but what is heard or seen. Raises BadMediaError."""
    if extra is Extra.VOICE:
        sound = clean_sound(content, longest_seconds=LONGEST_SECONDS, rate=VOICE_RATE)
        return GivenMedia(question.key, extra, sound.content_type, sound.content)
    picture = clean_picture(content, longest_side=LONGEST_SIDE)
    return GivenMedia(question.key, extra, picture.content_type, picture.content)


def pack(media: GivenMedia) -> bytes:
    """Return a line of JSON and the content behind it."""
    head = {"question": media.question_key, "kind": media.extra.value, "type": media.content_type}
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + media.content


def unpack(packed: bytes) -> GivenMedia:
    """Return what `pack` made. Raises ValueError when it is something else."""
    head, _, content = packed.partition(b"\n")
    found = json.loads(head)
    return GivenMedia(str(found["question"]), Extra(found["kind"]), str(found["type"]), content)


def keep_media(session: Session, draft: Draft, participant: Participant, media: GivenMedia, pepper: Pepper) -> None:
    """Lock a recording or photo under the key of the draft; the newest of a slot replaces the one before."""
    box = lock(participant.draft_key(pepper), pack(media), STEP)
    slot = _slot(participant, media.question_key, media.extra, pepper)
    session.merge(DraftMedia(token_hash=draft.token_hash, slot=slot, box=box))
    session.flush()


def drop_media(session: Session, participant: Participant, question: Question, extra: Extra, pepper: Pepper) -> None:
    """Throw one recording or photo away; harmless when there is none."""
    slot = _slot(participant, question.key, extra, pepper)
    mine = DraftMedia.token_hash == participant.token_hash(pepper)
    session.execute(delete(DraftMedia).where(mine, DraftMedia.slot == slot))


def media_of(
    session: Session, participant: Participant, question: Question, extra: Extra, pepper: Pepper
) -> GivenMedia | None:
    """Return what someone recorded or photographed for a question and did not send yet, or None."""
    slot = _slot(participant, question.key, extra, pepper)
    found = session.get(DraftMedia, (participant.token_hash(pepper), slot))
    return None if found is None else unpack(unlock(participant.draft_key(pepper), found.box, STEP))


def media_given(
    session: Session, participant: Participant, consultation: Consultation, pepper: Pepper
) -> dict[str, set[Extra]]:
    """Return by question key what this person recorded or photographed and did not send yet."""
    asked = [(question.key, extra) for question in consultation.questions for extra in extras(question)]
    if not asked:
        return {}
    wanted = select(DraftMedia.slot).where(DraftMedia.token_hash == participant.token_hash(pepper))
    slots = set(session.scalars(wanted))
    given: dict[str, set[Extra]] = {}
    for key, extra in asked:
        if _slot(participant, key, extra, pepper) in slots:
            given.setdefault(key, set()).add(extra)
    return given


def seal_media(
    session: Session,
    participant: Participant,
    round_: Round,
    consultation: Consultation,
    answers: Answers,
    pepper: Pepper,
) -> tuple[set[str], list[bytes]]:
    """Move recordings and photos into sealed boxes of their own; return the questions they answer and their new keys.

    What belongs to a question that was skipped in the end is thrown away.
    """
    answered: set[str] = set()
    keys: list[bytes] = []
    for question in consultation.questions:
        given = answers.given.get(question.key)
        for extra in extras(question):
            media = media_of(session, participant, question, extra, pepper)
            if media is not None and given is not None and given.state == "ANSWERED":
                answered.add(question.key)
                box = seal_for(round_.public_key, pack(media), STEP)
                keys.append(random_key())
                session.add(SealedMedia(key=keys[-1], round_id=round_.id, box=box))
    remove_media(session, participant, pepper)
    return answered, keys


def remove_media(session: Session, participant: Participant, pepper: Pepper) -> None:
    """Throw everything away that someone recorded and did not send."""
    session.execute(delete(DraftMedia).where(DraftMedia.token_hash == participant.token_hash(pepper)))


def without_empty(answers: Answers, with_media: set[str]) -> Answers:
    """Return answers in which an empty text without a recording or photo is what it is: skipped."""
    given = {
        key: one if one.value != "" or key in with_media else replace(one, state="SKIPPED", value=None)
        for key, one in answers.given.items()
    }
    return replace(answers, given=given)


def with_few_hidden(consultation: Consultation, rows: list[Answers], least: int = 10) -> list[Answers]:
    """Return rows in which fewer than `least` empty texts of one question read as skipped.

    An empty text says that its row has a recording or photo. Of one row among few, that would be as good as a name.
    """
    few = {
        question.key
        for question in consultation.questions
        if extras(question) and 0 < sum(_is_empty(row.given.get(question.key)) for row in rows) < least
    }
    if not few:
        return rows
    return [
        Answers(
            {
                key: replace(one, state="SKIPPED", value=None) if key in few and _is_empty(one) else one
                for key, one in row.given.items()
            },
            row.background,
        )
        for row in rows
    ]


def _is_empty(given: Given | None) -> bool:
    return given is not None and given.value == ""


def _slot(participant: Participant, question_key: str, extra: Extra, pepper: Pepper) -> bytes:
    # Needs the token: nobody can tell from a slot which question was answered aloud.
    return pepper.digest("media-slot", participant.token + f"{question_key}/{extra.value}".encode())
