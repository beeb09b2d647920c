"""Trying often costs work or time: both are checked, used up, and counted by address, and nobody is locked out."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from config import Settings
from panel.core.effort import Allowance, Effort, part_that_counts
from tests.support.time import SetClock

ALLOWANCE = Allowance(free_minute=3, free_hour=5, worked_minute=2, waited_minute=1, wait=10)
SCHOOL = "192.0.2.7"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """One clock for our own moments and for the windows in which tries are counted."""
    made = SetClock(monkeypatch, dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC))
    monkeypatch.setattr("time.time", lambda: made.moment.timestamp())
    return made


@pytest.fixture
def effort(clock: SetClock) -> Effort:
    return Effort(Settings(env="test", secret_key="secret of a test", rate_limits=True, effort_bits=8, redis_url=None))


def solve(challenge: str) -> str:
    """Do the work as a phone does it."""
    bits = int(challenge.split("-")[0])
    number = 0
    while int.from_bytes(hashlib.sha256(f"{challenge}:{number}".encode()).digest(), "big") >> (256 - bits):
        number += 1
    return str(number)


def paid(effort: Effort, challenge: str, solution: str = "") -> bool:
    return effort.is_paid("codes", SCHOOL, ALLOWANCE, {"challenge": challenge, "effort": solution})


def test_work_that_was_done_is_known_and_other_numbers_are_not(effort: Effort) -> None:
    challenge = effort.new_challenge("codes")
    solution = solve(challenge)
    assert effort.is_solved("codes", challenge, solution)
    for wrong in ("", "x", "-1", str(int(solution) + 1), "9" * 30, "é"):
        assert not effort.is_solved("codes", challenge, wrong)


def test_work_for_one_thing_is_no_work_for_another(effort: Effort) -> None:
    challenge = effort.new_challenge("codes")
    assert not effort.is_solved("start/1", challenge, solve(challenge))


def test_nobody_makes_an_easy_challenge_of_their_own(effort: Effort) -> None:
    challenge = effort.new_challenge("codes")
    easier = "1-" + challenge.split("-", 1)[1]
    for forged in (easier, challenge[:-2], "", "8-", "nonsense", "٨-" + challenge.split("-", 1)[1]):
        assert effort.age("codes", forged) is None
        assert not paid(effort, forged, solve(easier))


def test_a_challenge_is_good_for_a_week_and_for_a_double_tap(effort: Effort, clock: SetClock) -> None:
    challenge = effort.new_challenge("codes")
    solution = solve(challenge)
    assert [effort.use_up(challenge) for _ in range(3)] == [True, True, False]
    clock.forward(days=7)
    assert effort.is_solved("codes", challenge, solution)
    clock.forward(seconds=1)
    assert not effort.is_solved("codes", challenge, solution)


def test_tries_are_free_up_to_a_number_a_minute_and_an_hour(effort: Effort, clock: SetClock) -> None:
    for _ in range(3):
        assert effort.is_free("codes", SCHOOL, ALLOWANCE)
        effort.note("codes", SCHOOL, ALLOWANCE)
    assert not effort.is_free("codes", SCHOOL, ALLOWANCE)
    assert effort.is_free("codes", "192.0.2.8", ALLOWANCE)
    clock.forward(seconds=61)
    for _ in range(2):
        assert effort.is_free("codes", SCHOOL, ALLOWANCE)
        effort.note("codes", SCHOOL, ALLOWANCE)
    clock.forward(seconds=61)
    assert not effort.is_free("codes", SCHOOL, ALLOWANCE), "five in this hour"
    clock.forward(hours=1)
    assert effort.is_free("codes", SCHOOL, ALLOWANCE)


def test_without_work_a_form_must_be_some_seconds_old(effort: Effort, clock: SetClock) -> None:
    challenge = effort.new_challenge("codes")
    clock.forward(seconds=9)
    assert not paid(effort, challenge)
    clock.forward(seconds=1)
    assert paid(effort, challenge)


def test_many_challenges_asked_at_once_do_not_open_the_door_for_all_of_them(effort: Effort, clock: SetClock) -> None:
    waiting = [effort.new_challenge("codes") for _ in range(5)]
    working = [effort.new_challenge("codes") for _ in range(5)]
    clock.forward(seconds=10)
    assert sum(paid(effort, one) for one in waiting) == ALLOWANCE.waited_minute
    assert sum(paid(effort, one, solve(one)) for one in working) == ALLOWANCE.worked_minute
    clock.forward(seconds=61)
    assert paid(effort, effort.new_challenge("codes"), "") is False
    late = effort.new_challenge("codes")
    assert paid(effort, late, solve(late))


def test_a_challenge_that_comes_too_soon_or_too_often_is_not_remembered(
    effort: Effort, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered: list[str] = []
    monkeypatch.setattr(effort, "use_up", lambda challenge: remembered.append(challenge) is None)
    for _ in range(50):
        challenge = effort.new_challenge("codes")
        paid(effort, challenge)
        paid(effort, challenge, solve(challenge))
    assert len(remembered) == ALLOWANCE.worked_minute


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::a:b:c:d", "2001:db8::/64"),
        ("2001:0db8:0:0:ffff::9", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("no address", "no address"),
    ],
)
def test_a_house_has_one_address_however_it_is_written(address: str, counted: str) -> None:
    assert part_that_counts(address) == counted


def test_harder_work_has_a_limit(effort: Effort) -> None:
    assert effort.new_challenge("codes", harder=3).startswith("11-")
    assert effort.new_challenge("codes", harder=40).startswith("20-")


def test_without_limits_everything_is_free() -> None:
    off = Effort(Settings(env="test", secret_key="secret of a test", rate_limits=False, redis_url=None))
    for _ in range(10):
        off.note("codes", SCHOOL, ALLOWANCE)
    assert off.is_free("codes", SCHOOL, ALLOWANCE)
