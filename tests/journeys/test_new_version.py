"""A new version of the site in the middle of somebody's answers strands nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from panel.answering.routes import offline
from tests.journeys.phone import QUESTIONS, REVIEW, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

TAKES_OVER = """async () => {
  const before = navigator.serviceWorker.controller;
  const taken = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
  await (await navigator.serviceWorker.ready).update();
  await taken;
  return navigator.serviceWorker.controller !== before;
}"""
# What the store of the first version left on a phone: the answers that waited, and nothing else.
AS_THE_FIRST_VERSION = """async (answers) => {
  const page = await (await fetch('/meedoen/schermen')).text();
  const phone = new DOMParser().parseFromString(page, 'text/html').querySelector('template').dataset.phone;
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  await done(indexedDB.deleteDatabase('meepraat'));
  const opening = indexedDB.open('meepraat', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('answers');
  const database = await done(opening);
  await done(database.transaction('answers', 'readwrite').objectStore('answers').put(answers, phone));
  database.close();
}"""


@pytest.fixture
def halfway(website: Website, new_phone: Callable[..., Phone]) -> Phone:
    """A phone on the third question, on which the worker keeps the files."""
    website.open_class()
    phone = new_phone()
    phone.comes_in(GROUP_CODE)
    phone.answers(1)
    phone.answers(2)
    phone.sees(QUESTIONS[2])
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return phone


def test_a_new_worker_in_the_middle_strands_no_draft(
    website: Website, halfway: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_this_build = offline.asset_text
    monkeypatch.setattr(offline, "FIRST", (*offline.FIRST, "reading.css"))
    monkeypatch.setattr(offline, "asset_text", lambda name: f"{of_this_build(name)}\n// the next version")
    assert halfway.page.evaluate(TAKES_OVER)
    halfway.witness.expects("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    halfway.page.context.set_offline(True)
    halfway.answers(3)
    halfway.page.reload()
    halfway.sees(QUESTIONS[3])
    halfway.answers_everything(first=4)
    assert halfway.looks_back() == REVIEW
    halfway.page.context.set_offline(False)
    halfway.sends()
    assert website.sent() == 1


def test_answers_that_the_first_version_kept_are_brought(website: Website, halfway: Phone) -> None:
    given = {"how-often": "weekly", "wishes": ["field", "lamps"], "pleasant": "so-so"}
    kept = {f"q-{key}": {"state": "ANSWERED", "value": value, "not_understood": False} for key, value in given.items()}
    halfway.opens("/hulp")
    halfway.page.evaluate(AS_THE_FIRST_VERSION, kept)
    halfway.opens("/meedoen/vraag/4")
    halfway.answers_everything(first=4)
    assert halfway.looks_back() == REVIEW
    halfway.sends()
    assert website.sent() == 1
