"""How many people are in each pair of classes of two backgrounds, as a table of rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _

from panel.consultations.models import Breakdown, CrossedFigures
from panel.consultations.service.population_pairs import PairCounts, pairs_mark, pairs_of
from panel.core.i18n import long_day


@dataclass(frozen=True)
class PairsTable:
    """Rows of the classes of the second background, each with a number per class of the first; and its source."""

    label: str
    columns: list[str]
    rows: list[list[str]]
    source: str = ""
    mark: str = ""


def present_pairs(breakdowns: Sequence[Breakdown], pairs: PairCounts | None) -> PairsTable | None:
    """Return the pairs of a file as a table."""
    if pairs is None:
        return None
    by_key = {one.key: one for one in breakdowns}
    first, second = by_key[pairs.first], by_key[pairs.second]
    rows = [
        [other.text, *(str(format_decimal(pairs.counts[one.key][other.key])) for one in first.classes)]
        for other in second.classes
    ]
    label = _("%(one)s en %(other)s samen", one=first.label, other=second.label)
    return PairsTable(label, [one.text for one in first.classes], rows)


def present_kept_pairs(breakdowns: Sequence[Breakdown], figures: CrossedFigures | None) -> PairsTable | None:
    """Return what is kept of two backgrounds together, with its source."""
    table = present_pairs(breakdowns, None if figures is None else pairs_of(figures, list(breakdowns)))
    if table is None or figures is None:
        return None
    source = _("Bron: %(source)s, %(day)s.", source=figures.source, day=long_day(figures.counted_on))
    return PairsTable(table.label, table.columns, table.rows, source, pairs_mark(figures))


def pairs_gone(label: str) -> str:
    """Say that the figures of two backgrounds together went, because those of one changed."""
    return _("De aantallen van %(label)s kloppen nu niet meer. Die zijn weg: stuur ze opnieuw.", label=label)
