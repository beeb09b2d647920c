"""Makes every recording into one common form that all phones and computers play, with nothing in it but the sound."""

from __future__ import annotations

from dataclasses import dataclass

from panel.media.apart import convert_apart
from panel.media.problems import BadMediaError, MediaProblem

__all__ = ["BadMediaError", "CleanSound", "clean_sound"]

CONTENT_TYPE = "audio/mp4"
# Enough for a voice, and what costs a phone and us least; a municipality's own recording may have more.
VOICE_RATE = 16_000
FULL_RATE = 24_000


@dataclass(frozen=True)
class CleanSound:
    """AAC in an MP4, one channel, without title, place, date or maker."""

    content: bytes
    content_type: str
    seconds: float


def clean_sound(content: bytes, *, longest_seconds: int, rate: int = FULL_RATE) -> CleanSound:
    """Return a recording made anew from its sound, whatever a browser or recorder called it.

    Takes WebM and Ogg (Opus, Vorbis), MP4 and 3GP (AAC, Opus, AMR), WAV and MP3; judged by content, measured by
    decoding, since recordings of browsers do not say how long they are. Two minutes take about a second of one
    processor. Raises BadMediaError: EMPTY, NOT_SOUND, TOO_LONG or BUSY.
    """
    if not content:
        raise BadMediaError(MediaProblem.EMPTY)
    allowed = 6 + longest_seconds // 15
    found, made = convert_apart("sound", content, seconds=allowed, longest_seconds=longest_seconds, rate=rate)
    return CleanSound(made, CONTENT_TYPE, float(found["seconds"]))
