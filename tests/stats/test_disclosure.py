"""What may be shown, rule by rule, with worked examples."""

import numpy as np
import pytest

from panel.stats.disclosure import Dropped, protect
from panel.stats.microdata import Breakdown, Microdata, SingleChoice
from panel.stats.published import NO_STATEMENT_KEY, OTHER, Form, Reason
from panel.stats.published_tables import Edge, Unit
from panel.stats.relations import Earlier, Relation
from tests.stats.builders import by_cells, groups, single, ticks


def test_nine_answers_are_too_few_for_anything() -> None:
    protection = protect(Microdata(9, (single("q", YES=9),)))
    assert protection.published.to_dict() == {
        "format": 1,
        "threshold": 10,
        "weighted": False,
        "shown": False,
        "size": None,
        "reason": "TOO_FEW_ANSWERS",
        "breakdowns": [],
        "questions": [],
        "opinion_map": None,
        "routes": [],
        "weighting": None,
    }


@pytest.mark.parametrize("size", [10, 11])
def test_ten_and_eleven_answers_are_enough(size: int) -> None:
    published = protect(Microdata(size, (single("q", YES=size - 4, NO=4),))).published
    assert published.size == 10
    assert published.question("q").shown


def test_nobody_at_all_is_too_few() -> None:
    assert not protect(Microdata(0, (single("q", YES=0),))).published.shown


def test_a_question_with_nine_answers_is_not_shown_and_others_are() -> None:
    published = protect(Microdata(40, (single("q", YES=9, SKIPPED=31), single("r", YES=20, NO=20)))).published
    assert published.question("q").reason is Reason.TOO_FEW_ANSWERS
    assert published.question("q").table is None
    assert published.question("r").shown


def test_a_question_that_everybody_skipped_is_not_shown() -> None:
    published = protect(Microdata(40, (single("q", YES=0, NO=0, SKIPPED=40),))).published
    assert published.question("q").reason is Reason.TOO_FEW_ANSWERS


def test_ten_who_all_say_the_same_read_as_almost_everyone() -> None:
    table = protect(Microdata(10, (single("q", YES=10, NO=0),))).published.question("q").table
    assert table is not None
    assert [option.edge for option in table.options] == [Edge.EVERYONE, Edge.NOBODY]


def test_a_worked_example_of_a_whole_table() -> None:
    table = protect(Microdata(612, (single("q", YES=401, NO=190, DONT_KNOW=21),))).published.question("q").table
    assert table is not None
    assert (table.size, table.unit) == (610, Unit.PERCENT)
    assert [(option.key, option.count, option.share) for option in table.options] == [
        ("YES", 400, 66),
        ("NO", 190, 31),
        ("DONT_KNOW", 20, 3),
    ]


def test_groups_are_the_same_for_every_question() -> None:
    questions = (single("q", YES=40, NO=40), single("r", YES=60, NO=20))
    published = protect(Microdata(80, questions, (groups("b", A=40, B=32, C=4, NONE=4),))).published
    keys = {tuple(group.key for group in split.groups) for question in published.questions for split in question.splits}
    assert keys == {("A", OTHER)}
    assert published.breakdown("b").groups[1].merged == ("B", "C", NO_STATEMENT_KEY)


def test_only_no_statement_gives_no_breakdown() -> None:
    protection = protect(Microdata(40, (single("q", YES=20, NO=20),), (groups("b", NONE=40),)))
    assert protection.published.breakdown("b").reason is Reason.TOO_FEW_GROUPS
    assert protection.report.dropped == (Dropped(Reason.TOO_FEW_GROUPS, breakdown="b"),)


def test_a_routed_question_shows_no_size_and_no_counts() -> None:
    question = protect(Microdata(80, (single("q", YES=30, NO=20, NOT_ASKED=30),))).published.question("q")
    assert question.routed
    assert question.table is not None
    assert question.table.size is None
    assert [option.count for option in question.table.options] == [None, None]
    assert [option.share for option in question.table.options] == [60, 40]


@pytest.mark.parametrize("not_asked", [1, 9])
def test_a_routed_question_that_passed_nearly_everybody_is_not_shown(not_asked: int) -> None:
    question = single("q", YES=40, NO=40, NOT_ASKED=not_asked)
    published = protect(Microdata(80 + not_asked, (question,))).published
    assert published.question("q").reason is Reason.ROUTING


def test_a_routed_question_is_not_split_when_it_passed_a_few_in_one_group() -> None:
    codes = np.concatenate([np.zeros(37), np.full(3, -2), np.zeros(20), np.full(20, -2)]).astype(np.int16)
    microdata = Microdata(
        80, (single("r", YES=40, NO=40), SingleChoice("q", ("YES", "NO"), codes)), (groups("b", A=40, B=40),)
    )
    question = protect(microdata).published.question("q")
    assert question.shown
    assert question.splits == ()


def test_a_group_of_whom_nobody_was_asked_has_no_table() -> None:
    codes = np.concatenate([np.tile([0, 1], 20), np.full(40, -2)]).astype(np.int16)
    questions = (single("r", YES=40, NO=40), SingleChoice("q", ("YES", "NO"), codes))
    microdata = Microdata(80, questions, (groups("b", A=40, B=40),))
    split = protect(microdata).published.question("q").split("b")
    assert split is not None
    assert [group.table is None for group in split.groups] == [False, True]


