"""The desk pages of this room: groups, codes, letters and paper."""

from panel.invitations.routes.blueprint import invitations
from panel.invitations.routes.doors import groups_page
from panel.invitations.routes.letter_stacks import stack_page
from panel.invitations.routes.letter_texts import letter_text_page
from panel.invitations.routes.letters import letters_page

__all__ = ["groups_page", "invitations", "letter_text_page", "letters_page", "stack_page"]
