"""Someone who uses no mouse and no finger: only Tab, the arrows, Space and Enter."""

from __future__ import annotations

from playwright.sync_api import Page

MOST_STOPS = 40
# What has the focus: its label or its words, and whether it is something that people can see.
FOCUSED = r"""() => {
    const found = document.activeElement;
    const words = found.labels?.length ? found.labels[0] : found;
    const box = (found.closest('label') || found).getBoundingClientRect();
    const seen = box.width > 1 && box.height > 1 && !found.closest('[aria-hidden=true]');
    return {words: words.innerText.trim().replace(/\s+/g, ' '), seen};
}"""


class Keyboard:
    """The keys of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reaches(self, *words: str) -> None:
        """Press Tab until something with (one of) these words has the focus; every stop on the way must be visible."""
        passed = []
        for _ in range(MOST_STOPS):
            self.presses("Tab")
            focused = self.page.evaluate(FOCUSED)
            assert focused["seen"], f"the focus is nowhere to be seen after {passed}"
            if focused["words"].startswith(words):
                return
            passed.append(focused["words"])
        raise AssertionError(f"Tab does not lead to {words!r}, only to {passed}")

    def presses(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        """Type where the focus is."""
        self.page.keyboard.type(text)
