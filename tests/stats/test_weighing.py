"""Weights bring a sample to the make-up of the population, by the announced rules, or say why they cannot."""

from __future__ import annotations

import numpy as np
import pytest

from panel.stats.kish import design_effect, effective_size
from panel.stats.raking import NotConvergedError
from panel.stats.weighing import EmptyClassError, merge_in_order, weigh
from tests.stats.weighing_examples import margin, reference_figures, reference_margins, rows_of


def test_two_margins_by_hand() -> None:
    # Four people: young and old, north and south. Half must be young, a quarter must live in the north.
    age = margin("age", {"young": 50, "old": 50}, [0, 0, 1, 1])
    place = margin("place", {"north": 25, "south": 75}, [0, 1, 0, 1])
    found = weigh([age, place], merge_below=0)
    assert found.weights == pytest.approx([0.5, 1.5, 0.5, 1.5])
    assert found.effective_size == pytest.approx(16 / 5)
    assert found.design_effect == pytest.approx(1.25)


def test_one_margin_gives_the_ratio_of_population_and_sample() -> None:
    # Ten young and thirty old people, where the population has as many of both: 0.5 x 40 / 10 and 0.5 x 40 / 30.
    found = weigh([margin("age", {"young": 500, "old": 500}, [0] * 10 + [1] * 30)])
    assert found.weights[0] == pytest.approx(2.0)
    assert found.weights[-1] == pytest.approx(2 / 3)
    young = found.margins[0].classes[0]
    assert (young.people, young.before, young.population) == (10, 0.25, 0.5)
    assert young.after == pytest.approx(0.5, abs=1e-12)


def test_kish_by_hand() -> None:
    weights = np.array([1.0, 1.0, 2.0])
    assert effective_size(weights) == pytest.approx(16 / 6)
    assert design_effect(weights) == pytest.approx(18 / 16)


def test_who_did_not_state_it_keeps_the_share_of_the_sample() -> None:
    # Two of ten did not say; the other eight are weighed to half and half of what is left.
    found = weigh([margin("age", {"young": 1, "old": 1}, [0, 0, 1, 1, 1, 1, 1, 1, -1, -1])], merge_below=0)
    assert found.weights == pytest.approx([2, 2, *[4 / 6] * 6, 1, 1])
    assert found.margins[0].unstated == pytest.approx(0.2)
    assert [one.after for one in found.margins[0].classes] == pytest.approx([0.5, 0.5])


def test_someone_who_did_not_state_one_margin_is_weighed_on_the_others() -> None:
    age = margin("age", {"young": 1, "old": 1}, [0, 0, 1, 1, -1, -1])
    place = margin("place", {"north": 1, "south": 3}, [0, 1, 0, 1, 0, 1])
    found = weigh([age, place], merge_below=0)
    assert found.weights[[4, 5]] == pytest.approx([0.5, 1.5])
    assert found.weights[[0, 2, 4]].sum() / 6 == pytest.approx(0.25)


def test_design_weights_are_the_start() -> None:
    # The household of the first person is twice as large; the margin is met already, so nothing changes.
    found = weigh([margin("age", {"young": 2, "old": 2}, [0, 1, 1])], design=np.array([2.0, 1.0, 1.0]), merge_below=0)
    assert found.weights == pytest.approx([1.5, 0.75, 0.75])


@pytest.mark.parametrize(
    ("people", "groups"),
    [
        ([50, 40, 30], ((0,), (1,), (2,))),
        ([50, 4, 30], ((0,), (1, 2))),
        ([4, 4, 4, 30], ((0, 1, 2), (3,))),
        ([50, 30, 4], ((0,), (1, 2))),
        ([3, 3], ((0, 1),)),
    ],
)
def test_small_classes_go_with_the_next_one_in_the_declared_order(
    people: list[int], groups: tuple[tuple[int, ...], ...]
) -> None:
    assert merge_in_order(people, 10) == groups


def test_a_class_without_anybody_on_either_side_changes_nothing() -> None:
    found = weigh([margin("age", {"none": 0, "young": 1, "old": 1}, [1] * 10 + [2] * 10)])
    assert found.weights == pytest.approx(np.ones(20))


