"""Codes that people can type, however they type them, and that cannot be taken for each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.core.ids import (
    PERSONAL_ALPHABET,
    RESERVED_SLUGS,
    is_group_code,
    is_personal_code,
    is_slug,
    new_group_code,
    new_personal_code,
    random_key,
    slugify,
    tidy_code,
)


def test_new_codes_are_of_their_own_kind() -> None:
    for _ in range(200):
        group, personal = new_group_code(), new_personal_code()
        assert is_group_code(group)
        assert not is_personal_code(group)
        assert is_personal_code(personal)
        assert not is_group_code(personal)
        assert not is_slug(group)
        assert not is_slug(personal)


def test_a_personal_code_holds_nothing_that_looks_like_something_else() -> None:
    assert set(PERSONAL_ALPHABET) & set("01loiaeuy") == set()


@pytest.mark.parametrize(
    "typed", ["482913", " 482 913 ", "482-913", "482.913", "４８２９１３", "482\u00a0913", "482–913"]
)
def test_a_group_code_may_be_typed_in_many_ways(typed: str) -> None:
    assert tidy_code(typed) == "482913"


@pytest.mark.parametrize("typed", ["BCDF-GHJ2", "bcdf ghj2", " BcDfGhJ2"])
def test_a_personal_code_may_be_typed_in_many_ways(typed: str) -> None:
    assert tidy_code(typed) == "bcdfghj2"


def test_the_code_of_a_consultation_keeps_its_dashes() -> None:
    assert tidy_code(" Buiten-Sporten ") == "buiten-sporten"
    assert tidy_code("buiten sporten") == "buiten-sporten"


@pytest.mark.parametrize("code", ["012345", "12345", "1234567", "12345a", "", "٤٨٢٩١٣"])
def test_what_is_no_group_code(code: str) -> None:
    assert not is_group_code(code)


@pytest.mark.parametrize("slug", ["buiten-sporten", "abc", "veld-2027"])
def test_what_is_a_slug(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize(
    "slug", ["ab", "-abc", "abc-", "a--b", "Abc", "été", "123456", "bcdfghj2", "x" * 61, "a_b", "abc\n"]
)
def test_what_is_no_slug(slug: str) -> None:
    assert not is_slug(slug)


def test_our_own_addresses_are_no_slugs() -> None:
    assert not any(is_slug(word) for word in RESERVED_SLUGS)


@given(st.text(max_size=80))
def test_a_slug_is_made_from_any_title(title: str) -> None:
    made = slugify(title)
    assert made
    assert made == made.lower()
    assert len(made) <= 50
    assert is_slug(made) or made.isdigit() or len(made) < 3 or is_personal_code(made) or made in RESERVED_SLUGS


def test_keys_do_not_repeat() -> None:
    assert len({random_key() for _ in range(1000)}) == 1000
    assert len(random_key()) == 16
