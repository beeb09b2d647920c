"""The forms of this room: groups with their seats, how many codes are needed, and letters."""

from panel.invitations.forms.doors import CodesForm, GroupForm, SeatsForm
from panel.invitations.forms.letters import LetterTextForm, ListForm, StackForm

__all__ = ["CodesForm", "GroupForm", "LetterTextForm", "ListForm", "SeatsForm", "StackForm"]
