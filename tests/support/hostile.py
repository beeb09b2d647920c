"""Two hundred and more files and forms that nobody should send: fuzzed with a fixed seed, and crafted."""

from __future__ import annotations

import io
import random
import struct
import wave
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image

from tests.support.recordings import photo, voice

VOICE, PHOTO = "/meedoen/bijlage/tip/stem", "/meedoen/bijlage/tip/foto"
PAGE = "/meedoen/vraag/6"
BOUNDARY = "grens"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


@dataclass(frozen=True)
class Upload:
    """One request: where to, its body, and what it says of itself."""

    name: str
    address: str
    body: bytes
    content_type: str = MULTIPART
    headers: dict[str, str] = field(default_factory=dict)


def part(name: str, content: bytes, file_name: str = "antwoord", kind: str = "audio/webm", more: str = "") -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n{more}'
    return head.encode("utf-8", "surrogateescape") + f"Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n"


def whole(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def spoken(name: str, content: bytes, **about: str) -> Upload:
    return Upload(f"voice: {name}", VOICE, whole(part("voice", content, **about)))


def shown(name: str, content: bytes, **about: str) -> Upload:
    return Upload(f"photo: {name}", PHOTO, whole(part("photo", content, **{"kind": "image/jpeg", **about})))


def hostile_uploads() -> list[Upload]:
    """Return all of them; the seed is fixed, so that every run sends the same."""
    return [*_cut_off(), *_fuzzed(), *_disguised(), *_bombs(), *_too_long(), *_strange_forms(), *_strange_names()]


def _cut_off() -> Iterator[Upload]:
    for form in ("JPEG", "PNG", "WEBP"):
        content = photo(form, (640, 480))
        for share in range(5, 95, 6):
            yield shown(f"{form} cut off at {share}%", content[: len(content) * share // 100])
    whole_mp4 = voice("mp4 with aac", 2)
    for share in range(5, 95, 6):
        yield spoken(f"mp4 cut off at {share}%", whole_mp4[: len(whole_mp4) * share // 100])


def _fuzzed() -> Iterator[Upload]:
    dice = random.Random(20270301)
    for form in ("webm", "ogg", "mp4 with aac", "mp4 with opus"):
        for number in range(14):
            yield spoken(f"{form} fuzzed {number}", _mutated(voice(form), dice, keep=8, share=0.4))
    for form in ("JPEG", "PNG", "WEBP"):
        for number in range(12):
            yield shown(f"{form} fuzzed {number}", _mutated(photo(form), dice, keep=12, share=0.4))


def _mutated(content: bytes, dice: random.Random, *, keep: int, share: float) -> bytes:
    """Return the file with many bytes changed, some taken out and some put in; its first bytes still say what it is."""
    changed = bytearray(content)
    for at in range(keep, len(changed)):
        if dice.random() < share:
            changed[at] = dice.randrange(256)
    for _ in range(dice.randrange(1, 6)):
        at = dice.randrange(keep, len(changed))
        if dice.random() < 0.5:
            del changed[at : at + dice.randrange(1, 40)]
        else:
            changed[at:at] = dice.randbytes(dice.randrange(1, 40))
    return bytes(changed)


DISGUISES = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>",
    "html": b"<!doctype html><script>alert(document.cookie)</script>",
    "php": b"<?php system($_GET['c']); ?>",
    "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "gif": b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
    "bmp": b"BM" + bytes(200),
    "tiff": b"II*\0\x08\0\0\0" + bytes(200),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\nwhile(1)loop",
    "ico": b"\0\0\x01\0\x01\0" + bytes(60),
    "zip": b"PK\x03\x04" + bytes(300),
    "elf": b"\x7fELF\x02\x01\x01" + bytes(300),
    "playlist of our files": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "list for a joiner": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    "session description": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
    "json": b'{"answers": {}}',
    "nothing but zeros": bytes(50_000),
    "one byte": b"\xff",
    "text": "Dit is geen opname.".encode("utf-16"),
    "avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + bytes(200),
    "empty matroska": b"\x1a\x45\xdf\xa3\x80",
    "matroska of endless size": b"\x1a\x45\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xff" + bytes(2000),
}


def _disguised() -> Iterator[Upload]:
    for name, content in DISGUISES.items():
        yield spoken(name, content)
        yield shown(name, content)
    yield spoken("a photo", photo())
    yield shown("a recording", voice())
    yield spoken("empty", b"")
    yield shown("empty", b"")


def png(width: int, height: int, *, depth: int = 8, colour: int = 2, more: bytes = b"") -> bytes:
    """Return a PNG that says it has so many points, with hardly any content."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"".join((
        b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", head), more, _chunk(b"IDAT", zlib.compress(bytes(3_000_000), 9)),
        _chunk(b"IEND", b""),
    ))  # fmt: skip


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def wav(rate: int, channels: int, bits: int, form: int = 1, size: int = 2000) -> bytes:
    about = struct.pack(
        "<HHIIHH", form, channels, rate, rate * channels * bits // 8 % 2**32, channels * bits // 8 % 65536, bits
    )
    content = b"WAVEfmt " + struct.pack("<I", 16) + about + b"data" + struct.pack("<I", size) + bytes(size)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _bombs() -> Iterator[Upload]:
    for width, height in [(60_000, 60_000), (2**31 - 1, 1), (16_000, 16_000), (1, 500_000), (7_000, 7_000)]:
        yield shown(f"PNG of {width} by {height}", png(width, height))
    text = b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9)
    yield shown("PNG with a remark of 80 MB", png(64, 64, more=_chunk(b"zTXt", text)))
    yield shown("PNG with a colour profile of 80 MB", png(9_000, 9_000, more=_chunk(b"iCCP", b"x\0\0" + text[9:])))
    yield shown("PNG without points", png(0, 0))
    jpeg = bytearray(photo())
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    yield shown("JPEG of 65,535 by 65,535", bytes(jpeg))
    yield shown("WebP of 16,383 by 16,383", b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xfe\x3f\0\xfe\x3f\0" + bytes(20))
    for rate, channels, bits in [
        (1, 1, 8),
        (2**32 - 1, 1, 16),
        (8000, 65_535, 16),
        (0, 0, 0),
        (8000, 0, 8),
        (1, 9, 64),
    ]:
        yield spoken(f"WAV of {rate} Hz, {channels} channels, {bits} bits", wav(rate, channels, bits))
    yield spoken("ogg with a thousand streams", b"".join(_ogg_page(number) for number in range(1000)))


def _ogg_page(number: int) -> bytes:
    head = b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0"
    return b"OggS\0\x02" + bytes(8) + struct.pack("<II", number, 0) + bytes(4) + b"\x01" + bytes([len(head)]) + head


def _too_long() -> Iterator[Upload]:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes(8000 * 300))
    yield spoken("five minutes", made.getvalue())
    yield spoken("six megabytes and more", b"\x1a\x45\xdf\xa3" + bytes(6_100_000))
    yield shown("twelve megabytes and more", photo() + bytes(12_100_000))
    big = io.BytesIO()
    Image.new("L", (10_000, 7_000)).save(big, "PNG")
    yield shown("seventy million points", big.getvalue())


def _strange_forms() -> Iterator[Upload]:
    ours, theirs = part("voice", voice()), part("photo", photo())
    yield Upload("no boundary", VOICE, whole(ours), "multipart/form-data")
    yield Upload("another boundary", VOICE, whole(ours), "multipart/form-data; boundary=anders")
    yield Upload("boundary of 5,000", VOICE, whole(ours), f"multipart/form-data; boundary={'g' * 5000}")
    yield Upload("a form without files", VOICE, b"voice=abc", "application/x-www-form-urlencoded")
    yield Upload("JSON", VOICE, b'{"voice": "abc"}', "application/json")
    yield Upload("the bare file", VOICE, voice(), "audio/webm")
    yield Upload("nothing", VOICE, b"", MULTIPART)
    yield Upload("another name", VOICE, whole(part("file", voice())))
    yield Upload("a photo as voice", VOICE, whole(theirs))
    yield Upload("cut off in the head", VOICE, ours[:60])
    yield Upload(
        "a field instead of a file",
        VOICE,
        whole(b'--grens\r\nContent-Disposition: form-data; name="voice"\r\n\r\nabc\r\n'),
    )
    yield Upload("forty parts", VOICE, whole(*[part(f"deel{number}", b"x") for number in range(40)]))
    yield Upload("two thousand parts", PHOTO, whole(*[part(f"deel{number}", b"x") for number in range(2000)]))
    yield Upload(
        "a field of 2 MB",
        VOICE,
        whole(b'--grens\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + bytes(2_000_000)),
    )
    yield Upload("a head of 200 kB", VOICE, whole(part("voice", DISGUISES["zip"], more=f"X-Lang: {'x' * 200_000}\r\n")))
    yield Upload("no name at all", VOICE, whole(b"--grens\r\nContent-Disposition: form-data\r\n\r\nabc\r\n"))
    yield Upload("another question", "/meedoen/bijlage/wishes/stem", whole(ours))
    yield Upload("no question", f"/meedoen/bijlage/{'x' * 300}/stem", whole(ours))
    yield Upload("a way up", "/meedoen/bijlage/..%2f..%2fsleutels/stem", whole(ours))
    yield Upload("a page with a wrong file", PAGE, whole(part("voice", DISGUISES["html"])))
    yield Upload("a page with twenty megabytes", PAGE, whole(part("photo", bytes(20_000_000))))


NAMES = (
    "../../../etc/passwd",
    "..\\..\\boot.ini",
    "C:\\x.webm",
    "a\0b.webm",
    "x" * 20_000,
    "'; drop table draft; --",
    "<script>alert(1)</script>",
    "%00",
    "\udcff\udcfe",
    "con",
    ".htaccess",
    "con.webm/.",
)


def _strange_names() -> Iterator[Upload]:
    for name in NAMES:
        yield spoken(f"named {name[:20]!r}", DISGUISES["php"], file_name=name)
