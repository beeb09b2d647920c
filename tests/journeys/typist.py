"""An officer who uses no mouse: every field is reached with Tab, every button pressed with Enter."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Page

from tests.journeys.desk import Desk
from tests.journeys.keyboard import FOCUSED, Keyboard
from tests.journeys.witness import Witness


class Typist(Desk):
    """Someone at the town hall with a keyboard only."""

    def __init__(self, page: Page, witness: Witness) -> None:
        super().__init__(page, witness)
        self.keys = Keyboard(page)

    def fills(self, fields: dict[str, str]) -> None:
        """Write in fields, in the order in which Tab comes to them."""
        for label, text in fields.items():
            self.keys.reaches(label)
            self.keys.presses("Control+a")
            self.keys.types(text)

    def dates(self, label: str, day: dt.date) -> None:
        """Write a day in a field that asks for the day, the month and the year, in the order of this browser."""
        self.keys.reaches(label)
        for order in ("%d%m%Y", "%m%d%Y"):
            self.keys.types(f"{day:{order}}")
            if self.page.evaluate("() => document.activeElement.value") == day.isoformat():
                return
            self.keys.presses("ArrowLeft", "ArrowLeft")
        raise AssertionError(f"the field takes no {day}")

    def taps(self, name: str) -> None:
        """Reach a button or link, and press Enter."""
        self.keys.reaches(name)
        self.keys.presses("Enter")

    def follows(self, name: str) -> None:
        """Reach a link, and press Enter."""
        self.taps(name)

    def picks(self, words: str, *, among: tuple[str, ...]) -> None:
        """Reach a group of choices with Tab and walk to one of them with the arrows."""
        self.keys.reaches(words, *among)
        for _ in among:
            if self.page.evaluate(FOCUSED)["words"].startswith(words):
                self.keys.presses("Space")
                return
            self.keys.presses("ArrowDown")
        assert self.page.evaluate(FOCUSED)["words"].startswith(words), f"the arrows do not lead to {words!r}"
        self.keys.presses("Space")

    def starts_over(self) -> None:
        """Begin at the top of the page again, as after loading it."""
        self.page.reload()
