"""How someone reads is kept in one small cookie, and whatever stands in that cookie, a page can be shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.core.reading import LANGUAGES, LETTERS, Reading, inside_address, read_cookie

READINGS = st.builds(
    Reading,
    letters=st.sampled_from(LETTERS),
    easy=st.booleans(),
    high_contrast=st.booleans(),
    calm=st.booleans(),
    language=st.sampled_from(LANGUAGES),
)


@given(READINGS)
def test_what_is_chosen_comes_back_from_the_cookie(reading: Reading) -> None:
    assert read_cookie(reading.in_cookie()) == reading


@given(st.text())
def test_any_cookie_gives_choices_that_exist(text: str) -> None:
    found = read_cookie(text)
    assert found.letters in LETTERS
    assert found.language in LANGUAGES


def test_words_that_mean_nothing_are_passed_over() -> None:
    assert read_cookie("large.xx.__proto__.nl_SIMPLE.uk") == Reading(letters="large", language="uk")
    assert read_cookie("x" * 5000 + ".ar") == Reading()
    assert read_cookie("") == Reading()


def test_the_usual_way_of_reading_needs_no_words() -> None:
    assert Reading().in_cookie() == ""
    assert Reading("largest", True, True, True, "ar").in_cookie() == "largest.easy.high.calm.ar"


def test_a_form_changes_what_it_names_and_nothing_else() -> None:
    before = Reading(letters="large", calm=True, language="pl")
    assert before.changed({"easy": "yes", "calm": "no"}) == Reading("large", True, False, False, "pl")
    assert before.changed({"language": "ar"}).language == "ar"


@given(READINGS, st.dictionaries(st.text(max_size=12), st.text(max_size=12)))
def test_a_form_with_anything_in_it_gives_choices_that_exist(before: Reading, typed: dict[str, str]) -> None:
    found = before.changed({**typed, "self": "x", "letters": "huge", "language": "nl-simple", "easy": "maybe"})
    assert (found.letters, found.language, found.easy) == (before.letters, before.language, before.easy)


@pytest.mark.parametrize("address", ["/meedoen", "/meedoen/vraag/2?terug=nakijken", "/"])
def test_an_address_of_ours_is_gone_back_to(address: str) -> None:
    assert inside_address(address) == address


@pytest.mark.parametrize(
    "address",
    [None, "", "meedoen", "//elders.example", "/\\elders.example", "https://elders.example/", "/a\r\nSet-Cookie: x=1",
     "javascript:alert(1)", "/a b", "/\t/elders.example"],
)  # fmt: skip
def test_an_address_elsewhere_is_not(address: str | None) -> None:
    assert inside_address(address) is None
