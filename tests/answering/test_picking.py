"""A top three by tapping: numbers follow the taps, a second tap takes back, and there are never more than three."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from panel.answering.picking import after_tap, is_full, kept_order
from panel.consultations.kinds import DONT_KNOW, MOST_PLACES

KNOWN = ("a", "b", "c", "d", "e")
taps = st.lists(st.sampled_from([*KNOWN, DONT_KNOW, "", "elsewhere"]), max_size=12)


def test_the_number_is_the_place_in_which_cards_were_tapped() -> None:
    order: list[str] = []
    for key in ("c", "a", "e"):
        order = after_tap(order, key, KNOWN)
    assert order == ["c", "a", "e"]


def test_a_tap_again_takes_a_number_away_and_the_rest_moves_up() -> None:
    assert after_tap(["c", "a", "e"], "c", KNOWN) == ["a", "e"]


def test_a_fourth_card_changes_nothing() -> None:
    assert is_full(["c", "a", "e"], "b")
    assert not is_full(["c", "a", "e"], "a")
    assert not is_full(["c", "a", "e"], "")
    assert after_tap(["c", "a", "e"], "b", KNOWN) == ["c", "a", "e"]


def test_to_know_nothing_and_to_choose_rule_each_other_out() -> None:
    assert after_tap(["c", "a"], DONT_KNOW, KNOWN) == [DONT_KNOW]
    assert after_tap([DONT_KNOW], "b", KNOWN) == ["b"]


def test_beginning_again_takes_everything_away() -> None:
    assert after_tap(["c", "a"], "", KNOWN) == []


@given(taps)
def test_any_taps_at_all_leave_a_proper_order(tapped: list[str]) -> None:
    order: list[str] = []
    for key in tapped:
        order = after_tap(order, key, KNOWN)
        assert len(order) <= MOST_PLACES
        assert len(set(order)) == len(order)
        assert order == [DONT_KNOW] or set(order) <= set(KNOWN)
        assert kept_order(order, KNOWN) == order


@given(st.lists(st.text(max_size=3) | st.sampled_from(KNOWN), max_size=20), st.text(max_size=3))
def test_an_order_that_someone_made_up_is_made_proper(sent: list[str], key: str) -> None:
    order = after_tap(sent, key, KNOWN)
    assert len(order) <= MOST_PLACES
    assert set(order) <= {*KNOWN, DONT_KNOW}
