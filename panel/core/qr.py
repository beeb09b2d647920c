"""Draws an address as a square that a phone's camera reads."""

from __future__ import annotations

import io
from typing import Literal

import segno
from markupsafe import Markup

# How much of a square may be damaged and still be read: on a screen little (15%), on paper almost a third.
Correction = Literal["m", "h"]


def qr_code(address: str, label: str, *, correction: Correction = "m") -> Markup:
    """Return an inline SVG, black on white with its quiet edge of four modules, that says `label` to a screen reader.

    It has no style attribute, so that a strict content policy lets it through; CSS gives it its size.
    """
    drawn = io.BytesIO()
    segno.make(address, error=correction, micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=4,
        dark="#000",
        light="#fff",
        svgclass="mp-qr",
    )
    attributes = Markup('<svg role="img" aria-label="{label}" ').format(label=label)
    return Markup(drawn.getvalue().decode().strip().replace("<svg ", attributes, 1))  # noqa: S704
