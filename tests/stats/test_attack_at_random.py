"""More than a hundred random consultations are protected and attacked in four different ways."""

from dataclasses import replace

import numpy as np
import pytest

from panel.stats.attack import weaknesses
from panel.stats.disclosure import protect
from panel.stats.microdata import Microdata, Question, SingleChoice
from panel.stats.published import NO_STATEMENT_KEY, OTHER, Published
from panel.stats.publishing import publish
from panel.stats.relations import Earlier, Relation
from panel.stats.tally import classes_with_no_statement
from tests.stats.builders import by_cells, random_consultation
from tests.stats.second_attacker import certain_findings, in_order
from tests.stats.spotter import suspicious_numbers

SEEDS = range(1000, 1110)


def members(microdata: Microdata, published: Published) -> dict[tuple[str, str], np.ndarray]:
    """The people really in each shown group."""
    people = {}
    for breakdown in microdata.breakdowns:
        names = np.array([*breakdown.classes, NO_STATEMENT_KEY])[classes_with_no_statement(breakdown)]
        for group in published.breakdown(breakdown.key).groups:
            people[breakdown.key, group.key] = np.isin(names, group.merged or (group.key,))
    return people


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_consultation_gives_nothing_away(seed: int) -> None:
    microdata = random_consultation(seed)
    published = protect(microdata).published
    stored = published.to_dict()
    assert suspicious_numbers(stored) == []
    assert certain_findings(stored) == []
    assert weaknesses(published, exact_size=microdata.size) == ()
    if microdata.size < 10:
        assert not published.shown
        return
    for (key, name), inside in members(microdata, published).items():
        assert inside.sum() >= 10
        assert name != OTHER or len(published.breakdown(key).groups[-1].merged) >= 2


@pytest.mark.parametrize("seed", SEEDS)
def test_every_shown_table_has_ten_people_and_leaves_nobody_or_ten(seed: int) -> None:
    microdata = random_consultation(seed)
    published = publish(microdata, 10) if microdata.size >= 10 else protect(microdata).published
    people = members(microdata, published) if published.shown else {}
    for question in microdata.questions if published.shown else ():
        shown = published.question(question.key)
        if not shown.shown:
            continue
        tables = [(np.ones(microdata.size, dtype=bool), shown.table)]
        tables += [(people[s.breakdown, group.key], group.table) for s in shown.splits for group in s.groups]
        for inside, table in tables:
            asked, answered = (inside & question.asked).sum(), (inside & question.answered).sum()
            assert (asked == 0) if table is None else answered >= 10
            left_out = inside.sum() - asked
            assert left_out == 0 or left_out >= 10
            if table is not None:
                assert in_order([option.key for option in table.options if option.key != OTHER], [*question.options])


def test_the_second_attacker_can_find_something() -> None:
    squeezed = {name: {"YES": 3, "NO": 9} for name in "ABCD"} | {name: {"YES": 0, "NO": 6} for name in "EF"}
    agreeing = {name: {"YES": 9, "NO": 3} for name in "ABCD"} | {"E": {"YES": 14, "NO": 0}}
    assert certain_findings(publish(by_cells("q", "b", squeezed), 10).to_dict()) == [
        "q: YES is pinned down in *OTHER",
        "q: *OTHER agrees",
    ]
    assert certain_findings(publish(by_cells("q", "b", agreeing), 10).to_dict()) == ["q: E agrees"]


@pytest.mark.parametrize("seed", range(2000, 2015))
def test_a_corrected_version_beside_the_first_gives_nothing_away(seed: int) -> None:
    microdata = replace(random_consultation(seed, largest=300), weights=None)
    first = protect(microdata).published
    kept = np.arange(microdata.size) >= 10 + seed % 7
    if kept.sum() < 10 or not first.shown:
        return
    after = Microdata(int(kept.sum()), tuple(_only(question, kept) for question in microdata.questions))
    second = protect(after, previous=[Earlier(first, Relation.BEFORE)]).published
    assert suspicious_numbers(second.to_dict()) == []
    assert weaknesses(second, [Earlier(first, Relation.BEFORE)], exact_size=after.size) == ()


def _only(question: Question, kept: np.ndarray) -> Question:
    confused = None if question.not_understood is None else question.not_understood[kept]
    if isinstance(question, SingleChoice):
        return replace(question, codes=question.codes[kept], not_understood=confused)
    return replace(question, ticks=question.ticks[kept], status=question.status[kept], not_understood=confused)
