"""Who answered is compared with who lives there, with an interval, and who is missing is told from rounded numbers."""

from __future__ import annotations

import numpy as np
import pytest

from panel.stats.representativeness import published_representativeness, representativeness, who_is_missing
from panel.stats.weighted_outcome import PopulationCounts
from panel.stats.weighted_protection import weighed_and_protected
from tests.stats.builders import by_cells
from tests.stats.weighing_examples import margin


def test_the_distance_by_hand() -> None:
    # 30 young and 70 old answered, where half are young: 20 of a hundred would have to change.
    found = representativeness(margin("age", {"young": 50, "old": 50}, [0] * 30 + [1] * 70 + [-1] * 5))
    assert found.distance == pytest.approx(0.2)
    assert found.low < 0.2 < found.high
    assert found.unstated == 5
    assert [(one.key, one.people, one.population) for one in found.classes] == [("young", 30, 0.5), ("old", 70, 0.5)]
    assert found.classes[0].response == pytest.approx(0.3)


def test_the_interval_of_a_fair_sample_starts_at_nothing() -> None:
    lows = []
    for seed in range(40):
        codes = np.random.default_rng(seed).choice(4, 400)
        lows.append(representativeness(margin("age", dict.fromkeys("abcd", 25.0), codes), draws=400).low)
    assert sum(low == 0 for low in lows) >= 36


def test_the_interval_holds_a_distance_that_is_there() -> None:
    held = 0
    for seed in range(60):
        codes = np.random.default_rng(seed).choice(3, 500, p=[0.2, 0.3, 0.5])
        found = representativeness(margin("age", {"a": 40.0, "b": 30.0, "c": 30.0}, codes), draws=400)
        held += found.low <= 0.2 <= found.high
    assert held >= 53


def test_nobody_stated_it() -> None:
    with pytest.raises(ValueError, match="nobody"):
        representativeness(margin("age", {"a": 1, "b": 1}, [-1, -1]))


def test_who_is_missing_follows_from_what_is_published() -> None:
    cells = {"young": {"yes": 20, "no": 30}, "middle": {"yes": 60, "no": 90}, "old": {"yes": 90, "no": 110}}
    counts = {"young": 300, "middle": 400, "old": 300}
    published = weighed_and_protected(
        by_cells("bus", "age", cells), [PopulationCounts("age", counts, "CBS", "2026-01-01")]
    ).published
    found = who_is_missing(published)
    assert [(one.breakdown, one.group, one.population) for one in found] == [("age", "young", 30)]
    assert found[0].response == pytest.approx(12, abs=1)


def test_without_population_figures_nobody_is_named() -> None:
    published = weighed_and_protected(by_cells("bus", "age", {"a": {"yes": 30}, "b": {"no": 40}})).published
    assert who_is_missing(published) == ()


def test_published_numbers_alone_give_nearly_the_same_distance() -> None:
    cells = {"young": {"yes": 52, "no": 31}, "middle": {"yes": 63, "no": 91}, "old": {"yes": 94, "no": 112}}
    figures = [PopulationCounts("age", {"young": 300, "middle": 400, "old": 300}, "CBS", "2026-01-01")]
    microdata = by_cells("bus", "age", cells)
    published = weighed_and_protected(microdata, figures).published
    shown = published_representativeness(published, "age")
    exact = representativeness(
        margin("age", {"young": 300, "middle": 400, "old": 300}, microdata.breakdowns[0].codes), draws=400
    )
    assert shown is not None
    assert shown.distance == pytest.approx(exact.distance, abs=0.02)
    assert published_representativeness(published, "district") is None
