"""The stranger proves all that follows from public pages and nothing more, as trying every possibility shows."""

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from tests.privacy.public_attacker import findings, ranges
from tests.privacy.public_crowds import BUS, GOAL, MIND, crowd
from tests.privacy.public_print import Person, Question, printed
from tests.privacy.public_reader import read_page


def close(count: int, shown: int) -> bool:
    """Whether a count rounds to what is shown."""
    return abs(count - shown) <= 2


def worlds(page: str) -> Iterator[tuple[int, int, int, int]]:
    """Every split of two groups over two answers that a page allows, by trying all of them."""
    asked = read_page(page).asked[0]
    broken = asked.breakdowns[0]
    shown = [broken.cells[g][o].count or 0 for g in "ab" for o in BUS.answers]
    totals = [asked.cells[o].count or 0 for o in BUS.answers]
    few = [asked.cells[o].all_but_few for o in BUS.answers]
    most = [(g, place) for g in "ab" for place, o in enumerate(BUS.answers) if broken.cells[g][o].all_but_few]
    for a_yes, a_no, b_yes, b_no in product(*(range(max(0, s - 4), s + 3) for s in shown)):
        sizes = a_yes + a_no, b_yes + b_no
        whole = sum(sizes)
        given = {"a": (a_yes, a_no), "b": (b_yes, b_no)}
        if any(given[g][1 - place] > 2 for g, place in most):
            continue
        # Beside "bijna iedereen" stands the size, which is looked at below.
        cells = [(given[g][at], broken.cells[g][o].count or 0) for g in "ab" for at, o in enumerate(BUS.answers)]
        if not all(
            close(*cell) or (name, at % 2) in most for at, (cell, name) in enumerate(zip(cells, "aabb", strict=True))
        ):
            continue
        both = a_yes + b_yes, a_no + b_no
        if any(both[1 - place] > 2 for place in (0, 1) if few[place]):
            continue
        if (
            min(sizes) >= 10
            and all(close(size, broken.sizes[g]) for size, g in zip(sizes, "ab", strict=True))
            and all(few[place] or close(both[place], totals[place]) for place in (0, 1))
            and close(whole, asked.answered or 0)
            and close(whole, read_page(page).people or 0)
        ):
            yield a_yes, a_no, b_yes, b_no


@pytest.mark.parametrize("seed", range(10))
def test_the_solver_finds_exactly_what_trying_everything_finds(seed: int) -> None:
    chance = Random(seed)
    counts = [chance.randint(0, 14) for _ in range(4)]
    sizes = counts[0] + counts[1], counts[2] + counts[3]
    people = crowd(
        BUS, a=(counts[0] + max(0, 10 - sizes[0]), counts[1]), b=(counts[2], counts[3] + max(0, 10 - sizes[1]))
    )
    page = printed(people, [BUS])

    possible = list(worlds(page))
    found = ranges([page], who=("a at everybody", "b at everybody"))

    assert possible
    for place, (group, answer) in enumerate(product("ab", BUS.answers)):
        values = [world[place] for world in possible]
        assert found[BUS.text, f"{group} at everybody", answer] == (min(values), max(values)), (group, answer)
    agreed = any(
        max(world[at + 1 - side] for world in possible) < 2 <= min(world[at + side] for world in possible)
        for at in (0, 2)
        for side in (0, 1)
    )
    assert any(MIND in sentence and "Iedereen" not in sentence for sentence in findings([page])) == agreed


@pytest.mark.parametrize("seed", range(4))
def test_what_is_true_always_stays_possible(seed: int) -> None:
    """What is ruled out is never true, with merged groups, a routed question and several answers at once."""
    chance = Random(1000 + seed)
    after = Question("Hoe vaak?", ("Elk uur", "Elk kwartier"), after=(1, BUS.text, "Ja"))
    people: list[Person] = []
    for _ in range(chance.randint(40, 90)):
        person: Person = {"Leeftijd": chance.choices("abcd", (8, 4, 1, 1))[0], BUS.text: chance.choice(BUS.answers)}
        if person[BUS.text] == "Ja":
            person[after.text] = chance.choice(after.answers)
        person[GOAL.text] = tuple(chance.sample(GOAL.answers, chance.randint(1, 2)))
        people.append(person)
    weights = [chance.choice((0.4, 1.0, 2.0)) for _ in people] if seed % 4 == 3 else []

    found = ranges([printed(people, [BUS, after, GOAL], weights)], who=("Iedereen at everybody",))

    for question in (BUS, after, GOAL):
        for answer in question.answers:
            true = sum(answer in person.get(question.text, ()) for person in people)
            low, high = found[question.text, "Iedereen at everybody", answer]
            assert low <= true <= high, (question.text, answer)
