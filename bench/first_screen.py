"""Weighs the pages of the phone in a real browser, and times them on a slow phone with a slow line.

Usage: python -m bench.first_screen. Every walk is that of a new phone: a new profile with nothing kept.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Error, Locator, Page, Playwright, ViewportSize, sync_playwright

from bench.ground import GROUP_CODE, HOST, CannotMeasureError, ground, serving
from tools.browser import browser_path

PHONE = ViewportSize(width=360, height=740)
# A slow line: 400 kbit/s both ways, 400 ms until the first byte; and a processor four times slower.
SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
TIMES_SLOWER = 4
TIMED_WALKS = 3
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# What others weigh and take (LimeSurvey 6.4.2), measured in the same way.
PEER_FIRST, PEER_QUESTION, PEER_PAINT, PEER_ANSWERABLE = "28 requests, 1278 kB", "1469 kB", "10.5 s", "11.6 s"
MOST_REQUESTS = 6


@dataclass
class Wire:
    """What went over the line so far: bytes with headers as the browser counts them, and requests that used it."""

    bytes: dict[str, float] = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        tools = page.context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.on("Network.requestWillBeSent", self._sent)
        tools.on("Network.loadingFinished", self._finished)

    def _sent(self, said: dict[str, Any]) -> None:
        redirect = said.get("redirectResponse")
        if redirect:
            name = f"{said['requestId']} {len(self.bytes)}"
            self.bytes[name] = redirect["encodedDataLength"]

    def _finished(self, said: dict[str, Any]) -> None:
        if said["encodedDataLength"] > 0:
            self.bytes[said["requestId"]] = said["encodedDataLength"]

    @property
    def requests(self) -> int:
        return len(self.bytes)

    @property
    def kilobytes(self) -> float:
        return sum(self.bytes.values()) / 1000


@dataclass
class Weights:
    """Requests and kB of one walk: after the first screen, at the first question, and at the end."""

    first: tuple[int, float]
    question: tuple[int, float]
    whole: tuple[int, float]


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the browser that the set-up found. Raises CannotMeasureError when there is none."""
    path = browser_path()
    if not path:
        raise CannotMeasureError("No browser to measure with: install Chromium, or set CHROMIUM to its path.")
    with sync_playwright() as playwright:
        started = _start(playwright, path)
        yield started
        started.close()


def _start(playwright: Playwright, path: str) -> Browser:
    try:
        return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
    except Error as error:
        raise CannotMeasureError(f"{path} does not start as a browser: correct CHROMIUM.") from error


