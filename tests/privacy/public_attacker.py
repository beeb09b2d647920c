"""A stranger who collects every public page of a consultation and works out what nobody meant to tell.

It is written from the promise (what may be shown, how it is rounded) and from the pages themselves, and imports nothing
of the platform. Per question it writes down all whole numbers that nobody shows as unknowns, and everything that the
pages and the promise say about them as rules; then it asks a solver which values are still possible.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from tests.privacy.public_people import EVERY, LEAST, People, Piece
from tests.privacy.public_reader import EVERYBODY, read_page
from tests.privacy.public_scene import REST, Atom, Shown, all_atoms, scene
from tests.privacy.public_slips import slips
from tests.privacy.public_sums import ContradictionError, Sums, Terms, add, times
from tests.privacy.public_world import WROTE, World, merged_name

FEWEST_VALUES = 3
LOOKS = 12


@dataclass(frozen=True)
class Target:
    """A set of people and one answer: how many of them gave it, and how many answered at all."""

    question: str
    who: str
    answer: str
    amount: Terms
    size: Terms
    people: Terms
    hidden: bool


def findings(pages: Sequence[str], audiences: Sequence[str] = (), literal: bool = False) -> list[str]:
    """What a stranger can prove from all pages of a consultation, one sentence each; nothing, if the promise is kept.

    `pages` holds the pages of every audience in the order of time. `audiences` tells who each page is of ("group 1",
    "everybody", "everybody, corrected"); without it the sizes tell.
    """
    read = [read_page(page) for page in pages]
    found = [slip for page in read for slip in slips(page)]
    shown = scene(read, audiences)
    for texts in joined(shown):
        found += proven(shown, texts, literal)
    return list(dict.fromkeys(found))


def joined(shown: Sequence[Shown]) -> list[list[str]]:
    """The questions, each with those that were asked only after one of its answers."""
    sets: list[list[str]] = []
    for page in shown:
        by_number = {asked.number: asked.text for asked in page.page.asked}
        for asked in page.page.asked:
            here = {asked.text} | (
                {by_number[asked.routed[0]]} if asked.routed and asked.routed[0] in by_number else set()
            )
            touching = [texts for texts in sets if here & set(texts)]
            sets = [texts for texts in sets if texts not in touching]
            sets.append(list(dict.fromkeys([*(t for texts in touching for t in texts), *sorted(here)])))
    return sets


def proven(shown: Sequence[Shown], texts: Sequence[str], literal: bool = False) -> list[str]:
    """What follows for some questions that hang together."""
    if not any(a.cells or a.answered for page in shown for t in texts if (a := page.question(t))):
        return []
    sums, targets = world_of(shown, texts)
    if not targets:
        return []
    judge = Judge(sums, literal)
    try:
        judge.look(targets)
    except ContradictionError:
        return [f"{', '.join(texts)}: the figures contradict each other or the promise"]
    return judge.sentences(targets)


def world_of(shown: Sequence[Shown], texts: Sequence[str]) -> tuple[Sums, list[Target]]:
    """The rules for some questions that hang together, and every set of people to ask about."""
    sums = Sums()
    people = People(shown, sums)
    worlds = {text: World(shown, text, sums, people) for text in texts}
    for world in worlds.values():
        _follow_routes(world, worlds)
    return sums, [target for world in worlds.values() for target in _targets(world)]


def _follow_routes(world: World, worlds: dict[str, World]) -> None:
    """Who answered a routed question gave the answer before it; asked and not asked are each 0 or at least 10."""
    for page, asked in world.pages:
        if not asked.routed:
            continue
        number, answers = asked.routed
        source = next((a.text for a in page.page.asked if a.number == number), None)
        if source is None or source not in worlds:
            continue
        first = worlds[source]
        labels = [o for o in first.options if o.rstrip(".") in answers or (o == WROTE and WROTE in answers)]
        for atom in page.atoms:
            names = [EVERY, *((b, g) for b in world.breakdowns for g in world.people.groups(atom, b))]
            for name in names:
                piece = (atom, *name)
                if labels and piece in first.bases and piece in world.bases:
                    world.sums.no_more(
                        world.bases[piece], first.chose([piece], labels[0]) if len(labels) == 1 else first.base([piece])
                    )
        everyone = [(atom, *EVERY) for atom in page.atoms]
        if asked.cells and len(labels) == 1:
            all_people = add(*(world.people.of[p] for p in everyone))
            world.sums.none_or(add(all_people, times(first.chose(everyone, labels[0]), -1.0)), 10, 10**5)


def _targets(world: World) -> Iterator[Target]:
    for page, asked in world.pages:
        if asked.cells:
            yield from _shown_sets(world, page)
    for who, pieces in _hidden_sets(world):
        size, people = world.base(pieces), add(*(world.people.of[p] for p in pieces))
        for option in world.options:
            yield Target(world.text, who, option, world.chose(pieces, option), size, people, hidden=True)
    for _, noun, unknowns in world.silent():
        for who, atoms in _hidden_people(world):
            size = add(*(world.people.of[atom, *EVERY] for atom in atoms))
            yield Target(world.text, who, noun, add(*(unknowns[a] for a in atoms)), size, size, hidden=True)


def _shown_sets(world: World, page: Shown) -> Iterator[Target]:
    asked = page.question(world.text)
    assert asked is not None
    sets: list[tuple[str, list[Piece]]] = [(EVERYBODY, [(atom, *EVERY) for atom in page.atoms])]
    for b in asked.breakdowns:
        sets += [
            (merged_name(b, g), world.people.pieces(page.atoms, b.name, b.members(g)))
            for g in b.cells
            if g != EVERYBODY
        ]
    for who, pieces in sets:
        for label in asked.cells:
            amount = world.quantity(page, pieces, label)
            size = world.base(pieces)
            yield Target(world.text, f"{who} at {page.name}", label, amount, size, size, hidden=False)


def _hidden_people(world: World) -> Iterator[tuple[str, list[Atom]]]:
    """Sets of people of whom no page shows this question: the rest, those taken out, a room that hides it."""
    atoms = all_atoms(world.shown)
    shown_on = {page.atoms for page, asked in world.pages if asked.cells or asked.answered}
    rest = [a for a in atoms if a[0] == REST]
    if rest:
        yield "everybody minus the rooms", rest
    for number in sorted({a[1] for a in atoms if a[1]}):
        yield f"the people of correction {number}", [a for a in atoms if a[1] == number]
    rooms = [page for page in world.shown if not page.name.startswith("everybody")]
    dark = [page for page in rooms if page.atoms not in shown_on]
    for page in dark:
        yield f"{page.name} by difference", list(page.atoms)
    if dark and (rest or len(dark) > 1):
        yield "all rooms that hide it, and the rest", [*rest, *(a for page in dark for a in page.atoms)]


def _hidden_sets(world: World) -> Iterator[tuple[str, list[Piece]]]:
    for who, atoms in _hidden_people(world):
        yield who, [(atom, *EVERY) for atom in atoms]
    for name in world.breakdowns:
        for group in dict.fromkeys(g for (_, b), groups in world.people.named.items() if b == name for g in groups):
            for who, atoms in _without(world, name, group):
                pieces = world.people.pieces(atoms, name, (group,))
                if pieces:
                    yield f"{name} {group}, {who}", pieces


def _without(world: World, name: str, group: str) -> Iterator[tuple[str, list[Atom]]]:
    """Where a group is hidden: on each page that merges or leaves it, and in the people without a page of their own."""
    yield from _hidden_people(world)
    hides = []
    for page in world.shown:
        broken = page.breakdown(world.text, name)
        if (broken is None or group not in broken.cells) and not _told_before(world, page, name, group):
            hides.append(page)
    for page in hides:
        inside = [p for p in world.shown if p is not page and set(p.atoms) < set(page.atoms)]
        told = {a for p in inside if p not in hides for a in p.atoms}
        left = [a for a in page.atoms if a not in told]
        if left:
            yield f"hidden at {page.name}", left


def _told_before(world: World, page: Shown, name: str, group: str) -> bool:
    """A group that an earlier version showed is not hidden by a correction without it: nobody knows who stayed."""
    earlier = [p for p in world.shown if p.correction < page.correction and set(page.atoms) < set(p.atoms)]
    return any((b := p.breakdown(world.text, name)) is not None and group in b.cells for p in earlier)


class Judge:
    """Decides per set of people whether the pages prove too much about it."""

    def __init__(self, sums: Sums, literal: bool) -> None:
        self.sums, self.literal = sums, literal
        self.sizes: dict[str, tuple[bool, bool]] = {}

    def look(self, targets: Sequence[Target]) -> None:
        """Looks for worlds that clear as many sets as possible, before any question gets a sum of its own."""
        open_ones = list(targets)
        for turn in range(LOOKS):
            aims = [t.amount for t in open_ones] + [t.size for t in open_ones if t.hidden]
            aims += [add(t.size, times(t.amount, -1.0)) for t in open_ones if not t.hidden]
            self.sums.explore(aims, turn)
            open_ones = [t for t in open_ones if not self._clear(t)]
            if not open_ones:
                break

    def _clear(self, target: Target) -> bool:
        seen = self.sums.values(target.amount)
        if not target.hidden:
            others = self.sums.values(add(target.size, times(target.amount, -1.0)))
            return max(others) > 1 and (not self.literal or len(seen) > 1 or not 0 < min(seen) < LEAST)
        if not self.literal and min(self.sums.values(target.size)) == 0:
            return True
        return min(seen) == 0 and len(seen) >= FEWEST_VALUES

    def sentences(self, targets: Sequence[Target]) -> list[str]:
        """One sentence for every set about which something is proven."""
        found: dict[str, str] = {}
        for target in (t for t in targets if not self._clear(t)):
            place = f"{target.question}: {target.who}"
            if place not in found and (told := self._told(target, place)):
                found[place] = f"{place}: {target.answer}: {told}"
        return list(found.values())

    def _told(self, target: Target, place: str) -> str | None:
        if not target.hidden:
            return self._one_mind(target) or (self._exact(target) if self.literal else None)
        if self.literal:
            return self._hidden(target)
        if place not in self.sizes:
            some = self.sums.surely_above(target.size, 0)
            self.sizes[place] = some, some and self.sums.surely_above(target.people, LEAST - 1)
        some, enough = self.sizes[place]
        if not some:
            return None
        return self._one_mind(target) if enough else self._hidden(target)

    def _one_mind(self, target: Target) -> str | None:
        other = add(target.size, times(target.amount, -1.0))
        if self.sums.surely_below(other, 2) and self.sums.surely_above(target.amount, 1):
            return "everybody in this group, but at most one, gave this answer"
        return None

    def _exact(self, target: Target) -> str | None:
        found = self.sums.possible(target.amount, 2)
        if len(found) == 1 and 0 < min(found) < LEAST:
            return f"exactly {min(found)} people"
        return None

    def _hidden(self, target: Target) -> str | None:
        if self.sums.surely_above(target.amount, 0):
            return f"at least {round(self.sums.lowest(target.amount))} of them gave this answer"
        if self.sums.surely_below(target.size, FEWEST_VALUES):
            return None
        values = self.sums.possible(target.amount, FEWEST_VALUES)
        if len(values) < FEWEST_VALUES:
            return f"only {' or '.join(map(str, sorted(values)))} of them gave this answer"
        return None


def ranges(
    pages: Sequence[str], audiences: Sequence[str] = (), who: Sequence[str] = ()
) -> dict[tuple[str, str, str], tuple[int, int]]:
    """The fewest and most people who can have given each answer: per question, set of people (`who`) and answer."""
    shown = scene([read_page(page) for page in pages], audiences)
    found = {}
    for texts in joined(shown):
        sums, targets = world_of(shown, texts)
        for t in targets:
            if not who or t.who in who:
                limits = sums.lowest(t.amount), sums.topmost(t.amount)
                found[t.question, t.who, t.answer] = ceil(limits[0] - 1e-6), floor(limits[1] + 1e-6)
    return found
