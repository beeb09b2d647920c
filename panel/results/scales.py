"""How answers are drawn: from bad to good around a middle line, "weet ik niet" apart; one order and colours everywhere.

Lengths are shares of a hundred people and the middle line lies at 0. Pictures on the page and charts both ask here, so
that they can never differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel.consultations.kinds import DONT_KNOW, Stance
from panel.consultations.models import QuestionKind
from panel.results.amounts import share_of
from panel.results.labels import QuestionLabels
from panel.stats.published import OTHER
from panel.stats.published_tables import PublishedOption, PublishedTable

LOW, MIDDLE, HIGH, UNKNOWN, PLAIN = "low", "middle", "high", "unknown", "plain"
GAP = 10
"""What keeps "weet ik niet" apart from the scale, of a hundred."""
ROOM_FOR_A_NUMBER = 12
"""The shortest piece in which a number can still be read on a phone."""
_SIDES = {LOW: 0, MIDDLE: 1, PLAIN: 2, HIGH: 2, UNKNOWN: 3}


@dataclass(frozen=True)
class Piece:
    """One answer in a bar of a scale: what it is, its look, and where it begins and how long it is."""

    option: PublishedOption
    look: str
    soft: bool
    base: int
    length: int


@dataclass(frozen=True)
class Frame:
    """How far the longest bars reach to the left and to the right of the middle line, and where not knowing begins."""

    left: int
    right: int
    unknown: int

    @property
    def width(self) -> int:
        """From end to end, never 0."""
        return max(1, self.left + (self.unknown_at + self.unknown if self.unknown else self.right))

    @property
    def unknown_at(self) -> int:
        return self.right + GAP


def is_scale(labels: QuestionLabels) -> bool:
    """Whether the answers run from one end to the other."""
    return labels.kind in (QuestionKind.SCALE, QuestionKind.STATEMENT)


def answer_looks(labels: QuestionLabels, table: PublishedTable) -> dict[str, str]:
    """Return how each answer is drawn: its place on a scale, or plain; "weet ik niet" is grey and stands apart."""
    looks = {option.key: PLAIN for option in table.options}
    places = _on_the_scale(table)
    if labels.kind is QuestionKind.SCALE:
        for place, key in enumerate(reversed(places) if labels.best_first else places):
            looks[key] = MIDDLE if 2 * place == len(places) - 1 else LOW if 2 * place < len(places) else HIGH
    if labels.kind is QuestionKind.STATEMENT:
        looks |= {Stance.AGREE.value: HIGH, Stance.DISAGREE.value: LOW}
    looks[DONT_KNOW] = UNKNOWN
    return looks


def is_soft(key: str, labels: QuestionLabels, table: PublishedTable) -> bool:
    """Whether an answer is an inner step of a scale of five: lighter than the ends."""
    places = _on_the_scale(table)
    return labels.kind is QuestionKind.SCALE and len(places) == 5 and key in (places[1], places[3])


def low_to_high(labels: QuestionLabels, table: PublishedTable) -> list[PublishedOption]:
    """Return the answers from the bad end to the good end, "weet ik niet" last, whatever the author's order."""
    looks = answer_looks(labels, table)
    options = reversed(table.options) if labels.best_first else table.options
    return sorted(options, key=lambda option: _SIDES[looks[option.key]])


def frame_of(labels: QuestionLabels, tables: Sequence[PublishedTable]) -> Frame:
    """Return the frame in which the bars of several groups can be compared."""
    sides = [_sides(labels, table) for table in tables]
    return Frame(
        left=max((side[LOW] + side[MIDDLE] // 2 for side in sides), default=0),
        right=max((side[HIGH] + side[MIDDLE] - side[MIDDLE] // 2 for side in sides), default=0),
        unknown=max((side[UNKNOWN] for side in sides), default=0),
    )


def pieces_of(labels: QuestionLabels, table: PublishedTable, frame: Frame) -> list[Piece]:
    """Return one bar from end to end, the middle answer over the middle line, and not knowing behind its gap."""
    looks, sides = answer_looks(labels, table), _sides(labels, table)
    place = -sides[LOW] - sides[MIDDLE] // 2
    pieces = []
    for option in low_to_high(labels, table):
        look, length = looks[option.key], share_of(option, table.unit).of_hundred
        base = frame.unknown_at if look == UNKNOWN else place
        pieces.append(Piece(option, look, is_soft(option.key, labels, table), base, length))
        place += 0 if look == UNKNOWN else length
    return pieces


def ends_of(labels: QuestionLabels, table: PublishedTable) -> tuple[str, str]:
    """Return the words of the bad end and of the good end; empty words where a scale has no two ends."""
    known = [option.key for option in low_to_high(labels, table) if option.key != DONT_KNOW]
    return (labels.option(known[0]), labels.option(known[-1])) if len(known) > 1 else ("", "")


def _on_the_scale(table: PublishedTable) -> list[str]:
    return [option.key for option in table.options if option.key not in (DONT_KNOW, OTHER)]


def _sides(labels: QuestionLabels, table: PublishedTable) -> dict[str, int]:
    """How long the low, the middle, the high and the unknown part are together."""
    looks = answer_looks(labels, table)
    lengths = dict.fromkeys((LOW, MIDDLE, HIGH, UNKNOWN, PLAIN), 0)
    for option in table.options:
        lengths[looks[option.key]] += share_of(option, table.unit).of_hundred
    return lengths
