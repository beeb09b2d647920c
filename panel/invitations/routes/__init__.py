"""The desk pages of this room: groups, codes, letters and paper."""

from panel.invitations.routes.blueprint import invitations
from panel.invitations.routes.doors import groups_page

__all__ = ["groups_page", "invitations"]
