"""A stranger with all public pages proves nothing about us, and does find what a careless publisher gives away."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from random import Random

import flask
import pytest
from sqlalchemy.orm import Session

from tests.privacy.public_attacker import findings, ranges
from tests.privacy.public_print import Person, Question, printed
from tests.privacy.public_reader import read_page
from tests.privacy.public_slips import slips
from tests.privacy.stories import story
from tests.privacy.test_attack_on_everything import House
from tests.support.visitor import Visitor

BUS = Question("Vaker een bus?", ("Ja", "Nee"), by=("Leeftijd",))
GOAL = Question("Waarvoor?", ("Werk", "School", "Winkels"), several=True, by=("Leeftijd",))
MIND = "everybody in this group, but at most one"


def crowd(question: Question, **groups: Sequence[int]) -> list[Person]:
    """People per group, with how many chose each answer of a choose-one question."""
    return [
        {question.text: answer, "Leeftijd": group, "Wijk": "w"}
        for group, counts in groups.items()
        for answer, count in zip(question.answers, counts, strict=True)
        for _ in range(count)
    ]


def of_one_mind(found: list[str], who: str) -> bool:
    """Whether this set of people was proven to agree."""
    return any(who in sentence and MIND in sentence for sentence in found)


def test_a_group_of_one_mind_is_found_by_taking_the_others_from_the_total() -> None:
    page = printed(crowd(BUS, a=(8, 3), b=(8, 3), c=(8, 3), d=(8, 3), e=(14, 0)), [BUS])

    assert of_one_mind(findings([page]), "e at everybody")


def test_a_mixed_group_is_left_in_peace() -> None:
    assert findings([printed(crowd(BUS, a=(20, 17), b=(17, 24)), [BUS])]) == []


def test_small_merged_groups_of_one_mind_are_found() -> None:
    page = printed(crowd(BUS, a=(6, 4), b=(9, 0), c=(9, 0), d=(9, 0)), [BUS])

    assert of_one_mind(findings([page]), "Overige (b, c, d)")


def test_a_group_that_was_merged_away_is_found_because_it_was_small() -> None:
    page = printed(crowd(BUS, a=(6, 4), b=(9, 0), c=(9, 0), d=(9, 0)), [BUS])

    found = ranges([page])

    assert found[BUS.text, "Leeftijd b, hidden at everybody", "Ja"][0] >= 4


def test_sizes_tell_more_of_a_group_than_the_number_beside_its_answer() -> None:
    people: list[Person] = [{GOAL.text: ("Werk",), "Leeftijd": "a"} for _ in range(13)]
    people += [{GOAL.text: ("School", "Winkels"), "Leeftijd": "b"} for _ in range(18)]

    # The group reads 15, which could be 17; but all are at most 32, and the others at least 18.
    assert ranges([printed(people, [GOAL])])[GOAL.text, "a at everybody", "Werk"][1] == 14


def test_a_share_of_several_answers_betrays_how_many_did_not_choose_it() -> None:
    people: list[Person] = [{GOAL.text: ("School",) if i < 12 else ("Werk",)} for i in range(18)]
    plain = Question(GOAL.text, GOAL.answers, several=True)

    low, high = ranges([printed(people, [plain])])[GOAL.text, "Iedereen at everybody", "School"]

    assert (low, high) == (11, 12)


def test_one_breakdown_is_held_against_another() -> None:
    two = Question(BUS.text, BUS.answers, by=("Leeftijd", "Wijk"))
    people = crowd(two, a=(13, 0), b=(9, 19))
    for i, person in enumerate(people):
        person["Wijk"] = "noord" if i < 12 or 22 <= i < 34 else "zuid"

    alone = ranges([printed(people, [BUS])])[BUS.text, "a at everybody", "Nee"]
    both = ranges([printed(people, [two])])[BUS.text, "a at everybody", "Nee"]

    assert alone[0] <= both[0] <= 0 <= both[1] <= alone[1]


def test_a_small_group_in_a_room_is_found_between_the_room_and_everybody() -> None:
    first = crowd(BUS, a=(30, 10), b=(8, 0), c=(2, 2))
    second = crowd(BUS, a=(10, 10), b=(11, 3), c=(5, 6))

    found = findings(
        [printed(first, [BUS]), printed(second, [BUS]), printed(first + second, [BUS])],
        ["group 0", "group 1", "everybody"],
    )

    assert any("b, hidden at group 0: Ja: at least" in sentence for sentence in found)


def test_who_was_in_no_room_of_its_own_is_found_by_difference() -> None:
    plain = Question(BUS.text, BUS.answers)
    room, rest = crowd(BUS, a=(15, 15)), crowd(BUS, b=(17, 0))

    found = findings([printed(room, [plain]), printed(room + rest, [plain])], ["group 0", "everybody"])

    assert not any("at group 0" in sentence for sentence in found)
    assert (
        ranges([printed(room, [plain]), printed(room + rest, [plain])])[BUS.text, "everybody minus the rooms", "Ja"][0]
        > 10
    )


def test_the_people_of_a_correction_are_found_when_they_were_of_one_mind() -> None:
    plain = Question(BUS.text, BUS.answers)
    before, gone = crowd(BUS, a=(22, 23)), crowd(BUS, a=(18, 0))

    found = findings([printed(before + gone, [plain]), printed(before, [plain])], ["everybody", "everybody, corrected"])

    low, _ = ranges([printed(before + gone, [plain]), printed(before, [plain])])[
        BUS.text, "the people of correction 1", "Ja"
    ]
    assert low > 10
    assert all("correction" in sentence for sentence in found)


def test_a_question_for_some_tells_that_at_least_ten_gave_the_answer_before_it() -> None:
    plain = Question(BUS.text, BUS.answers)
    after = Question("Hoe vaak?", ("Elk uur", "Elk kwartier"), after=(1, BUS.text, "Ja"))
    people = crowd(BUS, a=(11, 30))
    for i, person in enumerate(people[:11]):
        person[after.text] = after.answers[i % 2]

    low, high = ranges([printed(people, [plain, after])])[BUS.text, "Iedereen at everybody", "Ja"]

    assert (low, high) == (10, 12)


def test_a_question_for_some_shows_shares_only_and_still_bounds_the_counts() -> None:
    plain = Question(BUS.text, BUS.answers)
    after = Question("Hoe vaak?", ("Elk uur", "Elk kwartier"), after=(1, BUS.text, "Ja"))
    people = crowd(BUS, a=(20, 20))
    for i, person in enumerate(people[:20]):
        person[after.text] = after.answers[i % 2]

    low, high = ranges([printed(people, [plain, after])])["Hoe vaak?", "Iedereen at everybody", "Elk uur"]

    assert 3 <= low <= 10 <= high <= 19


def test_weights_blur_a_count_but_do_not_hide_it() -> None:
    plain = Question(BUS.text, BUS.answers)
    people = crowd(BUS, a=(30, 10))

    even = ranges([printed(people, [plain])])[BUS.text, "Iedereen at everybody", "Ja"]
    weighted = ranges([printed(people, [plain], [1.0] * 40)])[BUS.text, "Iedereen at everybody", "Ja"]

    assert even == (28, 32)
    assert 0 < weighted[0] < even[0] < even[1] < weighted[1] < 42


def test_who_skipped_is_counted_too() -> None:
    page = printed(
        [*crowd(BUS, a=(20, 13)), *({"Leeftijd": "a"} for _ in range(12))], [Question(BUS.text, BUS.answers)]
    )
    page = page.replace("</ul>", "<li>2 van de 10 mensen sloegen deze vraag over.</li></ul>", 1)
    rooms = [page, printed(crowd(BUS, a=(20, 13)), [Question(BUS.text, BUS.answers)])]

    found = ranges(rooms, ["everybody", "everybody, corrected"])

    assert found[BUS.text, "the people of correction 1", "overgeslagen"][1] == 12


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("<td>20</td>", "<td>17</td>", "not a multiple of 5"),
        ("<td>20</td>", "<td>3</td>", "should read"),
        ("Ongeveer 40 mensen deden", "Ongeveer 41 mensen deden", "not rounded"),
        ("Ongeveer 40 mensen gaven", "Ongeveer 5 mensen gaven", "10 or more"),
        ("5 van de 10", "53 van de 100", "finer than its size"),
        ("5 van de 10", "8 van de 10", "does not follow"),
        ("</main>", "<p>37 mensen uit de Dorpsstraat</p></main>", "unexplained number"),
        ("<h3>", '<h3 data-exact="17">', "unexplained number"),
    ],
)
def test_a_number_that_may_not_be_there_is_a_slip(wrong: str, right: str, told: str) -> None:
    page = printed(crowd(BUS, a=(20, 20)), [Question(BUS.text, BUS.answers)])

    assert slips(read_page(page)) == []
    assert any(told in slip for slip in slips(read_page(page.replace(wrong, right, 1))))


def test_a_bar_that_is_longer_than_its_words_is_a_slip() -> None:
    bar = '<ul><li class="mp-bar"><span>Ja</span><svg><rect class="mp-bar__share" width="{}"></rect></svg>'
    bar += '<span class="mp-bar__words">5 van de 10</span></li></ul></main>'
    page = printed(crowd(BUS, a=(20, 20)), [Question(BUS.text, BUS.answers)])

    assert slips(read_page(page.replace("</main>", bar.format("49.5%")))) == []
    assert any("finer" in slip for slip in slips(read_page(page.replace("</main>", bar.format("51.3%")))))


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


@pytest.fixture
def house(session: Session, client: Visitor, sqlite_app: flask.Flask) -> House:
    """Where consultations are told and frozen."""
    return House(session, client, sqlite_app)


@pytest.fixture
def pages_of(house: House) -> Callable[[int], tuple[list[str], list[str]]]:
    """All pages of a generated consultation in the order of time, and whose each is."""

    def told(seed: int) -> tuple[list[str], list[str]]:
        tale = story(seed)
        house.tell(tale)
        return [str(house.freeze(shown).ask("page")) for shown in tale.shown], [s.audience for s in tale.shown]

    return told


Pages = Callable[[int], tuple[list[str], list[str]]]


@pytest.mark.parametrize("seed", range(400, 412))
def test_nothing_follows_from_the_pages_of_a_generated_consultation(pages_of: Pages, seed: int) -> None:
    pages, audiences = pages_of(seed)

    assert findings(pages, audiences) == []


@pytest.mark.attack
@pytest.mark.parametrize("seed", range(1000, 1060))
def test_nothing_follows_from_the_pages_of_many_generated_consultations(pages_of: Pages, seed: int) -> None:
    pages, audiences = pages_of(seed)

    assert findings(pages, audiences) == []
