"""What opening asks for beside questions and a promise: a privacy ground, a retention, and a test or a reason."""

from __future__ import annotations

from panel.consultations.models import Consultation, PrivacyGround

UNTESTED = "Dit is een proef. Er was geen tijd voor een testronde."
MONTHS_KEPT = 12


def make_ready(consultation: Consultation, *, testers: int = 0, of_target: int = 0) -> Consultation:
    """Give a draft its privacy choices and, unless enough people tested it, the public reason why not."""
    consultation.privacy_ground = PrivacyGround.PUBLIC_TASK
    consultation.retention_months = MONTHS_KEPT
    consultation.testers, consultation.testers_of_target = testers, of_target
    consultation.untested_reason = "" if testers else UNTESTED
    return consultation