def test_a_class_that_nobody_answered_is_named_when_nothing_may_be_merged() -> None:
    with pytest.raises(EmptyClassError) as refused:
        weigh([margin("age", {"young": 5, "old": 5}, [0] * 20)], merge_below=0)
    assert (refused.value.margin, refused.value.classes, refused.value.in_sample) == ("age", ("old",), False)
    assert weigh([margin("age", {"young": 5, "old": 5}, [0] * 20)]).weights == pytest.approx(np.ones(20))


def test_a_weight_of_five_is_too_heavy() -> None:
    # Half of the population, ten of a hundred answers: five times as heavy.
    assert weigh([margin("age", {"young": 5, "old": 5}, [0] * 10 + [1] * 90)], bounds=None).too_heavy
    assert not weigh([margin("age", {"young": 49, "old": 51}, [0] * 10 + [1] * 90)], bounds=None).too_heavy


def test_bounds_hold_and_margins_are_met_all_the_same() -> None:
    rng = np.random.default_rng(1)
    parts = [margin(f"m{one}", {"a": 40, "b": 40, "c": 20}, rng.choice(3, 400, p=[0.6, 0.3, 0.1])) for one in range(2)]
    free, held = weigh(parts, bounds=None), weigh(parts, bounds=(0.2, 3.0))
    assert free.weights.max() > 3
    assert held.weights.max() <= 3 + 1e-12
    assert held.weights.min() >= 0.2 - 1e-12
    for one in held.margins:
        assert [part.after for part in one.classes] == pytest.approx([0.4, 0.4, 0.2], abs=1e-9)
    assert held.untrimmed == pytest.approx(free.weights.max())


def test_bounds_that_do_not_bind_change_nothing() -> None:
    parts = [margin("age", {"young": 45, "old": 55}, [0, 1] * 20), margin("place", {"n": 1, "s": 1}, [0, 0, 1, 1] * 10)]
    assert weigh(parts).weights == pytest.approx(weigh(parts, bounds=None).weights)


def test_bounds_without_room_merge_the_smallest_class_and_then_stop() -> None:
    # Twelve people for 60 in 100 would weigh 5; with the next class they weigh 100/88 at most.
    codes = [0] * 12 + [1] * 40 + [2] * 48
    found = weigh([margin("age", {"young": 60, "middle": 20, "old": 20}, codes)])
    assert [one.classes for one in found.margins[0].classes] == [("young", "middle"), ("old",)]
    with pytest.raises(NotConvergedError) as refused:
        weigh([margin("age", {"young": 60, "old": 40}, [0] * 12 + [1] * 88)])
    assert refused.value.margin == "age"


def test_margins_that_contradict_the_sample_name_themselves() -> None:
    # Everybody who is young lives in the north and the other way round, but the figures differ.
    age, place = margin("age", {"young": 6, "old": 4}, [0, 1] * 10), margin("place", {"n": 3, "s": 7}, [0, 1] * 10)
    with pytest.raises(NotConvergedError) as refused:
        weigh([age, place], bounds=None, merge_below=0)
    assert refused.value.margin in {"age", "place"}


def test_the_order_of_people_does_not_matter() -> None:
    rng = np.random.default_rng(2)
    codes, others = rng.choice(3, 200), rng.choice(2, 200)
    order = rng.permutation(200)
    straight = weigh([margin("a", {"x": 5, "y": 3, "z": 2}, codes), margin("b", {"p": 6, "q": 4}, others)])
    shuffled = weigh(
        [margin("a", {"x": 5, "y": 3, "z": 2}, codes[order]), margin("b", {"p": 6, "q": 4}, others[order])]
    )
    assert shuffled.weights == pytest.approx(straight.weights[order], rel=1e-9)


def test_the_reference_weights_come_back() -> None:
    reference = {row["snum"]: float(row["raked"]) for row in rows_of("ref_rake_apisrs_stype_awards_compimp.csv")}
    wanted = np.array([reference[row["snum"]] for row in rows_of("apisrs.csv")])
    found = weigh(reference_margins(), bounds=None, merge_below=0)
    assert np.abs(found.weights * 6194 / 200 / wanted - 1).max() < 1e-6
    figures = reference_figures()
    assert found.effective_size == pytest.approx(figures["apisrs_rake3_kish_neff"], rel=1e-9)
    assert found.design_effect == pytest.approx(figures["apisrs_rake3_kish_deff"], rel=1e-9)
    for one in found.margins:
        for part in one.classes:
            assert part.after * 6194 == pytest.approx(part.population * 6194, abs=1e-6)
