"""What every page object can do: go somewhere, tap, read, and have each screen looked at by axe."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.witness import Witness


class Screen:
    """One open page in someone's hands."""

    def __init__(self, page: Page, witness: Witness) -> None:
        self.page = page
        self.witness = witness

    def opens(self, path: str) -> None:
        """Go to an address of the site."""
        self.page.goto(path)

    def sees(self, heading: str) -> None:
        """Wait until the page has this heading, and let axe look at it."""
        expect(self.page.get_by_role("heading", level=1).first).to_contain_text(heading)
        self.witness.examine(self.page)

    def reads(self, sentence: str) -> None:
        """Wait until a sentence stands on the page."""
        expect(self.page.get_by_text(sentence).first).to_be_visible()

    def button(self, name: str) -> Locator:
        """Return a button, or a link that looks like one."""
        as_button = self.page.get_by_role("button", name=name, exact=True)
        return as_button.or_(self.page.get_by_role("link", name=name, exact=True))

    def taps(self, name: str) -> None:
        """Tap the button or link with this name."""
        self.button(name).first.click()

    def follows(self, name: str) -> None:
        """Follow the first link that has these words in it."""
        self.page.get_by_role("link", name=re.compile(re.escape(name))).first.click()

    @property
    def path(self) -> str:
        """The address of the page without the host."""
        return re.sub(r"^https?://[^/]+", "", self.page.url)
