"""What a question and the one that depends on it say of each other, by worked examples."""

from dataclasses import replace

import numpy as np

from panel.stats.attack import Kind, weaknesses
from panel.stats.disclosure import protect
from panel.stats.microdata import NOT_ASKED, Breakdown, Microdata, SeveralChoice, SingleChoice
from panel.stats.published import Reason
from panel.stats.published_routes import Route
from panel.stats.publishing import publish

ROUTE = Route("next", "first", ("YES",))


def microdata(*groups: tuple[int, int, int]) -> Microdata:
    """Groups of people: so many said yes and then a, yes and then b, and no. There is no "weet ik niet"."""
    first, following, classes = [], [], []
    for index, (a, b, no) in enumerate(groups):
        first += [0] * (a + b) + [1] * no
        following += [0] * a + [1] * b + [NOT_ASKED] * no
        classes += [index] * (a + b + no)
    return Microdata(
        len(first),
        (SingleChoice("first", ("YES", "NO"), np.array(first)), SingleChoice("next", ("A", "B"), np.array(following))),
        (Breakdown("group", tuple(f"c{index}" for index in range(len(groups))), np.array(classes)),),
        routes=(ROUTE,),
    )


def test_a_group_that_nobody_led_on_from_is_of_one_mind_so_the_next_question_is_not_split() -> None:
    asked = microdata((10, 10, 20), (0, 0, 30))
    raw = publish(asked, 10)
    assert raw.question("next").split("group") is not None
    found = weaknesses(raw, exact_size=70)
    assert {(one.kind, one.question, one.group) for one in found} == {(Kind.UNANIMOUS, "next", ("c1",))}
    assert weaknesses(replace(raw, routes=()), exact_size=70) == ()
    shown = protect(asked).published
    assert shown.question("first").split("group") is not None, "the first question gave nothing away by itself"
    assert shown.question("next").shown
    assert shown.question("next").splits == ()


def test_nobody_left_out_hides_the_next_question_and_not_the_first() -> None:
    shown = protect(microdata((20, 20, 0))).published
    assert shown.question("first").shown
    assert shown.question("next").reason is Reason.ROUTING


def test_of_several_answers_each_may_lead_on() -> None:
    ticks = np.zeros((60, 2), dtype=np.bool_)
    ticks[:30, 0] = ticks[20:45, 1] = True
    first = SeveralChoice("first", ("YES", "ALSO"), ticks, np.zeros(60, dtype=np.int16))
    codes = np.where(np.arange(60) < 45, np.arange(60) % 2, NOT_ASKED)
    route = Route("next", "first", ("YES", "ALSO"))
    asked = Microdata(60, (first, SingleChoice("next", ("A", "B"), codes)), routes=(route,))
    published = protect(asked).published
    assert published.question("next").shown
    assert published.question("next").table is not None
    assert weaknesses(published, exact_size=60) == ()


def test_weighted_counts_are_no_numbers_of_people_but_nobody_is_nobody() -> None:
    asked = replace(microdata((10, 10, 20), (0, 0, 30)), weights=np.linspace(0.5, 1.5, 70))
    published = protect(asked).published
    assert weaknesses(published, exact_size=70) == ()
    assert published.question("next").splits == ()
