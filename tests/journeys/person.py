"""Someone who answers in a way of their own: without scripts, on a small phone, by keys only, or in Arabic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from flask_babel import gettext
from playwright.sync_api import Locator, Page, expect

from panel.core.i18n import choose_words
from panel.core.reading import NAME
from tests.journeys.keyboard import Keyboard
from tests.journeys.phone import Phone
from tests.journeys.website import Website
from tests.journeys.witness import Witness

# What stays in sight over a long list must not lie over what has the focus, and the focus must be drawn.
FOCUS = """() => {
    const held = document.activeElement;
    // Between the last stop and the first the browser itself has the focus.
    if (held === document.body) return { drawn: true, free: true, inside: true, words: '' };
    const found = held.closest('.mp-answer') || held.closest('label') || held;
    const box = found.getBoundingClientRect();
    const bar = document.querySelector('.mp-actions--stays > .utrecht-button')?.getBoundingClientRect();
    const drawn = [held, found, found.querySelector('.mp-answer__body')].filter(Boolean).some((one) => {
        const style = getComputedStyle(one);
        return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
    });
    return {
        // The parts inside a player draw their focus themselves.
        drawn: drawn || held.matches('audio'),
        free: !bar || held.closest('.mp-actions--stays') !== null || box.bottom <= bar.top + 1 || box.top >= bar.bottom,
        inside: box.bottom > 0 && box.top < innerHeight,
        words: found.outerHTML.slice(0, 160),
    };
}"""
CARD_WITH_FOCUS = (
    "() => document.activeElement.closest('.mp-answer')?.querySelector('.mp-answer__words').innerText || ''"
)
LETTERS = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
SIDEWAYS = """() => [...document.querySelectorAll('bdi, [name=code], [data-own][dir]')]
    .filter((one) => one.checkVisibility() && getComputedStyle(one).direction === 'rtl')
    .map((one) => one.outerHTML.slice(0, 120))"""


@dataclass(frozen=True)
class Way:
    """How someone uses a phone; `letters` is the size that the browser is set to, in percent."""

    javascript: bool = True
    width: int = 360
    letters: int = 100
    keys: bool = False
    language: str = "nl"

    @property
    def viewport(self) -> dict[str, int]:
        """The size of the phone."""
        return {"width": self.width, "height": 740 if self.width == 360 else 568}


WAYS = {
    "a finger": Way(),
    "no scripts": Way(javascript=False),
    "320 pixels": Way(width=320),
    "320 pixels, letters of 200%, no scripts": Way(javascript=False, width=320, letters=200),
    "letters of 200%": Way(letters=200),
    "keys only": Way(keys=True),
    "Arabic": Way(language="ar"),
}
INFORMAL = re.compile(r"\b(jij|je|jou|jouw|jullie)\b", re.IGNORECASE)


class Watchful(Keyboard):
    """Keys, where every stop on the way is looked at: is the focus drawn, and is nothing lying over it?"""

    def presses(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            if key == "Tab" or key.startswith("Arrow"):
                self.looks()

    def looks(self) -> None:
        """Fail when the focus cannot be seen."""
        focus = self.page.evaluate(FOCUS)
        assert focus["drawn"], f"no focus is drawn on {focus['words']}"
        assert focus["free"], f"the button that stays covers {focus['words']}"
        assert focus["inside"], f"the focus is out of sight on {focus['words']}"


class Person(Phone):
    """Someone who answers; every word of ours is given in Dutch and looked for in the language of this person."""

    def __init__(self, page: Page, witness: Witness, website: Website, way: Way) -> None:
        super().__init__(page, witness)
        self.website, self.way = website, way
        self.keys = Watchful(page)
        self.taps_made = 0

    def word(self, dutch: str, **about: object) -> str:
        """Return a text of ours as this person reads it; the consultation's own texts stay as they are."""
        if self.way.language == "nl":
            return dutch % about if about else dutch
        with self.website.app.test_request_context("/meedoen", headers={"Cookie": f"{NAME}={self.way.language}"}):
            choose_words()
            return str(gettext(dutch, **about))

    def sees(self, heading: str) -> None:
        """Wait for a screen, look at it with axe, and check its language and its direction."""
        super().sees(self.word(heading))
        html = self.page.locator("html")
        expect(html).to_have_attribute("lang", self.way.language)
        expect(html).to_have_attribute("dir", "rtl" if self.way.language == "ar" else "ltr")
        assert self.page.evaluate(SIDEWAYS) == []
        assert self.page.evaluate(LETTERS) >= 16 * self.way.letters / 100

    def reads(self, sentence: str) -> None:
        """Wait until a sentence stands on the page."""
        expect(self.page.get_by_text(self.word(sentence)).locator("visible=true").first).to_be_visible()

    def touches(self, what: Locator) -> None:
        """Touch something with a finger."""
        self.taps_made += 1
        what.tap()

    def taps(self, name: str) -> None:
        """Tap a button, or reach it with Tab and press Enter."""
        self.acts(self.word(name))

    def acts(self, words: str) -> None:
        """Tap what has these very words."""
        if self.way.keys:
            self.taps_made += 1
            self.keys.reaches(words)
            self.keys.presses("Enter")
        else:
            self.touches(self.button(words).locator("visible=true").first)

    def chooses(self, *answers: str) -> None:
        """Tap cards, or walk to them with Tab and the arrows."""
        for answer in answers:
            words = self.word(answer)
            if self.way.keys:
                self._walks_to(words)
            else:
                self.touches(self.page.locator("main .mp-answer__words").get_by_text(words, exact=True))

    def _walks_to(self, words: str) -> None:
        cards = self.page.locator("main .mp-answer")
        if cards.first.locator("input").get_attribute("type") == "checkbox":
            self.keys.reaches(words)
            self.keys.presses("Space")
            return
        self.keys.reaches(*(one.strip() for one in self.page.locator("main .mp-answer__words").all_inner_texts()))
        for _ in range(cards.count()):
            if self.page.evaluate(CARD_WITH_FOCUS).strip() == words:
                self.keys.presses("Space")
                return
            self.keys.presses("ArrowDown")
        raise AssertionError(f"the arrows do not lead to {words!r}")

    def types(self, answer: str) -> None:
        """Type in the one field of the screen."""
        field = self.page.locator("main [name=answer]:is(input[type=text], textarea)")
        self.taps_made += 1
        if self.way.keys:
            self.keys.reaches(self.page.locator("main label[for=field-answer]").inner_text().strip())
            self.keys.presses("Control+a")
            self.keys.types(answer)
        else:
            field.tap()
            field.fill(answer)

    def unfolds(self, words: str) -> None:
        """Open what stands folded under these words."""
        if self.way.keys:
            self.acts(words)
        else:
            self.touches(self.page.locator("main summary", has_text=words))

    def goes_on(self) -> None:
        """Tap "Volgende"."""
        self.taps("Volgende")

    def hands_over(self) -> None:
        """Give the phone to someone else: it forgets everything, also in which language it spoke."""
        self.taps("Iemand anders op deze telefoon")
        self.way = replace(self.way, language="nl")
        self.sees("Doe mee.")

    def taps_twice(self, name: str) -> None:
        """Tap a button twice before anything can happen."""
        self.taps_made += 1
        button = self.button(self.word(name)).locator("visible=true").first
        if self.way.keys:
            self.keys.reaches(self.word(name))
            self.page.keyboard.press("Enter")
            self.page.keyboard.press("Enter")
            return
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.touchscreen.tap(*middle)
        self.page.touchscreen.tap(*middle)


def polite(person: Person) -> None:
    """Check that nothing on this screen says "je"."""
    shown = person.page.locator("main").inner_text()
    assert INFORMAL.search(shown) is None, shown