def test_rare_answers_of_several_are_shown_as_other() -> None:
    rows = [["A"]] * 40 + [["B"]] * 6 + [["C"]] * 7 + [["A", "D"]] * 12
    protection = protect(Microdata(65, (ticks("q", "ABCD", rows),)))
    question = protection.published.question("q")
    assert question.form is Form.SEVERAL
    assert question.table is not None
    assert [(option.key, option.merged) for option in question.table.options] == [
        ("A", ()),
        ("D", ()),
        (OTHER, ("B", "C")),
    ]
    assert protection.report.merged_options == {"q": ("B", "C")}


def test_a_question_of_which_only_other_is_left_is_not_shown() -> None:
    rows = [["A"], ["B"], ["C"], ["D"]] * 5
    assert protect(Microdata(20, (ticks("q", "ABCD", rows),))).published.question("q").reason is Reason.TOO_SCATTERED


def test_skips_and_not_understood_are_shown_when_enough() -> None:
    question = single("q", YES=40, NO=40, SKIPPED=20)
    confused = np.arange(100) < 12
    shown = SingleChoice("q", question.options, question.codes, not_understood=confused)
    published = protect(Microdata(100, (shown,))).published.question("q")
    assert published.skipped is not None
    assert (published.skipped.count, published.skipped.share) == (20, 20)
    assert published.not_understood is not None
    assert (published.not_understood.count, published.not_understood.share) == (10, 10)


def test_a_few_skips_and_none_at_all_look_the_same() -> None:
    few = protect(Microdata(100, (single("q", YES=60, NO=31, SKIPPED=9),))).published.question("q")
    none = protect(Microdata(100, (single("q", YES=60, NO=40),))).published.question("q")
    assert few.skipped is None
    assert none.skipped is None


def test_a_weighted_count_is_the_weighted_share_times_the_people() -> None:
    weights = np.concatenate([np.full(50, 1.5), np.full(50, 0.5)])
    published = protect(Microdata(100, (single("q", YES=50, NO=50),), weights=weights)).published
    table = published.question("q").table
    assert published.weighted
    assert table is not None
    assert [option.count for option in table.options] == [75, 25]


def test_a_lower_threshold_is_refused_and_a_higher_one_obeyed() -> None:
    microdata = Microdata(19, (single("q", YES=10, NO=9),))
    with pytest.raises(ValueError, match="lower than 10"):
        protect(microdata, threshold=9)
    assert not protect(microdata, threshold=20).published.shown


def test_five_breakdowns_are_refused() -> None:
    breakdowns = tuple(Breakdown(f"b{index}", ("A", "B"), np.arange(40) % 2) for index in range(5))
    with pytest.raises(ValueError, match="at most 4"):
        protect(Microdata(40, (single("q", YES=40),), breakdowns))


def test_a_split_that_pins_down_a_hidden_group_is_not_shown() -> None:
    cells = {name: {"YES": 3, "NO": 9} for name in "ABCD"} | {name: {"YES": 0, "NO": 6} for name in "EF"}
    protection = protect(by_cells("q", "b", cells))
    assert protection.published.question("q").shown
    assert protection.published.question("q").splits == ()
    assert protection.published.breakdown("b").reason is Reason.PROOF


def test_one_failing_split_leaves_the_breakdown_to_other_questions() -> None:
    cells = {name: {"YES": 3, "NO": 9} for name in "ABCD"} | {name: {"YES": 0, "NO": 6} for name in "EF"}
    bad = by_cells("q", "b", cells)
    good = SingleChoice("r", ("YES", "NO"), np.arange(bad.size) % 2)
    protection = protect(Microdata(bad.size, (*bad.questions, good), bad.breakdowns))
    assert protection.published.question("q").split("b") is None
    assert protection.published.question("r").split("b") is not None
    assert Dropped(Reason.NOT_SAFE, breakdown="b", question="q") in protection.report.dropped


def test_a_correction_after_scattered_removals_shows_no_more_than_is_safe() -> None:
    rng = np.random.default_rng(3)
    answers, classes = rng.integers(0, 2, 100), rng.integers(0, 4, 100)
    before = Microdata(100, (SingleChoice("q", ("YES", "NO"), answers),), (Breakdown("b", tuple("ABCD"), classes),))
    first = protect(before).published
    after = Microdata(88, (SingleChoice("q", ("YES", "NO"), answers[12:]),))
    second = protect(after, previous=[Earlier(first, Relation.BEFORE)]).published
    assert second.question("q").shown
    assert second.question("q").splits == ()


def test_figures_that_contradict_an_earlier_outcome_are_not_shown() -> None:
    first = protect(Microdata(100, (single("q", YES=80, NO=20),))).published
    second = protect(Microdata(100, (single("q", YES=20, NO=80),)), previous=[first]).published
    assert second.question("q").reason is Reason.PROOF


def test_the_sum_of_rounds_may_be_shown_beside_the_rounds() -> None:
    rounds = [Microdata(size, (single("q", YES=size // 2, NO=size - size // 2),)) for size in (24, 31)]
    parts = [Earlier(protect(one).published, Relation.PART) for one in rounds]
    codes = np.concatenate([one.questions[0].codes for one in rounds if isinstance(one.questions[0], SingleChoice)])
    total = protect(Microdata(55, (SingleChoice("q", ("YES", "NO"), codes),)), previous=parts).published
    assert total.question("q").shown
