"""A participant's phone: from the code to "Bedankt", one screen at a time."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.screen import Screen

# The six questions of the class, with the answers of one participant.
QUESTIONS = (
    "Hoe vaak sport jij in jouw buurt?",
    "Wat wil jij in jouw buurt?",
    "Hoe fijn vind je jouw buurt?",
    "Het is hier veilig in de avond.",
    "Hoeveel keer per week sport jij?",
    "Wat moet de gemeente doen?",
)
ANSWERS: tuple[tuple[str, ...], ...] = (
    ("Elke week",),
    ("Een veld", "Lampen"),
    ("Gaat wel",),
    ("Eens",),
    ("3",),
    ("Meer lampen bij het veld.",),
)
# How the last screen says those answers.
REVIEW = ["Elke week", "Een veld, Lampen", "Gaat wel", "Eens", "3 keer per week", "Meer lampen bij het veld."]
TYPED = 5
COOKIE = "meepraat-deelname"


class Phone(Screen):
    """Someone who answers."""

    def types_code(self, code: str) -> None:
        """Open the site and type the code from the board."""
        self.opens("/meedoen")
        self.sees("Doe mee.")
        self.page.get_by_label("De code").fill(code)
        self.taps("Verder")

    def takes_part(self) -> None:
        """Say yes, read how much influence there is, and practise."""
        self.sees("Welkom.")
        self.taps("Ik doe mee")
        self.sees("Dit doet jouw antwoord")
        self.taps("Snap ik")
        self.sees("Wat vind je van pizza?")
        self.chooses("Gaat wel")
        self.taps("Volgende")

    def comes_in(self, code: str) -> None:
        """Type the code and go on to the first question."""
        self.types_code(code)
        self.takes_part()
        self.sees(QUESTIONS[0])

    def chooses(self, *answers: str) -> None:
        """Tap cards."""
        for answer in answers:
            self.page.locator(".mp-answer__words").get_by_text(answer, exact=True).click()

    def types(self, answer: str) -> None:
        """Type in the one field of the screen."""
        self.page.get_by_label("Jouw antwoord").fill(answer)

    def answers(self, number: int) -> None:
        """Answer one of the six questions as this file says, and go on."""
        self.sees(QUESTIONS[number - 1])
        given = ANSWERS[number - 1]
        if number >= TYPED:
            self.types(given[0])
        else:
            self.chooses(*given)
        self.taps("Volgende")

    def answers_everything(self, first: int = 1) -> None:
        """Answer from one question on, up to looking back."""
        for number in range(first, len(QUESTIONS) + 1):
            self.answers(number)
        self.sees("Kijk het na")

    def looks_back(self) -> list[str]:
        """Return the answers as the last screen shows them."""
        self.sees("Kijk het na")
        return [text.strip() for text in self.page.locator("[data-review-answer]").all_inner_texts()]

    def sends(self) -> None:
        """Tap "Verstuur" and be thanked."""
        self.taps("Verstuur")
        self.sees("Bedankt.")

    def has_chosen(self, *answers: str) -> None:
        """Check which cards are ticked."""
        for answer in answers:
            card = self.page.locator(".mp-answer", has=self.page.get_by_text(answer, exact=True))
            expect(card.locator("input")).to_be_checked()

    def has_cookie(self) -> bool:
        """Return whether this phone is known to take part."""
        return any(cookie.get("name") == COOKIE for cookie in self.page.context.cookies())

    def keeps(self) -> list[str]:
        """Return the names of the databases that the browser keeps for the site."""
        found: list[str] = self.page.evaluate("async () => (await indexedDB.databases()).map(one => one.name)")
        return found
