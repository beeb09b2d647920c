"""Measures how often people without any opinion groups get a map all the same, and how often true groups are found.

Usage: python -m bench.opinion_noise [--sets 400] [--seed 0]

Method: noise is drawn statement by statement, each with its own share of agreement, so that nothing hangs together:
24 to 700 people, 7 to 30 statements, 0 to 60% missing in three ways (here and there; some people answer little; people
stop half-way). True groups are two to four camps who follow the line of their camp in 60 to 90% of the statements.
Of each set the safe map is made as at closing, with the proof of its figures (`panel.stats.safe_map`). The share of
noise that shows groups must be at most 5%; it is printed with its 95% interval (Wilson 1927). An aim is missed when the
whole interval lies above 5%, or when clear camps (90%) are surely found in fewer than 90 of 100 sets.
"""

import argparse
import sys
import time
from collections import Counter

import numpy as np

from panel.stats.disclosure import THRESHOLD
from panel.stats.margins import wilson_interval
from panel.stats.microdata import SKIPPED, Microdata, SingleChoice
from panel.stats.opinions import AGREE, DISAGREE, NO_STANCE, UNSURE, Stances
from panel.stats.published_map import MapReason
from panel.stats.publishing import publish
from panel.stats.safe_map import with_opinion_map

SETS = 400
AIM, POWER = 0.05, 0.9
OPTIONS = {"AGREE": AGREE, "DISAGREE": DISAGREE, "DONT_KNOW": UNSURE}
WAYS = ("complete", "here and there", "little answered", "half-way")
SURE = (0.6, 0.75, 0.9)


def noise(rng: np.random.Generator) -> tuple[str, Stances]:
    """Return how answers are missing, and stances that have nothing to do with each other."""
    people, statements = int(rng.choice([24, 40, 60, 100, 200, 300, 700])), int(rng.integers(7, 31))
    way = str(rng.choice(WAYS))
    return way, _with_gaps(rng, _drawn(rng, np.tile(rng.uniform(0.1, 0.9, statements), (people, 1))), way)


def camps(rng: np.random.Generator, sure: float) -> Stances:
    """Return people in camps, each of whom follows the line of the camp with this chance."""
    people, statements = int(rng.choice([60, 100, 200, 300, 700])), int(rng.integers(8, 31))
    number = int(rng.integers(2, 5))
    lines = rng.random((number, statements)) < 0.5
    agree = np.where(lines[rng.choice(number, people)], sure, 1 - sure)
    return _with_gaps(rng, _drawn(rng, agree), str(rng.choice(WAYS)))


def shows(stances: Stances) -> MapReason | None:
    """Return None when the safe map of these people shows groups, or else why it does not."""
    keys = tuple(OPTIONS)
    place = {OPTIONS[key]: index for index, key in enumerate(keys)} | {NO_STANCE: SKIPPED}
    codes = np.vectorize(place.get)(stances).astype(np.int16)
    questions = tuple(SingleChoice(f"s{number}", keys, column) for number, column in enumerate(codes.T))
    microdata = Microdata(len(stances), questions)
    meaning = {one.key: OPTIONS for one in questions}
    drawn = with_opinion_map(publish(microdata, THRESHOLD), microdata, meaning).opinion_map
    return MapReason.TOO_FEW_PEOPLE if drawn is None else drawn.reason


def _drawn(rng: np.random.Generator, agree: np.ndarray) -> Stances:
    stances = np.where(rng.random(agree.shape) < agree, AGREE, DISAGREE).astype(np.int8)
    stances[rng.random(agree.shape) < rng.choice([0, 0.08, 0.2])] = UNSURE
    return stances


def _with_gaps(rng: np.random.Generator, stances: Stances, way: str) -> Stances:
    people, statements = stances.shape
    if way == "here and there":
        stances[rng.random(stances.shape) < rng.uniform(0.05, 0.6)] = NO_STANCE
    elif way == "little answered":
        stances[rng.random(stances.shape) < rng.beta(0.6, 1.2, (people, 1))] = NO_STANCE
    elif way == "half-way":
        stances[np.arange(statements)[None, :] >= rng.integers(3, statements * 2, (people, 1))] = NO_STANCE
    return stances


def report(name: str, found: Counter[str]) -> tuple[float, float]:
    """Print how many of these sets show groups; return the ends of the interval."""
    sets, shown = found.total(), found["SHOWN"]
    within = wilson_interval(shown / sets, sets)
    rest = ", ".join(f"{key.lower()} {found[key]}" for key in sorted(found) if key != "SHOWN")
    print(
        f"{name:<26} {shown:>4} of {sets:<4} {shown / sets:>6.1%} [{within.low:.1%}, {within.high:.1%}]   {rest}",
        flush=True,
    )
    return within.low, within.high


def main() -> int:
    """Print the shares; return 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=int, default=SETS)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    print((__doc__ or "").split("Method: ", 1)[1])
    rng, started, missed = np.random.default_rng(chosen.seed), time.perf_counter(), False
    ways: dict[str, Counter[str]] = {way: Counter() for way in WAYS}
    for _ in range(chosen.sets):
        way, stances = noise(rng)
        ways[way][shows(stances) or "SHOWN"] += 1
    for way, found in ways.items():
        report(f"noise, {way}", found)
    total = sum(ways.values(), Counter[str]())
    tested = total.total() - total[MapReason.TOO_FEW_PEOPLE]
    low, _high = report("noise", total)
    low = max(
        low, report("noise, enough people", total - Counter({MapReason.TOO_FEW_PEOPLE: total.total() - tested}))[0]
    )
    missed = low > AIM
    for sure in SURE:
        found = Counter(shows(camps(rng, sure)) or "SHOWN" for _ in range(max(20, chosen.sets // 10)))
        _low, high = report(f"camps, {sure:.0%} follow", found)
        missed = missed or (sure == SURE[-1] and high < POWER)
    print(f"{time.perf_counter() - started:.0f} s. " + ("An aim is missed." if missed else "Every aim is met."))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
