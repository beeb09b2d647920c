"""From answers and population figures to what may be shown: weighed where that is right, and always protected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from panel.stats.disclosure import Protection, protect
from panel.stats.microdata import Microdata
from panel.stats.published import Published
from panel.stats.published_weighting import PublishedWeighting
from panel.stats.relations import Earlier
from panel.stats.weighted_outcome import PopulationCounts, describe_weighing, weigh_microdata


def still_not_weighed(protection: Protection, latest: Published) -> Protection:
    """A corrected version of figures that could not be weighed, with the same reason."""
    if latest.weighting is None or not protection.published.shown:
        return protection
    told = PublishedWeighting((), latest.weighting.sampled, stopped=latest.weighting.stopped)
    return replace(protection, published=replace(protection.published, weighting=told))


def weighed_and_protected(
    microdata: Microdata,
    figures: Sequence[PopulationCounts] = (),
    *,
    previous: Sequence[Published | Earlier] = (),
    sampled: bool = False,
) -> Protection:
    """Weigh to the figures, unless the stop rules forbid it, and protect what comes out; it says what was done.

    `sampled` is True for a random sample. Raises what `protect` raises.
    """
    weighed = weigh_microdata(microdata, figures)
    protection = protect(microdata if weighed is None else weighed.microdata, previous=previous)
    if weighed is None or not protection.published.shown:
        return protection
    described = describe_weighing(weighed, protection.published, sampled=sampled)
    return replace(protection, published=replace(protection.published, weighting=described))
