"""An open link asks the phone for a little work; without scripts it asks for a few seconds. Nobody solves a puzzle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from config import Settings
from panel.answering.routes import effort
from tests.journeys.phone import QUESTIONS, Phone
from tests.journeys.website import Website

PATIENCE = 7
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """An installation that limits what comes from one address."""
    return Settings(
        env="test",
        instance_dir=tmp_path / "instance",
        database_url=database_url,
        redis_url=None,
        secret_key="secret of a story",
        pepper="pepper of a story",
        rate_limits=True,
        effort_bits=10,
        jobs_immediate=True,
    )


def test_a_phone_with_scripts_does_the_work_by_itself(website: Website, new_phone: Callable[..., Phone]) -> None:
    code = website.open_link()
    phone = new_phone()
    phone.opens(f"/meedoen/{code}")
    phone.sees("Welkom.")
    expect(phone.page.locator("form[data-start]")).to_have_attribute("data-effort", "done")
    phone.takes_part()
    phone.answers_everything()
    phone.sends()
    assert website.sent() == 1


def test_without_scripts_a_hasty_start_waits_a_few_seconds(
    website: Website, new_phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Longer than a slow computer takes to load one page, so that this start is hasty everywhere.
    monkeypatch.setattr(effort, "OPEN_LINK", replace(effort.OPEN_LINK, wait=PATIENCE))
    code = website.open_link()
    phone = new_phone(javascript=False)
    phone.opens(f"/meedoen/{code}")
    phone.taps("Ik doe mee")
    phone.sees("Even wachten")
    phone.page.wait_for_timeout(1_000 * (PATIENCE + 1))
    phone.taps("Verder")
    phone.sees("Dit doet jouw antwoord")
    phone.taps("Snap ik")
    phone.chooses("Gaat wel")
    phone.taps("Volgende")
    phone.sees(QUESTIONS[0])
    assert website.drafts() == 1


def test_after_many_wrong_codes_the_phone_works_and_the_right_one_opens(
    website: Website, new_phone: Callable[..., Phone]
) -> None:
    website.open_class()
    guesser = website.visitor()
    for number in range(61):
        guesser.get(f"/meedoen/{100_000 + number}", base_url=website.address, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    phone = new_phone()
    phone.types_code("482913")
    phone.sees("Even wachten")
    phone.taps("Verder")
    phone.sees("Welkom.")
