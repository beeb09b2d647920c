"""Ten stories by chance in a real browser: tunnels, lost replies, reloads, two tabs and double taps; counted once."""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Error, Page, Route, expect
from sqlalchemy import select

from panel.answering.answers import Answers, box_size, decode
from panel.answering.models import SealedSubmission
from panel.consultations.models import Round
from panel.core.keys import open_sealed
from tests.journeys.phone import QUESTIONS, TYPED, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

EVENTS = {
    "answers": 40,
    "goes_offline": 12,
    "comes_online": 12,
    "reloads": 10,
    "loses_a_reply": 8,
    "turns_to_other_tab": 8,
    "sends_twice": 10,
}
# Before that, a page that is opened without network is nowhere.
IN_CONTROL = """() => new Promise((resolve) => {
  const worker = navigator.serviceWorker;
  if (worker.controller) resolve(true);
  worker.addEventListener('controllerchange', () => resolve(true));
  setTimeout(() => resolve(worker.controller !== null), 3000);
})"""
LOOKED_AT = "() => document.dispatchEvent(new Event('visibilitychange'))"
NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "ERR_NETWORK_CHANGED")
REPLIES = re.compile(r"/meedoen/(sync|start)$")
PATIENCE = 15_000
# Per question: what someone taps or types, by the value that is counted.
CHOICES: dict[str, dict[str, str]] = {
    "how-often": {"weekly": "Elke week", "sometimes": "Soms", "never": "Nooit"},
    "wishes": {"field": "Een veld", "pool": "Een zwembad", "lamps": "Lampen"},
    "pleasant": {"good": "Fijn", "so-so": "Gaat wel", "bad": "Niet fijn"},
    "safe": {"AGREE": "Eens", "DISAGREE": "Oneens"},
}


@dataclass
class Story:
    """One person with one phone, two tabs and bad luck."""

    website: Website
    chance: random.Random
    tabs: list[Phone]
    online: bool = True
    shown: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    @property
    def tab(self) -> Phone:
        """The tab that is looked at."""
        return self.tabs[-1]

    @property
    def page(self) -> Page:
        return self.tab.page

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text().strip()

    def is_thanked(self) -> bool:
        return "Bedankt." in self.heading()

    def answers(self) -> None:
        """Go one screen further, or look at an answer again."""
        heading = self.heading()
        asked = [number for number, question in enumerate(QUESTIONS, start=1) if heading.endswith(question)]
        if asked:
            self.answers_question(asked[0])
        elif "Kijk het na" in heading:
            number = self.chance.randrange(len(QUESTIONS))
            self.page.locator(".mp-review__change").nth(number).click()
            expect(self.page.locator("h1")).to_contain_text(QUESTIONS[number], timeout=PATIENCE)
            self.answers_question(number + 1)

    def answers_question(self, number: int) -> None:
        if number > TYPED:
            self.tab.types(f"Meer lampen, en {self.chance.randrange(1000)} bomen.")
        elif number == TYPED:
            self.tab.types(str(self.chance.randrange(15)))
        else:
            card = self.chance.choice(list(list(CHOICES.values())[number - 1].values()))
            self.tab.chooses(card)
            # A second tap takes a tick away again, and something must be chosen.
            if self.page.locator("main input:checked").count() == 0:
                self.tab.chooses(card)
        self.tab.taps("Volgende")
        expect(self.page.locator("h1")).not_to_contain_text(QUESTIONS[number - 1], timeout=PATIENCE)

    def goes_offline(self) -> None:
        self.online = False
        self.page.context.set_offline(True)

    def comes_online(self) -> None:
        self.online = True
        self.page.context.set_offline(False)

    def reloads(self) -> None:
        self.page.reload()
        self.settles()

    def settles(self) -> None:
        """Wait until our scripts have the page."""
        self.page.wait_for_load_state("networkidle")
        expect(self.page.locator("h1")).not_to_contain_text("Geen internet", timeout=PATIENCE)

    def loses_a_reply(self) -> None:
        """The next thing that is brought arrives, and nobody hears of it."""
        self.page.context.route(REPLIES, self.lose, times=1)

    def lose(self, route: Route) -> None:
        # The page may be gone before the reply is there.
        with contextlib.suppress(Error):
            if not self.online:
                route.continue_()
                return
            route.fetch()
            self.log.append(f"lost the reply of {route.request.url}")
            route.abort()

    def turns_to_other_tab(self) -> None:
        if len(self.tabs) > 1:
            self.tabs.reverse()
            self.page.bring_to_front()
            # A browser without a screen holds all its tabs for visible.
            self.page.evaluate(LOOKED_AT)
            self.page.wait_for_timeout(100)
            return
        address = self.page.url
        self.tabs.append(Phone(self.page.context.new_page(), self.tab.witness))
        self.page.goto(address)
        self.settles()

    def sends_twice(self) -> None:
        """Finish what is unanswered, look it over, and tap twice."""
        for _ in QUESTIONS:
            if "Kijk het na" not in self.heading():
                self.answers()
        if self.is_thanked():
            return
        expect(self.page.locator("h1")).to_contain_text("Kijk het na")
        # What is sealed is sealed: the last look before that counts.
        looked = [text.strip() for text in self.page.locator("[data-review-answer]").all_inner_texts()]
        if self.website.sent() == 0:
            self.shown = looked
        with contextlib.suppress(Error):
            self.tab.button("Verstuur").dblclick(timeout=3000)
        trouble = self.page.locator("[data-state]", has_text="Versturen lukt nu niet.")
        thanks = self.page.get_by_role("heading", name="Bedankt.")
        expect(trouble.or_(thanks).first).to_be_visible(timeout=PATIENCE)

    def tells(self) -> None:
        """Let ten to fourteen things happen, and at last have network that stays."""
        for _ in range(self.chance.randint(10, 14)):
            (event,) = self.chance.choices(list(EVENTS), weights=list(EVENTS.values()))
            self.log.append(f"{event} at {self.heading()!r}")
            getattr(self, event)()
            if self.is_thanked():
                break
        self.log.append("the end")
        self.comes_online()
        if not self.is_thanked():
            self.page.wait_for_timeout(300)
            self.sends_twice()
        expect(self.page.locator("h1")).to_contain_text("Bedankt.", timeout=PATIENCE)


