"""Who answers: a token on the phone, or one that a personal code gives; the database knows only its hash."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from panel.answering.models import AnswerMode
from panel.answering.ordering import draw_of
from panel.core.keys import Pepper


@dataclass(frozen=True)
class Participant:
    """Someone who takes part in one round. The token never leaves the phone's cookie and the running request."""

    round_id: int
    token: bytes
    invitation_id: int | None = None
    mode: AnswerMode = AnswerMode.SELF

    def token_hash(self, pepper: Pepper) -> bytes:
        """Return what a draft is found by."""
        return pepper.digest("draft-id", self.token)

    def draft_key(self, pepper: Pepper) -> bytes:
        """Return the key that opens the draft, which is nowhere stored."""
        return pepper.digest("draft-key", self.token)

    def client_key(self, pepper: Pepper) -> bytes:
        """Return what makes sending twice harmless; it cannot be matched to the draft's hash without the token."""
        return pepper.digest("client-key", self.token)

    def phone_name(self, pepper: Pepper) -> str:
        """Return a name under which the phone itself keeps answers that were not sent yet."""
        return pepper.digest("phone-name", self.token).hex()[:24]

    @property
    def draw(self) -> str:
        """What this person's order of answers is drawn from; it stays on the phone and in the running request."""
        return draw_of(self.token)


def new_participant(round_id: int, token: bytes | None = None) -> Participant:
    """Return someone new on this phone, with a token (32 bytes) that the phone made itself or one of ours."""
    return Participant(round_id, token or secrets.token_bytes(32))


def invited_participant(round_id: int, invitation_id: int, code: str, pepper: Pepper) -> Participant:
    """Return the person of a personal code: the same on every phone, so that they can go on anywhere."""
    return Participant(round_id, pepper.digest("personal-token", code), invitation_id)
