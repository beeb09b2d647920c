"""The attacker finds what a weaker publication gives away, knows only true things, and leaves safe figures alone."""

from dataclasses import replace

import numpy as np
import pytest

from panel.stats import program as stats_program
from panel.stats import publishing, rounding
from panel.stats.attack import Kind, weaknesses
from panel.stats.disclosure import protect
from panel.stats.evidence import Evidence, Population, classes_of
from panel.stats.knowledge import gather
from panel.stats.microdata import Microdata, SingleChoice
from panel.stats.program import Point, Program, Row, Terms, plus, times
from panel.stats.published import NO_STATEMENT_KEY, GroupSize, Published
from panel.stats.publishing import publish
from panel.stats.relations import Earlier, Relation
from panel.stats.tally import classes_with_no_statement
from tests.stats.builders import by_cells, groups, random_consultation, single, ticks

SAFE = {"A": {"YES": 21, "NO": 18}, "B": {"YES": 12, "NO": 16}, "C": {"YES": 9, "NO": 14}}
WITH_THREE = {"A": {"YES": 21, "NO": 18}, "B": {"YES": 12, "NO": 16}, "C": {"YES": 3, "NO": 0}}


def unmerged(microdata: Microdata) -> Published:
    """As a publisher would write it that forgets to merge: every class on its own, whatever its size."""
    return replace(publish(microdata, 1), threshold=10)


def test_a_safe_publication_is_left_alone() -> None:
    assert weaknesses(publish(by_cells("q", "b", SAFE), 10), exact_size=90) == ()


def test_a_group_of_three_that_was_not_merged_is_caught() -> None:
    found = weaknesses(unmerged(by_cells("q", "b", WITH_THREE)))
    assert {(weakness.kind, weakness.group) for weakness in found} == {(Kind.TOO_SMALL, ("C",))}


def test_a_single_class_called_other_is_caught() -> None:
    published = publish(by_cells("q", "b", SAFE), 10)
    breakdown = published.breakdowns[0]
    alone = (*breakdown.groups[:2], replace(breakdown.groups[2], merged=("C",)))
    found = weaknesses(replace(published, breakdowns=(replace(breakdown, groups=alone),)))
    assert {weakness.kind for weakness in found} == {Kind.TOO_SMALL}


def test_unrounded_counts_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounding, "round_to_five", round)
    monkeypatch.setattr(publishing, "round_to_five", round)
    cells = {"A": {"YES": 21, "NO": 18}, "B": {"YES": 11, "NO": 1}, "C": {"YES": 14, "NO": 13}}
    assert weaknesses(publish(by_cells("q", "b", cells), 10)) != ()


def test_an_exact_count_that_shows_a_group_unanimous_but_one_is_named() -> None:
    cells = {"A": {"YES": 38, "NO": 1}, "B": {"YES": 12, "NO": 16}, "C": {"YES": 9, "NO": 14}}
    published = publish(by_cells("q", "b", cells), 10)
    question = published.questions[0]
    first, *others = question.splits[0].groups
    assert first.table is not None
    exact = replace(first.table, options=(first.table.options[0], replace(first.table.options[1], count=1)))
    split = replace(question.splits[0], groups=(replace(first, table=exact), *others))
    found = weaknesses(replace(published, questions=(replace(question, splits=(split,)),)))
    assert weaknesses(published, exact_size=90) == ()
    assert (Kind.UNANIMOUS, ("A",), "YES") in {(weakness.kind, weakness.group, weakness.option) for weakness in found}


def test_a_group_left_out_follows_by_subtraction() -> None:
    published = publish(by_cells("q", "b", SAFE), 10)
    question = published.questions[0]
    split = replace(question.splits[0], groups=question.splits[0].groups[:2])
    found = weaknesses(replace(published, questions=(replace(question, splits=(split,)),)))
    assert {(weakness.kind, weakness.group) for weakness in found} == {(Kind.HIDDEN, ("C",))}


def test_rounded_figures_that_squeeze_a_hidden_group_are_caught() -> None:
    cells = {name: {"YES": 3, "NO": 9} for name in "ABCD"} | {name: {"YES": 0, "NO": 6} for name in "EF"}
    found = weaknesses(publish(by_cells("q", "b", cells), 10))
    assert (Kind.HIDDEN, ("E", "F"), "YES") in {(weakness.kind, weakness.group, weakness.option) for weakness in found}


