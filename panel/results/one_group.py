"""Finding one group of a consultation whose own outcome may be looked at."""

from __future__ import annotations

from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, EvidenceKind, Round, RoundState, State
from panel.consultations.queries import consultation_by_id
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.invitations.queries import group_by_id


def find_closed_group(consultation_id: int, group_code_id: int) -> tuple[Consultation, Round]:
    """Return a consultation of groups of this municipality, and one group of it that is closed. Raises NotFound."""
    session = current_session()
    consultation = consultation_by_id(session, current_municipality().id, consultation_id)
    if consultation is None or consultation.evidence_kind is not EvidenceKind.GROUP:
        raise NotFound
    found = group_by_id(session, consultation.id, group_code_id)
    if found is None or found[1].state is RoundState.OPEN or consultation.state is State.CANCELLED:
        raise NotFound
    return consultation, found[1]
