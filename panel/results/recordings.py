"""Recordings and photos after closing: each under a key of its own, until a person has written it out.

They are cut loose from the other answers of the same person: a new random name, in a new order, and nothing that joins.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable

import structlog
from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from panel.answering.media import STEP, GivenMedia, unpack
from panel.answering.models import Draft, DraftMedia, SealedMedia
from panel.audit.service import record
from panel.consultations.kinds import Extra
from panel.consultations.models import Consultation, Question, Round
from panel.core.clock import local, now
from panel.core.ids import random_key
from panel.core.keys import BoxError, KeyDirectory, lock, open_sealed, unlock
from panel.results.models import Recording, RecordingKind

log = structlog.get_logger(__name__)
DAYS_KEPT = 30
KINDS = {Extra.VOICE: RecordingKind.SOUND, Extra.PHOTO: RecordingKind.PHOTO}
# A key file that belongs to nothing is left by a process that was stopped; one that is being made is younger.
SECONDS_TO_STORE = 3600


class StaleWordsError(ValueError):
    """Someone else wrote this one out meanwhile; `theirs` is what they wrote."""

    def __init__(self, theirs: str) -> None:
        super().__init__("written out by another meanwhile")
        self.theirs = theirs


class NothingWrittenError(ValueError):
    """A recording cannot be wiped as written out while there are no words."""


def sealed_media_keys(session: Session, round_id: int) -> frozenset[bytes]:
    """Return which sealed boxes with a recording or photo a round has."""
    return frozenset(session.scalars(select(SealedMedia.key).where(SealedMedia.round_id == round_id)))


def make_keys(keys: KeyDirectory, count: int) -> list[str]:
    """Make a key for each recording before the database is held up; the caller destroys those that were not used."""
    return [keys.create_content_key() for _ in range(count)]


def store_recordings(
    session: Session,
    round_: Round,
    consultation: Consultation,
    private_key: bytes,
    key_names: list[str],
    keys: KeyDirectory,
) -> None:
    """Open the sealed recordings of a round and lock each anew, in the order of new random keys.

    One at a time, so that a thousand recordings need no more memory than one. Those of earlier rounds get new names
    in the same transaction: none tells by its place or transaction which round it came from. A damaged box is left out.
    """
    for old in session.scalars(select(Recording.key).where(_of(consultation))).all():
        session.execute(update(Recording).where(Recording.key == old).values(key=random_key()))
    sealed = list(sealed_media_keys(session, round_.id))
    random.SystemRandom().shuffle(sealed)
    questions = {question.key: question for question in consultation.questions}
    unused = list(key_names)
    for new_key, sealed_key in zip(sorted(random_key() for _ in sealed), sealed, strict=True):
        box = session.scalar(select(SealedMedia.box).where(SealedMedia.key == sealed_key))
        media = _opened(private_key, box)
        if media is None or media.question_key not in questions:
            log.error("recording_left_out", round=round_.id)
            continue
        name = unused.pop()
        row = _row(new_key, questions[media.question_key], media, round_)
        content = lock(keys.content_key(name), media.content, STEP)
        session.execute(insert(Recording), [row | {"box": content, "key_name": name}])


def _opened(private_key: bytes, box: bytes | None) -> GivenMedia | None:
    try:
        return unpack(open_sealed(private_key, box or b"", STEP))
    except (BoxError, ValueError, KeyError):
        return None


def _row(key: bytes, question: Question, media: GivenMedia, round_: Round) -> dict[str, object]:
    return {
        "key": key,
        "question_id": question.id,
        "kind": KINDS[media.extra],
        "content_type": media.content_type,
        "delete_on": last_day(local(round_.closed_at or now()).date()),
        "words": "",
        "checked": False,
    }


def last_day(closed_on: dt.date) -> dt.date:
    """Return the Monday in the week of 30 days after closing, or that day itself when it is one.

    A day of its own for each round would tell which group a voice came from.
    """
    last = closed_on + dt.timedelta(days=DAYS_KEPT)
    return last - dt.timedelta(days=last.weekday())


def remove_media_traces(session: Session, round_id: int) -> None:
    """Delete the sealed boxes of a counted round and what was never sent."""
    session.execute(delete(SealedMedia).where(SealedMedia.round_id == round_id))
    drafts = select(Draft.token_hash).where(Draft.round_id == round_id)
    session.execute(delete(DraftMedia).where(DraftMedia.token_hash.in_(drafts)))


def recordings_of(session: Session, consultation: Consultation) -> list[Recording]:
    """Return all recordings and photos of a consultation by question, without their content's key."""
    wanted = select(Recording).where(_of(consultation)).order_by(Recording.question_id, Recording.key)
    return list(session.scalars(wanted))


