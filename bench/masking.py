"""Measures how much of what could lead to a person is hidden in short answers, on sentences made up for it.

Usage: python -m bench.masking [--missed]. It prints recall (of what was marked by hand: how much is hidden whole) and
precision (of what is hidden: how much was marked), per kind and per half; one half was never looked at to mend rules.
With --missed it lists what went wrong in the half that may be looked at.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from panel.masking.kinds import Hidden, Span
from panel.masking.masking import mask

FOLDER = Path(__file__).parent
HALVES = {"looked at": "masking_tuned.txt", "held apart": "masking_held_out.txt"}
LETTERS = {
    "N": Hidden.NAME, "P": Hidden.PHONE, "E": Hidden.EMAIL, "A": Hidden.ADDRESS, "Z": Hidden.POSTCODE,
    "I": Hidden.NUMBER, "C": Hidden.ACCOUNT, "B": Hidden.BIRTHDAY,
}  # fmt: skip
_MARKED = re.compile(r"\{([NPEAZICB]):([^}]*)\}")


@dataclass
class Score:
    """What was found and missed in one set, by kind. `wrong` counts what was hidden and need not be."""

    found: Counter[Hidden] = field(default_factory=Counter)
    missed: Counter[Hidden] = field(default_factory=Counter)
    right: int = 0
    wrong: int = 0
    mistakes: list[str] = field(default_factory=list)

    def recall(self, kind: Hidden | None = None) -> float:
        found = self.found.total() if kind is None else self.found[kind]
        missed = self.missed.total() if kind is None else self.missed[kind]
        return found / (found + missed) if found + missed else 1.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


def marked_by_hand(line: str) -> tuple[str, list[Span]]:
    """Return a line without its marks, and what was marked."""
    text, spans, last = "", [], 0
    for found in _MARKED.finditer(line):
        text += line[last : found.start()]
        spans.append(Span(len(text), len(text) + len(found.group(2)), LETTERS[found.group(1)]))
        text += found.group(2)
        last = found.end()
    return text + line[last:], spans


def answers_of(half: str) -> list[str]:
    """Return the lines of one half, with their marks."""
    lines = (FOLDER / HALVES[half]).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def score(lines: Sequence[str]) -> Score:
    """Hide what the rules find in these lines and compare it with what was marked."""
    scored = Score()
    for line in lines:
        text, wanted = marked_by_hand(line)
        masked = mask(text)
        taken = {place for span in masked.spans for place in range(span.start, span.end)}
        for span in wanted:
            is_whole = all(place in taken for place in range(span.start, span.end) if text[place].isalnum())
            (scored.found if is_whole else scored.missed)[span.what] += 1
            if not is_whole:
                scored.mistakes.append(f"missed {text[span.start : span.end]!r}: {masked.text}")
        for hidden in masked.spans:
            is_right = any(hidden.start < span.end and span.start < hidden.end for span in wanted)
            scored.right += is_right
            scored.wrong += not is_right
            if not is_right:
                scored.mistakes.append(f"hid {text[hidden.start : hidden.end]!r}: {masked.text}")
    return scored


def main(arguments: Sequence[str]) -> int:
    """Print the figures of both halves and how long it takes."""
    for half in HALVES:
        lines = answers_of(half)
        scored = score(lines)
        print(f"{half}: {len(lines)} answers, {scored.found.total() + scored.missed.total()} marked by hand")
        print(f"  recall    {scored.recall():.3f}    precision {scored.precision:.3f}")
        for kind in LETTERS.values():
            count = scored.found[kind] + scored.missed[kind]
            print(f"  recall {kind:10} {scored.recall(kind):.3f}  of {count}")
        if "--missed" in arguments and half == "looked at":
            print("\n".join(f"  {mistake}" for mistake in scored.mistakes))
    everything = [marked_by_hand(line)[0] for half in HALVES for line in answers_of(half)]
    before = time.process_time()
    for text in everything:
        mask(text)
    print(f"{1_000_000 * (time.process_time() - before) / len(everything):.0f} microseconds of computing an answer")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
