"""The list of official words offers simpler ones in a form that fits the sentence."""

import pytest

from panel.readability import Code, check
from panel.readability.inflection import Slot, verb, with_e
from panel.readability.word_list import WordKind, entries


def offered(text: str) -> dict[str, tuple[str, ...]]:
    found = [one for one in check(text).findings if one.code is Code.HARD_WORD]
    return {text[one.start : one.end]: one.replacements for one in found if "replacements" in one.parameters}


def test_the_list_holds_at_least_three_hundred_words_once_each() -> None:
    words = [(one.kind, one.words) for some in entries().values() for one in some]
    assert len(words) >= 300
    assert len(set(words)) == len(words)


def test_every_listed_word_has_a_simpler_one_and_every_simple_verb_its_forms() -> None:
    for some in entries().values():
        for entry in some:
            assert all(one.strip("~ ") for one in entry.simpler)
            if entry.kind is WordKind.VERB:
                assert all(verb(one) is not None for one in entry.simpler if not one.startswith("~")), entry


@pytest.mark.parametrize(
    ("text", "hard", "expected"),
    [
        ("Indien u komt, bellen wij.", "Indien", ("Als",)),
        ("Wij schrijven met betrekking tot het plein.", "met betrekking tot", ("over",)),
        ("De pas is verstrekt.", "verstrekt", ("gegeven",)),
        ("De gemeente verstrekt een pas.", "verstrekt", ("geeft",)),
        ("Wij verstrekken een pas.", "verstrekken", ("geven",)),
        ("Het plan is ingediend.", "ingediend", ("ingestuurd", "opgestuurd")),
        ("Dat is een cruciale stap.", "cruciale", ("belangrijke",)),
        ("Wij zien twee consequenties.", "consequenties", ("gevolgen",)),
        ("De beschikking komt morgen.", "beschikking", ("beslissing",)),
        ("Wij vragen additionele hulp.", "additionele", ("extra",)),
        ("De raad bespreekt de financiële kaders.", "kaders", ("regels",)),
        ("INDIEN u komt.", "INDIEN", ("ALS",)),
        ("Er werd hulp verstrekt aan ouders.", "verstrekt", ("gegeven",)),
        ("Gedurende de markt.", "Gedurende de", ("Tijdens de",)),
    ],
)
def test_a_simpler_word_takes_the_form_of_the_hard_one(text: str, hard: str, expected: tuple[str, ...]) -> None:
    assert offered(text)[hard] == expected


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("De betreffende straat is nat.", "betreffende"), ("Het jaarlijks feest.", "jaarlijks"),
        ("De concept visie komt.", "concept"), ("Lees de Visie Zuid en locatie Plein.", "locatie"),
        ("Vraag subsidie(s) aan.", "subsidie"), ("Er is overleg gepleegd.", "overleg"),
        ("Dat is het meest recente plan.", "recente"),
        ("Zij realiseren zich dat.", "realiseren"), ("Wij geven zorg- en dienstverlening.", "dienstverlening"),
        ("De stukken van de raad verkregen:", "verkregen"), ("Wij geven een ondersteuning.", "ondersteuning"),
        ("Dat is de analyse die helpt.", "analyse"),
    ],
)  # fmt: skip
def test_where_the_grammar_would_break_a_word_is_a_hint_only(text: str, hard: str) -> None:
    assert offered(text)[hard] == ()


def test_a_noun_that_looks_like_an_adjective_is_left_alone() -> None:
    assert "complex" not in offered("Het complex is oud.")


def test_a_word_that_stands_near_is_not_offered_again() -> None:
    assert offered("Goede adviezen en aanbevelingen.")["aanbevelingen"] == ("tips",)


def test_a_separable_verb_never_takes_the_place_of_an_inseparable_one() -> None:
    assert offered("Wij participeren graag.")["participeren"] == ()


def test_an_adjective_made_from_a_verb_gets_no_past_tense() -> None:
    assert offered("De verstrekte pas is blauw.")["verstrekte"] == ()


def test_names_are_no_hard_words() -> None:
    assert offered("Wij spreken mevrouw Conform.") == {}


@pytest.mark.parametrize(
    ("plain", "expected"),
    [("groot", "grote"), ("snel", "snelle"), ("nieuw", "nieuwe"), ("eerlijk", "eerlijke"), ("vast", "vaste"),
     ("goed", "goede"), ("precies", "precieze"), ("extra", "extra"), ("handig", "handige"), ("druk", "drukke"),
     ("actief", "actieve"),
     ("financieel", "financiële"),
     ("structureel", "structurele"), ("concreet", "concrete"), ("vies", "vieze")],
)  # fmt: skip
def test_an_adjective_before_a_noun(plain: str, expected: str) -> None:
    assert with_e(plain) == expected


def test_a_loan_verb_is_conjugated_by_rule() -> None:
    forms = verb("implementeren")
    assert forms is not None
    assert [forms.form(slot) for slot in Slot] == [
        "implementeren", "implementeert", "implementeerde", "implementeerden", "geïmplementeerd",
    ]  # fmt: skip
