"""From answers and population figures to what may be shown: weighed where that is right, and always protected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from panel.stats.crossed_proof import pairs_are_safe
from panel.stats.crossing import CrossedCounts
from panel.stats.disclosure import Protection, protect
from panel.stats.microdata import Microdata
from panel.stats.published import Published, Reason
from panel.stats.published_weighting import PublishedWeighting
from panel.stats.relations import Earlier
from panel.stats.weighted_outcome import Figures, Weighed, describe_weighing, weigh_microdata


def still_not_weighed(protection: Protection, latest: Published) -> Protection:
    """A corrected version of figures that could not be weighed, with the same reason."""
    if latest.weighting is None or not protection.published.shown:
        return protection
    told = PublishedWeighting((), latest.weighting.sampled, stopped=latest.weighting.stopped)
    return replace(protection, published=replace(protection.published, weighting=told))


def weighed_and_protected(
    microdata: Microdata,
    figures: Sequence[Figures] = (),
    *,
    previous: Sequence[Published | Earlier] = (),
    sampled: bool = False,
) -> Protection:
    """Weigh to the figures, unless the stop rules forbid it, and protect what comes out; it says what was done.

    `sampled` is True for a random sample. Figures for two breakdowns together are not used where anything would have to
    be left out of the outcome for them. Raises what `protect` raises.
    """
    weighed = weigh_microdata(microdata, figures)
    protection = protect(microdata if weighed is None else weighed.microdata, previous=previous)
    if weighed is not None and weighed.microdata.crossed is not None and not _is_whole(weighed, protection, previous):
        weighed = weigh_microdata(microdata, [one for one in figures if not isinstance(one, CrossedCounts)])
        protection = protect(microdata if weighed is None else weighed.microdata, previous=previous)
        crossed = next(one for one in figures if isinstance(one, CrossedCounts))
        weighed = None if weighed is None else replace(weighed, crossed=crossed)
    if weighed is None or not protection.published.shown:
        return protection
    described = describe_weighing(weighed, protection.published, sampled=sampled)
    return replace(protection, published=replace(protection.published, weighting=described))


def _is_whole(weighed: Weighed, protection: Protection, previous: Sequence[Published | Earlier]) -> bool:
    """Whether the proof left nothing out, and holds for the pairs of classes as well."""
    if any(one.reason in {Reason.PROOF, Reason.NOT_SAFE} for one in protection.report.dropped):
        return False
    earlier = [one if isinstance(one, Earlier) else Earlier(one) for one in previous]
    size, known = weighed.microdata.size, protection.weights
    return known is None or pairs_are_safe(protection.published, earlier, exact_size=size, weights=known)
