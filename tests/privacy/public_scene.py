"""Which people are on which page: rooms, everybody, and who was taken out by a correction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.privacy.public_reader import Asked, Broken, Page

REST = "the rest"
KEPT = 0
Atom = tuple[str, int]


@dataclass(frozen=True)
class Shown:
    """A page with the pieces of the people that are on it, and its name in a finding."""

    name: str
    page: Page
    atoms: tuple[Atom, ...]
    correction: int = KEPT

    def question(self, text: str) -> Asked | None:
        """The question with this text."""
        return next((asked for asked in self.page.asked if asked.text == text), None)

    def breakdown(self, text: str, name: str) -> Broken | None:
        """A breakdown of a question, when this page shows it."""
        asked = self.question(text)
        return next((b for b in asked.breakdowns if b.name == name), None) if asked else None


def scene(pages: Sequence[Page], audiences: Sequence[str] = ()) -> list[Shown]:
    """Every page with its people, told by its audience or else by its place and size."""
    named = list(audiences) or _by_size(pages)
    rooms = [name for name in dict.fromkeys(named) if not name.startswith("everybody")]
    whole = [*rooms, REST] if rooms else ["all"]
    count = sum("corrected" in name for name in named)
    fates = range(count + 1)
    shown, correction = [], 0
    for name, page in zip(named, pages, strict=True):
        if name in rooms:
            atoms = [(name, fate) for fate in fates]
        else:
            correction += "corrected" in name
            atoms = [(room, fate) for room in whole for fate in fates if fate == KEPT or fate > correction]
        version = correction if "corrected" in name else KEPT
        shown.append(Shown(f"{name} {version}" if version > 1 else name, page, tuple(atoms), version))
    return shown


def _by_size(pages: Sequence[Page]) -> list[str]:
    """Rooms come before everybody, and a correction after it with fewer people."""
    sizes = [page.people or 0 for page in pages]
    largest = max(i for i, size in enumerate(sizes) if size == max(sizes)) if sizes else 0
    if sizes and not sizes[-1] and largest and not all(sizes[:largest]):
        largest = len(sizes) - 1
    return [
        f"room {i}" if i < largest else "everybody" if i == largest else "everybody, corrected"
        for i in range(len(pages))
    ]


def all_atoms(shown: Sequence[Shown]) -> list[Atom]:
    """Every piece of the people, each once."""
    return list(dict.fromkeys(atom for page in shown for atom in page.atoms))


def numbers_in(label: str) -> tuple[str, ...]:
    """The answers that a shown label stands for: a class of numbers is each of its numbers."""
    if span := re.fullmatch(r"(\d+) tot en met (\d+)", label):
        return tuple(str(n) for n in range(int(span[1]), int(span[2]) + 1))
    if re.fullmatch(r"\d+( of \d+)+", label):
        return tuple(re.findall(r"\d+", label))
    return (label,)
