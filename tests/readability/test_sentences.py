"""Sentences and words are cut where a Dutch reader would cut them."""

import pytest

from panel.readability.sentences import sentences
from panel.readability.tokens import TokenKind, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zie artikel 2.3.5 van de wet. Bel dhr. Jansen.", ["Zie artikel 2.3.5 van de wet.", "Bel dhr. Jansen."]),
        ("Kom om 10.30 uur op 1.2.2026. Tot dan!", ["Kom om 10.30 uur op 1.2.2026.", "Tot dan!"]),
        ("Appels, peren enz. Daarna niets.", ["Appels, peren enz.", "Daarna niets."]),
        ("Wij werken i.v.m. Koningsdag niet.", ["Wij werken i.v.m. Koningsdag niet."]),
        ('"Kom je?" vroeg hij. Ik kom.', ['"Kom je?" vroeg hij.', "Ik kom."]),
        ("Dank u. Wij zijn klaar.", ["Dank u.", "Wij zijn klaar."]),
        ("Om 8 u. open. Bel U. Jansen.", ["Om 8 u. open.", "Bel U. Jansen."]),
        ("- een hek\n- een bank. een boom\n\n1. een pad", ["een hek", "een bank.", "een boom", "een pad"]),
        ("Ik kom. 😀 Kom jij ook?", ["Ik kom. 😀", "Kom jij ook?"]),
        ("Mail j.jansen@stad.example. Daarna bellen wij.", ["Mail j.jansen@stad.example.", "Daarna bellen wij."]),
        ("Het is klaar.Daarna rusten wij.", ["Het is klaar.", "Daarna rusten wij."]),
        ("Ik weet het niet... of toch wel.", ["Ik weet het niet... of toch wel."]),
        ("هل تفهم؟ نعم", ["هل تفهم؟", "نعم"]),
    ],
)
def test_sentences_end_where_a_reader_hears_them_end(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in sentences(text)] == expected


@pytest.mark.parametrize("text", ["", "   \n\t", "...", "😀😀", "<p></p>", "-- \n *"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert sentences(text) == []


def test_tags_are_no_words_and_a_block_tag_ends_a_sentence() -> None:
    text = "<p>Dit is <b class='a b c'>een</b> zin</p><p>Dit ook</p>"
    found = sentences(text)
    assert [len(one.tokens) for one in found] == [4, 2]
    assert text[found[1].start : found[1].end] == "Dit ook"


def test_words_numbers_addresses_and_abbreviations_are_told_apart() -> None:
    found = list(tokens("Zo'n 2.000 auto's m.b.t. www.stad.example vóór 10:30"))
    assert [one.text for one in found] == ["Zo'n", "2.000", "auto's", "m.b.t.", "www.stad.example", "vóór", "10:30"]
    assert found[1].kind is TokenKind.NUMBER
    assert found[3].kind is TokenKind.ABBREVIATION
    assert found[4].kind is TokenKind.ADDRESS


def test_positions_count_code_points_also_behind_emoji() -> None:
    text = "👩‍👩‍👧 Wij komen."
    wij = next(one for one in sentences(text)[0].tokens if one.text == "Wij")
    assert text[wij.start : wij.end] == "Wij"
    assert wij.start == 6


def test_a_clause_runs_from_comma_to_comma() -> None:
    (sentence,) = sentences("Als u komt, krijgt u koffie, en taart.")
    assert sentence.clause(4) == (3, 6)
