"""Writing down what a group recommends, in its order, showing it with the group's consent, and taking it away."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import ChangeKind, Consultation, EvidenceKind, Round, State
from panel.consultations.service import note_change
from panel.core.clock import today
from panel.core.text import NotTextError, TooLongError, clean_text
from panel.masking.masking import mask
from panel.replies.queries import replies_of
from panel.results.exports.keeping import forget_files
from panel.speaking_minds.models import Recommendation, RecommendationState
from panel.speaking_minds.policy import MOST_OF_A_GROUP, can_advise
from panel.speaking_minds.queries import recommendations_of_group

LONGEST_ADVICE = 200
LONGEST_WHY = 600
# The place of one that waits while two change places: no two may ever stand in one.
WAITING = 0


class RecommendationError(ValueError):
    """A change that cannot be made: `reason` names why, `field` which text it is about, if any.

    NOT_NOW, FULL, EMPTY, TOO_LONG, NOT_TEXT, NOT_AGREED, NAMES_SEEN, UNKNOWN_REPLY, NOT_SHOWN, STALE.
    """

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


def names_seen(*texts: str) -> list[str]:
    """Return the words that look like a name, a phone number or an address, each once, as they are written."""
    found = [text[span.start : span.end] for text in texts for span in mask(text).spans]
    return list(dict.fromkeys(found))


def add_recommendation(
    session: Session,
    consultation: Consultation,
    round_: Round,
    *,
    advice: str,
    why: str,
    by: int,
    picture_id: int | None = None,
) -> Recommendation:
    """Write down one more recommendation of a group, as its last. The same words sent twice stay one.

    Raises RecommendationError: NOT_NOW, FULL above five, EMPTY, TOO_LONG, NOT_TEXT.
    """
    told, reason = _tidy(advice, why)
    if not can_advise(consultation) or round_.consultation_id != consultation.id:
        raise RecommendationError("NOT_NOW")
    session.refresh(consultation, attribute_names=["edition"], with_for_update=True)
    there = recommendations_of_group(session, round_.id)
    for earlier in there:
        if (earlier.advice, earlier.why) == (told, reason):
            return earlier
    if len(there) >= MOST_OF_A_GROUP:
        raise RecommendationError("FULL")
    made = Recommendation(
        consultation_id=consultation.id,
        evidence_kind=EvidenceKind.GROUP,
        round_id=round_.id,
        position=len(there) + 1,
        advice=told,
        why=reason,
        picture_id=picture_id,
        state=RecommendationState.WRITTEN,
    )
    session.add(made)
    session.flush()
    _note(session, consultation, made, "RECOMMENDATION_ADDED", by)
    return made


def change_recommendation(
    session: Session,
    consultation: Consultation,
    recommendation: Recommendation,
    *,
    edition: int,
    advice: str,
    why: str,
    picture_id: int | None,
    by: int,
) -> None:
    """Write it down in other words. The group agreed with the words that were: with others it has to agree anew.

    Raises RecommendationError: EMPTY, TOO_LONG, NOT_TEXT, STALE.
    """
    told, reason = _tidy(advice, why)
    _hold(session, consultation, recommendation, edition)
    now_there = (recommendation.advice, recommendation.why, recommendation.picture_id)
    if now_there == (told, reason, picture_id):
        return
    recommendation.advice, recommendation.why, recommendation.picture_id = told, reason, picture_id
    _take_off_the_page(consultation, recommendation)
    recommendation.edition += 1
    _note(session, consultation, recommendation, "RECOMMENDATION_CHANGED", by)


def agree(
    session: Session,
    consultation: Consultation,
    recommendation: Recommendation,
    *,
    edition: int,
    read_by_group: bool,
    looked: bool,
    picture_words: str = "",
    by: int,
) -> None:
    """Note that the group read it and agrees that everybody does: it stands on the outcome page from then on.

    `looked` says that a person looked at what seems a name. Raises RecommendationError: NOT_AGREED, NAMES_SEEN, STALE.
    """
    _hold(session, consultation, recommendation, edition)
    if recommendation.state is RecommendationState.AGREED:
        raise RecommendationError("STALE")
    if not read_by_group:
        raise RecommendationError("NOT_AGREED")
    if not looked and names_seen(recommendation.advice, recommendation.why, picture_words):
        raise RecommendationError("NAMES_SEEN")
    recommendation.state = RecommendationState.AGREED
    recommendation.agreed_on, recommendation.agreed_by_id = today(), by
    recommendation.edition += 1
    consultation.edition += 1
    _note(session, consultation, recommendation, "RECOMMENDATION_AGREED", by)


def move(
    session: Session, consultation: Consultation, recommendation: Recommendation, *, edition: int, up: bool, by: int
) -> None:
    """Let it change places with the one before or after it, if there is one. Raises RecommendationError: STALE."""
    _hold(session, consultation, recommendation, edition)
    there = recommendations_of_group(session, recommendation.round_id)
    place = there.index(recommendation) + (-1 if up else 1)
    if not 0 <= place < len(there):
        return
    other = there[place]
    ours, theirs = recommendation.position, other.position
    recommendation.position = WAITING
    session.flush()
    other.position = ours
    session.flush()
    recommendation.position = theirs
    recommendation.edition += 1
    consultation.edition += 1
    _note(session, consultation, recommendation, "RECOMMENDATION_MOVED", by)


def remove(
    session: Session, consultation: Consultation, recommendation: Recommendation, *, edition: int, by: int
) -> None:
    """Throw away what was never shown. Raises RecommendationError: NOT_NOW for what the group agreed to, STALE."""
    _hold(session, consultation, recommendation, edition)
    if recommendation.state is not RecommendationState.WRITTEN:
        raise RecommendationError("NOT_NOW")
    _note(session, consultation, recommendation, "RECOMMENDATION_REMOVED", by)
    session.delete(recommendation)
    _close_ranks(session, recommendation.round_id)


def withdraw(
    session: Session, consultation: Consultation, recommendation: Recommendation, *, edition: int, reason: str, by: int
) -> None:
    """Take it off the outcome page and out of its files because the group asks so. Its words are gone for good.

    That there was one, and the reason, everybody reads: nobody takes advice away in silence.
    Raises RecommendationError: NOT_SHOWN before the group agreed, STALE.
    """
    _hold(session, consultation, recommendation, edition)
    if recommendation.state is not RecommendationState.AGREED:
        raise RecommendationError("NOT_SHOWN")
    _take_off_the_page(consultation, recommendation)
    recommendation.state = RecommendationState.WITHDRAWN
    recommendation.position = recommendation.picture_id = recommendation.reply_id = None
    recommendation.advice = recommendation.why = ""
    recommendation.edition += 1
    forget_files(session, consultation.id)
    if consultation.state is State.REPORTED:
        note_change(session, consultation, ChangeKind.ADVICE, by=by, reason=reason)
    _note(session, consultation, recommendation, "RECOMMENDATION_WITHDRAWN", by)
    _close_ranks(session, recommendation.round_id)


def point_at_reply(
    session: Session,
    consultation: Consultation,
    recommendation: Recommendation,
    *,
    edition: int,
    reply_id: int | None,
    by: int,
) -> None:
    """Say which reply of the municipality is about it, or that none is.

    Raises RecommendationError: UNKNOWN_REPLY, STALE.
    """
    _hold(session, consultation, recommendation, edition)
    if reply_id is not None and reply_id not in {one.id for one in replies_of(session, consultation.id)}:
        raise RecommendationError("UNKNOWN_REPLY", "reply")
    recommendation.reply_id = reply_id
    recommendation.edition += 1
    consultation.edition += 1
    _note(session, consultation, recommendation, "RECOMMENDATION_REPLIED", by)


def _tidy(advice: str, why: str) -> tuple[str, str]:
    told = {}
    for field, typed, limit in (("advice", advice, LONGEST_ADVICE), ("why", why, LONGEST_WHY)):
        try:
            told[field] = clean_text(typed, limit)
        except TooLongError as error:
            raise RecommendationError("TOO_LONG", field) from error
        except NotTextError as error:
            raise RecommendationError("NOT_TEXT", field) from error
    if not told["advice"]:
        raise RecommendationError("EMPTY", "advice")
    return told["advice"], told["why"]


def _hold(session: Session, consultation: Consultation, recommendation: Recommendation, edition: int) -> None:
    """Take the recommendation as it is now; the consultation first, so that two who change its order take turns."""
    session.refresh(consultation, attribute_names=["edition"], with_for_update=True)
    session.refresh(recommendation, with_for_update=True)
    if recommendation.edition != edition or recommendation.state is RecommendationState.WITHDRAWN:
        raise RecommendationError("STALE")


def _take_off_the_page(consultation: Consultation, recommendation: Recommendation) -> None:
    if recommendation.state is RecommendationState.AGREED:
        recommendation.state = RecommendationState.WRITTEN
        recommendation.agreed_on = recommendation.agreed_by_id = None
        # Whoever kept the page or a file of this consultation sees that it is another now.
        consultation.edition += 1


def _close_ranks(session: Session, round_id: int) -> None:
    session.flush()
    for place, one in enumerate(recommendations_of_group(session, round_id), start=1):
        one.position = place
        session.flush()


def _note(session: Session, consultation: Consultation, recommendation: Recommendation, action: str, by: int) -> None:
    session.flush()
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action=action,
        subject="recommendation",
        subject_id=recommendation.id,
    )
    session.flush()
