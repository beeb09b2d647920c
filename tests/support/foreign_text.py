"""What a page says in its own language: all that is read or spoken, without the parts that are marked as Dutch."""

from __future__ import annotations

import re
from html.parser import HTMLParser

UNSEEN = frozenset({"head", "script", "style"})
# Elements that have no end of their own.
SINGLE = frozenset({"br", "hr", "img", "input", "link", "meta", "use", "rect", "line", "circle", "ellipse", "path"})
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-chart-label", "data-chart-failed")
# What is only there in Dutch stands between these signs where no element can mark it.
APART = re.compile("\u2068[^\u2068\u2069]*\u2069")


class _Reader(HTMLParser):
    """Goes through a page and keeps the texts that are not marked as another language's."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.passed_over: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        other = tag != "html" and (about.get("lang") or self.language) != self.language
        if not self.passed_over and not other:
            self.texts += [APART.sub(" ", about[name] or "") for name in SPOKEN if name in about]
        if tag not in SINGLE and (self.passed_over or other or tag in UNSEEN):
            self.passed_over.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without an inside has no text; what it says of itself was seen at its start."""

    def handle_endtag(self, tag: str) -> None:
        if self.passed_over and tag not in SINGLE:
            assert self.passed_over.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if not self.passed_over:
            self.texts.append(data)


def own_texts(page: str, language: str) -> list[str]:
    """Return every text of a page that is in its own language, one string for each piece."""
    reader = _Reader(language)
    reader.feed(page)
    return [text for text in (" ".join(one.split()) for one in reader.texts) if text]
