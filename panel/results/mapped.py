"""Adds the opinion map to an outcome whose consultation asked enough statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from panel.answering.answers import Answers
from panel.consultations.kinds import DONT_KNOW, Stance
from panel.consultations.models import Consultation, QuestionKind
from panel.results.outcome import microdata_of
from panel.stats.disclosure import Protection
from panel.stats.kept_map import with_corrected_map
from panel.stats.microdata import Flags, Microdata, without
from panel.stats.opinions import AGREE, DISAGREE, UNSURE
from panel.stats.published import Published
from panel.stats.published_map import MapReason, PublishedMap
from panel.stats.relations import Earlier
from panel.stats.safe_map import LEAST_STATEMENTS, with_opinion_map

STANCES = {Stance.AGREE.value: AGREE, Stance.DISAGREE.value: DISAGREE, DONT_KNOW: UNSURE}


def with_map(
    consultation: Consultation,
    protection: Protection,
    rows: Sequence[Answers],
    previous: Sequence[Published | Earlier] = (),
) -> Protection:
    """Return the same protection with an opinion map in what may be shown, or with why there is none.

    Each statement is a question of its own; with fewer than 7 of them nothing changes. On the map every answer counts
    as heavily, also when the other figures are weighed. Takes some seconds (methods, section 5).
    """
    meaning = _meaning(consultation)
    if not meaning or not protection.published.shown:
        return protection
    asked = microdata_of(consultation, rows)
    drawn = with_opinion_map(protection.published, asked, meaning, previous=previous, weights=protection.weights)
    return replace(protection, published=drawn)


def with_map_again(
    consultation: Consultation,
    protection: Protection,
    before: Microdata,
    kept: Flags,
    previous: Sequence[Earlier],
    *,
    groups_known: bool,
) -> Protection:
    """Return a corrected version with the groups of the map before it, where that is safe, or with why it is not.

    `before` are the records of the version before, `kept` says which stay. `groups_known` is False when somebody
    withdrew since that version.
    """
    meaning = _meaning(consultation)
    if not meaning or not protection.published.shown:
        return protection
    drawn = with_corrected_map(
        protection.published,
        without(before, kept),
        before,
        kept,
        meaning,
        previous=previous,
        weights=protection.weights,
        groups_known=groups_known,
    )
    return replace(protection, published=drawn)


def without_map(consultation: Consultation, protection: Protection) -> Protection:
    """Return the outcome of one class or meeting, saying that it has no map where the whole may have one.

    People there know each other: who knows one opinion of somebody would read the others off the map.
    """
    if not _meaning(consultation) or not protection.published.shown:
        return protection
    none = PublishedMap(shown=False, reason=MapReason.ONE_GROUP)
    return replace(protection, published=replace(protection.published, opinion_map=none))


def _meaning(consultation: Consultation) -> dict[str, dict[str, int]]:
    """What stands for which stance at each statement; nothing when there are too few for a map."""
    found = {one.key: STANCES for one in consultation.questions if one.kind is QuestionKind.STATEMENT}
    return found if len(found) >= LEAST_STATEMENTS else {}
