"""Hundreds of generated consultations, from opening to the last correction, are attacked with all that was ever shown.

What the attacker gets is read back from the page and from every file as they leave the house, not from our own memory.
A dozen run always; all 300 in twenty tests (marked `attack`) that take some minutes together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from panel.results.exports.models import FileKind
from panel.stats.attack import weaknesses
from panel.stats.published import Published
from panel.stats.publishing import publish
from panel.stats.relations import Earlier, Relation
from tests.privacy.attacked_house import House
from tests.privacy.facts import DisagreeError, Facts, facts_of, facts_of_themes, together, written_back
from tests.privacy.stories import KINDS, Shown, story
from tests.privacy.views import VIEWS
from tests.stats.builders import by_cells
from tests.stats.second_attacker import certain_findings
from tests.stats.spotter import suspicious_numbers

A_FEW = range(12)
ALL = range(300)
AT_ONCE = 15


def everything_published(shown: Shown) -> Facts:
    """All that was frozen: the figures, and the themes of the open questions."""
    return together(facts_of(shown.published), *(facts_of_themes(one) for one in shown.themes.values()))


def attack(house: House, seed: int) -> tuple[str, int]:
    """Attack every outcome of a story; return its kind and how many outcomes were shown."""
    told = story(seed)
    house.tell(told)
    for shown in told.shown:
        where = f"story {seed}, {told.kind}, for {shown.audience}"
        stored = shown.published.to_dict()
        assert suspicious_numbers(stored) == [], where
        assert certain_findings(stored) == [], where
        seen = house.read(shown)
        assert seen.items() <= everything_published(shown).items(), where
        read = written_back(seen, shown.published)
        assert weaknesses(read, shown.earlier, exact_size=shown.exact_size, weights=shown.weights) == (), where
        for themes in shown.themes.values():
            attack_themes(shown, themes, seen, where)
        if shown.exact_size < 10:
            assert seen == {}, where
    return told.kind, len(told.shown)


def test_nothing_follows_from_all_that_is_shown(house: House) -> None:
    for seed in A_FEW:
        attack(house, seed)


def attack_themes(shown: Shown, themes: Published, seen: Facts, where: str) -> None:
    """Attack what is told of themes by who has the outcome beside it, and knows of how many people nothing was read."""
    assert suspicious_numbers(themes.to_dict()) == [], where
    assert certain_findings(themes.to_dict()) == [], where
    beside = facts_of(themes).items() - facts_of_themes(themes).items()
    read = written_back({**seen, **dict(beside)}, themes)
    assert weaknesses(read, [Earlier(shown.published, Relation.BEFORE)], exact_size=shown.exact_size) == (), where


def test_stories_have_themes_too() -> None:
    assert all(story(seed).shown[-1].themes for seed in (0, 3))


@pytest.mark.attack
@pytest.mark.parametrize("first", ALL[::AT_ONCE])
def test_nothing_follows_from_all_that_is_shown_of_300_consultations(house: House, first: int) -> None:
    kinds: Counter[str] = Counter()
    outcomes = 0
    for seed in ALL[first : first + AT_ONCE]:
        kind, shown = attack(house, seed)
        kinds[kind] += 1
        outcomes += shown
    assert set(kinds) == set(KINDS)
    assert outcomes > AT_ONCE


def test_every_kind_of_file_is_read_back() -> None:
    assert {one.value for one in FileKind} | {"PAGE", "CSV", "API"} == set(VIEWS)


def test_the_page_and_the_files_say_all_that_is_published_between_them(house: House) -> None:
    told = next(one for seed in range(40) if (one := story(seed)).kind == "plain" and one.shown[0].exact_size > 200)
    house.tell(told)
    seen = house.read(told.shown[0])
    assert seen == everything_published(told.shown[0])


@pytest.mark.parametrize("view", [name for name in VIEWS if name != "CODEBOOK"])
def test_every_view_tells_figures_and_only_published_ones(house: House, view: str) -> None:
    told = next(one for seed in range(40) if (one := story(seed)).kind == "plain" and one.shown[0].exact_size > 200)
    house.tell(told)
    facts = house.read(told.shown[0], (view,))
    assert facts
    assert facts.items() <= everything_published(told.shown[0]).items()


def test_what_is_read_back_is_attacked_as_sharply_as_what_was_frozen() -> None:
    cells = {"A": {"YES": 21, "NO": 18}, "B": {"YES": 12, "NO": 16}, "C": {"YES": 3, "NO": 0}}
    careless = replace(publish(by_cells("q", "b", cells), 1), threshold=10)
    assert weaknesses(written_back(facts_of(careless), careless)) == weaknesses(careless) != ()


def test_views_that_contradict_each_other_are_noticed(house: House) -> None:
    told = next(one for seed in range(40) if (one := story(seed)).kind == "plain" and one.shown[0].exact_size > 200)
    facts = facts_of(told.shown[0].published)
    with pytest.raises(DisagreeError):
        together(facts, facts | {("SIZE",): 5})
