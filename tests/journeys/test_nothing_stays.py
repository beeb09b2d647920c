"""After "Iemand anders op deze telefoon" nothing of the one before can be found, wherever someone looks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.phone import ANSWERS, QUESTIONS, Phone
from tests.journeys.website import Website
from tests.support.scene import GROUP_CODE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

OTHER = "Iemand anders op deze telefoon"
STAYS = """async () => ({
  databases: (await indexedDB.databases()).map(({ name }) => name),
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  typed: [...document.querySelectorAll('input:not([type=hidden])')].map((field) => field.value).filter(Boolean),
})"""
CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found.push(new URL(request.url).pathname, await (await cache.match(request)).text());
    }
  }
  return found.join('\\n');
}"""


def inspect(phone: Phone) -> None:
    """Look in every corner of the browser."""
    phone.sees("Doe mee.")
    assert phone.page.evaluate(STAYS) == {"databases": [], "local": [], "session": [], "typed": []}
    cached = phone.page.evaluate(CACHED)
    for trace in (GROUP_CODE, ANSWERS[5][0], "data-given", 'name="csrf_token"'):
        assert trace not in cached
    assert not phone.has_cookie()


@pytest.mark.parametrize("moment", ["half-way", "after sending"])
def test_nothing_stays_and_going_back_shows_the_start(
    website: Website, new_phone: Callable[..., Phone], moment: str
) -> None:
    website.open_class()
    phone = new_phone()
    phone.comes_in(GROUP_CODE)
    session = {cookie["name"]: cookie["value"] for cookie in phone.page.context.cookies()}["meepraat"]
    if moment == "half-way":
        phone.answers(1)
        phone.sees(QUESTIONS[1])
    else:
        phone.answers_everything()
        phone.sends()
    phone.taps(OTHER)
    inspect(phone)
    assert session not in {cookie["value"] for cookie in phone.page.context.cookies()}
    for _step in range(4):
        if phone.page.evaluate("history.length") > 1:
            phone.page.evaluate("history.back()")
            phone.page.wait_for_timeout(300)
        inspect(phone)
    assert website.drafts() == 0