def test_small_groups_that_together_all_agree_are_caught_though_they_were_merged() -> None:
    cells = {"A": {"YES": 6, "NO": 4}, "B": {"YES": 9, "NO": 0}, "C": {"YES": 9, "NO": 0}, "D": {"YES": 9, "NO": 0}}
    found = weaknesses(publish(by_cells("q", "b", cells), 10), exact_size=37)
    assert (Kind.HIDDEN, ("B", "C", "D"), "YES") in {(one.kind, one.group, one.option) for one in found}


def test_a_group_that_must_agree_because_the_others_hold_every_no_is_caught() -> None:
    cells = {name: {"YES": 9, "NO": 3} for name in "ABCD"} | {"E": {"YES": 14, "NO": 0}}
    found = weaknesses(publish(by_cells("q", "b", cells), 10))
    assert (Kind.UNANIMOUS, ("E",), "YES") in {(weakness.kind, weakness.group, weakness.option) for weakness in found}


def test_another_grouping_of_the_same_people_is_seen_through() -> None:
    cells = {"A": {"YES": 12, "NO": 8}, "B": {"YES": 8, "NO": 0}, "C": {"YES": 5, "NO": 9}, "D": {"YES": 9, "NO": 9}}
    microdata = by_cells("q", "b", cells)
    first = publish(microdata, 10)
    codes = microdata.breakdowns[0].codes
    other = replace(microdata.breakdowns[0], classes=("A", "BD", "C"), codes=np.array([0, 1, 2, 1])[codes])
    second = publish(replace(microdata, breakdowns=(other,)), 10)
    renamed = replace(
        second.breakdowns[0],
        groups=tuple(
            GroupSize(group.key, group.size, ("B", "D")) if group.key == "BD" else group
            for group in second.breakdowns[0].groups
        ),
    )
    second = replace(second, breakdowns=(renamed,))
    assert weaknesses(first) == ()
    assert any(weakness.group == ("B",) for weakness in weaknesses(second, [Earlier(first)]))


def test_every_earlier_outcome_counts() -> None:
    published = publish(Microdata(100, (single("q", YES=80, NO=20),)), 10)
    other = publish(Microdata(100, (single("q", YES=20, NO=80),)), 10)
    assert weaknesses(published) == ()
    assert {weakness.kind for weakness in weaknesses(published, [Earlier(other)])} == {Kind.UNPROVEN}


def test_removed_records_that_must_agree_are_found_between_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounding, "round_to_five", round)
    monkeypatch.setattr(publishing, "round_to_five", round)
    before = publish(Microdata(103, (single("q", YES=62, NO=41),)), 10)
    after = publish(Microdata(91, (single("q", YES=51, NO=40),)), 10)
    same = publish(Microdata(90, (single("q", YES=49, NO=41),)), 10)
    assert weaknesses(before) == ()
    assert {one.kind for one in weaknesses(after, [Earlier(before, Relation.BEFORE)])} == {Kind.UNANIMOUS}
    assert {one.kind for one in weaknesses(same, [Earlier(before, Relation.BEFORE)])} == {Kind.UNANIMOUS}


def test_a_removed_dozen_that_may_differ_is_no_weakness() -> None:
    before = publish(Microdata(100, (single("q", YES=60, NO=40),)), 10)
    after = publish(Microdata(85, (single("q", YES=52, NO=33),)), 10)
    assert weaknesses(after, [Earlier(before, Relation.BEFORE)], exact_size=85) == ()


def test_a_set_of_people_that_may_or_may_not_exist_counts_until_it_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    before = publish(Microdata(100, (single("q", YES=60, NO=40),)), 10)
    after = publish(Microdata(98, (single("q", YES=58, NO=40),)), 10)
    solve = Program.solve

    def gives_up(program: Program, maximise: Terms | None = None, extra: tuple[Row, ...] = ()) -> Point | None:
        return None if extra else solve(program, times(-1.0, maximise or {}))

    monkeypatch.setattr(Program, "solve", gives_up)
    monkeypatch.setattr(Program, "refutes", lambda _program, _row: True)
    refuted = weaknesses(after, [Earlier(before, Relation.BEFORE)])
    monkeypatch.setattr(Program, "refutes", lambda _program, _row: False)
    undecided = weaknesses(after, [Earlier(before, Relation.BEFORE)])
    assert len(undecided) > len(refuted)


