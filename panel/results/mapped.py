"""Adds the opinion map to an outcome whose consultation asked enough statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from panel.answering.answers import Answers
from panel.consultations.kinds import DONT_KNOW, Stance
from panel.consultations.models import Consultation, QuestionKind
from panel.results.outcome import microdata_of
from panel.stats.disclosure import Protection
from panel.stats.opinions import AGREE, DISAGREE, UNSURE
from panel.stats.published import Published
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
    meaning = {one.key: STANCES for one in consultation.questions if one.kind is QuestionKind.STATEMENT}
    if len(meaning) < LEAST_STATEMENTS or not protection.published.shown:
        return protection
    asked = microdata_of(consultation, rows)
    drawn = with_opinion_map(protection.published, asked, meaning, previous=previous, weights=protection.weights)
    return replace(protection, published=drawn)
