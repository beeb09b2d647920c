"""A corrected outcome shows a breakdown again only where each group lost nobody or at least ten."""

from dataclasses import replace

import numpy as np
import pytest

from panel.stats.attack import weaknesses
from panel.stats.correction import TooFewRemovedError, corrected
from panel.stats.disclosure import protect
from panel.stats.microdata import Microdata
from panel.stats.published import Published
from panel.stats.relations import Earlier, Relation
from tests.stats.builders import by_cells

CELLS = {"A": {"YES": 52, "NO": 38}, "B": {"YES": 33, "NO": 37}, "C": {"YES": 30, "NO": 45}}


def before() -> tuple[Microdata, Published]:
    microdata = by_cells("q", "b", CELLS)
    return microdata, protect(microdata).published


def shown(published: Published) -> list[str]:
    return [one.key for one in published.breakdowns if one.shown]


def keep_all_but(microdata: Microdata, gone: np.ndarray) -> np.ndarray:
    kept = np.ones(microdata.size, dtype=bool)
    kept[gone] = False
    return kept


def test_scattered_records_take_the_breakdown_away() -> None:
    microdata, first = before()
    earlier = [Earlier(first, Relation.BEFORE)]
    kept = keep_all_but(microdata, np.linspace(0, microdata.size - 1, 14).astype(int))
    second = corrected(microdata, kept, first, earlier).published
    assert shown(first) == ["b"]
    assert shown(second) == []
    assert second.size == 220
    assert weaknesses(second, earlier, exact_size=221) == ()


def test_records_of_one_group_leave_the_breakdown_there() -> None:
    microdata, first = before()
    mixed = np.r_[39:52, 60:72]
    second = corrected(microdata, keep_all_but(microdata, mixed), first, [Earlier(first, Relation.BEFORE)]).published
    assert shown(second) == ["b"]
    assert [one.size for one in second.breakdown("b").groups] == [65, 70, 75]


def test_fewer_than_ten_records_are_never_taken_out() -> None:
    microdata, first = before()
    with pytest.raises(TooFewRemovedError):
        corrected(microdata, keep_all_but(microdata, np.arange(9)), first, [Earlier(first, Relation.BEFORE)])


def test_after_a_withdrawal_no_breakdown_is_shown_again() -> None:
    microdata, first = before()
    kept = keep_all_but(microdata, np.r_[40:62])
    earlier = [Earlier(first, Relation.BEFORE)]
    assert shown(corrected(microdata, kept, first, earlier, breakdowns_known=False).published) == []


def test_background_that_became_coarser_is_not_taken_for_the_groups_that_were_shown() -> None:
    microdata, first = before()
    codes = np.where(microdata.breakdowns[0].codes == 2, -1, microdata.breakdowns[0].codes)
    coarser = replace(microdata, breakdowns=(replace(microdata.breakdowns[0], codes=codes),))
    kept = keep_all_but(microdata, np.r_[40:62])
    assert shown(corrected(coarser, kept, first, [Earlier(first, Relation.BEFORE)]).published) == []
