"""What people type is kept whole and tidy, and refused when it is no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.core.text import NotTextError, TooLongError, clean_text


def test_line_ends_and_spaces_around_are_tidied() -> None:
    assert clean_text("  een\r\ntwee\rdrie \n", 50) == "een\ntwee\ndrie"


def test_letters_with_marks_are_one_letter() -> None:
    assert clean_text("cafe\u0301", 4) == "caf\u00e9"


def test_every_script_and_emoji_is_text() -> None:
    typed = "مرحبا · Привіт · ağaç · 👩🏽‍🦽"
    assert clean_text(typed, 100) == typed


@pytest.mark.parametrize("bad", ["\x00", "\x1b[0m", "\x7f", "a\x08b"])
def test_binary_is_not_text(bad: str) -> None:
    with pytest.raises(NotTextError):
        clean_text(bad, 100)


def test_broken_characters_are_not_text() -> None:
    for bad in ("\ud800", "\ufffd", "\ufffe"):
        with pytest.raises(NotTextError):
            clean_text(bad, 100)


def test_a_text_is_never_cut() -> None:
    assert clean_text("x" * 10, 10) == "x" * 10
    with pytest.raises(TooLongError) as error:
        clean_text("x" * 11, 10)
    assert error.value.limit == 10


def test_spaces_around_do_not_count() -> None:
    assert clean_text("   " + "x" * 10 + "   ", 10) == "x" * 10


@given(st.text(max_size=200))
def test_tidying_twice_is_tidying_once(typed: str) -> None:
    try:
        once = clean_text(typed, 1000)
    except NotTextError:
        return
    assert clean_text(once, 1000) == once
