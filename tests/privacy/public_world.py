"""All that could be true of the people on a set of public pages, for one question and what hangs on it."""

from collections import defaultdict
from collections.abc import Sequence

from tests.privacy.public_people import EVERY, LEAST, People, Piece
from tests.privacy.public_reader import EVERYBODY, MERGED, OTHER, Asked, Broken, Cell, Share, rounded_from
from tests.privacy.public_scene import Atom, Shown, all_atoms, numbers_in
from tests.privacy.public_shares import others_of, said_count
from tests.privacy.public_sums import Sums, Terms, add, times

WEIGHTS = 0.2, 3.0
WROTE = "Schreef een antwoord"


class World:
    """The unknowns of one question on all its pages, with every rule that the pages and the promise give."""

    def __init__(self, shown: Sequence[Shown], text: str, sums: Sums, people: People) -> None:
        self.shown, self.text, self.sums, self.people = shown, text, sums, people
        self.pages = [(page, asked) for page in shown if (asked := page.question(text))]
        self.kind = next((a.kind for _, a in self.pages if a.cells or a.kind == "text"), "one")
        self.options = self._options()
        self.counts: dict[tuple[Piece, str], dict[int, float]] = {}
        self.bases: dict[Piece, dict[int, float]] = {}
        self.weights: dict[tuple[str, Piece, str | None], dict[int, float]] = {}
        self.breakdowns = list(dict.fromkeys(b.name for _, asked in self.pages for b in asked.breakdowns))
        for atom in all_atoms(shown):
            self._unknowns(atom)
        for page, asked in self.pages:
            self._page(page, asked)
        self._link_weights()

    def _options(self) -> list[str]:
        labels = [tuple(asked.cells) for _, asked in self.pages if asked.cells]
        self.split = len({frozenset(names) - {OTHER} for names in labels}) > 1
        found = [o for _, asked in self.pages for label in (*asked.cells, *asked.other) for o in self.meaning(label)]
        if self.kind == "text":
            found.append(WROTE)
        return [o for o in dict.fromkeys(found) if o != OTHER or not any(a.other for _, a in self.pages)]

    def meaning(self, label: str) -> tuple[str, ...]:
        """The answers behind a label of a table."""
        return numbers_in(label) if self.split and self.kind == "one" else (label,)

    def _unknowns(self, atom: Atom) -> None:
        everyone = self._piece((atom, *EVERY))
        self.sums.no_more(self.bases[everyone], self.people.of[everyone])
        for name in self.breakdowns:
            pieces = [self._piece((atom, name, group)) for group in self.people.groups(atom, name)]
            for piece in pieces:
                self.sums.no_more(self.bases[piece], self.people.of[piece])
            self.sums.same(add(*(self.bases[p] for p in pieces)), self.bases[everyone])
            for option in self.options:
                self.sums.same(add(*(self.counts[p, option] for p in pieces)), self.counts[everyone, option])

    def _piece(self, piece: Piece) -> Piece:
        chosen = [self.sums.unknown() for _ in self.options]
        self.counts |= {(piece, option): one for option, one in zip(self.options, chosen, strict=True)}
        if self.kind == "several":
            self.bases[piece] = self.sums.unknown()
            for one in chosen:
                self.sums.no_more(one, self.bases[piece])
            self.sums.no_more(self.bases[piece], add(*chosen))
            top = max((asked.top for _, asked in self.pages), default=0)
            if top:
                self.sums.no_more(add(*chosen), times(self.bases[piece], top))
        elif self.kind == "text":
            self.bases[piece] = self.sums.unknown()
            self.sums.no_more(add(*chosen), self.bases[piece])
            if not any(asked.routed for _, asked in self.pages):
                self.sums.same(self.bases[piece], self.people.of[piece])
        else:
            self.bases[piece] = add(*chosen)
        return piece

    def base(self, pieces: Sequence[Piece]) -> dict[int, float]:
        """How many of these people answered."""
        return add(*(self.bases[p] for p in pieces))

    def chose(self, pieces: Sequence[Piece], label: str) -> dict[int, float]:
        """How many of these people chose what a label says."""
        return add(*(self.counts[p, option] for p in pieces for option in self.meaning(label)))

    def _page(self, page: Shown, asked: Asked) -> None:
        everyone = [(atom, *EVERY) for atom in page.atoms]
        answered = self.chose(everyone, WROTE) if self.kind == "text" else self.base(everyone)
        if asked.few:
            self.sums.rule(answered, high=LEAST - 1)
        if asked.kind == "text" and asked.answered is not None:
            self.sums.rule(answered, max(LEAST, asked.answered - 2), asked.answered + 2)
        if not asked.cells:
            return
        self._table(page, asked, everyone, asked.cells, asked.answered)
        for broken in asked.breakdowns:
            self._groups(page, asked, broken)

    def _groups(self, page: Shown, asked: Asked, broken: Broken) -> None:
        for group, cells in broken.cells.items():
            if group != EVERYBODY:
                pieces = self.people.pieces(page.atoms, broken.name, broken.members(group))
                self._table(page, asked, pieces, cells, broken.sizes.get(group))
        slack = self.people.missing(page, self.text)
        if broken.merged and slack is not None:
            self._small(page, broken, slack)

    def _small(self, page: Shown, broken: Broken, slack: tuple[int, int]) -> None:
        """Merged groups are below 10, but for the next smallest if needed to reach two groups and 10 people."""
        single, together = slack
        ten = {}
        sizes = {c: self.base(self.people.pieces(page.atoms, broken.name, (c,))) for c in broken.merged}
        for group, size in sizes.items():
            ten[group] = self.sums.unknown(1)
            self.sums.rule(add(size, times(ten[group], -5000)), high=LEAST - 1 + single)
        self.sums.rule(add(*ten.values()), high=1)
        for group in set(broken.cells) - {EVERYBODY, MERGED}:
            larger = self.base(self.people.pieces(page.atoms, broken.name, (group,)))
            for name, one in ten.items():
                self.sums.rule(add(sizes[name], times(larger, -1.0), times(one, 5000)), high=5000 + single)
        if len(sizes) > 2:
            for group, one in ten.items():
                others = add(*(size for name, size in sizes.items() if name != group))
                self.sums.rule(add(others, times(one, 5000)), high=5000 + LEAST - 1 + together)

    def _table(
        self, page: Shown, asked: Asked, pieces: Sequence[Piece], cells: dict[str, Cell], size: int | None
    ) -> None:
        base = self.base(pieces)
        low, high = (LEAST, 10**6) if size is None else rounded_from(size)
        self.sums.rule(base, max(low, LEAST), high)
        for label in cells:
            if label == OTHER and asked.other:
                other = self._other(page, pieces, asked.other)
                self.counts[other, OTHER] = self.chosen_other(pieces, base, asked.other)
        told = {label: self.quantity(page, pieces, label) for label in cells}
        if page.page.weighted:
            self._weighted(page, pieces, cells, (low, high), size)
            return
        for label, cell in cells.items():
            if between := cell.between():
                self.sums.rule(told[label], *between)
            if cell.all_but_few:
                self.sums.rule(add(base, times(told[label], -1.0)), 0, 2)
            if self.kind == "several" and size and (others := others_of(cell, size)):
                self.sums.rule(add(base, times(told[label], -1.0)), max(0, others[0] - 2), others[1] + 2)
        if any(cell.between() is None for cell in cells.values()):
            self._shares(base, cells, told)

    @staticmethod
    def _other(page: Shown, pieces: Sequence[Piece], other: tuple[str, ...]) -> Piece:
        return (page.name, 0), "|".join(f"{p[0]}{p[1]}{p[2]}" for p in pieces), ",".join(other)

    def chosen_other(self, pieces: Sequence[Piece], base: Terms, other: tuple[str, ...]) -> dict[int, float]:
        """How many people chose at least one of the answers that were put together as 'Anders'."""
        apart = [self.chose(pieces, label) for label in other]
        if self.kind != "several":
            return add(*apart)
        union = self.sums.unknown()
        self.sums.no_more(union, add(*apart))
        self.sums.no_more(union, base)
        for one in apart:
            self.sums.no_more(one, union)
        return union

    def quantity(self, page: Shown, pieces: Sequence[Piece], label: str) -> dict[int, float]:
        """What a row of a page counts."""
        asked = page.question(self.text)
        if asked and label == OTHER and asked.other:
            return self.counts[self._other(page, pieces, asked.other), OTHER]
        return self.chose(pieces, label)

    def _weighted(
        self,
        page: Shown,
        pieces: Sequence[Piece],
        cells: dict[str, Cell],
        between: tuple[int, int],
        size: int | None,
    ) -> None:
        """Weighted counts: a share of the weight, times the size, is rounded to 5; and so is what is left."""
        every = add(*(self._weight(page, piece, None, self.bases[piece]) for piece in pieces))
        told = {label: self._told_weight(page, pieces, label) for label in cells}
        for label, cell in cells.items():
            weight = told[label]
            count = 0 if cell.between() == (0, 2) else cell.count
            if cell.all_but_few:
                self.sums.rule(add(times(every, 1 - 2.5 / between[0]), times(weight, -1.0)), high=0.0)
            elif count is not None:
                self.sums.rule(add(weight, times(every, -(count + 2.5) / between[0])), high=0.0)
                self.sums.rule(add(weight, times(every, -(count - 2.5) / between[1])), low=0.0)
            if self.kind == "several" and size and (others := others_of(cell, size)):
                left = add(every, times(weight, -1.0))
                self.sums.rule(add(left, times(every, -(others[1] + 2.5) / between[0])), high=0.0)
                self.sums.rule(add(left, times(every, -(others[0] - 2.5) / between[1])), low=0.0)

    def _told_weight(self, page: Shown, pieces: Sequence[Piece], label: str) -> dict[int, float]:
        asked = page.question(self.text)
        if asked and label == OTHER and asked.other and self.kind == "several":
            union = self.sums.unknown(3 * self.sums.limit, whole=False)
            self._between_weights(union, self.quantity(page, pieces, label))
            return union
        labels = asked.other if asked and label == OTHER and asked.other else (label,)
        options = [option for one in labels for option in self.meaning(one)]
        return add(*(self._weight(page, p, o, self.counts[p, o]) for p in pieces for o in options))

    def _between_weights(self, weight: Terms, people: Terms) -> None:
        light, heavy = WEIGHTS
        self.sums.no_more(times(people, light), weight)
        self.sums.no_more(weight, times(people, heavy))

    def _weight(self, page: Shown, piece: Piece, option: str | None, people: Terms) -> dict[int, float]:
        """The weight of those of a piece who chose an option, or of all; nobody weighs under 0.2 or over 3."""
        key = page.name, piece, option
        if key not in self.weights:
            weight = self.weights[key] = self.sums.unknown(3 * self.sums.limit, whole=False)
            self._between_weights(weight, people)
            if option is not None:
                rest = add(self.bases[piece], times(people, -1.0))
                every = self._weight(page, piece, None, self.bases[piece])
                self._between_weights(add(every, times(weight, -1.0)), rest)
        return self.weights[key]

    def _link_weights(self) -> None:
        """A person weighs the same in every breakdown of a page, and all answers together weigh what all people do."""
        for page, asked in self.pages:
            if not page.page.weighted or not asked.cells:
                continue
            for atom in page.atoms:
                whole: Piece = (atom, *EVERY)
                for name in [b.name for b in asked.breakdowns]:
                    inside = self.people.pieces([atom], name, self.people.groups(atom, name))
                    for option in (None, *self.options):
                        count = self.bases if option is None else {p: self.counts[p, option] for p in (whole, *inside)}
                        apart = add(*(self._weight(page, p, option, count[p]) for p in inside))
                        self.sums.same(apart, self._weight(page, whole, option, count[whole]))
                if self.kind != "several":
                    chosen = (self._weight(page, whole, o, self.counts[whole, o]) for o in self.options)
                    self.sums.same(add(*chosen), self._weight(page, whole, None, self.bases[whole]))

    def _shares(self, base: Terms, cells: dict[str, Cell], told: dict[str, dict[int, float]]) -> None:
        """Shares without a count: each comes from a count and a size that were rounded to fives first."""
        size = self.sums.unknown()
        self.sums.rule(add(base, times(size, -5.0)), -2, 2)
        units = [cell.share.unit for cell in cells.values() if cell.share.unit]
        if units and min(units) == 0.1:
            self.sums.rule(base, high=52)
        elif units:
            self.sums.rule(base, low=48)
        fives = {label: self.sums.unknown() for label in cells}
        for label, cell in cells.items():
            self.sums.rule(add(told[label], times(fives[label], -5.0)), -2, 2)
            whole, off = add(*fives.values()), 1.0
            if self.kind == "several":
                others = self.sums.unknown()
                self.sums.rule(add(base, times(told[label], -1.0), times(others, -5.0)), -2, 2)
                whole, off = add(fives[label], others), 0.5
            self._share(cell.share, fives[label], whole, off)

    def _share(self, share: Share, five: Terms, whole: Terms, off: float) -> None:
        if share.nearly == "niemand":
            self.sums.rule(five, 0, 0)
        elif share.nearly == "iedereen":
            self.sums.same(five, whole)
        else:
            unit = off * (0.1 if share.unit == 0.1 else 0.05) + 1e-6
            low, high = share.value - unit, share.value + unit
            self.sums.rule(add(five, times(whole, -low)), low=0.0)
            self.sums.rule(add(five, times(whole, -high)), high=0.0)
            self.sums.rule(five, low=1)

    def silent(self) -> list[tuple[str, str, dict[Atom, dict[int, float]]]]:
        """Those who skipped the question or did not understand it, as far as the pages say: name and unknowns."""
        found = []
        for word, noun in (("skipped", "overgeslagen"), ("unclear", "niet gesnapt")):
            said = [(page, share) for page, asked in self.pages if (share := getattr(asked, word))]
            if not said or any(page.page.weighted for page, _ in said):
                continue
            unknowns: dict[Atom, dict[int, float]] = defaultdict(dict)
            for atom in all_atoms(self.shown):
                unknowns[atom] = self.sums.unknown()
                everyone = (atom, *EVERY)
                answers = self.counts[everyone, WROTE] if self.kind == "text" else self.bases[everyone]
                here = [unknowns[atom]] + ([answers] if word == "skipped" else [])
                self.sums.no_more(add(*here), self.people.of[everyone])
            for page, share in said:
                asked = page.question(self.text)
                if asked and not asked.routed and page.page.people:
                    amount = add(*(unknowns[atom] for atom in page.atoms))
                    everyone = add(*(self.people.of[atom, *EVERY] for atom in page.atoms))
                    some, others = said_count(share, page.page.people)
                    self.sums.rule(amount, *some)
                    self.sums.rule(add(everyone, times(amount, -1.0)), *others)
            found.append((word, noun, unknowns))
        return found


def merged_name(broken: Broken, group: str) -> str:
    """A shown group in a finding."""
    return f"{MERGED} ({', '.join(broken.merged)})" if group == MERGED else group
