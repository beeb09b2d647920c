"""A corrected outcome: records are taken out, and only what then gives nobody away is shown again (methods, rule 6).

Taking ten scattered records out pinned a removed person's answer in most simulated consultations, so a breakdown is
shown again only where each of its groups lost nobody or at least ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from panel.stats.disclosure import THRESHOLD, Protection, protect
from panel.stats.evidence import classes_of
from panel.stats.microdata import Breakdown, Flags, Microdata, without
from panel.stats.published import NO_STATEMENT_KEY, Published, PublishedBreakdown, Reason
from panel.stats.relations import Earlier, correction_allowed
from panel.stats.rounding import round_to_five
from panel.stats.tally import classes_with_no_statement
from panel.stats.weights_known import WeightsKnown


class TooFewRemovedError(ValueError):
    """Fewer records would go than the threshold: the difference between two versions would be about them alone."""


def corrected(
    before: Microdata,
    kept: Flags,
    latest: Published,
    previous: Sequence[Earlier],
    *,
    breakdowns_known: bool = True,
    threshold: int = THRESHOLD,
    weights: WeightsKnown | None = None,
) -> Protection:
    """Protect the records in `kept` (n,) as a new version after `latest`, of which `before` are the records.

    `previous` is all that was shown, `latest` included. With `breakdowns_known` False no breakdown is shown again:
    records left since `latest` and nobody knows from which groups. `weights` is what could be known of the weights of
    both versions, when they are weighed. Raises TooFewRemovedError.
    """
    gone = ~np.asarray(kept, dtype=np.bool_)
    if int(gone.sum()) < threshold:
        raise TooFewRemovedError
    allowed = [
        one.key
        for one in before.breakdowns
        if breakdowns_known and _allowed(one, gone, _of(latest, one.key), threshold)
    ]
    while True:
        after = without(before, kept, allowed)
        protection = protect(after, previous=previous, threshold=threshold, weights=weights)
        changed = [
            key
            for key in allowed
            if (shown := _of(protection.published, key)) is not None and _groups(shown) != _groups(_of(latest, key))
        ]
        if not changed:
            return replace(protection, published=_with_left_out(protection.published, before.breakdowns))
        allowed = [key for key in allowed if key not in changed]


def _with_left_out(published: Published, announced: Sequence[Breakdown]) -> Published:
    """The same outcome, saying of every breakdown that was announced and is not shown again that it would tell much."""
    if not published.shown:
        return published
    there = {one.key: one for one in published.breakdowns}
    hidden = {one.key: PublishedBreakdown(one.key, shown=False, reason=Reason.PROOF) for one in announced}
    return replace(published, breakdowns=tuple((hidden | there).values()))


def _of(published: Published, key: str) -> PublishedBreakdown | None:
    return next((one for one in published.breakdowns if one.key == key and one.shown), None)


def _groups(breakdown: PublishedBreakdown | None) -> set[frozenset[str]]:
    return {classes_of(one.key, one.merged) for one in breakdown.groups} if breakdown is not None else set()


def _allowed(breakdown: Breakdown, gone: Flags, shown: PublishedBreakdown | None, threshold: int) -> bool:
    """Whether this breakdown was shown, still has the classes that it had, and each group lost none or enough."""
    if shown is None:
        return False
    names = np.array([*breakdown.classes, NO_STATEMENT_KEY])[classes_with_no_statement(breakdown)]
    sizes, changed, left = {}, {}, {}
    for group in shown.groups:
        inside = np.isin(names, sorted(classes_of(group.key, group.merged)))
        sizes[group.key], changed[group.key] = int(inside.sum()), int((inside & gone).sum())
        left[group.key] = sizes[group.key] - changed[group.key]
        # Background that was made coarser since has lost classes: then the groups are not those that were shown.
        if round_to_five(sizes[group.key]) != group.size:
            return False
    if sum(sizes.values()) != names.size:
        return False
    return correction_allowed(sizes, left, changed, threshold)
