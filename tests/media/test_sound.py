"""Every recording becomes one common form, judged by what can be heard, within a fixed time and memory."""

from __future__ import annotations

import io
import struct
import time

import av
import pytest

from panel.media.sound import BadMediaError, clean_sound
from tests.support.recordings import FORMS, MAKER, seconds_of, voice


@pytest.mark.parametrize("form", [*FORMS, "wav"])
def test_what_browsers_and_phones_record_becomes_aac_in_mp4(form: str) -> None:
    clean = clean_sound(voice(form, 2), longest_seconds=120)
    assert clean.content_type == "audio/mp4"
    assert clean.content[4:8] == b"ftyp"
    assert clean.seconds == pytest.approx(2, abs=0.2)
    with av.open(io.BytesIO(clean.content)) as file:
        assert [(one.codec_context.name, one.codec_context.layout.name) for one in file.streams] == [("aac", "mono")]


def test_a_recording_of_a_browser_does_not_say_how_long_it_is() -> None:
    with av.open(io.BytesIO(voice("webm", 3))) as file:
        assert file.duration is None
    assert clean_sound(voice("webm", 3), longest_seconds=120).seconds == pytest.approx(3, abs=0.2)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_but_the_sound_stays(form: str) -> None:
    assert MAKER.encode() in voice(form)
    clean = clean_sound(voice(form), longest_seconds=120).content
    assert MAKER.encode() not in clean
    assert b"Lavf" not in clean
    with av.open(io.BytesIO(clean)) as file:
        assert "title" not in file.metadata
        assert "creation_time" not in file.metadata


def test_the_table_of_contents_stands_in_front_so_that_a_phone_plays_at_once() -> None:
    clean = clean_sound(voice(), longest_seconds=120).content
    assert clean.index(b"moov") < clean.index(b"mdat")


def test_a_recording_that_is_too_long_is_refused_as_soon_as_that_shows() -> None:
    with pytest.raises(BadMediaError, match="TOO_LONG"):
        clean_sound(voice("ogg", 9), longest_seconds=5)
    assert clean_sound(voice("ogg", 6), longest_seconds=5).seconds > 5


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY"),
        (voice("wav", 0.1), "EMPTY"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "NOT_SOUND"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "NOT_SOUND"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "NOT_SOUND"),
        (b"\x1a\x45\xdf\xa3" + bytes(5000), "NOT_SOUND"),
        (b"OggS" * 1000, "NOT_SOUND"),
        (b"\0\0\0\x18ftypM4A " + bytes(400), "NOT_SOUND"),
        (b"ID3" + b"\xff" * 3000, "NOT_SOUND"),
        (voice("mp4 with aac")[:300], "NOT_SOUND"),
    ],
)
def test_what_is_no_recording_gets_a_code(content: bytes, code: str) -> None:
    with pytest.raises(BadMediaError) as caught:
        clean_sound(content, longest_seconds=120)
    assert caught.value.code == code


@pytest.mark.parametrize(("rate", "channels"), [(1, 1), (4_000_000_000, 1), (48_000, 60_000), (0, 0)])
def test_absurd_measures_are_refused_quickly(rate: int, channels: int) -> None:
    form = struct.pack("<HHIIHH", 1, channels, rate, (rate * channels * 2) % 2**32, channels * 2 % 65536, 16)
    content = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", 900_000) + bytes(900_000)
    began = time.monotonic()
    with pytest.raises(BadMediaError):
        clean_sound(b"RIFF" + struct.pack("<I", len(content)) + content, longest_seconds=120)
    assert time.monotonic() - began < 20


def test_a_film_gives_its_sound_only_when_it_has_one() -> None:
    made = io.BytesIO()
    with av.open(made, "w", format="webm") as file:
        track = file.add_stream("libvpx", rate=5)
        track.width = track.height = 64
        track.pix_fmt = "yuv420p"
        for _ in range(5):
            file.mux(track.encode(av.VideoFrame(64, 64, "yuv420p")))
        file.mux(track.encode(None))
    with pytest.raises(BadMediaError, match="NOT_SOUND"):
        clean_sound(made.getvalue(), longest_seconds=120)


def test_two_minutes_become_two_minutes() -> None:
    clean = clean_sound(voice("webm", 120), longest_seconds=120, rate=16_000)
    assert seconds_of(clean.content) == pytest.approx(120, abs=0.5)
    assert len(clean.content) < 1_000_000