@contextmanager
def new_phone(browser: Browser, *, scripts: bool = True) -> Iterator[tuple[Page, Wire]]:
    """Give a page of a phone that was never here, and what goes over its line."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts, has_touch=True, locale="nl-NL")
    page, wire = context.new_page(), Wire()
    wire.listen(page)
    yield page, wire
    context.close()


def weigh(browser: Browser, address: str, *, scripts: bool) -> Weights:
    """Answer everything on a new phone and return what went over the line."""
    with new_phone(browser, scripts=scripts) as (page, wire):
        page.goto(f"{address}/meedoen/{GROUP_CODE}", wait_until="networkidle")
        first = (wire.requests, wire.kilobytes)
        to_the_first_question(page)
        page.wait_for_load_state("networkidle")
        question = (wire.requests, wire.kilobytes)
        answer_everything(page)
        page.wait_for_load_state("networkidle")
        return Weights(first, question, (wire.requests, wire.kilobytes))


def weigh_code_page(browser: Browser, address: str) -> tuple[int, float]:
    """Return requests and kB of the page where a code is typed."""
    with new_phone(browser) as (page, wire):
        page.goto(f"{address}/meedoen", wait_until="networkidle")
        return wire.requests, wire.kilobytes


def time_slow_phone(browser: Browser, address: str) -> tuple[float, float]:
    """Return seconds until something is seen, and until the first real question can be answered."""
    with new_phone(browser) as (page, _wire):
        tools = page.context.new_cdp_session(page)
        tools.send("Network.emulateNetworkConditions", SLOW_LINE)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
        begun = time.perf_counter()
        page.goto(f"{address}/meedoen/{GROUP_CODE}", wait_until="commit")
        paint = page.wait_for_function(FIRST_PAINT).json_value()
        to_the_first_question(page)
        return paint / 1000, time.perf_counter() - begun


def to_the_first_question(page: Page) -> None:
    """Pass the screens before it as fast as they appear."""
    page.get_by_role("button", name="Ik doe mee").click(no_wait_after=True)
    page.get_by_text("Snap ik").click(no_wait_after=True)
    page.get_by_text("Eerst oefenen").first.wait_for()
    _next(page).click(no_wait_after=True)
    page.get_by_text("Vraag 1 van 10").first.wait_for()
    page.locator("main [data-answer]").first.wait_for()


def answer_everything(page: Page) -> None:
    """Answer ten questions, look back, send, and wait for the thanks."""
    for number in range(1, 11):
        page.get_by_text(f"Vraag {number} van 10").first.wait_for()
        _answer(page.locator("main [data-answer]").first)
        _next(page).click(no_wait_after=True)
    page.get_by_role("button", name="Verstuur").click(no_wait_after=True)
    page.locator("html[data-sent]").wait_for()


def _answer(answer: Locator) -> None:
    kind = answer.get_attribute("data-answer")
    if kind == "number":
        answer.fill("3")
    elif kind == "text":
        answer.fill("Meer lampen bij het veld.")
    else:
        answer.click(no_wait_after=True)


def _next(page: Page) -> Locator:
    return page.locator("main .mp-actions").get_by_role("button", name="Volgende")


Row = tuple[str, str, str, str, bool]


def measure() -> list[Row]:
    """Return the lines of the table: what, ours, the peer's, the limit, and whether we stay within it.

    Raises CannotMeasureError.
    """
    with browser() as started, ground("sqlite") as made, serving(made) as port:
        address = f"http://{HOST}:{port}"
        code_page = weigh_code_page(started, address)
        with_scripts = weigh(started, address, scripts=True)
        without = weigh(started, address, scripts=False)
        times = sorted((time_slow_phone(started, address) for _ in range(TIMED_WALKS)), key=lambda one: one[1])
        _check_stored(made.stored, 2)
    paint = sorted(one[0] for one in times)[TIMED_WALKS // 2]
    answerable = times[TIMED_WALKS // 2][1]
    return [
        _weight("first screen, code typed", code_page, PEER_FIRST, 40, MOST_REQUESTS),
        _weight("first screen, code in the link", with_scripts.first, PEER_FIRST, 40, MOST_REQUESTS),
        _weight("until the first question", with_scripts.question, PEER_QUESTION, 60),
        _weight("until the first question, no JavaScript", without.question, PEER_QUESTION, 60),
        _weight("the whole flow", with_scripts.whole, "-", 100),
        _weight("the whole flow, no JavaScript", without.whole, "-", 100),
        ("slow phone: first paint", f"{paint:.2f} s", PEER_PAINT, "1.5 s", paint < 1.5),
        ("slow phone: first question answerable", f"{answerable:.2f} s", PEER_ANSWERABLE, "3 s", answerable < 3),
    ]


def _weight(what: str, weight: tuple[int, float], peer: str, most: int, most_requests: int | None = None) -> Row:
    requests, kilobytes = weight
    fits = kilobytes <= most and (most_requests is None or requests <= most_requests)
    limit = f"{most} kB" if most_requests is None else f"{most_requests} requests, {most} kB"
    return what, f"{requests} requests, {kilobytes:.1f} kB", peer, limit, fits


def _check_stored(stored: Callable[[], int], wanted: int) -> None:
    if stored() != wanted:
        raise CannotMeasureError(f"{wanted} walks were sent and {stored()} are stored: something is broken.")


def main() -> int:
    print(f"Chromium, new profile; the machine's load is {os.getloadavg()[0]:.1f}")
    try:
        for what, ours, peer, limit, fits in measure():
            print(f"  {what:42} {ours:24} LimeSurvey: {peer:22} limit: {limit}{'' if fits else '   NOT REACHED'}")
    except CannotMeasureError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
