"""What groups recommend, as the files tell it: apart from every figure, in the groups' own words."""

from __future__ import annotations

from dataclasses import dataclass

MOST_IN_SHORT = 5
"""So many recommendations fit on a sheet or a slide; the page of the outcome and the notes have them all."""


@dataclass(frozen=True)
class Advised:
    """One recommendation: about how many people its group has, and what the municipality does; empty when not known."""

    text: str
    why: str
    size: str
    reply: str

    @property
    def in_a_line(self) -> str:
        """The advice with what the municipality does, if that is known."""
        return f"{self.text} ({self.reply})" if self.reply else self.text
