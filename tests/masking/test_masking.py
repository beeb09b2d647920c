"""What is hidden in an answer, and what stays because it is an ordinary word."""

from __future__ import annotations

import pytest

from bench.masking import answers_of, marked_by_hand, score
from panel.masking.kinds import Hidden, mark, parts
from panel.masking.masking import hide_words, mask
from panel.masking.name_list import Sure, first_name, fold, surname


@pytest.mark.parametrize(
    ("text", "gone", "what"),
    [
        ("Ik ben Fatima El Amrani en ik wil meer licht.", "Fatima El Amrani", Hidden.NAME),
        ("mijn buurman ahmed helpt mij", "ahmed", Hidden.NAME),
        ("Mijn naam is Xolani Mbeki.", "Xolani Mbeki", Hidden.NAME),
        ("Ik ging met Roos naar de markt", "Roos", Hidden.NAME),
        ("Meneer de Bus van het buurthuis is aardig", "de Bus", Hidden.NAME),
        ("J.P. de Vries heeft geklaagd", "J.P. de Vries", Hidden.NAME),
        ("Groetjes, Henk de Boer", "Henk de Boer", Hidden.NAME),
        ("Bel 06 12 34 56 78 maar", "06 12 34 56 78", Hidden.PHONE),
        ("Bel (010) 123 45 67", "(010) 123 45 67", Hidden.PHONE),
        ("Mail naar jan.jansen@voorbeeld.nl", "jan.jansen@voorbeeld.nl", Hidden.EMAIL),
        ("Ik woon op de Dorpsstraat 12.", "Dorpsstraat 12", Hidden.ADDRESS),
        ("Wij wonen op nummer 14.", "nummer 14", Hidden.ADDRESS),
        ("Mijn postcode is 1234 AB.", "1234 AB", Hidden.POSTCODE),
        ("Mijn BSN is 123456782, kijk maar", "123456782", Hidden.NUMBER),
        ("Mijn iban is NL91ABNA0417164300.", "NL91ABNA0417164300", Hidden.NUMBER),
        ("Kenteken 12-ABC-3 staat op de stoep", "12-ABC-3", Hidden.NUMBER),
        ("Mijn insta is @daan_0512", "@daan_0512", Hidden.ACCOUNT),
        ("Ik ben geboren op 12-03-1987 in dit huis", "12-03-1987", Hidden.BIRTHDAY),
    ],
)
def test_what_leads_to_a_person_is_hidden(text: str, gone: str, what: Hidden) -> None:
    masked = mask(text)
    assert gone not in masked.text
    assert mark(what) in masked.text
    assert [text[span.start : span.end].strip(" .") for span in masked.spans] == [gone]


@pytest.mark.parametrize(
    "text",
    [
        "Roos en tulpen in de plantsoenen zou mooi zijn.",
        "Wil je alsjeblieft de stoep maken?",
        "De bus is te laat. Albert Heijn moet open.",
        "Bankjes langs de Jan van Galenstraat graag.",
        "De Anne Frankschool heeft geen fietsenrek.",
        "Het kost € 2.500.000 en in 2024 IK heb drie keer gebeld.",
        "Op 12-03-2024 lag er een boom op de weg.",
        "Bakker, slager en visser: die winkels zijn allemaal weg.",
        "Elke dag overlast. Ken je de dienstregeling?",
        "Instagram is leuk maar buiten spelen ook.",
        "In het park 20 meter verder 3 banken.",
        "",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert mask(text) == type(mask(""))(text, ())


def test_hiding_twice_changes_nothing_more() -> None:
    once = mask("Ik ben Fatima, bel 0612345678").text
    assert mask(once).text == once


def test_the_half_that_may_be_looked_at_is_hidden_almost_whole() -> None:
    scored = score(answers_of("looked at"))
    assert (scored.recall(), scored.precision) >= (0.97, 0.95)


def test_there_are_enough_made_up_answers_and_the_halves_differ() -> None:
    looked, apart = (set(answers_of(half)) for half in ("looked at", "held apart"))
    assert len(looked | apart) >= 300
    assert not looked & apart
    assert len(apart) >= 150


def test_the_half_held_apart_does_not_get_worse() -> None:
    scored = score(answers_of("held apart"))
    assert scored.recall() > 0.85
    assert scored.precision > 0.85


def test_the_list_knows_names_of_many_origins_and_words_that_are_names() -> None:
    for name in ("Fatima", "Ahmet", "Agnieszka", "Tesfay", "Radjesh", "Nguyen", "Kwame", "Sjoerd"):
        assert first_name(fold(name)) is Sure.YES
    assert [first_name(fold(name)) for name in ("Roos", "Wil", "Mei")] == [Sure.MAYBE] * 3
    assert [surname(fold(name)) for name in ("Bus", "Yılmaz", "Bakker")] == [Sure.MAYBE, Sure.YES, Sure.MAYBE]


def test_a_person_can_hide_what_was_missed_but_not_the_marks() -> None:
    text = f"Vraag Quirilijn of {mark(Hidden.NAME)}; quirilijn weet het"
    hidden = hide_words(text, "Quirilijn")
    assert "uirilijn" not in hidden
    assert parts(hidden).count(Hidden.PERSON_CHOSE) == 2
    assert hide_words(text, "NAME") == text
    assert hide_words(text, "  ") == text


@pytest.mark.parametrize(
    "text", ["\x00" * 10, "⟦NAME⟧⟦", "\u202e" * 50, "😀" * 5000, "<b>" * 9000, "1 " * 50_000, "a@" * 20_000]
)
def test_odd_and_huge_texts_give_an_answer(text: str) -> None:
    assert mask(text).text


def test_what_is_marked_by_hand_reads_back() -> None:
    assert marked_by_hand("Ik ben {N:Aad}.")[0] == "Ik ben Aad."
