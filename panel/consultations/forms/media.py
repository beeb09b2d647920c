"""The pictures and recordings of one question and its answers: what is there now, and what an officer sends with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import flask
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from panel.consultations.models import Option, Question
from panel.media.queries import Shown
from panel.media.service import MOST_WORDS


@dataclass
class MediaSlot:
    """What one question or answer has to be seen and heard. Files are None when none was chosen."""

    part: Question | Option
    name: str
    label: str
    picture: Shown | None
    recording: Shown | None
    words: str
    new_picture: FileStorage | None = None
    new_recording: FileStorage | None = None
    drop_picture: bool = False
    drop_recording: bool = False
    picture_error: str = ""
    words_error: str = ""
    recording_error: str = ""

    @property
    def is_sent(self) -> bool:
        return self.new_picture is not None or self.new_recording is not None

    @property
    def has_error(self) -> bool:
        return bool(self.picture_error or self.words_error or self.recording_error)

    @property
    def key(self) -> str:
        """The key of the answer that this is about."""
        return self.part.key

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What has to be mended as (id of the control, sentence)."""
        sentences = {"picture": self.picture_error, "words": self.words_error, "recording": self.recording_error}
        return [(f"field-{self.name}-{ending}", sentence) for ending, sentence in sentences.items() if sentence]

    def ask_again(self) -> None:
        """Say that a chosen file has to be chosen once more: browsers never fill one in again."""
        again = _("Het bestand is nog niet bewaard. Kies het nog een keer.")
        if self.new_picture is not None and not self.picture_error:
            self.picture_error = again
        if self.new_recording is not None and not self.recording_error:
            self.recording_error = again


def media_slots(question: Question, shown: Mapping[int, Shown]) -> list[MediaSlot]:
    """Return the places for pictures and recordings, the question's own first, with what this request brings."""
    slots = [_slot(question, "media-question", _("de vraag"), shown)]
    return slots + [_slot(one, f"media-option-{one.key}", one.text, shown) for one in question.options]


def _slot(part: Question | Option, name: str, label: str, shown: Mapping[int, Shown]) -> MediaSlot:
    sent = flask.request
    picture = shown.get(part.picture_id or 0)
    words = sent.form.get(f"{name}-words", picture.words if picture else "")
    return MediaSlot(
        part,
        name,
        label,
        picture,
        shown.get(part.audio_id or 0),
        words.strip()[: MOST_WORDS + 1],
        _chosen(f"{name}-picture"),
        _chosen(f"{name}-recording"),
        f"{name}-drop-picture" in sent.form,
        f"{name}-drop-recording" in sent.form,
    )


def _chosen(name: str) -> FileStorage | None:
    file = flask.request.files.get(name)
    return file if file is not None and file.filename else None
