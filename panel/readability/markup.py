"""Hides what a reader never sees (HTML tags, codes, placeholders), without moving a single character."""

import html
import re

# Bounded repetition keeps these linear, also on a hostile text that opens tags and never closes them.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])[^<>]{0,2000}>|<!--[^<>]{0,2000}-->")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,10}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_PLACEHOLDER = re.compile(r"%\([A-Za-z_]\w{0,60}\)[sdrf]|\{\{[^{}\n]{1,200}\}\}|\{[A-Za-z_]\w{0,60}\}")

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main "
    "nav ol option p section table tbody td th thead title tr ul".split()
)


def mask_markup(text: str) -> str:
    """Return a text of the same length in which tags are blank, block tags end a line and a placeholder is one word.

    Same length means that a position in the result is the same position in `text` (code points).
    """
    if "<" in text:
        text = _TAG.sub(_mask_tag, text)
    if "&" in text:
        text = _ENTITY.sub(_mask_entity, text)
    if "%" in text or "{" in text:
        text = _PLACEHOLDER.sub(lambda match: "X" * len(match.group()), text)
    return text


def _mask_tag(match: re.Match[str]) -> str:
    length = len(match.group())
    name = (match.group(2) or "").lower()
    # A tag takes at least three characters, so there is always room for the line break.
    return "\n" + " " * (length - 1) if name in _BLOCKS else " " * length


def _mask_entity(match: re.Match[str]) -> str:
    character = html.unescape(match.group())
    shown = character if len(character) == 1 and character not in "<>" else " "
    return shown + " " * (len(match.group()) - 1)
