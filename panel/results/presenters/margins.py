"""Who answered beside who lives there, per background that was weighed on, from published numbers only."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from panel.results.labels import Labels
from panel.stats.published import Published
from panel.stats.representativeness import Representativeness, published_representativeness


@dataclass(frozen=True)
class MarginView:
    """One background: rows of class, part of the municipality and part of the answers, and how far these are apart."""

    label: str
    rows: list[list[str]]
    apart: str


def present_margins(published: Published, labels: Labels) -> list[MarginView]:
    """Return a table for each background with population figures that is shown in the outcome."""
    made = []
    for margin in published.weighting.margins if published.weighting is not None else ():
        found = published_representativeness(published, margin.breakdown)
        words = labels.breakdowns.get(margin.breakdown)
        if found is not None and words is not None:
            rows = [[words.group(one.key), _percent(one.population), _percent(one.response)] for one in found.classes]
            made.append(MarginView(words.label, rows, _apart(found)))
    return made


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def _apart(found: Representativeness) -> str:
    distance, low, high = (round(100 * one) for one in (found.distance, found.low, found.high))
    if low == 0:
        return _("Dit verschilt niet meer van de gemeente dan toeval kan geven.")
    return _(
        "Samen verschilt dit %(distance)s van de 100 mensen van de gemeente. Met toeval erbij: %(low)s tot %(high)s.",
        distance=distance,
        low=low,
        high=high,
    )
