"""What the municipality answered, as the files tell it: its decision, on what, and why in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from panel.readability.sentences import sentences

MOST_ANSWERS = 3
"""So many answers fit on a sheet beside the figures; the page of the outcome has them all."""
LONGEST = 170


@dataclass(frozen=True)
class Answered:
    """One answer: the decision in words, what it is about, and its whole reason."""

    decision: str
    subject: str
    reason: str

    @property
    def in_a_line(self) -> str:
        """The decision and what it is about."""
        return f"{self.decision}: {self.subject}"

    @property
    def in_short(self) -> str:
        """The first sentence of the reason, cut at a word where that is long."""
        first = next((one.text for one in sentences(" ".join(self.reason.split()))), "")
        if len(first) <= LONGEST:
            return first
        return first[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
