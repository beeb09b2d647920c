"""A phone that reads aloud: a made-up voice whose words a test can follow, and what the site's own player does."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.phone import Phone

# A voice that says nothing by itself: the test ends each sentence. What was said is noted with its pace.
VOICE = """
(() => {
  const said = [];
  let now = null;
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => LANGUAGES.map((lang) => ({ lang, localService: LOCAL, name: lang })),
    speak(words) {
      if (words.text === '') return;
      now = words;
      said.push([words.text, words.rate, words.lang]);
      if (words.onstart) words.onstart();
    },
    cancel() { const old = now; now = null; if (old && old.onerror) old.onerror({ error: 'interrupted' }); },
  } });
  window.heard = said;
  window.endSentence = () => { const old = now; now = null; if (old) old.onend(); };
})();
"""


class Listener:
    """Someone who listens to their phone."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.page = phone.page

    def has_voice(self, *languages: str, local: bool = True) -> Listener:
        """Give the phone a voice for these languages, from the next page on; without any it is mute."""
        voice = VOICE.replace("LANGUAGES", str(list(languages))).replace("LOCAL", str(local).lower())
        self.page.context.add_init_script(voice)
        return self

    @property
    def button(self) -> Locator:
        """The button on top of every screen."""
        return self.page.get_by_role("button", name="Lees voor", exact=True)

    def listens(self) -> None:
        """Tap "Lees voor" and wait for the player."""
        self.button.click()
        expect(self.page.get_by_role("region", name="Voorlezen")).to_be_visible()

    def taps_player(self, name: str) -> None:
        """Tap a button of the player."""
        self.page.get_by_role("region", name="Voorlezen").get_by_role("button", name=name, exact=True).click()

    def said(self) -> list[str]:
        """Return all that the phone's own voice said so far."""
        return [text for text, _rate, _language in self.heard()]

    def heard(self) -> list[list[Any]]:
        """Return [words, pace, language] of all that the phone's own voice said so far."""
        found: list[list[Any]] = self.page.evaluate("window.heard")
        return found

    def says(self, words: str) -> None:
        """Wait until the phone's own voice says this."""
        self.page.wait_for_function("words => (window.heard.slice(-1)[0] || [])[0] === words", arg=words)

    def marked(self) -> str:
        """Return the words that are marked as being read."""
        return " ".join(self.page.locator(".mp-reading-now").inner_text().split())

    def ends_sentence(self) -> None:
        """Let the voice come to the end of what it says."""
        self.page.evaluate("window.endSentence()")

    def hears_to_the_end(self) -> list[str]:
        """Let the voice say everything; return what it said."""
        before = -1
        while self.page.locator(".mp-player").count():
            if len(self.said()) == before:
                self.page.wait_for_timeout(20)
            before = len(self.said())
            self.ends_sentence()
        return self.said()

    def follows_sounds(self) -> list[str]:
        """Return a list to which the address of every sound from the server is added."""
        asked: list[str] = []
        self.page.on("request", lambda one: asked.append(one.url) if "/voorlezen?" in one.url else None)
        return asked
