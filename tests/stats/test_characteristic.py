"""Common ground and typical statements come out as on paper, and as Polis published them."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from bench.opinions import CONVERSATIONS, published_groups, read_conversation
from panel.stats.characteristic import common_ground, stance_counts, typical_statements
from panel.stats.opinions import AGREE, DISAGREE, NO_STANCE, UNSURE

# Two groups and three statements: agreed, disagreed, answered.
COUNTS = np.array([[[9, 1, 10], [8, 0, 8], [1, 9, 10]], [[2, 8, 10], [17, 1, 18], [2, 7, 10]]], dtype=np.int64)


def test_people_are_counted_per_group_and_statement() -> None:
    stances = np.array([[AGREE, UNSURE], [DISAGREE, NO_STANCE], [AGREE, AGREE]], dtype=np.int8)
    counts = stance_counts(stances, np.array([0, 0, 1]), 2)
    assert counts.tolist() == [[[1, 1, 2], [0, 0, 1]], [[1, 0, 1], [1, 0, 1]]]


def test_common_ground_is_the_product_of_smoothed_chances() -> None:
    found = {one.statement: one for one in common_ground(COUNTS)}
    assert found[0].agree == pytest.approx(10 / 12 * 3 / 12)
    assert found[1].agree == pytest.approx(9 / 10 * 18 / 20)
    assert found[2].disagree == pytest.approx(10 / 12 * 8 / 12)
    assert common_ground(COUNTS)[0].statement == 1


def test_a_group_is_known_by_what_it_alone_thinks() -> None:
    first, second = typical_statements(COUNTS)
    assert [(one.statement, one.agree) for one in first] == [(0, True)]
    assert (0, False) in [(one.statement, one.agree) for one in second]
    assert first[0].chance == pytest.approx(10 / 12)
    assert first[0].times == pytest.approx((10 / 12) / (3 / 12))


def test_a_group_that_hardly_stands_out_gets_the_statement_that_comes_nearest() -> None:
    alike = np.array([[[6, 4, 10]], [[5, 5, 10]]], dtype=np.int64)
    assert [(one.statement, one.agree) for one in typical_statements(alike)[0]] == [(0, True)]


def test_common_ground_is_what_polis_published() -> None:
    """Where an export with that column lies beside the project: its own groups give its own figures."""
    folder = CONVERSATIONS / "bg2050-volunteers"
    if not folder.is_dir():
        return
    votes, groups = read_conversation(folder), published_groups(folder)
    names = sorted(set(groups.values()))
    labels = np.array([names.index(groups[one]) if one in groups else -1 for one in votes.people])
    ours = {
        votes.statements[one.statement]: one.agree
        for one in common_ground(stance_counts(votes.stances, labels, len(names)))
    }
    with (folder / "comments.csv").open(encoding="utf-8", newline="") as source:
        theirs = {
            row["comment-id"]: float(row["group-informed-consensus"])
            for row in csv.DictReader(source)
            if row["group-informed-consensus"]
        }
    both = sorted(ours.keys() & theirs.keys())
    near = [abs(ours[one] - theirs[one]) < 0.01 for one in both]
    assert len(both) > 100
    assert sum(near) / len(near) > 0.9
