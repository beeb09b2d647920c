"""Finds names of people: by a list, by the words beside them, and by how names are built."""

from __future__ import annotations

from collections.abc import Iterator

from panel.masking.beside import ARTICLES, CALLED, CUES, NO_PERSON, NOT_SMALL, STOP, SUBJECTS
from panel.masking.kinds import Hidden, Span
from panel.masking.name_list import (
    GREETINGS,
    KEPT,
    PARTICLES,
    PERSON_DOES,
    PLACE_ENDS,
    RELATIONS,
    THINGS,
    TITLES,
    Sure,
    first_name,
    is_place,
    surname,
)
from panel.masking.words import Word, capitals_tell, words_of

_SHORT = 3
"""Names of so few letters count without a capital only where the words beside them say that it is a name."""


# By each of its words: the phrase, and which place the word has in it.
_KEPT_WITH: dict[str, list[tuple[tuple[str, ...], int]]] = {}
for _phrase in KEPT:
    for _place, _part in enumerate(_phrase):
        _KEPT_WITH.setdefault(_part, []).append((_phrase, _place))


def people(text: str) -> Iterator[Span]:
    """Yield where people are named. Goes through the words once; names may run over several words."""
    words = list(words_of(text))
    if not words:
        return
    reading = _Reading(words, capitals_tell(words))
    place = 0
    while place < len(words):
        first, last = reading.name_at(place) if reading.may_be_name(place) else (place, place)
        if last > first:
            yield Span(words[first].start, words[last - 1].end, Hidden.NAME)
        place = max(last, place + 1)


