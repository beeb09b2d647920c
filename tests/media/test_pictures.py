"""Every picture is made anew from what can be seen: upright, small enough, without a word about who took it where."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from panel.media.pictures import BadMediaError, clean_picture
from tests.support.recordings import MAKER, photo


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_comes_out_upright_and_says_nothing_of_its_maker(form: str) -> None:
    came = photo(form)
    assert 0x8825 in opened(came).getexif()
    clean = clean_picture(came, longest_side=1600)
    assert (clean.width, clean.height) == (240, 320)
    assert clean.content_type == "image/webp"
    assert not opened(clean.content).getexif()
    assert {"exif", "xmp", "icc_profile", "comment"}.isdisjoint(opened(clean.content).info)
    assert MAKER.encode() not in clean.content


def test_a_large_photo_becomes_smaller() -> None:
    clean = clean_picture(photo(size=(4000, 3000)), longest_side=1600)
    assert (clean.width, clean.height) == (1200, 1600)


def test_see_through_parts_stay_see_through() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (40, 40), (10, 20, 30, 0)).save(made, "PNG")
    assert opened(clean_picture(made.getvalue(), longest_side=100).content).mode == "RGBA"


def test_of_a_moving_picture_only_the_first_image_stays() -> None:
    made, images = io.BytesIO(), [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    images[0].save(made, "WEBP", save_all=True, append_images=images[1:])
    assert getattr(opened(clean_picture(made.getvalue(), longest_side=100).content), "n_frames", 1) == 1


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that unpacks to `width` x `height` points of white."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = bytes(1 + width // 8)
    return b"".join((
        b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(row * min(height, 4000), 9)),
        chunk(b"IEND", b""),
    ))  # fmt: skip


@pytest.mark.parametrize("size", [(60_000, 60_000), (30_000, 2_000), (2**31 - 1, 2**31 - 1), (12_000, 9_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(BadMediaError) as caught:
        clean_picture(
            bomb(*size)
            if size[0] < 10**6
            else bomb(64, 64).replace(struct.pack(">II", 64, 64), struct.pack(">II", *size)),
            longest_side=1600,
        )
    assert caught.value.code in {"TOO_MANY_PIXELS", "NOT_A_PICTURE"}


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n",
        b"\xff\xd8\xff\xe0" + bytes(3000),
        photo()[: len(photo()) // 2],
        photo("PNG")[:200],
        photo("WEBP")[:200],
    ],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(BadMediaError, match="NOT_A_PICTURE"):
        clean_picture(content, longest_side=1600)


def test_nothing_at_all_is_empty() -> None:
    with pytest.raises(BadMediaError, match="EMPTY"):
        clean_picture(b"", longest_side=1600)


def test_what_hangs_on_behind_a_picture_is_gone() -> None:
    clean = clean_picture(photo() + b"<script>alert(1)</script>" * 50, longest_side=1600)
    assert b"<script>" not in clean.content
