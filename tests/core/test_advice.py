"""What a writer is told of a text, and how a suggestion is put in its place."""

from __future__ import annotations

import flask
import pytest

from panel.core.advice import advice_on, with_suggestion

HARD = "De gemeente tracht te helpen."


@pytest.fixture(autouse=True)
def in_dutch(sqlite_app: flask.Flask) -> object:
    with sqlite_app.test_request_context("/"):
        yield


def test_two_texts_are_compared_by_their_figures() -> None:
    hard = advice_on("De gemeente tracht de kosten te verlagen. Wij implementeren dit.")
    easy = advice_on("De gemeente wil minder geld uitgeven.")
    assert (hard.longest, hard.average) == (7, 5)
    assert hard.hard_words > easy.hard_words == 0
    assert hard.score < easy.score


def test_the_same_hard_word_counts_once_however_often_it_stands_there() -> None:
    twice = advice_on(f"{HARD} De school tracht dat ook.")
    assert twice.hard_words == 1
    assert len([one for one in twice.findings if one.quote == "tracht"]) == 2


def test_a_summary_says_one_thing_or_more_things() -> None:
    assert advice_on(HARD).summary.startswith("1 ding kan makkelijker · score ")
    assert advice_on(f"{HARD} {HARD}").summary.startswith("2 dingen kunnen makkelijker · score ")
    assert advice_on("").summary == ""


def test_a_long_quote_is_cut_where_the_words_are_only_shown() -> None:
    (found, *_) = advice_on(" ".join(["woord"] * 40) + ".").findings
    assert found.quote.endswith("…")
    assert len(found.quote) <= 60
    assert found.end == 40 * 6


def test_a_suggestion_replaces_just_its_own_words() -> None:
    assert with_suggestion(HARD, 12, 18, "probeert") == "De gemeente probeert te helpen."
    emoji = f"👩‍👩‍👧 {HARD}"
    start = emoji.index("tracht")
    assert with_suggestion(emoji, start, start + 6, "probeert") == "👩‍👩‍👧 De gemeente probeert te helpen."


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(12, 18, "<b>"), (11, 18, "probeert"), (12, 17, "probeert"), (0, 99, "probeert"), (5, 2, "")],
)
def test_what_the_check_does_not_say_is_not_put_in_a_text(start: int, end: int, words: str) -> None:
    assert with_suggestion(HARD, start, end, words) is None
