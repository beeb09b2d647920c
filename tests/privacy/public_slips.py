"""What a page gives away without any sum: a number that is not rounded, a bar that is too exact, a figure too many."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from tests.privacy.public_reader import EVERYBODY, OTHER, Asked, Cell, Page, share_of, words
from tests.privacy.public_shares import others_of, steps_of

_KNOWN = (
    r"(minder dan |< ?)?\b\d+ van de (10|100)\b",
    r"\d+ ?%",
    r"ongeveer [\d.]+ mensen",
    r"vraag \d+",
    r"top \d",
    r"minder dan 10 (mensen|antwoorden)",
    r"af op 5\b",
    r"onder 10 mensen",
    r"\b\d{1,2} [a-z]+ \d{4}",
    r"\d{1,2} (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)",
    r"\bA4\b|\bCC0\b|\(CC0\)",
)
_GEOMETRY = {
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "width",
    "height",
    "rx",
    "viewbox",
    "viewBox",
    "d",
    "stroke",
    "colspan",
    "rows",
    "tabindex",
}
_PLACES = {"class", "id", "href", "src", "aria-labelledby", "data-chart-url", "data-chart-script"}
_PLAIN_PLACE = re.compile(r"(vraag|cijfers)-\d+(-b\d+|-tekst)?")
_DRAWN = 0.99
_TOLERANCE = 0.06
_SHORTEST = 1.6


def slips(page: Page) -> list[str]:
    """Every number on the page that the promise does not allow."""
    found = list(_rough(page.tree))
    if page.people is not None and page.people % 5:
        found.append(f"the page: {page.people} people is not rounded to 5")
    for asked in page.asked:
        found += _table(asked, EVERYBODY, asked.cells, asked.answered, page.weighted)
        for broken in asked.breakdowns:
            for group, cells in broken.cells.items():
                found += _table(asked, group, cells, broken.sizes.get(group), page.weighted)
    return [*found, *_bars(page.tree), *_scales(page.tree), *_unexplained(page)]


def _rough(tree: HtmlElement) -> Iterator[str]:
    for said in re.findall(r"(?:o|O)ngeveer ([\d.]+) mensen", words(tree)):
        number = int(said.replace(".", ""))
        if number % 5 or number < 10:
            yield f"the page: 'ongeveer {said} mensen' is not a rounded number of 10 or more"


def _table(asked: Asked, group: str, cells: dict[str, Cell], size: int | None, weighted: bool) -> Iterator[str]:
    place = f"{asked.text}: {group}"
    counts = [cell.count or 0 for cell in cells.values() if cell.count is not None]
    if asked.routed and (counts or size):
        yield f"{place}: a routed question shows how many people it was asked"
    for label, cell in cells.items():
        if cell.count is not None and cell.count % 5:
            yield f"{place}: {label}: {cell.count} is not a multiple of 5"
        if cell.count is not None and cell.count < 5 and not cell.nobody:
            yield f"{place}: {label}: {cell.count} people should read 'bijna niemand'"
        if not cell.share.nearly and not _steps(cell.share.value, cell.share.unit, size):
            yield f"{place}: {label}: the share is finer than its size allows"
        if size and cell.count is not None and not _from_rounded(asked, cell, size, sum(counts)):
            yield f"{place}: {label}: the share does not follow from the rounded counts"


def _steps(value: float, unit: float, size: int | None) -> bool:
    if size is None:
        return True
    if size < 50:
        return unit == 0.1
    return size >= 300 or abs(value * 20 - round(value * 20)) < 1e-9


def _from_rounded(asked: Asked, cell: Cell, size: int, together: int) -> bool:
    """A share of choose-one is out of all rounded counts; of choose-several it is out of chosen and not chosen."""
    if cell.nobody or cell.share.nearly:
        return cell.share.nearly != "iedereen" or cell.count in (size, together)
    if asked.kind == "several":
        return others_of(cell, size) is not None
    if cell.share.below:
        return (cell.count or 0) / size < cell.share.value + 1e-9
    return abs((cell.count or 0) / max(together, 1) - cell.share.value) < steps_of(size) + 1e-9


def _bars(tree: HtmlElement) -> Iterator[str]:
    """A bar is as long as the share that stands beside it."""
    for bar in tree.xpath('.//li[contains(@class,"mp-bar")]'):
        said = bar.xpath('.//*[contains(@class,"mp-bar__words")]')
        if not said:
            continue
        share = share_of(words(said[0]))
        drawn = [_percent(r.get("width")) for r in bar.xpath('.//*[contains(@class,"mp-bar__share")]')]
        length = drawn[0] / _DRAWN if drawn else 0.0
        expected = max(100 * share.value, _SHORTEST if share.value else 0.0)
        wrong = length > expected if share.below else length > _SHORTEST and abs(length - expected) > _TOLERANCE
        if wrong:
            yield f"{words(bar)}: the bar is {length:.2f}% long, which is finer than the words"


def _scales(tree: HtmlElement) -> Iterator[str]:
    """The pieces of a scale are in proportion to the shares in its words."""
    for drawing in tree.xpath('.//*[contains(@class,"mp-scale__drawing")]'):
        label = drawing.get("aria-label") or ""
        said = [share_of(text) for text in re.findall(r": ([^:]*?)(?=, [^,:]*: | en [^,:]*: |$)", label)]
        shares = [share for share in said if share.value and not share.below]
        pieces = [_percent(p.get("width")) for p in drawing.xpath('.//*[contains(@class,"mp-scale__piece")]')]
        if not pieces or any(share.below for share in said):
            continue
        if not any(_proportional(pieces, [s.value for s in shares][:n]) for n in (len(shares), len(pieces))):
            yield f"{label}: the drawn pieces {pieces} are finer than the words"


def _proportional(pieces: list[float], shares: list[float]) -> bool:
    if len(pieces) != len(shares):
        return False
    factor = sum(pieces) / sum(shares)
    return all(abs(p - factor * s) < 0.05 for p, s in zip(pieces, shares, strict=True))


def _percent(text: str | None) -> float:
    return float((text or "0").rstrip("%"))


def _unexplained(page: Page) -> Iterator[str]:
    """Digits in a sentence or an attribute that are none of the kinds that a page may have."""
    own = {label for a in page.asked for label in (*a.cells, *a.other)} | {a.text for a in page.asked}
    own |= {words(h) for h in page.tree.iter("h1")}
    for element in page.tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("path", "script", "textarea"):
            continue
        for name, value in element.attrib.items():
            if name in _GEOMETRY or (name in _PLACES and _place(value)):
                continue
            if left := _left(value, own):
                yield f"<{element.tag} {name}>: an unexplained number in {left!r}"
        cell = element.tag == "td" or "mp-scale__number" in (element.get("class") or "")
        for text in (None if cell else element.text, *(child.tail for child in element)):
            if text and (left := _left(text, own)) and not _apart(element):
                yield f"an unexplained number in {left!r}"


def _apart(element: HtmlElement) -> bool:
    return any(
        "mp-downloads" in (e.get("class") or "") or "mp-paper" in (e.get("class") or "")
        for e in (element, *element.iterancestors())
    )


def _place(value: str) -> bool:
    if value.startswith(("/", "#", "http", "data:")):
        return "?" not in value or bool(re.fullmatch(r"[^?]*\?uitsplitsing=b\d+", value))
    return not re.search(r"\d", value) or all(
        _PLAIN_PLACE.fullmatch(part) or not re.search(r"\d\d", part) for part in value.split()
    )


def _left(text: str, own: set[str]) -> str:
    left = re.sub(r"\s+", " ", text).strip()
    for label in sorted(own, key=len, reverse=True):
        left = (
            left.replace(label, "")
            if label != OTHER and not label.isdigit()
            else re.sub(rf"(?<!\d){label}(?!\d)", "", left)
        )
    for known in _KNOWN:
        left = re.sub(known, "", left, flags=re.IGNORECASE)
    return left.strip() if re.search(r"\d", left) else ""
