"""Follows links from page to page, as far as a test wants to go."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

NUMBERS = re.compile(r"\d+")
LINKS = "links => links.map(link => link.href)"


def crawl(
    page: Page, starts: tuple[str, ...], visit: Callable[[Page], None], *, alike: int, most: int
) -> dict[str, int]:
    """Open all pages that links lead to, and let `visit` look at each; return the status of every address.

    Addresses that differ only in their numbers are alike: of those only the first few are opened, and at most `most`
    pages in all, so that a crawl always ends. A file to keep is no page.
    """
    waiting, seen, kinds = deque(starts), set(starts), Counter[str]()
    statuses: dict[str, int] = {}
    while waiting and len(statuses) < most:
        path = waiting.popleft()
        kind = NUMBERS.sub("0", path)
        if kinds[kind] >= alike:
            continue
        kinds[kind] += 1
        answer = page.goto(path)
        statuses[path] = answer.status if answer else 0
        visit(page)
        for link in page.locator("a[href]:not([download])").evaluate_all(LINKS):
            parts = urlsplit(link)
            found = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc == urlsplit(page.url).netloc and found not in seen:
                seen.add(found)
                waiting.append(found)
    return statuses
