"""Age within each district: by hand, for who said nothing of one of both, and whatever the sample looks like."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panel.stats.attack import weaknesses
from panel.stats.crossed_proof import pairs_are_safe
from panel.stats.crossing import CrossedCounts, cell_name
from panel.stats.microdata import Breakdown, Microdata, SingleChoice, without
from panel.stats.published import NO_STATEMENT_KEY, Published
from panel.stats.relations import Earlier, Relation
from panel.stats.weighted_correction import corrected_and_weighed
from panel.stats.weighted_outcome import Figures, PopulationCounts, weigh_microdata
from panel.stats.weighted_protection import weighed_and_protected
from panel.stats.weights_known import weights_known

AGES, DISTRICTS = ("young", "old"), ("north", "south")
PEOPLE = {("young", "north"): 60, ("young", "south"): 40, ("old", "north"): 40, ("old", "south"): 60}
EVEN = {"young": {"north": 250, "south": 250}, "old": {"north": 250, "south": 250}}


def answered(people: dict[tuple[str, str], int], yes: dict[tuple[str, str], int] | None = None) -> Microdata:
    """A sample with so many people, and so many of them "yes", per age ("" not stated) and district."""
    rows = [pair for pair, number in people.items() for _ in range(number)]
    ages, districts = (
        np.array([names.index(row[side]) if row[side] else -1 for row in rows], dtype=np.int16)
        for side, names in enumerate((AGES, DISTRICTS))
    )
    agree = yes or {pair: number // 2 for pair, number in people.items()}
    codes = np.array([int(place >= agree[pair]) for pair, number in people.items() for place in range(number)])
    return Microdata(
        len(rows),
        (SingleChoice("bus", ("yes", "no"), codes),),
        (Breakdown("age", AGES, ages), Breakdown("district", DISTRICTS, districts)),
    )


def figures(pairs: dict[str, dict[str, int]]) -> list[Figures]:
    """The pairs, and each breakdown by itself as their sums."""
    alone = {age: sum(row.values()) for age, row in pairs.items()}
    beside = {name: sum(row[name] for row in pairs.values()) for name in next(iter(pairs.values()))}
    return [
        PopulationCounts("age", alone, "CBS", "2026-01-01"),
        PopulationCounts("district", beside, "CBS", "2026-01-01"),
        CrossedCounts("age", "district", pairs, "CBS wijken", "2026-02-01"),
    ]


def shares(microdata: Microdata, weights: np.ndarray) -> np.ndarray:
    """The weighted share of every pair, "not stated" last."""
    ages, districts = (np.where(one.codes < 0, len(one.classes), one.codes) for one in microdata.breakdowns)
    width = len(microdata.breakdowns[1].classes) + 1
    height = len(microdata.breakdowns[0].classes) + 1
    return np.bincount(ages * width + districts, weights=weights, minlength=height * width).reshape(height, width)


def test_age_within_each_district_by_hand() -> None:
    # 200 answers, as many of each age and in each district: the single margins change nothing. But 60 of the 100 in
    # the north are young where it should be 50: they weigh 50 / 60, the 40 older ones there 50 / 40.
    microdata = answered(PEOPLE)
    plain = weigh_microdata(microdata, figures(EVEN)[:2])
    crossed = weigh_microdata(microdata, figures(EVEN))
    assert plain is not None
    assert crossed is not None
    assert plain.microdata.weights is not None
    assert crossed.microdata.weights is not None
    assert plain.microdata.weights == pytest.approx(np.ones(200))
    assert sorted(set(np.round(crossed.microdata.weights, 9))) == pytest.approx([50 / 60, 50 / 40])
    assert shares(microdata, crossed.microdata.weights)[:2, :2] == pytest.approx(np.full((2, 2), 50))
    # Of the 60 young northerners 54 say yes, of nobody else: 54 x 50/60 / 100 = 45% of the north, where it was 54%.
    yes = dict.fromkeys(PEOPLE, 0) | {("young", "north"): 54, ("old", "south"): 20, ("young", "south"): 15}
    yes[("old", "north")] = 10
    microdata = answered(PEOPLE, yes)
    published = weighed_and_protected(microdata, figures(EVEN)).published
    table = published.question("bus").table
    assert table is not None
    by_hand = 54 * 50 / 60 + 10 * 50 / 40 + 15 * 50 / 40 + 20 * 50 / 60
    assert table.options[0].count == 5 * round(by_hand / 5)


def test_it_is_told_and_an_older_outcome_is_read_without_it() -> None:
    published = weighed_and_protected(answered(PEOPLE), figures(EVEN), sampled=True).published
    told = published.weighting
    assert told is not None
    assert told.crossed is not None
    assert (told.crossed.used, told.crossed.first, told.crossed.second) == (True, "age", "district")
    assert (told.crossed.source, told.crossed.counted_on) == ("CBS wijken", "2026-02-01")
    stored = published.to_dict()
    assert Published.from_dict(stored) == published
    del stored["weighting"]["crossed"]
    read = Published.from_dict(stored).weighting
    assert read is not None
    assert read.crossed is None


def test_who_said_nothing_of_one_keeps_a_share_and_is_weighed_on_the_other() -> None:
    people = PEOPLE | {("young", ""): 12, ("", "south"): 6, ("", ""): 2}
    weighed = weigh_microdata(answered(people), figures(EVEN))
    assert weighed is not None
    assert weighed.microdata.weights is not None
    table = shares(weighed.microdata, weighed.microdata.weights)
    # 212 stated their age and 208 their district: half of them each.
    assert table.sum(axis=1) == pytest.approx([106, 106, 8])
    assert table.sum(axis=0) == pytest.approx([103, 103, 14])
    # The pairs themselves: those of the population, put to what is left of both; an even table stays without a slope.
    inside = table[:2, :2]
    assert inside[0, 0] * inside[1, 1] / (inside[0, 1] * inside[1, 0]) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("people", "pairs"),
    [
        # A pair that nobody lives in, with many people in it.
        (PEOPLE, {"young": {"north": 0, "south": 500}, "old": {"north": 500, "south": 0}}),
        # Somebody would weigh far too much.
        (PEOPLE, {"young": {"north": 5, "south": 495}, "old": {"north": 495, "south": 5}}),
        # More than half of the pairs would have to be merged.
        ({("young", "north"): 5, ("young", "south"): 60, ("old", "north"): 60, ("old", "south"): 5}, EVEN),
    ],
)
def test_pairs_that_do_not_fit_are_left_out_and_the_rest_is_weighed(
    people: dict[tuple[str, str], int], pairs: dict[str, dict[str, int]]
) -> None:
    plain = weighed_and_protected(answered(people), figures(pairs)[:2]).published
    published = weighed_and_protected(answered(people), figures(pairs)).published
    assert published.weighting is not None
    assert published.weighting.crossed is not None
    assert not published.weighting.crossed.used
    assert replace(published, weighting=replace(published.weighting, crossed=None)) == plain


def test_figures_for_pairs_need_those_of_each_breakdown() -> None:
    microdata = answered(PEOPLE)
    weighed = weigh_microdata(microdata, [figures(EVEN)[0], figures(EVEN)[2]])
    assert weighed is not None
    assert weighed.microdata.crossed is None


def test_the_attacker_knows_who_is_in_each_pair_and_what_they_weigh() -> None:
    weighed = weigh_microdata(answered(PEOPLE), figures(EVEN))
    assert weighed is not None
    known = weights_known(weighed.microdata)
    assert known is not None
    assert known.crossed == ("age", "district")
    found = known.of(cell_name("age", "district"), [cell_name("young", "north")])
    assert (found.people, round(found.weight, 6)) == (60, 50)
    nobody = known.of(cell_name("age", "district"), [cell_name(NO_STATEMENT_KEY, "north")])
    assert nobody.people == 0
    assert without(weighed.microdata, np.ones(200, dtype=bool), ["age"]).crossed is None


def test_pairs_that_would_tell_what_somebody_said_are_not_used() -> None:
    # All 18 young southerners say no and nobody else does. The young, the south and the rest may be shown. Who knows
    # that there are 18 subtracts: of 18 to 22 young people who said no at most 2 live in the north.
    people = {("young", "north"): 60, ("young", "south"): 18, ("old", "north"): 60, ("old", "south"): 60}
    yes = people | {("young", "south"): 0}
    pairs = {"young": {"north": 600, "south": 180}, "old": {"north": 600, "south": 600}}
    microdata = answered(people, yes)
    weighed = weigh_microdata(microdata, figures(pairs))
    assert weighed is not None
    assert weighed.microdata.crossed == ("age", "district")
    published = weighed_and_protected(microdata, figures(pairs)).published
    assert published.weighted
    assert len(published.question("bus").splits) == 2
    assert published.weighting is not None
    assert published.weighting.crossed is not None
    assert not published.weighting.crossed.used


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 60), min_size=9, max_size=9),
    st.lists(st.integers(20, 400), min_size=4, max_size=4),
)
def test_whatever_the_sample_every_margin_is_met_or_the_pairs_are_left_out(
    people: list[int], population: list[int]
) -> None:
    cells = [(age, name) for age in (*AGES, "") for name in (*DISTRICTS, "")]
    microdata = answered(dict(zip(cells, people, strict=True)))
    pairs = {
        "young": {"north": population[0], "south": population[1]},
        "old": {"north": population[2], "south": population[3]},
    }
    weighed = weigh_microdata(microdata, figures(pairs))
    if weighed is None or weighed.weighing is None or weighed.microdata.weights is None:
        return
    weights = weighed.microdata.weights
    assert weights.mean() == pytest.approx(1.0)
    assert weights.min() >= 0.2 - 1e-6
    assert weights.max() <= 3 + 1e-6
    for margin in weighed.weighing.margins:
        for one in margin.classes:
            assert one.after == pytest.approx(one.population, abs=2e-6), margin.key
    if weighed.microdata.crossed is not None:
        pair_margin = weighed.weighing.margins[-1]
        assert min(one.people for one in pair_margin.classes) >= 10
        assert len(pair_margin.classes) >= 3


def test_a_corrected_version_is_proven_with_the_pairs_of_both_versions() -> None:
    random = np.random.default_rng(5)
    people = {("young", "north"): 130, ("young", "south"): 90, ("old", "north"): 80, ("old", "south"): 120}
    microdata = answered(people, {pair: int(number * 0.55) for pair, number in people.items()})
    pairs = {"young": {"north": 250, "south": 260}, "old": {"north": 240, "south": 250}}
    first = weighed_and_protected(microdata, figures(pairs), sampled=True)
    assert first.weights is not None
    assert first.weights.crossed == ("age", "district")
    kept = random.random(microdata.size) > 0.25
    earlier = (Earlier(first.published, Relation.BEFORE, exact_size=microdata.size),)
    second = corrected_and_weighed(microdata, figures(pairs), kept, first.published, earlier, sampled=True)
    assert second is not None
    assert second.weights is not None
    assert second.weights.before is not None
    assert second.weights.before.everybody.crossed == ("age", "district")
    size = int(kept.sum())
    assert weaknesses(second.published, earlier, exact_size=size, weights=second.weights) == ()
    assert pairs_are_safe(second.published, earlier, exact_size=size, weights=second.weights)
