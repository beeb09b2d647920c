"""A consultation of ten statements whose frozen outcome holds an opinion map."""

from __future__ import annotations

import functools

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, PolicyQuestion, Question, QuestionKind
from panel.results.models import PublishedOutcome
from panel.stats.disclosure import protect
from panel.stats.published import Published
from panel.stats.safe_map import with_opinion_map
from tests.results.samples import outcome_of
from tests.stats.opinions_made import asked, camps, meaning_of

STATEMENTS = 10


def statements() -> list[Question]:
    """Return ten statements, not in any database."""
    return [
        Question(
            position=at + 1, key=f"s{at}", kind=QuestionKind.STATEMENT, text=f"Stelling {at}, over 'x' & <b>y</b>."
        )
        for at in range(STATEMENTS)
    ]


def mapped_consultation() -> Consultation:
    return Consultation(
        code="stellingen",
        evidence_kind=EvidenceKind.OPEN,
        topic="stellingen",
        policy_question=PolicyQuestion(title="Wat vinden we?"),
        questions=statements(),
        breakdowns=[],
    )


@functools.cache
def mapped_published() -> Published:
    """Return what may be shown of three camps of people; they agree on the first two statements."""
    stances, _camp = camps((120, 90, 60), STATEMENTS, sure=0.8, missing=0.12)
    microdata = asked(stances)
    return with_opinion_map(protect(microdata).published, microdata, meaning_of(microdata))


def freeze_mapped(session: Session, consultation: Consultation, published: Published | None = None) -> PublishedOutcome:
    """Give a stored consultation the ten statements and a frozen outcome with a map."""
    consultation.questions[:] = statements()
    consultation.breakdowns[:] = []
    session.flush()
    outcome = outcome_of(published or mapped_published())
    outcome.consultation_id = consultation.id
    session.add(outcome)
    session.commit()
    return outcome
