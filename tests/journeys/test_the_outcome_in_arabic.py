"""Someone who answered in Arabic reads on a small phone what came out, and what the municipality does with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy.orm import Session

from panel.consultations.models import EvidenceKind, OptionTranslation, QuestionTranslation, State
from panel.replies.models import Decision, Reply
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.journeys.reader import Reader
from tests.journeys.website import HOST, Website
from tests.journeys.witness import fits, look
from tests.results.samples import freeze_sample

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

QUESTION, MORE = "ماذا يجب أن يحدث للحافلة؟", "حافلات أكثر"
FIGURES, CHOSE, REPLIED, DOES = "عرض الأرقام", "شخص اختاروا", "البلدية ردّت.", "سنفعل ذلك"


@pytest.fixture
def answered(website: Website, session: Session) -> Website:
    """An outcome of which the first question was translated, and a reply in Dutch."""
    asked = PolicyQuestionFactory(municipality=MunicipalityFactory(host=HOST), title="Wat vinden bewoners van de bus?")
    bus = ConsultationFactory(
        policy_question=asked, code="de-bus", state=State.REPORTED, evidence_kind=EvidenceKind.SAMPLE
    )
    freeze_sample(session, bus, 612, all_kinds=True)
    first = bus.questions[0]
    first.translations.append(QuestionTranslation(language="ar", text=QUESTION, source="x"))
    first.options[0].translations.append(OptionTranslation(language="ar", text=MORE, source="x"))
    session.add(Reply(
        consultation_id=bus.id, subject="Meer bussen", decision=Decision.DOING, reason="Veel mensen vragen erom.",
        owner_name="S. Bos, wethouder", due_on=dt.date(2027, 12, 1), author_id=bus.created_by_id,
        published_at=dt.datetime(2027, 3, 10, 9, 0, tzinfo=dt.UTC),
    ))  # fmt: skip
    session.commit()
    return website


@pytest.mark.parametrize("javascript", [True, False])
def test_reading_the_outcome_and_the_reply(
    answered: Website, new_reader: Callable[..., Reader], *, javascript: bool
) -> None:
    resident = new_reader(javascript=javascript)
    resident.opens("/uitslag/de-bus")
    resident.follows("Leeshulp")
    resident.taps("العربية")
    resident.page.locator(".mp-actions a").click()
    resident.sees("Wat vinden bewoners van de bus?")
    expect(resident.page.locator("html")).to_have_attribute("dir", "rtl")
    assert CHOSE in resident.headline
    assert MORE in resident.headline
    resident.reads(REPLIED)
    grows_from_the_right(resident.page.locator(".mp-first .mp-bar").first)
    resident.page.locator("a[href='#antwoord']").first.click()
    expect(resident.page.locator(".mp-reply")).to_contain_text(DOES)
    expect(resident.page.locator(".mp-reply bdi").first).to_have_attribute("lang", "nl")
    resident.question(QUESTION).get_by_text(FIGURES).first.click()
    expect(resident.question(QUESTION).get_by_role("table").first).to_contain_text(MORE)
    if javascript:
        resident.sees_chart(QUESTION)
        look(resident.page, "uitslag-in-het-arabisch")
    fits(resident.page)
    resident.witness.examine(resident.page)


def grows_from_the_right(bar: Locator) -> None:
    rail, share = (bar.locator(one).bounding_box() for one in (".mp-bar__rail", ".mp-bar__share"))
    assert rail is not None
    assert share is not None
    assert share["x"] + share["width"] == pytest.approx(rail["x"] + rail["width"], abs=2)
    assert share["x"] > rail["x"] + 5
