"""How an outcome was weighed, in words: how heavy answers count, what that costs in certainty, and by which figures."""

from __future__ import annotations

import datetime as dt

from flask_babel import format_decimal
from flask_babel import gettext as _

from panel.consultations.models import EvidenceKind
from panel.consultations.service import WEIGHED
from panel.core.i18n import long_day, only_dutch
from panel.results.amounts import number
from panel.results.certainty import all_alike, why_not_weighed
from panel.stats.published import Published
from panel.stats.published_weighting import PublishedWeighting


def weighed_in_words(kind: EvidenceKind, published: Published) -> str:
    """Return whether and how answers were weighed, from published numbers only."""
    if published.weighted:
        told = _told(published.weighting) if published.weighting is not None else []
        return " ".join([_("Elke groep telt zo zwaar als in de gemeente."), *told])
    return why_not_weighed(published) if kind in WEIGHED else all_alike()


def _told(weighting: PublishedWeighting) -> list[str]:
    said = []
    if weighting.lightest is not None and weighting.heaviest is not None:
        lightest, heaviest = (format_decimal(one / 10, "0.0") for one in (weighting.lightest, weighting.heaviest))
        said.append(_("Een antwoord telt %(low)s tot %(high)s keer.", low=lightest, high=heaviest))
    if weighting.effective_size:
        said.append(_("Dat is zo zeker als %(size)s gewone antwoorden.", size=number(weighting.effective_size)))
    if weighting.crossed is not None and weighting.crossed.used:
        said.append(_("Ook twee dingen samen passen bij de gemeente."))
    sources = dict.fromkeys((one.source, one.counted_on) for one in weighting.margins)
    if weighting.crossed is not None and weighting.crossed.used:
        sources[weighting.crossed.source, weighting.crossed.counted_on] = None
    said += [
        _(
            "Cijfers van de gemeente: %(source)s, %(day)s.",
            source=only_dutch(source),
            day=long_day(dt.date.fromisoformat(day)),
        )
        for source, day in sources
    ]
    return said
