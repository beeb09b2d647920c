"""What groups recommend, for everybody: without the name of a group, under the label of its kind of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.media.queries import Shown, media_shown
from panel.replies.presenters import ReplyView, present_replies
from panel.replies.queries import replies_of
from panel.results.models import PublishedOutcome
from panel.results.presenters import present_headline
from panel.results.queries import latest_outcome, outcome_of_round
from panel.results.words import evidence_label
from panel.speaking_minds.models import Recommendation
from panel.speaking_minds.queries import agreed_recommendations, recommendations_of


@dataclass(frozen=True)
class AdviceLine:
    """One recommendation in the group's own words, and what the municipality does with it once that is known."""

    text: str
    why: str
    picture: Shown | None
    reply: ReplyView | None


@dataclass(frozen=True)
class GroupAdvice:
    """What one group recommends. `size` says about how many people it has; empty where that may not be shown."""

    label: str
    size: str
    lines: list[AdviceLine]


def present_recommendations(
    session: Session, consultation: Consultation, outcome: PublishedOutcome
) -> list[GroupAdvice]:
    """Return what the groups of a consultation with an outcome agreed to show, group by group."""
    return _present(session, consultation, outcome, agreed_recommendations(session, consultation.id))


def preview_recommendations(session: Session, consultation: Consultation) -> list[GroupAdvice]:
    """Return the same as it would be once every group agreed."""
    outcome = latest_outcome(session, consultation.id)
    return _present(session, consultation, outcome, recommendations_of(session, consultation.id))


def _present(
    session: Session,
    consultation: Consultation,
    outcome: PublishedOutcome | None,
    found: Sequence[Recommendation],
) -> list[GroupAdvice]:
    if not found:
        return []
    pictures = media_shown(session, consultation.municipality_id, [one.picture_id for one in found])
    given = replies_of(session, consultation.id)
    replies = dict(zip([one.id for one in given], present_replies(given), strict=True))
    return [
        GroupAdvice(
            evidence_label(consultation.evidence_kind),
            _size(session, consultation, outcome, round_id),
            [
                AdviceLine(one.advice, one.why, pictures.get(one.picture_id or 0), replies.get(one.reply_id or 0))
                for one in of_group
            ],
        )
        for round_id, of_group in groupby(found, key=lambda one: one.round_id)
    ]


def _size(session: Session, consultation: Consultation, outcome: PublishedOutcome | None, round_id: int) -> str:
    """Return the size of a group as it was published: rounded, and only where the group has an outcome of its own."""
    if len(consultation.rounds) > 1:
        outcome = outcome_of_round(session, round_id)
    return "" if outcome is None else present_headline(consultation, outcome)[1]
