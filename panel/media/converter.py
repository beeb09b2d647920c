"""The process apart that opens files from outside: makes a recording or picture anew from what can be heard or seen.

It is started with one task, reads the file from its input and writes a line of JSON and the new file to its output.
It knows nothing of the rest of the house.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import wave
from collections.abc import Callable, Iterator
from typing import Any

MEGABYTE = 1024 * 1024
SOUND_MEMORY = 500 * MEGABYTE
PICTURE_MEMORY = 900 * MEGABYTE

# What recorders of phones and offices make, told by its first bytes; no other reader of FFmpeg is ever tried.
_EBML, _OGG, _RIFF, _ID3 = b"\x1a\x45\xdf\xa3", b"OggS", b"RIFF", b"ID3"
CODECS = frozenset({"opus", "vorbis", "aac", "mp3", "mp3float", "amrnb", "amrwb", "flac"})
MOST_STREAMS = 8
MOST_CHANNELS = 8
SLOWEST, FASTEST = 6_000, 192_000
# A recorder stops a moment after it was told to.
SPARE_SECONDS = 2
SHORTEST = 0.3

MOST_SIDE = 16_384
# A JPEG is read at a lower resolution when it is huge; the other forms have to be unpacked whole.
MOST_PIXELS = {"JPEG": 110_000_000, "MPO": 110_000_000, "PNG": 36_000_000, "WEBP": 36_000_000}


class Refused(Exception):
    """The file cannot be taken, for the reason with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def limit(memory: int, seconds: int) -> None:
    """From now on: this much memory and processor time, no file or connection can be opened, nothing is dumped."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    for closed in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(closed, (0, 0))


def container_of(content: bytes) -> str:
    """Return the name of the reader for this file, judged by its first bytes. Raises Refused."""
    if content.startswith(_EBML):
        return "matroska"
    if content.startswith(_OGG):
        return "ogg"
    if content.startswith(_RIFF) and content[8:12] == b"WAVE":
        return "wav"
    if content[4:8] == b"ftyp":
        return "mp4"
    if content.startswith(_ID3) or (content[:1] == b"\xff" and content[1:2] >= b"\xe0"):
        return "mp3"
    raise Refused("NOT_SOUND")


def convert_sound(content: bytes, *, longest_seconds: int, rate: int) -> tuple[dict[str, Any], bytes]:
    """Return mono AAC of `rate` samples a second in an MP4 without any metadata."""
    import av  # noqa: PLC0415

    with av.open(io.BytesIO(content), format=container_of(content)) as came:
        stream = sound_stream(came)
        made = io.BytesIO()
        with av.open(made, "w", format="mp4", options={"fflags": "+bitexact"}) as new:
            track = new.add_stream("aac", rate=rate, options={"aac_coder": "fast"})
            track.layout = "mono"
            track.bit_rate = 2 * rate
            even = av.AudioResampler(format="fltp", layout="mono", rate=rate, frame_size=1024)
            seconds, at = 0.0, 0
            for frame in frames_of(came, stream):
                seconds += frame.samples / frame.sample_rate
                if seconds > longest_seconds + SPARE_SECONDS:
                    raise Refused("TOO_LONG")
                # Moments in a file from outside may jump years ahead; only what sounds counts.
                frame.pts = None
                for piece in even.resample(frame):
                    piece.pts, at = at, at + piece.samples
                    new.mux(track.encode(piece))
            if seconds < SHORTEST:
                raise Refused("EMPTY")
            for piece in even.resample(None):
                piece.pts, at = at, at + piece.samples
                new.mux(track.encode(piece))
            new.mux(track.encode(None))
    made.seek(0)
    return {"seconds": round(seconds, 2)}, table_in_front(made, seconds, rate)


def table_in_front(made: io.BytesIO, seconds: float, rate: int) -> bytes:
    """Return the same sound with its table of contents first, so that a phone can play before it has everything.

    Room for the table is set apart before it is written: now that the length is known, no more than is needed.
    """
    import av  # noqa: PLC0415

    room, packed = 4096 + int(16 * seconds * rate / 1024), io.BytesIO()
    whole: Any
    with (
        av.open(made, format="mp4") as whole,
        av.open(packed, "w", format="mp4", options={"moov_size": str(room), "fflags": "+bitexact"}) as new,
    ):
        track = new.add_stream_from_template(whole.streams.audio[0])
        for packet in whole.demux(whole.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = track
                new.mux(packet)
    return packed.getvalue()


def sound_stream(came: Any) -> Any:
    """Return the one stream with sound. Raises Refused when there is none, too many, or one of absurd measures."""
    if len(came.streams) > MOST_STREAMS or not came.streams.audio:
        raise Refused("NOT_SOUND")
    stream = came.streams.audio[0]
    coded = stream.codec_context
    known = coded.name in CODECS or coded.name.startswith("pcm_")
    if not known or not SLOWEST <= coded.sample_rate <= FASTEST or not 1 <= coded.layout.nb_channels <= MOST_CHANNELS:
        raise Refused("NOT_SOUND")
    coded.thread_count = 1
    return stream


def frames_of(came: Any, stream: Any) -> Iterator[Any]:
    """Give the frames one by one; a change of measures half-way is refused."""
    first = None
    for frame in came.decode(stream):
        measures = (frame.sample_rate, frame.layout.nb_channels, frame.format.name)
        first = first or measures
        if measures != first or not SLOWEST <= frame.sample_rate <= FASTEST:
            raise Refused("NOT_SOUND")
        yield frame


def convert_picture(content: bytes, *, longest_side: int) -> tuple[dict[str, Any], bytes]:
    """Return a WebP of at most `longest_side`, upright, without anything beside what can be seen."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
    try:
        picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("TOO_MANY_PIXELS") from error
    width, height = picture.size
    if width * height > MOST_PIXELS.get(picture.format or "", 0) or max(width, height) > MOST_SIDE:
        raise Refused("TOO_MANY_PIXELS")
    picture.draft("RGB", (longest_side, longest_side))
    picture.load()
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    upright = ImageOps.exif_transpose(picture).convert("RGBA" if see_through else "RGB")
    upright.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    # A new picture from the points alone: nothing that came along with them can stay.
    plain = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    made = io.BytesIO()
    plain.save(made, "WEBP", quality=80, method=3)
    return {"width": plain.width, "height": plain.height}, made.getvalue()


