"""Who may write, read, approve and publish a consultation."""

from __future__ import annotations

from panel.consultations.models import Consultation, State
from panel.core.access import WRITERS, Role

APPROVERS = WRITERS | {Role.PRIVACY_OFFICER}
# Who runs a meeting shows the group's code on the board and sees who is ready.
FOLLOWERS = WRITERS | {Role.PRIVACY_OFFICER, Role.FACILITATOR}


def can_write(role: Role) -> bool:
    """Policy officers and administrators write, publish and close."""
    return role in WRITERS


def can_see_drafts(role: Role) -> bool:
    """Who approves may read what is being written."""
    return role in APPROVERS


def can_follow(role: Role) -> bool:
    """Who may see the codes of a running consultation and how many people are ready."""
    return role in FOLLOWERS


def can_approve(role: Role, user_id: int, consultation: Consultation) -> bool:
    """The second pair of eyes is never the maker's."""
    waiting = consultation.state is State.IN_REVIEW and consultation.approved_by_id is None
    return waiting and role in APPROVERS and user_id != consultation.created_by_id


def may_skip_second_eyes(consultation: Consultation, *, by_setting: bool) -> bool:
    """Only an installation that says so openly, or an example, opens without a second person."""
    return by_setting or consultation.example
