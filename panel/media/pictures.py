"""Makes every picture anew, upright and not too large, with nothing in it but what can be seen."""

from __future__ import annotations

from dataclasses import dataclass

from panel.media.apart import convert_apart
from panel.media.problems import BadMediaError, MediaProblem

__all__ = ["BadMediaError", "CleanPicture", "clean_picture"]

CONTENT_TYPE = "image/webp"
_PROCESSOR_SECONDS = 8


@dataclass(frozen=True)
class CleanPicture:
    """A WebP without place, date, camera, thumbnail or remark; see-through parts stay see-through."""

    content: bytes
    content_type: str
    width: int
    height: int


def clean_picture(content: bytes, *, longest_side: int) -> CleanPicture:
    """Return a picture made anew from its points, scaled down until it fits in a square of `longest_side`.

    Takes JPEG, PNG and WebP, judged by content; of a moving picture the first image. Its size is looked at before
    it is unpacked. Raises BadMediaError: EMPTY, NOT_A_PICTURE, TOO_MANY_PIXELS or BUSY.
    """
    if not content:
        raise BadMediaError(MediaProblem.EMPTY)
    found, made = convert_apart("picture", content, seconds=_PROCESSOR_SECONDS, longest_side=longest_side)
    return CleanPicture(made, CONTENT_TYPE, int(found["width"]), int(found["height"]))
