"""A spelling mistake may be mended while people answer; a change of what is asked never passes for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panel.consultations.spelling import MEANING, Why, distance, refusal

WORDS = ["sport", "buurt", "lampen", "gemeente", "fietspad", "straat", "zwembad", "veilig", "speeltuin", "bushalte"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)
DECIDING = st.sampled_from(sorted(MEANING))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Hoe vaak sprot jij?", "Hoe vaak sport jij?"),
        ("Wat wil jij in jouw buurd?", "Wat wil jij in jouw buurt?"),
        ("Is het fietspat veilig", "Is het fietspad veilig?"),
        ("Wat vind de gemeente?", "Wat vindt de gemeente?"),
        ("Dat word gemaakt in nederland.", "Dat wordt gemaakt in Nederland."),
        ("Een enquete over ideeen", "Een enquête over ideeën"),
        ("het  park", "het park"),
    ],
)
def test_a_spelling_mistake_may_be_mended(before: str, after: str) -> None:
    assert refusal([(before, after)]) is None


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("Wil je dit wel?", "Wil je dit niet?", Why.MEANING),
        ("Ik ga nooit", "Ik ga noot", Why.MEANING),
        ("Het is hier veilig", "Het is hier onveilig", Why.MEANING),
        ("Kies één antwoord", "Kies een antwoord", Why.MEANING),
        ("neit doen", "niet doen", Why.MEANING),
        ("nеit doen", "nеet doen", Why.NUMBERS),  # with a Cyrillic letter
        ("Hoe vaak ga je naar het bos?", "Hoe vaak ga je naar de bus?", Why.OTHER_WORD),
        ("Meer bussen", "Meer bossen", Why.OTHER_WORD),
        ("Is dit hard?", "Is dit hart?", Why.OTHER_WORD),
        ("Er komt een veld", "Er komt een groot veld", Why.WORDS),
        ("Er komt een veld", "Er komt veld", Why.WORDS),
        ("Vanaf 12 jaar", "Vanaf 13 jaar", Why.NUMBERS),
        ("Voor 5% minder", "Voor 5 minder", Why.NUMBERS),
        ("sprot buurd fietspat zwembat", "sport buurt fietspad zwembad", Why.TOO_MANY),
        ("het park", "het park", Why.NOTHING),
        ("lampen", "lampen\u200b", Why.NUMBERS),
    ],
)
def test_anything_more_is_refused_with_its_reason(before: str, after: str, why: Why) -> None:
    found = refusal([(before, after)])
    assert found is not None
    assert found.why is why


def test_an_answer_does_not_become_another_answer() -> None:
    found = refusal([("Zelde", "Zelfde")], answers=["Zelde", "Zelfde", "Anders"])
    assert found is not None
    assert found.why is Why.ANSWER


@settings(max_examples=300, deadline=None)
@given(TEXTS, DECIDING, DECIDING, st.integers(0, 5))
def test_a_word_that_decides_never_becomes_another(words: list[str], one: str, other: str, place: int) -> None:
    at = place % (len(words) + 1)
    before, after = [*words[:at], one, *words[at:]], [*words[:at], other, *words[at:]]
    if one != other:
        assert refusal([(" ".join(before), " ".join(after))]) is not None


@settings(max_examples=300, deadline=None)
@given(TEXTS, DECIDING, st.integers(0, 5), st.text(alphabet="abdeginortvwëé-' ", min_size=0, max_size=8))
def test_a_word_that_decides_never_comes_or_goes(words: list[str], deciding: str, place: int, typed: str) -> None:
    at = place % len(words)
    for typo in (typed, deciding[1:], deciding + "e", deciding[:-1], deciding[::-1]):
        other = [*words[:at], typo, *words[at + 1 :]]
        with_it = [*words[:at], deciding, *words[at + 1 :]]
        if " ".join(other).casefold() != " ".join(with_it).casefold():
            assert refusal([(" ".join(with_it), " ".join(other))]) is not None, (with_it, other)
            assert refusal([(" ".join(other), " ".join(with_it))]) is not None, (other, with_it)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_get_an_answer_and_meaning_words_stay(before: str, after: str) -> None:
    if refusal([(before, after)]) is None:
        kept = [[word for word in text.casefold().split() if word in MEANING] for text in (before, after)]
        assert kept[0] == kept[1]
        assert len(before.split()) == len(after.split())


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_a_distance_is_the_same_both_ways_and_zero_for_the_same_word(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


def test_two_letters_that_changed_places_are_one_mistake() -> None:
    assert distance("hte", "het") == 1
    assert distance("sprot", "sport") == 1
