"""Watches a browser while a story is told: what it asks for, what it complains of, and what axe finds on its pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response

from tests.support.house import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
MOVES = 20
"""So often a page may make way for another while it is looked at."""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ARTIFACTS = ROOT / "tests" / "artifacts"
WIDTHS = {360: 740, 768: 1024, 1280: 800}
NEW_EACH_TIME = re.compile(r'(nonce|value|data-token|data-phone|id|for|aria-\w+)="[^"]{16,}"')
SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL)
# What the server refused is judged by its status. The other is said when a browser looks for a newer service worker at
# the very moment that the network goes or the page is wiped; no page asked for that.
JUDGED_BY_STATUS = ("the server responded with a status of", "An unknown error occurred when fetching the script.")
# The skip link waits above the window, and a picture of the whole page has no above.
HIDE_SKIP_LINK = (
    "display => document.querySelectorAll('.utrecht-skip-link').forEach(it => { it.style.display = display })"
)
# "Volgende" stays in sight over a long list. Axe would measure what happens to lie half under it, wherever the page was
# scrolled to; that it never covers what has the focus is tested in test_pictures_and_places.
PUT_DOWN = """(down) => document.querySelectorAll('.mp-actions--stays, .mp-actions--stays > *').forEach((one) => {
    if (down) one.style.position = 'static';
    else one.removeAttribute('style');
})"""
RUN_AXE = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"


@dataclass
class Witness:
    """Everything that went wrong in one browser, in sentences; a story ends with `nothing_wrong()`."""

    browser: Browser
    address: str
    troubles: list[str] = field(default_factory=list)
    # Parts of complaints that this story brings about on purpose.
    expected: list[str] = field(default_factory=list)
    # Marks of pages that need no second look, shared by all stories of a run.
    checked: set[str] = field(default_factory=set)
    # What else to check wherever axe looks.
    also: list[Callable[[Page], None]] = field(default_factory=list)
    without_scripts: set[BrowserContext] = field(default_factory=set)
    _copyist: Page | None = None

    def follow(self, context: BrowserContext) -> BrowserContext:
        """Watch all pages of a browser context, also those that it opens later."""
        context.on("request", lambda request: self._asks(request.url))
        context.on("response", self._is_answered)
        context.on("console", self._complains)
        context.on("weberror", lambda error: self._note(f"script stopped: {error.error}"))
        return context

    def expects(self, *parts: str) -> None:
        """Say which complaints belong to the story."""
        self.expected += parts

    def nothing_wrong(self) -> None:
        """Fail with everything that was noted."""
        assert not self.troubles, "\n".join(self.troubles)

    def _note(self, trouble: str) -> None:
        if trouble not in self.troubles and not any(part in trouble for part in self.expected):
            self.troubles.append(trouble)

    def _asks(self, url: str) -> None:
        if urlsplit(url).scheme not in {"data", "blob"} and not url.startswith(f"{self.address}/"):
            self._note(f"asked another site: {url}")

    def _is_answered(self, response: Response) -> None:
        request = response.request
        # The service worker of a page asks for it a second time, in its own name.
        by_worker = request.service_worker is not None and "text/html" in request.headers.get("accept", "")
        document = request.resource_type == "document" or by_worker
        if response.status >= 500 or (response.status >= 400 and not document):
            self._note(f"{response.status} for {response.request.method} {response.url}")

    def _complains(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(part in message.text for part in JUDGED_BY_STATUS):
            self._note(f"console: {message.text} ({message.page.url if message.page else ''})")

    def examine(self, page: Page) -> None:
        """Let axe look at the page as it is now, unless the very same page was looked at before."""
        _content(page)
        for check in self.also:
            check(page)
        mark = _mark(page)
        if mark in self.checked:
            return
        self.checked.add(mark)
        found = violations(self._copy(page) if page.context in self.without_scripts else page)
        assert found == [], f"axe on {page.url}: {found}"

    def _copy(self, page: Page) -> Page:
        """Return a copy of a page in a browser with scripts: axe is one, and the browser of the story runs none."""
        if self._copyist is None:
            self._copyist = self.browser.new_context(bypass_csp=True).new_page()
        copy, html = self._copyist, SCRIPTS.sub("", page.content())
        if page.viewport_size:
            copy.set_viewport_size(page.viewport_size)
        copy.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        copy.goto(page.url)
        copy.unroute(page.url)
        return copy

    def leaves(self) -> None:
        """Close the browser of the copies."""
        if self._copyist is not None:
            self._copyist.context.close()


# Axe would measure the colour of a button half-way its change.
AT_REST = """() => Promise.all(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => null))).then(() => null)"""


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page, each as the rule and the element."""
    page.evaluate(AT_REST)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(PUT_DOWN, True)
    result: dict[str, Any] = page.evaluate(RUN_AXE, TAGS)
    page.evaluate(PUT_DOWN, False)
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary'][:200]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def _content(page: Page) -> str:
    """Return what a page is once it is all there, also when it makes way for another one just now.

    Words are there before the style sheet is: a browser does not paint them yet, but measures them when asked.
    """
    for _ in range(MOVES):
        page.wait_for_load_state("load")
        try:
            return page.content()
        except Error:
            page.wait_for_timeout(100)
    raise AssertionError(f"{page.url} does not come to rest")


def _mark(page: Page) -> str:
    size = page.viewport_size or {}
    content = NEW_EACH_TIME.sub("", _content(page))
    return hashlib.blake2b(f"{size}{content}".encode(), digest_size=16).hexdigest()


def look(page: Page, name: str) -> list[Path]:
    """Save what the page looks like at three widths, for a person to look at."""
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    saved = []
    page.evaluate(HIDE_SKIP_LINK, "none")
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        saved.append(ARTIFACTS / f"{name}-{width}.png")
        page.screenshot(path=saved[-1], full_page=True)
    page.evaluate(HIDE_SKIP_LINK, "")
    if before:
        page.set_viewport_size(before)
    return saved


def fits(page: Page) -> None:
    """Check that nothing of the page sticks out sideways."""
    pixels = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert pixels <= 0, f"{page.url} is {pixels} pixels wider than {page.viewport_size}"
