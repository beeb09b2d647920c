"""Recordings and photos as phones make them, made by the tests themselves."""

from __future__ import annotations

import array
import functools
import io
import math
import os
import wave

import av
from PIL import Image

from panel.consultations.models import Consultation

# form: what MediaRecorder or a recorder of a phone calls it, the container and the codec.
FORMS = {
    "webm": ("webm", "libopus", 48_000),
    "ogg": ("ogg", "libopus", 48_000),
    "mp4 with aac": ("mp4", "aac", 44_100),
    "mp4 with opus": ("mp4", "libopus", 48_000),
    "mp3": ("mp3", "libmp3lame", 44_100),
}
MAKER = "Telefoon van Fatima"


@functools.cache
def voice(form: str = "webm", seconds: float = 1.0) -> bytes:
    """Return a tone of `seconds` in one of FORMS or "wav", with the name of its maker in it."""
    if form == "wav":
        return _wav(seconds)
    container, codec, rate = FORMS[form]
    made = io.BytesIO()
    # A live stream cannot be rewound, so the length is nowhere in the file: as browsers record.
    options = {"live": "1"} if container == "webm" else {}
    with av.open(made, "w", format=container, options=options) as file:
        file.metadata["title"] = MAKER
        track = file.add_stream(codec, rate=rate)
        track.layout = "mono"
        even = av.AudioResampler(format=track.format or "s16", layout="mono", rate=rate, frame_size=960)
        for start in range(0, int(seconds * rate), rate):
            count = min(rate, int(seconds * rate) - start)
            samples = array.array("h", (int(9000 * math.sin(at / 30)) for at in range(start, start + count)))
            frame = av.AudioFrame(format="s16", layout="mono", samples=count)
            frame.planes[0].update(samples.tobytes())
            frame.sample_rate = rate
            for piece in even.resample(frame):
                file.mux(track.encode(piece))
        for piece in even.resample(None):
            file.mux(track.encode(piece))
        file.mux(track.encode(None))
    return made.getvalue()


def noise(seconds: float) -> bytes:
    """Return what takes most room of all sounds."""
    return _wav(seconds, samples=os.urandom(int(seconds * 16_000) * 2))


def _wav(seconds: float, rate: int = 16_000, channels: int = 1, samples: bytes = b"") -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(samples or bytes(int(seconds * rate) * 2 * channels))
    return made.getvalue()


def photo(form: str = "JPEG", size: tuple[int, int] = (320, 240)) -> bytes:
    """Return a photo lying on its side, with where it was taken and by which phone."""
    about = Image.Exif()
    about[0x0112] = 6
    about[0x010F] = MAKER
    about[0x8825] = {1: "N", 2: (52.0, 22.0, 12.0), 3: "E", 4: (4.0, 53.0, 42.0)}
    made = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.save(made, form, exif=about, comment=MAKER.encode() if form == "JPEG" else None)
    return made.getvalue()


def seconds_of(content: bytes) -> float:
    """Return how long a recording sounds, by decoding it."""
    with av.open(io.BytesIO(content)) as file:
        return sum(frame.samples / frame.sample_rate for frame in file.decode(audio=0))


def allow_media(consultation: Consultation) -> Consultation:
    """Let the open question "tip" of the class consultation take a recording and a photo; the caller commits."""
    (tip,) = [one for one in consultation.questions if one.key == "tip"]
    tip.settings = {"voice": True, "photo": True}
    return consultation
