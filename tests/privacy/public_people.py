"""How many people are in every group of every room, before and after a correction, as far as the pages tell."""

from collections.abc import Sequence

from tests.privacy.public_reader import EVERYBODY, rounded_from
from tests.privacy.public_scene import Atom, Shown, all_atoms
from tests.privacy.public_sums import Sums, add

LEAST = 10
ELSEWHERE = "not named on any page"
EVERY = ("", "")
Piece = tuple[Atom, str, str]


class People:
    """How many people there are in every group of every piece, whatever they answered."""

    def __init__(self, shown: Sequence[Shown], sums: Sums, listed: bool = True) -> None:
        self.shown, self.sums = shown, sums
        sums.limit = 2.0 + max((page.page.people or 0 for page in shown), default=0) or 10**4
        self.of: dict[Piece, dict[int, float]] = {}
        self.named: dict[tuple[str, str], tuple[str, ...]] = {}
        for page in shown:
            for asked in page.page.asked:
                self.named |= {(page.name, b.name): b.classes() for b in asked.breakdowns}
        for atom in all_atoms(shown):
            self.of[atom, *EVERY] = sums.unknown()
            for name in dict.fromkeys(b for _, b in self.named):
                inside = [(atom, name, group) for group in self.groups(atom, name)]
                self.of |= {piece: sums.unknown() for piece in inside}
                sums.same(add(*(self.of[p] for p in inside)), self.of[atom, *EVERY])
        for page in shown:
            if page.page.people:
                everyone = add(*(self.of[atom, *EVERY] for atom in page.atoms))
                low, high = rounded_from(page.page.people)
                sums.rule(everyone, max(LEAST, low), high)
        for (page_name, name), groups in self.named.items() if listed else ():
            atoms = next(page.atoms for page in shown if page.name == page_name)
            for group in groups:
                sums.rule(add(*(self.of[p] for p in self.pieces(atoms, name, (group,)))), low=1)
        self._remainder()
        self._corrections()

    def _remainder(self) -> None:
        """The people who are on everybody's page and on no room's page are 0 or at least 10."""
        rooms = {
            a for page in self.shown if not page.name.startswith("everybody") and page.page.people for a in page.atoms
        }
        for page in self.shown:
            if page.name.startswith("everybody") and page.page.people and rooms:
                left = add(*(self.of[a, *EVERY] for a in page.atoms if a not in rooms))
                self.sums.none_or(left, LEAST, page.page.people + 2)

    def groups(self, atom: Atom, name: str) -> tuple[str, ...]:
        """The groups that people of a piece can be in: all that every page with them names."""
        everywhere = dict.fromkeys(g for (_, b), groups in self.named.items() if b == name for g in groups)
        pages = [self.named[p.name, name] for p in self.shown if atom in p.atoms and (p.name, name) in self.named]
        if not pages:
            return (*everywhere, ELSEWHERE)
        return tuple(g for g in everywhere if all(g in groups for groups in pages))

    def pieces(self, atoms: Sequence[Atom], name: str, groups: Sequence[str]) -> list[Piece]:
        """The pieces of some groups on a page."""
        return [(atom, name, g) for atom in atoms for g in groups if (atom, name, g) in self.of]

    def missing(self, page: Shown, text: str) -> tuple[int, int] | None:
        """How many people can miss at most in another question of the page: one question's, and all questions'."""
        others = [a for a in page.page.asked if a.text != text and not a.routed and not a.few]
        if not page.page.people or any(a.answered is None for a in others):
            return None
        short = [page.page.people + 2 - max(LEAST, (a.answered or 0) - 2) for a in others]
        return max(short, default=0), sum(short)

    def _corrections(self) -> None:
        """A correction takes out at least 10 people, and from each group of a breakdown that stays 0 or at least 10."""
        for page in self.shown:
            if not page.correction:
                continue
            before = [p for p in self.shown if p.correction < page.correction and p.name.startswith("everybody")]
            gone = [a for a in all_atoms(self.shown) if a[1] == page.correction]
            self.sums.rule(add(*(self.of[atom, *EVERY] for atom in gone)), low=LEAST)
            for earlier in before[-1:]:
                self._gone_by_group(earlier, page, gone)

    def _gone_by_group(self, earlier: Shown, later: Shown, gone: list[Atom]) -> None:
        done = set()
        for asked in later.page.asked:
            for broken in asked.breakdowns:
                old = earlier.breakdown(asked.text, broken.name)
                for group in broken.cells if old else ():
                    key = broken.name, broken.members(group)
                    if group != EVERYBODY and key not in done and old and old.members(group) == key[1]:
                        done.add(key)
                        self.sums.none_or(add(*(self.of[p] for p in self.pieces(gone, *key))), LEAST, 5000)
