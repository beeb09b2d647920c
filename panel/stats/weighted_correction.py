"""A corrected version of weighted figures: weighed again, where the proof can know the weights of both versions.

Weighing anew changes how heavy everybody is, so an attacker has two sums of the same answers with other weights. The
proof therefore gets the weights of both, which takes the records of the first version just as they were weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from panel.stats.correction import corrected
from panel.stats.crossed_proof import pairs_are_safe
from panel.stats.crossing import CrossedCounts
from panel.stats.disclosure import Protection
from panel.stats.microdata import Flags, Microdata, Weights, without
from panel.stats.published import Published
from panel.stats.relations import Earlier, Relation
from panel.stats.weighted_outcome import Figures, Weighed, describe_weighing, weigh_microdata
from panel.stats.weighted_protection import weighed_and_protected
from panel.stats.weights_known import WeightsBefore, WeightsKnown, known_of


def corrected_and_weighed(
    before: Microdata,
    figures: Sequence[Figures],
    kept: Flags,
    latest: Published,
    previous: Sequence[Earlier],
    *,
    sampled: bool,
) -> Protection | None:
    """Protect the records in `kept` (n,), weighed anew, as a second version after the weighted outcome `latest`.

    `before` are the records of `latest`, `figures` those to which they were weighed, `previous` all that was shown.
    None where it cannot be proven: when `latest` does not come out of these records again figure for figure
    (backgrounds are coarser since, or somebody withdrew), when it was a correction itself, when what is left cannot be
    weighed, and when pairs of classes of either version would give somebody away. Raises TooFewRemovedError.
    """
    figures = _as_used(figures, latest)
    if [one.relation for one in previous] != [Relation.BEFORE]:
        return None
    first, second = weigh_microdata(before, figures), weigh_microdata(without(before, kept), figures)
    then, now = _weights(first), _weights(second)
    if second is None or then is None or now is None:
        return None
    again = weighed_and_protected(before, figures, sampled=sampled).published
    if _without_unused(again) != _without_unused(replace(latest, opinion_map=None)):
        return None
    # Who is in which pair of classes can be known for good, also when the pairs are not weighed any more.
    crossed = first.microdata.crossed if first is not None else None
    before = replace(before, crossed=crossed)
    anew = np.ones(before.size)
    anew[kept] = now
    known = _both(before, kept, then, now)
    protection = corrected(replace(before, weights=anew), kept, latest, previous, weights=known)
    if not pairs_are_safe(protection.published, previous, exact_size=int(kept.sum()), weights=known):
        return None
    if not protection.published.shown:
        return protection
    described = describe_weighing(second, protection.published, sampled=sampled)
    return replace(protection, published=replace(protection.published, weighting=described))


def _as_used(figures: Sequence[Figures], latest: Published) -> list[Figures]:
    """The figures that `latest` was weighed to: those for two breakdowns together only where it says so."""
    told = latest.weighting.crossed if latest.weighting is not None else None
    used = told is not None and told.used
    return [one for one in figures if used or not isinstance(one, CrossedCounts)]


def _without_unused(published: Published) -> Published:
    """The same outcome without the word that figures for two breakdowns together could not be used."""
    told = published.weighting
    if told is None or told.crossed is None or told.crossed.used:
        return published
    return replace(published, weighting=replace(told, crossed=None))


def _weights(weighed: Weighed | None) -> Weights | None:
    return None if weighed is None or weighed.stopped is not None else weighed.microdata.weights


def _both(before: Microdata, kept: Flags, then: Weights, now: Weights) -> WeightsKnown:
    """What could be known of the weights now, and of those in the version before."""
    left, gone = without(before, kept), without(before, ~kept)
    was = WeightsBefore(
        everybody=known_of(before, then),
        kept=known_of(left, then[kept]),
        gone=known_of(gone, then[~kept]),
        ratio=known_of(left, now / then[kept]),
    )
    return replace(known_of(left, now), before=was)
