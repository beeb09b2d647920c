"""Taking the pictures and recordings that an officer sends along with a question."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from panel.consultations.forms.media import MediaSlot, media_slots
from panel.consultations.models import Consultation, Option, Question
from panel.consultations.service import give_picture, give_recording
from panel.core.context import settings
from panel.core.db import current_session
from panel.core.jobs import jobs
from panel.media.presenters import picture_problem, recording_problem
from panel.media.queries import media_shown
from panel.media.service import (
    ERASE_UNUSED,
    MOST_BYTES,
    MOST_WORDS,
    BadMediaError,
    MediaFolder,
    NoWordsError,
    describe_picture,
    keep_picture,
    keep_sound,
)

# One question with twelve answers, each with a photo of a telephone and a recording.
MOST_BYTES_TOGETHER = 60_000_000
MOST_PARTS = 300


def slots_of(consultation: Consultation, question: Question | None) -> list[MediaSlot]:
    """Return the places for pictures and recordings of a question that exists."""
    if question is None:
        return []
    parts: list[Question | Option] = [question, *question.options]
    ids = [one for part in parts for one in (part.picture_id, part.audio_id)]
    return media_slots(question, media_shown(current_session(), consultation.municipality_id, ids))


def take_media(consultation: Consultation, question: Question, slots: list[MediaSlot]) -> bool:
    """Keep what was sent and let go what was ticked; return False, with sentences in the slots, when a file is no good.

    Then nothing of it is kept: neither here nor, once the caller rolls back, in the database.
    """
    folder = MediaFolder(settings().media)
    written: list[str] = []
    here = [one for one in slots if one.part is question or one.part in question.options]
    for slot in here:
        _take_picture(consultation, slot, folder, written)
        _take_recording(consultation, slot, folder, written)
    if any(slot.has_error for slot in here):
        folder.remove(written)
        for slot in here:
            slot.ask_again()
        return False
    return True


def forget_unused() -> None:
    """Erase files that no question uses any more; call it after the commit."""
    jobs().enqueue(ERASE_UNUSED)


def _take_picture(consultation: Consultation, slot: MediaSlot, folder: MediaFolder, written: list[str]) -> None:
    session = current_session()
    too_long = len(slot.words) > MOST_WORDS
    if slot.new_picture is not None:
        try:
            made = keep_picture(
                session,
                folder,
                municipality_id=consultation.municipality_id,
                content=_content(slot.new_picture),
                description=slot.words,
            )
        except NoWordsError:
            slot.words_error = _too_long() if too_long else _no_words()
        except BadMediaError as error:
            slot.picture_error = picture_problem(error.code)
        except OSError:
            slot.picture_error = _not_kept()
        else:
            written.append(made.name)
            give_picture(session, consultation, slot.part, made)
    elif slot.drop_picture:
        give_picture(session, consultation, slot.part, None)
    elif slot.picture is not None and slot.words != slot.picture.words:
        _describe(consultation, slot, folder, written)


def _describe(consultation: Consultation, slot: MediaSlot, folder: MediaFolder, written: list[str]) -> None:
    """Give a picture other words here; where it is shown as well, such as in a copy, they stay."""
    session = current_session()
    try:
        made = describe_picture(session, folder, consultation.municipality_id, slot.part.picture_id, slot.words)
    except NoWordsError:
        slot.words_error = _too_long() if len(slot.words) > MOST_WORDS else _no_words()
    except OSError:
        slot.words_error = _not_kept()
    else:
        if made is not None and made.id != slot.part.picture_id:
            written.append(made.name)
            give_picture(session, consultation, slot.part, made)


def _take_recording(consultation: Consultation, slot: MediaSlot, folder: MediaFolder, written: list[str]) -> None:
    session = current_session()
    if slot.new_recording is not None:
        try:
            made = keep_sound(
                session, folder, municipality_id=consultation.municipality_id, content=_content(slot.new_recording)
            )
        except BadMediaError as error:
            slot.recording_error = recording_problem(error.code)
        except OSError:
            slot.recording_error = _not_kept()
        else:
            written.append(made.name)
            give_recording(session, consultation, slot.part, made)
    elif slot.drop_recording:
        give_recording(session, consultation, slot.part, None)


def _content(file: FileStorage) -> bytes:
    """Return a file's bytes; of one that is too large only so much that it shows."""
    return file.stream.read(MOST_BYTES + 1)


def _no_words() -> str:
    return _("Schrijf op wat er op de foto te zien is. Niet iedereen kan hem zien.")


def _too_long() -> str:
    return _("Dit is te lang. Er passen %(limit)s tekens.", limit=MOST_WORDS)


def _not_kept() -> str:
    return _("Bewaren lukt nu niet. Vraag je beheerder of de schijf vol is.")