class _Reading:
    """The words of one answer, and the rules by which a name begins and goes on."""

    def __init__(self, words: list[Word], capitals_tell: bool) -> None:
        self.words = words
        self.capitals_tell = capitals_tell

    def may_be_name(self, place: int) -> bool:
        """Return whether it is worth looking: a capital, a listed word, or something that comes before a name."""
        word = self.words[place]
        if word.capital or word.listed or (place > 0 and self.words[place - 1].low in CUES):
            return True
        # After "van" or "de" a surname comes soon, or none.
        return word.between and any(one.capital or one.listed for one in self.words[place + 1 : place + 4])

    def name_at(self, place: int) -> tuple[int, int]:
        """Return from which word to which a name stands here (the end not included); nothing when they are equal."""
        word = self.words[place]
        if self._kept(place):
            return place, place
        begin = self._after_cue(place)
        if begin is not None:
            last = self._goes_on(begin)
            if self._is_name(place, last):
                return place if self.words[place].low in PARTICLES else begin, last
        if word.initial:
            last = self._initials(place)
            if last > place:
                return place, last
        if self._begins(place) or self._unlisted(place):
            last = self._goes_on(place)
            if self._is_name(place, last):
                return place, last
        last = self._family(place)
        return (place, last) if last > place and self._is_name(place, last) else (place, place)

    def _kept(self, place: int) -> bool:
        for known, at in _KEPT_WITH.get(self.words[place].low, ()):
            first = place - at
            if first >= 0 and tuple(word.low for word in self.words[first : first + len(known)]) == known:
                return True
        return False

    def _before(self, place: int, back: int = 1) -> str:
        return self.words[place - back].low if place >= back else ""

    def _after_cue(self, place: int) -> int | None:
        """Return where the name itself begins when the words before say that a name comes, else None."""
        word, before = self.words[place], self._before(place)
        if not word.joined and not (before in GREETINGS or before in ("is", "naam")):
            return None
        begin = place
        while begin < len(self.words) - 1 and begin < place + 3 and self.words[begin].low in PARTICLES:
            begin += 1
        named = self.words[begin]
        listed = first_name(named.low) or surname(named.low)
        told = named.capital and self.capitals_tell and named.low not in STOP
        if before in TITLES:
            return begin if told or (listed and named.low not in STOP) else None
        if begin != place and before not in GREETINGS:
            return None
        if before in RELATIONS:
            sure = first_name(named.low) is Sure.YES
            return begin if sure or (told and not named.opens and not is_place(named.low)) else None
        if before in CALLED:
            return begin if told and not named.opens and not is_place(named.low) and named.low not in THINGS else None
        if self._introduces(place):
            return begin if told or listed or (named.low not in STOP and self._says_own_name(place)) else None
        if before in GREETINGS or (self._before(place, 2) in GREETINGS and before in {"van", "en", ""}):
            ends = len(self.words) - place <= 3
            return (
                begin
                if ends and named.low not in STOP and (named.capital or listed or len(self.words) - place == 1)
                else None
            )
        return None

    def _introduces(self, place: int) -> bool:
        before, two, three = self._before(place), self._before(place, 2), self._before(place, 3)
        if before in {"heet", "heette", "heten", "genaamd"}:
            return two in SUBJECTS or three in SUBJECTS or before == "genaamd"
        if before == "is" and two in {"naam", "name"}:
            return three in {"mijn", "m'n", "zijn", "haar", "my", "voor", "volledige"}
        if before == "naam" and self.words[place - 1].end < self.words[place].start - 1:
            return True
        if before == "ben" and two == "ik":
            return (
                self.words[place].capital
                and self.capitals_tell
                and not is_place(self.words[place].low)
                and bool(first_name(self.words[place].low) or self._followed_by_capital(place))
            )
        abroad = {("benim", "adim"), ("je", "m'appelle"), ("me", "llamo"), ("mam", "imie"), ("na", "imie"), ("i", "am")}
        return (two, before) in abroad or before in {"اسمي", "зовут", "звати", "nazywam", "adim"}

    def _says_own_name(self, place: int) -> bool:
        return self._before(place, 3) in {"mijn", "my", "m'n"} or (self._before(place), self._before(place, 2)) == (
            "heet",
            "ik",
        )

    def _followed_by_capital(self, place: int) -> bool:
        after = self.words[place + 1] if place + 1 < len(self.words) else None
        return after is not None and after.joined and after.capital and self.capitals_tell and after.low not in STOP

    def _initials(self, place: int) -> int:
        """Return where "J.P. de Vries" ends; `place` when no surname follows the initials."""
        last = place
        while last < len(self.words) and self.words[last].initial and last < place + 4:
            last += 1
        end = self._surname_from(last)
        return end if end > last else place

    def _begins(self, place: int) -> bool:
        """Return whether a first name begins here by itself."""
        word = self.words[place]
        sure = first_name(word.low)
        if sure is Sure.NO:
            return False
        if word.raw.isupper() and len(word.raw) < _SHORT:
            return False
        seen = word.capital and (self.capitals_tell or len(word.raw) >= _SHORT)
        if sure is Sure.YES:
            if seen:
                return self.capitals_tell or word.low not in NOT_SMALL
            return len(word.low) > _SHORT and word.low not in NOT_SMALL
        if not (word.capital and self.capitals_tell):
            return self._with_a_name(place) and word.low not in THINGS and len(word.low) > _SHORT
        if self._surname_from(place + 1) > place + 1 or self._with_a_name(place):
            return True
        after = self.words[place + 1].low if place + 1 < len(self.words) else ""
        if after in PERSON_DOES and self._before(place) not in ARTICLES:
            return True
        if word.opens:
            return self._of_next_door(place)
        return word.low not in THINGS and self._before(place) not in ARTICLES

    def _unlisted(self, place: int) -> bool:
        """Return whether a word with a capital that no list knows is a name for what stands beside it."""
        word = self.words[place]
        if (
            not (word.capital and self.capitals_tell)
            or word.low in STOP
            or len(word.low) < _SHORT
            or is_place(word.low)
        ):
            return False
        after = self.words[place + 1] if place + 1 < len(self.words) else None
        if not word.opens and self._with_a_name(place):
            return True
        does = after is not None and after.joined and after.low in PERSON_DOES
        return (
            does
            and self._before(place) not in ARTICLES
            and not (word.opens and len(word.low) < 4)
            and word.low not in NO_PERSON
        )

    def _with_a_name(self, place: int) -> bool:
        """Return whether it stands beside a sure name: "Roos en Fatima"."""
        for link, other in ((place + 1, place + 2), (place - 1, place - 2)):
            there = 0 <= link < len(self.words) and 0 <= other < len(self.words)
            if there and self.words[link].low == "en" and first_name(self.words[other].low) is Sure.YES:
                return True
        return False

    def _of_next_door(self, place: int) -> bool:
        rest = [word.low for word in self.words[place + 1 : place + 4]]
        return rest[:2] in (["van", "hiernaast"], ["van", "hierboven"], ["van", "hieronder"], ["en", "ik"]) or rest == [
            "van",
            "de",
            "overkant",
        ]

    def _goes_on(self, place: int) -> int:
        """Return where the name that begins here ends: further first names, words between, a surname, an initial."""
        last = place + 1
        while last < len(self.words):
            word = self.words[last]
            end = self._surname_from(last)
            if end > last:
                last = end
            elif (word.joined and word.initial) or (
                word.joined and not word.opens and len(word.raw) == 1 and word.raw.isupper()
            ):
                last += 1
            else:
                break
        return last

    def _surname_from(self, place: int) -> int:
        """Return where the surname that follows here ends, with the words before it; `place` when none does."""
        last = place
        while (
            last < len(self.words)
            and last < place + 4
            and self.words[last].joined
            and self.words[last].low in PARTICLES
        ):
            last += 1
        if last >= len(self.words) or not self.words[last].joined:
            return place
        word = self.words[last]
        if word.initial and last > place:
            return last + 1
        if word.low in STOP or word.opens:
            return place
        if word.capital and self.capitals_tell and len(word.raw) > 1:
            return last + 1
        listed = surname(word.low) if last > place or surname(word.low) is Sure.YES else Sure.NO
        known = listed or (first_name(word.low) is Sure.YES and len(word.low) > _SHORT)
        return last + 1 if known else place

    def _family(self, place: int) -> int:
        """Return where a surname that stands alone ends; `place` when there is none."""
        word = self.words[place]
        last, low = place, word.low
        while (
            last < len(self.words) - 1
            and last < place + 3
            and self.words[last].low in PARTICLES
            and self.words[last + 1].joined
        ):
            last += 1
        named = self.words[last]
        if not named.capital or not self.capitals_tell:
            return (
                last + 1
                if surname(named.low) is Sure.YES and len(named.low) > 4 and self._lower_surname(place, last)
                else place
            )
        sure = surname(named.low)
        between = [one.low for one in self.words[place:last]]
        if sure is Sure.YES:
            return last + 1
        if last > place and (
            between[:2] in (["van", "der"], ["van", "den"])
            or (low in {"el", "al", "ait", "ben", "bin"} and word.capital)
        ):
            return last + 1
        capital_between = last > place and self.words[last - 1].capital and not self.words[last - 1].opens
        return last + 1 if sure is Sure.MAYBE and capital_between else place

    def _lower_surname(self, place: int, last: int) -> bool:
        return last > place or self.words[last].low not in NOT_SMALL

    def _is_name(self, first: int, last: int) -> bool:
        """Return whether it is a person after all, and not a street or a school that bears the name."""
        if any(is_place(word.low) for word in self.words[first:last]):
            return False
        after = self.words[last] if last < len(self.words) else None
        return after is None or not after.joined or after.low not in PLACE_ENDS
