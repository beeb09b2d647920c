"""Explained words: found as whole words in any case, marked safely, and offered only where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from panel.answering.glossary import Term, mark_words, terms_in

VOUCHER = Term("voucher", "Een bon.")
WIJK = Term("wijk", "Een deel van de stad.")
WIJKRAAD = Term("wijkraad", "Bewoners die meedenken.")


def test_a_word_is_found_in_any_case_and_in_its_plural() -> None:
    assert terms_in([VOUCHER, WIJK], ["Wil jij Vouchers?"]) == [VOUCHER]
    assert terms_in([WIJK], ["In alle wijken."]) == [WIJK]


def test_a_word_inside_another_word_is_not_that_word() -> None:
    assert terms_in([WIJK], ["Iedereen week af.", "wijkraad", "buurtwijk"]) == []


def test_a_word_of_this_question_is_always_offered() -> None:
    always = Term("inspraak", "Je zegt wat je vindt.", always=True)
    assert terms_in([always], ["Wat vind je?"]) == [always]


def test_the_longest_word_is_marked() -> None:
    marked = mark_words("De wijkraad van de wijk", [WIJK, WIJKRAAD])
    assert marked == (
        'De <dfn class="mp-word" data-word="2">wijkraad</dfn> van de <dfn class="mp-word" data-word="1">wijk</dfn>'
    )


def test_what_an_officer_wrote_is_never_taken_for_html() -> None:
    marked = mark_words("<b>voucher</b> & meer", [VOUCHER])
    assert marked == '&lt;b&gt;<dfn class="mp-word" data-word="1">voucher</dfn>&lt;/b&gt; &amp; meer'
    odd = Term("a.*(b", "Iets raars.")
    assert mark_words("wat is a.*(b nu", [odd]) == 'wat is <dfn class="mp-word" data-word="1">a.*(b</dfn> nu'


def test_letters_that_turkish_writes_in_its_own_way_are_no_stumbling_block() -> None:
    assert mark_words("Ilk iş", [Term("ılk", "Eerst.")]).endswith("</dfn> iş")


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=8).filter(str.strip), max_size=4))
def test_marking_never_changes_what_is_read(text: str, words: list[str]) -> None:
    marked = mark_words(text, [Term(word, "Uitleg.") for word in words])
    without = escape(marked).replace("</dfn>", "")
    for place in range(1, len(words) + 1):
        without = without.replace(f'<dfn class="mp-word" data-word="{place}">', "")
    assert without == escape(text)
