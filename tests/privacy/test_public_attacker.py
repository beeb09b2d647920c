"""A stranger with all public pages finds what a careless publisher gives away."""

from tests.privacy.public_attacker import findings, ranges
from tests.privacy.public_crowds import BUS, GOAL, crowd, of_one_mind
from tests.privacy.public_print import Person, Question, printed


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