def in_words(answers: Answers) -> list[str]:
    """Return what was counted as the screen that looks back says it."""
    said = []
    for key, given in answers.given.items():
        values = given.value if isinstance(given.value, list | tuple) else [given.value]
        said.append(", ".join(CHOICES.get(key, {}).get(str(value), str(value)) for value in values))
        if key == "times":
            said[-1] += " keer per week"
    return said


def counted(website: Website) -> list[list[str]]:
    """Open every box as the count does."""
    with website.database.session(reading=True) as session:
        boxes = session.scalars(select(SealedSubmission)).all()
        (round_,) = session.scalars(select(Round))
        size = box_size(round_.consultation)
        order = [question.key for question in round_.consultation.questions]
        found = [decode(open_sealed(website.keys.load(round_.key_name), one.box, size)) for one in boxes]
        return [in_words(Answers({key: one.given[key] for key in order})) for one in found]


@pytest.mark.parametrize("seed", range(1, 11))
def test_whatever_the_network_does_one_person_is_counted_once(
    website: Website, new_phone: Callable[..., Phone], seed: int
) -> None:
    website.open_class()
    chance = random.Random(seed)
    phone = new_phone()
    phone.witness.expects(*NETWORK)
    story = Story(website, chance, [phone])
    phone.types_code(GROUP_CODE)
    # A page that was on its way while the worker began has none until it is loaded again.
    if not phone.page.evaluate(IN_CONTROL):
        phone.page.reload()
        assert phone.page.evaluate(IN_CONTROL)
    if chance.random() < 0.3:
        story.loses_a_reply()
    phone.takes_part()
    phone.sees(QUESTIONS[0])
    try:
        story.tells()
    except (AssertionError, Error) as error:
        pytest.fail("\n".join([f"seed {seed}", *story.log, str(error)]))
    assert website.sent() == 1, story.log
    assert counted(website) == [story.shown], story.log
