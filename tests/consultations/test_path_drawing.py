"""The drawing of the way through a questionnaire: every question once, and side lines never run together."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from panel.consultations.presenters.path_drawing import APART, FIRST, WIDTH, Stop, draw_path


@st.composite
def ways(draw: st.DrawFn) -> list[Stop]:
    """Up to nine questions of any length, some after an earlier one."""
    made = []
    for number in range(1, draw(st.integers(1, 9)) + 1):
        after = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
        text = draw(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=200))
        made.append(Stop(number, text, after, "Na ‘Nooit’" if after else ""))
    return made


def spans(drawn_branches: list[str]) -> list[tuple[int, int, int]]:
    """Return of each side line where it stands, where it begins and where it ends."""
    found = []
    for one in drawn_branches:
        numbers = [int(part) for part in re.findall(r"-?\d+", one)]
        found.append((numbers[6], numbers[1], numbers[-1]))
    return found


@given(ways())
def test_every_question_stands_there_once_and_below_the_one_before(stops: list[Stop]) -> None:
    drawn = draw_path(stops)
    assert [one.number for one in drawn.stations] == [one.number for one in stops]
    heights = [drawn.start[1], *(one.y for one in drawn.stations), drawn.end[1]]
    assert all(after - before >= 2 * drawn.radius for before, after in pairwise(heights))
    assert heights == sorted(heights)
    assert all(0 < one.x < WIDTH and 0 < one.y < drawn.height for one in (*drawn.stations, *drawn.words))


@given(ways())
def test_a_question_after_another_stands_on_the_side_line_of_that_one(stops: list[Stop]) -> None:
    drawn = draw_path(stops)
    at = {one.number: one.x for one in drawn.stations}
    for one in stops:
        if one.after is None:
            assert at[one.number] == FIRST
        else:
            assert at[one.number] > at[one.after]
            assert all(at[other.number] == at[one.number] for other in stops if other.after == one.after)


@given(ways())
def test_two_side_lines_never_run_over_each_other(stops: list[Stop]) -> None:
    by_place: dict[int, list[tuple[int, int]]] = {}
    for place, start, end in spans(draw_path(stops).branches):
        assert (place - FIRST) % APART == 0
        assert start < end
        by_place.setdefault(place, []).append((start, end))
    for found in by_place.values():
        ordered = sorted(found)
        assert all(one[1] <= other[0] for one, other in pairwise(ordered))


def test_a_condition_on_a_later_question_is_left_out() -> None:
    drawn = draw_path([Stop(1, "Eerst?", 2, "Na ‘Ja’"), Stop(2, "Dan?")])
    assert drawn.branches == []
    assert [one.text for one in drawn.words] == ["Eerst?", "Dan?"]


def test_a_long_text_is_cut_and_a_long_word_too() -> None:
    drawn = draw_path([Stop(1, "Wat vind je van deze lange vraag over het veld? " * 5), Stop(2, "x" * 90)])
    first = [one.text for one in drawn.words if one.y < drawn.stations[1].y - 10]
    assert len(first) == 3
    assert first[-1].endswith("…")
    assert drawn.words[-1].text.endswith("…")
