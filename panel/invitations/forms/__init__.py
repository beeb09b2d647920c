"""The forms of this room: groups with their seats, how many codes are needed, and letters."""

from panel.invitations.forms.doors import CodesForm, GroupForm, SeatsForm

__all__ = ["CodesForm", "GroupForm", "SeatsForm"]
