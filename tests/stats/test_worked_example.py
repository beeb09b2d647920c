"""The worked example of docs/methods.md, counted by the code itself."""

from __future__ import annotations

import numpy as np

from panel.stats.disclosure import protect
from panel.stats.microdata import Breakdown, Microdata, SingleChoice
from panel.stats.published import OTHER
from panel.stats.published_tables import Unit


def test_thirty_answers_come_out_as_the_public_explanation_says() -> None:
    chosen = np.array([0] * 12 + [1] * 14 + [2] * 4, dtype=np.int16)
    # Ages are spread over the answers: 12 young, 11 older, 7 who did not say.
    ages = np.array(([0, 1, -1, 0, 1] * 6)[:30], dtype=np.int16)
    ages[np.flatnonzero(ages == 1)[11:]] = -1
    assert [(ages == code).sum() for code in (0, 1, -1)] == [12, 11, 7]
    question = SingleChoice("bus", ("MORE", "SAME", "DONT_KNOW"), chosen)
    published = protect(Microdata(30, (question,), (Breakdown("age", ("YOUNG", "OLDER"), ages),))).published
    table = published.question("bus").table
    assert table is not None
    assert published.size == table.size == 30
    assert table.unit is Unit.TENTHS
    assert [option.count for option in table.options] == [10, 15, 5]
    assert [option.share for option in table.options] == [3, 5, 2]
    assert [(group.key, group.size) for group in published.breakdown("age").groups] == [("YOUNG", 10), (OTHER, 20)]
