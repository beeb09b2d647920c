"""Who may write down what a group recommends, and when that can be."""

from __future__ import annotations

from panel.consultations.models import Consultation, EvidenceKind, State
from panel.core.access import WRITERS, Role

# Who runs the meetings writes down what the group says, as does who asked the question.
ADVISERS = WRITERS | {Role.FACILITATOR}
MOST_OF_A_GROUP = 5


def can_advise(consultation: Consultation) -> bool:
    """Whether groups can advise: only groups do, and only once their question was put to them."""
    asked = (State.OPEN, State.CLOSED, State.REPORTED)
    return consultation.evidence_kind is EvidenceKind.GROUP and consultation.state in asked
