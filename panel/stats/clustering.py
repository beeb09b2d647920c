"""Places people near those who answered alike and finds groups among them; the one module that loads scikit-learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Labels = NDArray[np.int64]
SEED = 20211
"""Where every draw begins: the same input gives the same answer."""
MOST_ROUNDS = 300
MOST_COMPARED = 3000
"""Above this many people the silhouette is that of a drawn part: distances between all pairs would not fit."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Calculate in one thread: on matrices of this size threads mostly wait for each other on a busy machine."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    with threadpool_limits(limits=1):
        yield


def two_components(answers: Points) -> Points:
    """Place the rows of `answers` (n, m), without gaps, on their first two principal components: (n, 2).

    Centred, not standardised; fewer than two columns or rows leave zeros.
    """
    # Loads slowly, and only opinion maps need it.
    from sklearn.decomposition import PCA  # noqa: PLC0415

    people, columns = answers.shape
    points = np.zeros((people, 2))
    components = min(2, people, columns)
    if components and (answers != answers[0]).any():
        solver = "covariance_eigh" if people > columns else "full"
        points[:, :components] = PCA(components, svd_solver=solver).fit_transform(answers)
    return points


def k_means(points: Points, first: Points) -> Labels:
    """Divide points (n, 2) over k groups by k-means (Lloyd 1982) from the k centres `first`: labels (n,).

    The largest group is 0. Our own: the library takes longer to begin than this takes in all, thousands of times.
    """
    groups = len(first)
    found = _lloyd(points, first)
    order = np.argsort(-np.bincount(found, minlength=groups), kind="stable")
    rank = np.empty(groups, dtype=np.int64)
    rank[order] = np.arange(groups)
    return rank[found]


def _lloyd(points: Points, centres: Points) -> Labels:
    """Give every point its nearest centre and every centre the mean of its points, until nothing changes."""
    labels = np.full(len(points), -1, dtype=np.int64)
    for _ in range(MOST_ROUNDS):
        nearest = np.argmin((centres**2).sum(axis=1) - 2 * points @ centres.T, axis=1)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
        sizes = np.bincount(labels, minlength=len(centres))
        sums = np.stack([np.bincount(labels, weights=axis, minlength=len(centres)) for axis in points.T], axis=1)
        centres = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], centres)
    return labels


def silhouettes(points: Points, splits: Sequence[Labels]) -> list[float]:
    """The mean silhouette (Rousseeuw 1987), -1 to 1, of each way to divide the same points (n, 2).

    Of more than 3,000 points a part of 3,000 is drawn, the same for every split. A point alone in its group counts 0.
    """
    drawn = _drawn(len(points))
    points = points[drawn]
    squares = np.einsum("ij,ij->i", points, points)
    distances = np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 0))
    return [_silhouette(distances, labels[drawn]) for labels in splits]


def _drawn(people: int) -> NDArray[np.int64]:
    if people <= MOST_COMPARED:
        return np.arange(people)
    return np.sort(np.random.default_rng(SEED).choice(people, MOST_COMPARED, replace=False))


def _silhouette(distances: Points, labels: Labels) -> float:
    member = np.eye(int(labels.max()) + 1)[labels]
    sizes = member.sum(axis=0)
    sums = distances @ member
    here = np.arange(labels.size)
    own = sums[here, labels] / np.maximum(sizes[labels] - 1, 1)
    to_others = np.divide(sums, sizes, out=np.full_like(sums, np.inf), where=sizes > 0)
    to_others[here, labels] = np.inf
    nearest = to_others.min(axis=1)
    largest = np.maximum(own, nearest)
    known = (sizes[labels] > 1) & np.isfinite(nearest) & (largest > 0)
    scores = np.divide(nearest - own, largest, out=np.zeros_like(own), where=known)
    return float(scores.mean())
