"""The picture that a message app shows when someone shares an outcome: drawn by ourselves from the frozen words."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
EDGE, INNER = 40, 64
DEFAULT_COLOURS = {
    "ink": "#15233b",
    "ink-soft": "#4d5667",
    "paper": "#ffffff",
    "ground": "#f6f3ee",
    "line": "#d9d2c7",
    "scale-high": "#0a6b5e",
    "scale-unknown": "#7b746a",
}
COLOUR = re.compile(r"--meepraat-([a-z-]+):\s*(#[0-9a-fA-F]{3,8})")


@dataclass(frozen=True)
class CardWords:
    """Everything that stands on the picture: `people` is how many of ten are filled in, if any."""

    municipality: str
    question: str
    headline: str
    foot: str
    people: int | None


def colours_of(theme: str) -> dict[str, str]:
    """Return the colours of a theme as its style sheet gives them by day."""
    found: dict[str, str] = {}
    for name, colour in COLOUR.findall(theme):
        found.setdefault(name, colour)
    return DEFAULT_COLOURS | found


@lru_cache(maxsize=64)
def draw_card(words: CardWords, theme: str) -> bytes:
    """Return the picture as PNG, 1200 by 630; the same words give the same picture."""
    colours = colours_of(theme)
    picture = Image.new("RGB", SIZE, colours["ground"])
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((EDGE, EDGE, SIZE[0] - EDGE, SIZE[1] - EDGE), 28, colours["paper"], colours["line"], 2)
    left = EDGE + INNER
    draw.rounded_rectangle((EDGE, EDGE, EDGE + 18, SIZE[1] - EDGE), 9, colours["scale-high"])
    below = _lines(draw, (left, EDGE + 48), words.municipality, 28, colours["ink-soft"], most=1)
    below = _lines(draw, (left, below + 12), words.question, 36, colours["ink-soft"], most=2)
    size = 68 if len(words.headline) < 60 else 54
    below = _lines(draw, (left, below + 20), words.headline, size, colours["ink"], most=3, bold=True)
    if words.people is not None and below < 450:
        _people(draw, (left, below + 24), words.people, colours)
    _lines(draw, (left, SIZE[1] - EDGE - 70), words.foot, 28, colours["ink-soft"], most=1)
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _lines(
    draw: ImageDraw.ImageDraw,
    place: tuple[int, int],
    text: str,
    size: int,
    colour: str,
    *,
    most: int,
    bold: bool = False,
) -> int:
    """Write at most so many lines and return where the next one begins."""
    font = ImageFont.load_default(size)
    wide = SIZE[0] - 2 * (EDGE + INNER)
    letters = max(8, int(wide / (draw.textlength("nieuwe uitslag", font=font) / 14)))
    lines = wrap(text, letters)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][: letters - 1]}…"]
    x, y = place
    for line in lines:
        draw.text((x, y), line, fill=colour, font=font, stroke_width=1 if bold else 0, stroke_fill=colour)
        y += round(size * 1.25)
    return y


def _people(draw: ImageDraw.ImageDraw, place: tuple[int, int], filled: int, colours: dict[str, str]) -> None:
    x, y = place
    for number in range(10):
        full = number < filled
        fill = colours["scale-high"] if full else None
        outline = colours["scale-high"] if full else colours["scale-unknown"]
        draw.ellipse((x + 13, y, x + 39, y + 26), fill=fill, outline=outline, width=3)
        draw.rounded_rectangle((x, y + 32, x + 52, y + 84), 22, fill=fill, outline=outline, width=3)
        x += 78
