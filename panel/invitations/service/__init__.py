"""Every change to the doors into a consultation, and to the letters and paper that lead to them."""

from panel.invitations.service.doors import (
    LONGEST_NAME,
    MOST_CODES_AT_ONCE,
    MOST_SEATS,
    InvitationError,
    add_group,
    change_hours,
    change_seats,
    create_invitations,
)

__all__ = [
    "LONGEST_NAME",
    "MOST_CODES_AT_ONCE",
    "MOST_SEATS",
    "InvitationError",
    "add_group",
    "change_hours",
    "change_seats",
    "create_invitations",
]
