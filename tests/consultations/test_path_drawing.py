"""The drawing of the way through a questionnaire: each question once, and loops that lie apart or inside each other."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from panel.consultations.presenters.path_drawing import FIRST, WIDTH, Stop, draw_path, find_loops


@st.composite
def ways(draw: st.DrawFn) -> list[Stop]:
    """Up to nine questions of any length, some after an earlier one."""
    made = []
    for number in range(1, draw(st.integers(1, 9)) + 1):
        after = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
        label = draw(st.sampled_from(["Na ‘Ja’", "Na ‘Nee’"])) if after else ""
        made.append(Stop(number, draw(st.text(min_size=1, max_size=200)), after, label))
    return made


@given(ways())
def test_every_question_stands_there_once_and_below_the_one_before(stops: list[Stop]) -> None:
    drawn = draw_path(stops)
    assert [one.number for one in drawn.stations] == [one.number for one in stops]
    heights = [drawn.start[1], *(one.y for one in drawn.stations), drawn.end[1]]
    assert all(after - before > 2 * drawn.radius for before, after in pairwise(heights))
    assert all(0 < one.x < WIDTH and 0 < one.y < drawn.height for one in (*drawn.stations, *drawn.words))


@given(ways())
def test_who_stays_on_the_line_for_everybody_gets_what_everybody_gets(stops: list[Stop]) -> None:
    drawn = draw_path(stops)
    assert {one.number for one in drawn.stations if one.x == FIRST} == {one.number for one in stops if not one.after}
    assert {one.number for one in drawn.stations if one.is_aside} == {one.number for one in stops if one.after}


@given(ways())
def test_a_loop_holds_one_condition_and_lies_apart_from_others_or_inside_one(stops: list[Stop]) -> None:
    loops = find_loops(stops)
    for one, other in combinations(loops, 2):
        apart = one.last < other.first
        inside = one.first < other.first and other.last <= one.last and other.depth > one.depth
        assert apart or inside
    for one in loops:
        within = {place for other in loops if other.around is one for place in range(other.first, other.last + 1)}
        own = [stops[place] for place in range(one.first, one.last + 1) if place not in within]
        assert {(stop.after, stop.label) for stop in own} == {(one.after, one.label)}


def test_a_question_after_one_in_a_loop_lies_in_a_loop_inside_it() -> None:
    stops = [Stop(1, "a"), Stop(2, "b", 1, "Na ‘Nee’"), Stop(3, "c", 2, "Na ‘Ja’"), Stop(4, "d"), Stop(5, "e", 2, "Na")]
    assert [(one.first, one.last, one.depth) for one in find_loops(stops)] == [(1, 2, 1), (2, 2, 2), (4, 4, 1)]


def test_a_condition_on_a_later_question_is_left_out() -> None:
    drawn = draw_path([Stop(1, "Eerst?", 2, "Na ‘Ja’"), Stop(2, "Dan?")])
    assert drawn.loops == []
    assert [one.text for one in drawn.words] == ["Eerst?", "Dan?"]


def test_a_long_text_is_cut_and_a_long_word_too() -> None:
    drawn = draw_path([Stop(1, "Wat vind je van deze lange vraag over het veld? " * 5), Stop(2, "x" * 90)])
    first = [one.text for one in drawn.words if one.y < drawn.stations[1].y - 10]
    assert len(first) == 4
    assert first[-1].endswith("…")
    assert drawn.words[-1].text.endswith("…")
