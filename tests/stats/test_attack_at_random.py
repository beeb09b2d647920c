"""A hundred and fifty random consultations are protected and attacked in four different ways."""

from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest

from panel.stats.attack import weaknesses
from panel.stats.disclosure import protect
from panel.stats.microdata import Microdata
from panel.stats.published import NO_STATEMENT_KEY, OTHER, Published
from panel.stats.publishing import publish
from panel.stats.relations import Earlier, Relation
from panel.stats.tally import classes_with_no_statement
from tests.stats.builders import random_consultation
from tests.stats.second_attacker import certain_findings, in_order
from tests.stats.spotter import suspicious_numbers

SEEDS = range(1000, 1150)


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
    assert weaknesses(published) == ()
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
    found = []
    for seed in SEEDS:
        microdata = random_consultation(seed, largest=300)
        if microdata.size >= 10:
            found += certain_findings(publish(microdata, 10).to_dict())
    kinds = {key for key, _ in groupby(sorted(finding.split()[-1] for finding in found))}
    assert "agrees" in kinds or len(found) >= 3


@pytest.mark.parametrize("seed", range(2000, 2025))
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
    assert any(question.shown for question in second.questions) or not any(
        question.shown for question in protect(after).published.questions
    )


def _only(question, kept):  # type: ignore[no-untyped-def]
    if hasattr(question, "codes"):
        return replace(question, codes=question.codes[kept], not_understood=question.not_understood[kept])
    return replace(
        question, ticks=question.ticks[kept], status=question.status[kept], not_understood=question.not_understood[kept]
    )
