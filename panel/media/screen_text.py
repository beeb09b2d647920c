"""What is read aloud of a screen: the words that its page shows, in the order in which they stand there.

`js/listening/blocks.js` finds the same pieces on the phone itself: change one, change both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCK_TAGS = frozenset("h1 h2 h3 h4 p li dt dd th td summary legend figcaption blockquote".split())
BLOCK_CLASSES = frozenset(
    "mp-step mp-answer__words utrecht-button utrecht-form-label utrecht-form-field-description "
    "utrecht-form-field-error-message".split()
)
SILENT_TAGS = frozenset("script style template noscript select textarea svg audio video iframe datalist".split())
SILENT_CLASSES = frozenset({"mp-review__change"})
# What someone answered, and codes that are only theirs: never read by anything but the phone's own voice.
OWN = frozenset({"data-own", "data-review-answer"})
VOID_TAGS = frozenset("area base br col embed hr img input link meta source track wbr".split())
BUTTON = "utrecht-button"


@dataclass(frozen=True)
class Piece:
    """Some words that belong together, in one language; a button is announced as one."""

    words: str
    language: str
    is_button: bool = False


@dataclass
class _Block:
    language: str
    is_button: bool


@dataclass(frozen=True)
class _Open:
    tag: str
    language: str
    inside: bool
    silent: bool
    block: _Block | None


@dataclass
class _Reader(HTMLParser):
    stack: list[_Open] = field(default_factory=lambda: [_Open("", "nl", False, False, None)])
    # A block whose words go on after another one inside it is noted twice, each time with its own words.
    found: list[tuple[_Block, str]] = field(default_factory=list)
    for_respondents: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        classes = frozenset(about.get("class", "").split())
        if tag == "body":
            self.for_respondents = "mp-phone" in classes
        if tag in VOID_TAGS:
            if tag == "br":
                self.handle_data(" ")
            return
        above = self.stack[-1]
        language = about.get("lang") or above.language
        block = above.block
        if tag in BLOCK_TAGS or classes & BLOCK_CLASSES:
            block = _Block(language, BUTTON in classes)
        self.stack.append(
            _Open(tag, language, above.inside or tag == "main", above.silent or _silent(tag, about, classes), block)
        )

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.stack) - 1, 0, -1):
            if self.stack[at].tag == tag:
                del self.stack[at:]
                return

    def handle_data(self, data: str) -> None:
        top = self.stack[-1]
        if not top.inside or top.silent or top.block is None:
            return
        if data.strip():
            # A heading may hold a text in another language.
            top.block.language = top.language
        if self.found and self.found[-1][0] is top.block:
            self.found[-1] = (top.block, self.found[-1][1] + data)
        elif data.strip():
            self.found.append((top.block, data))


def _silent(tag: str, about: dict[str, str], classes: frozenset[str]) -> bool:
    return (
        tag in SILENT_TAGS
        or bool(classes & SILENT_CLASSES)
        or (tag == "button" and not classes & {BUTTON, "mp-answer"})
        or (tag == "details" and "open" not in about)
        or "hidden" in about
        or "data-unread" in about
        or about.get("aria-hidden") == "true"
        or bool(OWN & about.keys())
    )


def pieces_of(page: str) -> list[Piece]:
    """Return what a respondent's page (HTML) says in its main part; nothing of a page that is not for respondents.

    Left out are hidden parts, folded explanations, fields to type in, and all that is marked as someone's own.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if not reader.for_respondents:
        return []
    return [Piece(" ".join(text.split()), block.language, block.is_button) for block, text in reader.found]
