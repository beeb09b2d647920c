"""Groups of opinion are those that were put in, and those that Polis published when its exports lie beside us."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_score

from bench.opinions import AIMS, CONVERSATIONS, alike, published_groups, read_conversation
from panel.stats.clustering import k_means, silhouettes
from panel.stats.opinions import AGREE, DISAGREE, NO_STANCE, NOT_GROUPED, opinion_groups, place
from tests.stats.opinions_made import camps

BARS = sorted(name for name, aim in AIMS.items() if aim is not None)


@pytest.mark.parametrize("sizes", [(60, 40), (80, 60, 40)])
def test_camps_come_back_as_groups(sizes: tuple[int, ...]) -> None:
    stances, camp = camps(sizes, 20, missing=0.3)
    found = opinion_groups(stances)
    assert found.groups == len(sizes)
    assert adjusted_rand_score(camp, found.labels) > 0.85


def test_the_largest_group_comes_first() -> None:
    stances, _camp = camps((30, 90, 60), 18)
    assert np.all(np.diff(np.bincount(opinion_groups(stances).labels)) <= 0)


def test_the_same_votes_give_the_same_groups() -> None:
    stances, _camp = camps((50, 40), 15, sure=0.7, missing=0.4)
    first, second = opinion_groups(stances), opinion_groups(stances.copy())
    assert np.array_equal(first.labels, second.labels)
    assert np.array_equal(first.points, second.points)


def test_who_answered_less_than_seven_statements_is_in_no_group() -> None:
    stances, _camp = camps((30, 30), 12)
    stances[0, 6:] = NO_STANCE
    stances[1, 7:] = NO_STANCE
    labels = opinion_groups(stances).labels
    assert labels[0] == NOT_GROUPED
    assert labels[1] != NOT_GROUPED


def test_who_answered_little_is_moved_out_by_the_square_root() -> None:
    agree, disagree = [AGREE] * 8, [DISAGREE] * 8
    little = [AGREE] * 2 + [NO_STANCE] * 6
    points = place(np.array([agree] * 20 + [disagree] * 20 + [little], dtype=np.int8))
    # The one with 2 of 8 answers follows its camp on those: a quarter of the way, times the square root of four.
    assert points[40, 0] / points[0, 0] == pytest.approx(0.5, abs=0.03)


def test_everybody_alike_is_one_group() -> None:
    found = opinion_groups(np.full((20, 9), AGREE, dtype=np.int8))
    assert found.groups == 1
    assert set(found.labels.tolist()) == {0}


@pytest.mark.parametrize("shape", [(0, 5), (5, 0), (1, 8), (3, 8)])
def test_too_few_people_or_statements_give_no_groups(shape: tuple[int, int]) -> None:
    found = opinion_groups(np.full(shape, AGREE, dtype=np.int8))
    assert found.groups <= 1


def test_another_number_is_no_stance() -> None:
    with pytest.raises(ValueError, match="a stance is"):
        opinion_groups(np.full((3, 3), 2, dtype=np.int8))


def test_the_silhouette_is_that_of_the_library() -> None:
    rng = np.random.default_rng(1)
    points = rng.normal(size=(200, 2)) + rng.integers(0, 2, 200)[:, None] * 3
    splits = [k_means(points, points[:groups]) for groups in (2, 3, 4)]
    expected = [float(silhouette_score(points, labels)) for labels in splits]
    assert silhouettes(points, splits) == pytest.approx(expected, abs=1e-9)


def test_groups_are_as_near_to_the_published_ones_as_those_of_others() -> None:
    """Where the exports lie beside the project; without them the camps above have to do."""
    missed = {}
    for name in BARS:
        folder = CONVERSATIONS / name
        if folder.is_dir():
            votes = read_conversation(folder)
            reached = alike(
                votes,
                opinion_groups(votes.stances, moderated_out=votes.moderated_out).labels.tolist(),
                published_groups(folder),
            )
            missed |= {name: reached} if reached < (AIMS[name] or 0) else {}
    assert missed == {}
