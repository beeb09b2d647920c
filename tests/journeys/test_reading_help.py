"""Someone answers in Arabic from code to thanks; someone makes letters larger half-way, without network."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask_babel import gettext, ngettext
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from panel.consultations.models import (
    Consultation,
    ConsultationTranslation,
    OptionTranslation,
    Question,
    QuestionTranslation,
)
from panel.core.i18n import choose_words
from panel.core.reading import NAME
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website
from tests.journeys.witness import Witness, fits, violations
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

ARABIC = {
    "how-often": ("كم مرة تمارس الرياضة في حيّك؟", {"weekly": "كل أسبوع", "sometimes": "أحيانًا", "never": "أبدًا"}),
    "wishes": ("ماذا تريد في حيّك؟", {"field": "ملعب", "pool": "مسبح", "lamps": "مصابيح"}),
    "pleasant": ("هل حيّك جميل؟", {"good": "نعم", "so-so": "متوسط", "bad": "لا"}),
    "safe": ("المكان آمن هنا في المساء.", {}),
    "times": ("كم مرة في الأسبوع تمارس الرياضة؟", {}),
}
LAST_QUESTION = QUESTIONS[5]
TAPPED = (("weekly",), ("field", "lamps"), ("so-so",), ("AGREE",))


def translate_all_but_the_last(website: Website) -> None:
    with website.database.transaction() as session:
        (made,) = session.scalars(select(Consultation))
        made.translations.append(ConsultationTranslation(language="ar", topic="الرياضة في حيّك", source="x"))
        for question in session.scalars(select(Question).where(Question.key.in_(ARABIC))):
            text, options = ARABIC[question.key]
            question.translations.append(QuestionTranslation(language="ar", text=text, unit="مرات", source="x"))
            for option in question.options:
                option.translations.append(OptionTranslation(language="ar", text=options[option.key], source="x"))
        made.edition += 1


def too_faint(page: Page) -> list[str]:
    """Return what has a contrast below 7 to 1, on a page that axe looked at."""
    rules = "{ runOnly: ['color-contrast-enhanced'] }"
    found: list[str] = page.evaluate(
        f"async () => (await axe.run(document, {rules})).violations.flatMap(one => one.nodes.map(node => node.html))"
    )
    return found


class ArabicPhone(Phone):
    """Someone who reads Arabic, and finds each button by its Arabic words."""

    website: Website

    def word(self, dutch: str, **about: object) -> str:
        """Return a text of ours in Arabic."""
        with self.website.app.test_request_context("/meedoen", headers={"Cookie": f"{NAME}=ar"}):
            choose_words()
            return str(gettext(dutch, **about))

    def question_count(self, count: int) -> str:
        with self.website.app.test_request_context("/meedoen", headers={"Cookie": f"{NAME}=ar"}):
            choose_words()
            return str(ngettext("Het is %(num)s vraag.", "Het zijn %(num)s vragen.", count))

    def reads_from_right_to_left(self) -> None:
        page = self.page.locator("html")
        expect(page).to_have_attribute("dir", "rtl")
        expect(page).to_have_attribute("lang", "ar")

    def meets(self, heading: str) -> None:
        self.sees(heading)
        self.reads_from_right_to_left()

    def goes_on(self, dutch: str) -> None:
        self.taps(self.word(dutch))

    def picks(self, *values: str) -> None:
        for value in values:
            self.page.locator(f"[data-answer='{value}']").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_someone_answers_in_arabic_to_the_end(
    website: Website, new_context: Callable[..., BrowserContext], witness: Witness, javascript: bool
) -> None:
    website.open_class()
    translate_all_but_the_last(website)
    witness.also.append(fits)
    phone = ArabicPhone(new_context(javascript=javascript).new_page(), witness)
    phone.website = website
    phone.opens("/meedoen")
    phone.taps("Leeshulp")
    phone.page.get_by_role("button", name="العربية").click()
    if not javascript:
        phone.meets(phone.word("Makkelijker lezen"))
        phone.goes_on("Klaar")
    phone.meets(phone.word("Doe mee."))
    # As an Arabic keyboard types it.
    phone.page.locator("[name=code]").fill("٤٨٢ ٩١٣")
    phone.goes_on("Verder")
    phone.meets(phone.word("Welkom."))
    phone.reads("الرياضة في حيّك")
    phone.reads(phone.question_count(6))
    phone.goes_on("Ik doe mee")
    phone.meets(phone.word("Dit doet jouw antwoord"))
    phone.goes_on("Snap ik")
    phone.meets(phone.word("Wat vind je van pizza?"))
    phone.goes_on("Volgende")
    for (question, _options), values in zip(ARABIC.values(), TAPPED, strict=False):
        phone.meets(question)
        phone.picks(*values)
        phone.goes_on("Volgende")
    phone.meets(ARABIC["times"][0])
    phone.page.locator("[name=answer]").fill("٣")
    phone.goes_on("Volgende")
    phone.meets(LAST_QUESTION)
    phone.reads(phone.word("Deze vraag is er alleen in het Nederlands."))
    phone.page.locator("[name=answer]").fill("مصابيح أكثر")
    phone.goes_on("Volgende")
    phone.meets(phone.word("Kijk het na"))
    answers = [text.strip() for text in phone.page.locator("[data-review-answer]").all_inner_texts()]
    assert answers[:2] == ["كل أسبوع", "ملعب, مصابيح"]
    assert answers[5] == "مصابيح أكثر"
    phone.goes_on("Verstuur")
    phone.meets(phone.word("Bedankt."))
    assert website.sent() == 1
    assert website.drafts() == 0


def test_letters_grow_half_way_without_network_and_the_language_waits_for_it(
    website: Website, new_context: Callable[..., BrowserContext], witness: Witness
) -> None:
    website.open_class()
    context = new_context(viewport={"width": 320, "height": 640})
    witness.also.append(fits)
    phone = Phone(context.new_page(), witness)
    phone.comes_in(GROUP_CODE)
    phone.page.wait_for_load_state("networkidle")
    context.set_offline(True)
    phone.taps("Leeshulp")
    phone.page.get_by_role("button", name="Heel groot").click()
    window = phone.page.get_by_role("dialog")
    window.locator("[name=contrast][value=yes]").click()
    window.get_by_role("button", name="English").click()
    phone.reads("Hiervoor is internet nodig.")
    page = phone.page.locator("html")
    expect(page).to_have_attribute("data-letters", "largest")
    expect(page).to_have_attribute("data-contrast", "high")
    expect(page).to_have_attribute("lang", "nl")
    witness.examine(phone.page)
    phone.page.keyboard.press("Escape")
    assert violations(phone.page) == []
    assert too_faint(phone.page) == []
    phone.answers(1)
    context.set_offline(False)
    phone.sees(QUESTIONS[1])
    phone.chooses("Een veld")
    phone.taps("Leeshulp")
    window.get_by_role("button", name="English").click()
    expect(page).to_have_attribute("lang", "en")
    # What was ticked before the page came anew is still there, and so are the letters.
    phone.has_chosen("Een veld")
    expect(page).to_have_attribute("data-letters", "largest")
