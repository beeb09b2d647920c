"""The score only moves in the direction that a reader would expect, and orders texts as a teacher would."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panel.readability import check

EASY_WORDS = st.sampled_from(
    "de het wij gaan naar huis kind brood fiets school dag morgen buurt straat groot klein".split()
)
EASY = st.lists(EASY_WORDS, min_size=1, max_size=12).map(" ".join)
HARD_WORD = st.sampled_from(
    "implementeren participatietraject desalniettemin hypotenusa verstrekken omgevingsvisie".split()
)
CLAUSE = st.sampled_from([", die daar staat", ", omdat het regent", ", waar wij wonen"])


def score(text: str) -> float:
    return check(text).score


@given(EASY, HARD_WORD)
@settings(max_examples=60, deadline=None)
def test_a_hard_word_more_never_makes_a_sentence_easier(sentence: str, word: str) -> None:
    assert score(f"{sentence} {word}.") < score(f"{sentence}.")


@given(EASY, EASY_WORDS)
@settings(max_examples=60, deadline=None)
def test_a_word_more_never_makes_a_sentence_easier(sentence: str, word: str) -> None:
    assert score(f"{sentence} {word}.") < score(f"{sentence}.")


@given(EASY, CLAUSE)
@settings(max_examples=60, deadline=None)
def test_a_clause_more_never_makes_a_sentence_easier(sentence: str, clause: str) -> None:
    assert score(f"{sentence}{clause}.") < score(f"{sentence}.")


@given(st.lists(EASY, min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_cutting_a_long_sentence_into_short_ones_never_makes_a_text_harder(parts: list[str]) -> None:
    assert score(". ".join(parts) + ".") >= score(", ".join(parts) + ".")


@given(EASY)
@settings(max_examples=40, deadline=None)
def test_saying_the_same_twice_in_two_sentences_changes_nothing(sentence: str) -> None:
    assert score(f"{sentence}. {sentence}.") == pytest.approx(score(f"{sentence}."))


GRADED = [
    "Ja.",
    "Wij maken een plein. Er komen bomen. Wat wil jij?",
    "Wij maken dit jaar een nieuw plein in uw buurt. Er komen bomen en banken. Wat vindt u daarvan?",
    "De gemeente wil het plein in uw buurt vernieuwen, zodat er meer ruimte komt voor groen en voor spelende kinderen.",
    "De gemeente is voornemens om het plein, dat in 1978 werd aangelegd, te herinrichten, waarbij de kwaliteit "
    "wordt verbeterd en de parkeergelegenheid wordt beperkt.",
    "Teneinde de verblijfskwaliteit van de openbare ruimte te optimaliseren, wordt, met inachtneming van de vigerende "
    "beleidskaders inzake klimaatadaptatie, een integraal herinrichtingstraject geïnitieerd, waarbij de participatie "
    "van belanghebbenden, alsmede de financiële haalbaarheid, nadrukkelijk wordt geborgd.",
]


def test_texts_are_ordered_from_easy_to_hard() -> None:
    scores = [score(text) for text in GRADED]
    assert all(easier > harder for easier, harder in itertools.pairwise(scores)), scores


@pytest.mark.parametrize("text", ["Ja", "Nee.", "Brood", "Heel goed", "Weet ik niet"])
def test_one_to_three_easy_words_are_very_easy(text: str) -> None:
    assert score(text) > 90


def test_an_official_word_alone_is_no_easy_text() -> None:
    assert score("Omgevingsvisie") < score("Plein")


def test_a_list_reads_as_easily_as_its_items() -> None:
    assert score("- bomen\n- banken\n- een hek") > score("bomen, banken en een hek")


def test_many_short_lines_do_not_hide_a_hard_sentence() -> None:
    hard = GRADED[-1]
    assert score(hard + "\n" + "Ja.\n" * 3) < score(GRADED[2])