def test_only_what_was_searched_to_the_end_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program()
    people = program.unknown(0, 9)
    assert program.refutes((people, 10, 20))
    assert not program.refutes((people, 9, 20))
    halves = [program.unknown(0, 1) for _ in range(30)]
    odd = plus(*(times(2.0, one) for one in halves)), 29, 29
    monkeypatch.setattr(stats_program, "STEPS_PER_SEARCH", 0)
    assert program.solve(extra=(odd,)) is None
    monkeypatch.setattr(stats_program, "SECONDS_PER_SEARCH", 0.0)
    assert not program.refutes((people, 10, 20))


def test_rounded_figures_of_a_room_that_agrees_prove_nothing_even_at_a_known_size() -> None:
    for size in range(20, 30):
        everybody = Microdata(size, (single("q", YES=size, NO=0), ticks("r", "AB", [["A", "B"]] * size)))
        assert weaknesses(publish(everybody, 10), exact_size=size) == ()


def test_a_count_of_everyone_that_was_rounded_by_itself_is_caught() -> None:
    published = publish(Microdata(23, (single("q", YES=23, NO=0),)), 10)
    table = published.questions[0].table
    assert table is not None
    lower = replace(table.options[0], edge=None)
    question = replace(published.questions[0], table=replace(table, options=(lower, table.options[1])))
    assert weaknesses(replace(published, questions=(question,)), exact_size=23) != ()


def _terms_of(
    population: Population, breakdown: str | None, classes: tuple[str, ...]
) -> tuple[Terms, dict[str, Terms]]:
    cells = population.total if breakdown is None else population.together(breakdown, classes_of("", classes))
    return cells.answered, {key: terms for (key, merged), terms in cells.chose.items() if not merged}


def _truth(evidence: Evidence, microdata: Microdata) -> list[tuple[Terms, float, float]]:
    """The exact numbers, as rows: people who answered and who chose, in all and in every smallest known set."""
    question = next(question for question in microdata.questions if question.key == evidence.key)
    population = evidence.items[0][1]
    sets: list[tuple[str | None, tuple[str, ...], np.ndarray]] = [(None, (), np.ones(microdata.size, dtype=bool))]
    for breakdown in microdata.breakdowns:
        names = np.array([*breakdown.classes, NO_STATEMENT_KEY])[classes_with_no_statement(breakdown)]
        for atom in evidence.atoms.get(breakdown.key, []):
            sets.append((breakdown.key, tuple(atom), np.isin(names, list(atom))))
    rows = []
    for key, classes, members in sets:
        answered, chose = _terms_of(population, key, classes)
        count = int((question.answered & members).sum())
        rows.append((answered, count, count))
        for option, terms in chose.items():
            index = question.options.index(option)
            picked = question.codes == index if isinstance(question, SingleChoice) else question.ticks[:, index]
            exact = int((picked & members).sum())
            rows.append((terms, exact, exact))
    return rows


@pytest.mark.parametrize("seed", range(60))
def test_what_the_attacker_knows_is_true(seed: int) -> None:
    microdata = random_consultation(seed, largest=400)
    if microdata.size < 10 or microdata.weights is not None:
        microdata = random_consultation(seed + 5000, largest=400)
        microdata = replace(microdata, weights=None)
    published = publish(microdata, 10)
    for question in published.questions:
        if question.shown:
            evidence = gather(published, [], question.key, exact_size=microdata.size)
            assert evidence.program.solve(extra=tuple(_truth(evidence, microdata))) is not None


def test_ten_questions_with_four_breakdowns_are_proven_in_less_than_ten_seconds() -> None:
    rng = np.random.default_rng(11)
    people = 800
    questions = tuple(
        SingleChoice(f"q{index}", tuple("abcdef"), rng.choice(6, people, p=rng.dirichlet(np.ones(6))))
        for index in range(10)
    )
    breakdowns = tuple(groups(f"b{index}", **{f"c{each}": 100 for each in range(8)}) for index in range(4))
    shuffled = tuple(replace(breakdown, codes=rng.permutation(breakdown.codes)) for breakdown in breakdowns)
    assert protect(Microdata(people, questions, shuffled)).published.shown
