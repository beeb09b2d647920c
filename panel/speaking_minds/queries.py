"""Finding what groups recommend; what was withdrawn is never found."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.speaking_minds.models import Recommendation, RecommendationState


def recommendations_of(session: Session, consultation_id: int) -> list[Recommendation]:
    """Return what the groups of a consultation recommend: group by group, each in the order it chose."""
    wanted = select(Recommendation).where(
        Recommendation.consultation_id == consultation_id, Recommendation.state != RecommendationState.WITHDRAWN
    )
    return list(session.scalars(wanted.order_by(Recommendation.round_id, Recommendation.position)))


def recommendations_of_group(session: Session, round_id: int) -> list[Recommendation]:
    """Return what one group recommends, in its order."""
    wanted = select(Recommendation).where(
        Recommendation.round_id == round_id, Recommendation.state != RecommendationState.WITHDRAWN
    )
    return list(session.scalars(wanted.order_by(Recommendation.position)))


def agreed_recommendations(session: Session, consultation_id: int) -> list[Recommendation]:
    """Return only what the groups themselves agreed that everybody reads, in the same order."""
    found = recommendations_of(session, consultation_id)
    return [one for one in found if one.state is RecommendationState.AGREED]


def recommendation_by_id(session: Session, consultation_id: int, recommendation_id: int) -> Recommendation | None:
    """Return one recommendation of this consultation, else None."""
    wanted = select(Recommendation).where(
        Recommendation.id == recommendation_id, Recommendation.consultation_id == consultation_id
    )
    return session.scalars(wanted.where(Recommendation.state != RecommendationState.WITHDRAWN)).first()


def how_many_withdrawn(session: Session, consultation_id: int) -> Counter[int]:
    """Return by group (the id of its round) how many recommendations were withdrawn."""
    wanted = select(Recommendation.round_id, func.count()).where(
        Recommendation.consultation_id == consultation_id, Recommendation.state == RecommendationState.WITHDRAWN
    )
    return Counter(dict(session.execute(wanted.group_by(Recommendation.round_id)).all()))
