"""A council member reads on a phone what all groups agree on, compares the groups and explores the map."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy.orm import Session

from panel.consultations.models import EvidenceKind, State
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.journeys.keyboard import Keyboard
from tests.journeys.reader import Reader
from tests.journeys.website import HOST, Website
from tests.journeys.witness import fits, look
from tests.results.map_samples import freeze_mapped

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

SHARED, GROUPS = "Hier zijn de groepen het over eens", ("Groep A", "Groep B", "Groep C")
STATEMENT = "Stelling 2, over 'x' & <b>y</b>."
"""One on which the groups differ: of the first two all think the same."""


@pytest.fixture
def mapped(website: Website, session: Session) -> Website:
    """A municipality with the outcome of ten statements, in which three groups think alike."""
    asked = PolicyQuestionFactory(municipality=MunicipalityFactory(host=HOST), title="Wat vinden we?")
    made = ConsultationFactory(
        policy_question=asked, code="stellingen", state=State.REPORTED, evidence_kind=EvidenceKind.OPEN
    )
    freeze_mapped(session, made)
    return website


def the_map(member: Reader) -> Locator:
    return member.page.locator(".mp-map")


def reads_what_is_shared_first(member: Reader) -> None:
    """What all agree on stands above the groups and their map, with the statements themselves."""
    headings = the_map(member).get_by_role("heading", level=3).all_inner_texts()
    assert headings[:2] == [SHARED, "De groepen"]
    said = the_map(member).locator(".mp-map__shared li").all_inner_texts()
    assert len(said) == 2
    assert all("In elke groep" in one for one in said)
    for name in GROUPS:
        expect(the_map(member).get_by_role("heading", name=name, exact=False).first).to_be_visible()


def sees_each_group_of(member: Reader) -> list[str]:
    """Return what the comparison of one statement says, group by group."""
    part = the_map(member).locator("details[open] details[open]")
    expect(part).to_have_count(1)
    for name in ("Iedereen", *GROUPS):
        expect(part.get_by_role("heading", name=name, exact=False)).to_be_visible()
    return part.locator(".mp-multiple__sentence").all_inner_texts()


def check(member: Reader) -> None:
    fits(member.page)
    member.witness.examine(member.page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_first_what_all_share_then_the_groups_statement_by_statement(
    mapped: Website, new_reader: Callable[..., Reader], javascript: bool
) -> None:
    member = new_reader(javascript=javascript)
    member.opens("/uitslag/stellingen")
    reads_what_is_shared_first(member)
    check(member)
    the_map(member).get_by_text("Stelling voor stelling").click()
    # Ten statements one under the other would be a long way on a phone: each opens by itself.
    expect(the_map(member).locator("details[open] details[open]")).to_have_count(0)
    check(member)
    the_map(member).locator("summary", has_text=STATEMENT).first.click()
    assert len(sees_each_group_of(member)) >= 4
    check(member)
    figure = member.page.locator("#meningenkaart")
    figure.get_by_text("Bekijk de cijfers").click()
    expect(figure.get_by_role("table")).to_be_visible()
    expect(figure.get_by_role("rowheader", name=re.compile("^Groep A"))).to_be_visible()
    expect(figure.get_by_role("rowheader", name=re.compile("^Vlak 1, bij groep"))).to_be_visible()
    if javascript:
        figure.locator("[data-chart]").scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-chart-state", "drawn")
        expect(figure.locator("svg.main-svg").first).to_be_visible()
    check(member)
    if javascript:
        look(member.page, "wie-denkt-hetzelfde")
    else:
        assert not member.loaded_plotly()


def test_with_keys_only(mapped: Website, new_reader: Callable[..., Reader]) -> None:
    member = new_reader()
    member.opens("/uitslag/stellingen")
    keys = Keyboard(member.page)
    keys.reaches("Wie denkt hetzelfde?")
    keys.presses("Enter")
    keys.reaches("Stelling 0")
    keys.reaches("Bekijk de cijfers")
    keys.presses("Enter")
    figure = member.page.locator("#meningenkaart")
    expect(figure).to_have_attribute("data-chart-state", "drawn")
    keys.reaches("Bewaar als plaatje")
    check(member)
    keys.reaches("Stelling voor stelling")
    keys.presses("Enter")
    keys.reaches("Stelling 2")
    keys.presses("Enter")
    assert len(sees_each_group_of(member)) >= 4
    check(member)


def test_the_map_is_explored_by_pointing_at_a_group(mapped: Website, new_reader: Callable[..., Reader]) -> None:
    member = new_reader()
    member.opens("/uitslag/stellingen")
    figure = member.page.locator("#meningenkaart")
    figure.get_by_text("Bekijk de cijfers").click()
    figure.locator("[data-chart]").scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-chart-state", "drawn")
    figure.locator("[data-chart] .points path").first.hover(force=True)
    expect(figure.locator(".hoverlayer")).to_contain_text("Groep A")
    fits(member.page)