def _load_sound() -> None:
    import av  # noqa: PLC0415

    av.logging.set_level(None)
    # The library loads parts of itself at their first use: half a second of silence makes it use them all.
    silence = io.BytesIO()
    with wave.open(silence, "wb") as file:
        file.setparams((1, 1, SLOWEST + 2_000, 0, "NONE", ""))
        file.writeframes(bytes([128]) * 4_000)
    convert_sound(silence.getvalue(), longest_seconds=1, rate=16_000)


def _load_pictures() -> None:
    from PIL import Image  # noqa: PLC0415

    # A picture in each form is written and read once, so that every reader is there when no file can be opened.
    for form in ("JPEG", "PNG", "WEBP"):
        point = io.BytesIO()
        Image.new("RGB", (1, 1)).save(point, form)
        convert_picture(point.getvalue(), longest_side=1)


def run(task: str, wanted: dict[str, int], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Do one task; whatever goes wrong inside a library means that the file is not what it should be."""
    load, memory, make, otherwise = TASKS[task]
    load()
    limit(memory, wanted.pop("cpu_seconds"))
    try:
        return make(content, **wanted)
    except Refused as error:
        return {"problem": error.code}, b""
    except Exception:
        return {"problem": otherwise}, b""


TASKS: dict[str, tuple[Callable[[], None], int, Callable[..., tuple[dict[str, Any], bytes]], str]] = {
    "sound": (_load_sound, SOUND_MEMORY, convert_sound, "NOT_SOUND"),
    "picture": (_load_pictures, PICTURE_MEMORY, convert_picture, "NOT_A_PICTURE"),
}

if __name__ == "__main__":
    said, result = run(sys.argv[1], json.loads(sys.argv[2]), sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + result)
