"""An officer's computer: writing a question, publishing, closing and answering."""

from __future__ import annotations

import datetime as dt
import re

from playwright.sync_api import FrameLocator, expect

from tests.factories.accounts import PASSWORD
from tests.journeys.screen import Screen


class Desk(Screen):
    """Someone at the town hall."""

    def signs_in(self, email: str, password: str = PASSWORD) -> None:
        """Sign in, and come to the own questions."""
        self.opens("/inloggen")
        self.sees("Inloggen")
        self.fills({"E-mailadres": email, "Wachtwoord": password})
        self.taps("Log in")
        self.sees("Mijn vragen")

    def fills(self, fields: dict[str, str]) -> None:
        """Fill in fields by their labels."""
        for label, text in fields.items():
            self.page.get_by_label(re.compile(rf"^{re.escape(label)}")).first.fill(text)

    def begins(self, title: str) -> None:
        """From the own questions: write down what to know, and go on to the next step."""
        self.taps("Stel een vraag")
        self.sees("Wat wil je weten?")
        self.fills({"Jouw vraag aan de stad": title})
        self.goes_on("Waarom nu?")

    def goes_on(self, heading: str) -> None:
        """Save this step, and come to the next."""
        self.taps("Bewaar en ga verder")
        self.sees(heading)

    def takes_step(self, title: str) -> None:
        """From the page with all steps: go to one of them."""
        self.page.locator(".mp-steps__title").get_by_role("link", name=title).click()
        self.sees(title)

    def reads_in(self, label: str) -> str:
        """Return what stands in a field."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}")).first.input_value()

    def adds_question(self, kind: str, text: str, answers: tuple[str, ...] = (), **fields: str) -> None:
        """From the page with all steps: make one more question of a kind, and come back."""
        self.takes_step("Vragen")
        self.taps("Vraag erbij")
        self.sees("Wat voor vraag wordt het?")
        self.follows(kind)
        self.sees("Vraag")
        self.fills({"De vraag": text, **{f"Antwoord {number}": one for number, one in enumerate(answers, start=1)}})
        self.fills({label.replace("_", " "): value for label, value in fields.items()})
        self.taps("Bewaar")
        self.reads("Bewaard.")
        self.sees("Vraag")
        self.taps("Terug naar de vragen")
        self.sees("Vragen")
        self.taps("Alle stappen")

    @property
    def preview(self) -> FrameLocator:
        """The phone that stands beside what is being written."""
        return self.page.frame_locator("iframe[data-preview]")

    def sees_on_the_phone(self, heading: str) -> None:
        """Wait until the phone preview shows a heading."""
        expect(self.preview.get_by_role("heading", level=1)).to_contain_text(heading)

    def group_code(self) -> str:
        """Return the six digits that stand on the page."""
        shown = self.page.locator(".mp-digits--large").first.inner_text()
        return shown.replace(" ", "")

    def writes_reply(self, *, subject: str, decision: str, reason: str, by: str, due: dt.date) -> None:
        """Fill in what the municipality does, and place it."""
        self.fills({"Waar gaat dit antwoord over?": subject, "Waarom?": reason, "Wie zorgt hiervoor?": by})
        self.fills({"Wanneer is het klaar?": due.isoformat()})
        self.page.get_by_label(decision, exact=True).check()
        self.taps("Plaats dit antwoord")
        self.reads("Dit staat al op de uitslagpagina")
