"""A corrected version of weighted figures: weighed again, where the proof can know the weights of both versions.

Weighing anew changes how heavy everybody is, so an attacker has two sums of the same answers with other weights. The
proof therefore gets the weights of both, which takes the records of the first version just as they were weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from panel.stats.correction import corrected
from panel.stats.disclosure import Protection
from panel.stats.microdata import Flags, Microdata, Weights, without
from panel.stats.published import Published
from panel.stats.relations import Earlier, Relation
from panel.stats.weighted_outcome import PopulationCounts, Weighed, describe_weighing, weigh_microdata
from panel.stats.weighted_protection import weighed_and_protected
from panel.stats.weights_known import WeightsBefore, WeightsKnown, known_of


def corrected_and_weighed(
    before: Microdata,
    figures: Sequence[PopulationCounts],
    kept: Flags,
    latest: Published,
    previous: Sequence[Earlier],
    *,
    sampled: bool,
) -> Protection | None:
    """Protect the records in `kept` (n,), weighed anew, as a second version after the weighted outcome `latest`.

    `before` are the records of `latest`, `figures` those to which they were weighed, `previous` all that was shown.
    None where it cannot be proven: when `latest` does not come out of these records again figure for figure
    (backgrounds are coarser since, or somebody withdrew), when it was a correction itself, and when what is left
    cannot be weighed. Raises TooFewRemovedError.
    """
    if [one.relation for one in previous] != [Relation.BEFORE]:
        return None
    first, second = weigh_microdata(before, figures), weigh_microdata(without(before, kept), figures)
    then, now = _weights(first), _weights(second)
    if second is None or then is None or now is None:
        return None
    if weighed_and_protected(before, figures, sampled=sampled).published != replace(latest, opinion_map=None):
        return None
    anew = np.ones(before.size)
    anew[kept] = now
    known = _both(before, kept, then, now)
    protection = corrected(replace(before, weights=anew), kept, latest, previous, weights=known)
    if not protection.published.shown:
        return protection
    described = describe_weighing(second, protection.published, sampled=sampled)
    return replace(protection, published=replace(protection.published, weighting=described))


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