def recording_by_key(session: Session, consultation: Consultation, key: str) -> Recording | None:
    """Return one recording of this consultation by its name in an address, else None."""
    try:
        wanted = select(Recording).where(_of(consultation), Recording.key == bytes.fromhex(key))
    except ValueError:
        return None
    return session.scalars(wanted).first()


def content_of(recording: Recording, keys: KeyDirectory) -> bytes | None:
    """Return what can be heard or seen, or None when it is gone. Raises KeyMissingError and BoxError."""
    if recording.box is None or recording.key_name is None:
        return None
    return unlock(keys.content_key(recording.key_name), recording.box, STEP)


def note_opened(session: Session, consultation: Consultation, *, by: int) -> None:
    """Write down that a member of staff opened a recording of this consultation; not which one, nor its words."""
    _note(session, consultation.municipality_id, consultation.id, "RECORDING_OPENED", by)


def write_out(session: Session, recording: Recording, words: str, *, seen: str) -> None:
    """Keep what someone heard or saw in words, over what they saw before. Raises StaleWordsError."""
    session.refresh(recording, with_for_update=True)
    if recording.words not in {seen, words}:
        raise StaleWordsError(recording.words)
    recording.words = words
    session.flush()


def confirm(session: Session, consultation: Consultation, recording: Recording, *, seen: str, by: int) -> str | None:
    """Say that the words are right: the content goes; return the key to destroy once this is stored.

    Raises NothingWrittenError and StaleWordsError.
    """
    session.refresh(recording, with_for_update=True)
    if not recording.words:
        raise NothingWrittenError
    if recording.words != seen:
        raise StaleWordsError(recording.words)
    name, recording.box, recording.key_name, recording.checked = recording.key_name, None, None, True
    _note(session, consultation.municipality_id, consultation.id, "RECORDING_WIPED", by)
    return name


def delete_past(session: Session, day: dt.date) -> list[str]:
    """Take away every content whose last day has come, also when nobody wrote it out; return the keys to destroy.

    Words that someone wrote stay. The log gets a number per consultation and nothing else.
    """
    wanted = select(Recording, Question.consultation_id, Consultation.municipality_id)
    wanted = wanted.join(Question, Question.id == Recording.question_id).join(Consultation)
    wanted = wanted.where(Recording.delete_on <= day, Recording.box.is_not(None)).with_for_update(of=Recording)
    names: list[str] = []
    counts: dict[tuple[int, int], int] = {}
    for recording, consultation_id, municipality_id in session.execute(wanted).all():
        names += [recording.key_name] if recording.key_name else []
        counts[municipality_id, consultation_id] = counts.get((municipality_id, consultation_id), 0) + 1
        if recording.words:
            recording.box = recording.key_name = None
        else:
            session.delete(recording)
    for (municipality_id, consultation_id), count in sorted(counts.items()):
        _note(session, municipality_id, consultation_id, "RECORDINGS_DELETED", None, reason=str(count))
    session.flush()
    return names


def names_not_used(session: Session, names: list[str]) -> list[str]:
    """Return the keys among these that lock no recording."""
    used = set(session.scalars(select(Recording.key_name).where(Recording.key_name.in_(names))))
    return [name for name in names if name not in used]


def keys_of_nothing(session: Session, keys: KeyDirectory) -> list[str]:
    """Return key files that no recording has: left by a closing that was stopped half-way."""
    return names_not_used(session, keys.content_keys(older_than=SECONDS_TO_STORE))


def destroy_all(keys: KeyDirectory, names: Iterable[str]) -> None:
    """Destroy keys; what they locked is noise from then on, also in an old back-up."""
    for name in names:
        keys.destroy(name)


def _of(consultation: Consultation) -> ColumnElement[bool]:
    return Recording.question_id.in_([question.id for question in consultation.questions])


def _note(
    session: Session, municipality_id: int, consultation_id: int, action: str, by: int | None, reason: str = ""
) -> None:
    record(
        session,
        municipality_id=municipality_id,
        user_id=by,
        action=action,
        subject="consultation",
        subject_id=consultation_id,
        reason=reason,
    )
