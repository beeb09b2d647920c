"""What is read aloud of a page: what its reader sees, in that order, and nothing of anybody's own."""

from __future__ import annotations

import pytest

from panel.media.screen_text import Piece, pieces_of


def page(content: str, *, language: str = "nl", kind: str = "mp-phone") -> str:
    return (
        f'<!doctype html><html lang="{language}"><body class="{kind}"><header><p>Gemeente</p></header>'
        f"<main>{content}</main><footer><p>Privacy</p></footer></body></html>"
    )


def words(content: str) -> list[str]:
    return [one.words for one in pieces_of(page(content))]


def test_a_screen_is_read_from_top_to_bottom() -> None:
    content = (
        '<legend><span class="mp-step">Vraag 1 van 6</span><h1>Hoe vaak\n sport <strong>jij</strong>?</h1></legend>'
        '<p>Ook buiten.<br>Of binnen.</p><label><span class="mp-answer__words">Elke week</span></label>'
        '<button class="utrecht-button utrecht-button--primary-action">Volgende</button>'
    )
    assert pieces_of(page(content)) == [
        Piece("Vraag 1 van 6", "nl"),
        Piece("Hoe vaak sport jij?", "nl"),
        Piece("Ook buiten. Of binnen.", "nl"),
        Piece("Elke week", "nl"),
        Piece("Volgende", "nl", is_button=True),
    ]


@pytest.mark.parametrize(
    "silent",
    [
        "<p hidden>nee</p>",
        '<p aria-hidden="true">nee</p>',
        "<div data-unread><p>nee</p></div>",
        "<details><summary>nee</summary><p>nee</p></details>",
        "<template><p>nee</p></template>",
        "<p><textarea>nee</textarea></p>",
        "<p><button>nee</button></p>",
        '<p data-review-answer>nee</p><p data-own="">nee</p>',
        '<li><a class="mp-review__change">nee</a></li>',
        "<div>nee</div>",
        "<script>var p = '<p>nee</p>';</script>",
    ],
)
def test_what_is_hidden_folded_typed_or_someones_own_is_not_read(silent: str) -> None:
    assert words(f"<h1>Ja</h1>{silent}<p>Ook</p>") == ["Ja", "Ook"]


def test_an_explanation_that_is_open_is_read() -> None:
    assert words("<details open><summary>Uitleg</summary><p>Zo zit het.</p></details>") == ["Uitleg", "Zo zit het."]


def test_a_card_of_a_top_three_is_an_answer_and_no_button() -> None:
    card = '<button class="mp-answer mp-answer--place"><span class="mp-answer__words">Een veld</span></button>'
    assert pieces_of(page(card)) == [Piece("Een veld", "nl")]


def test_each_text_is_said_in_its_own_language() -> None:
    content = '<h1><span lang="nl">Hoe vaak sport jij?</span></h1><p>كل أسبوع</p><p lang="nl">Soms</p>'
    found = [(one.language, one.words) for one in pieces_of(page(content, language="ar"))]
    assert found == [("nl", "Hoe vaak sport jij?"), ("ar", "كل أسبوع"), ("nl", "Soms")]


def test_a_page_of_the_desk_says_nothing() -> None:
    assert pieces_of(page("<h1>Mijn vragen</h1>", kind="mp-desk")) == []
    assert pieces_of("<p>een stuk van een pagina</p>") == []


@pytest.mark.parametrize("broken", ["<main><p>a</b></p></div><p>b", "<<<>>>", "", "<main><svg><p>x</p>"])
def test_a_broken_page_is_read_as_far_as_it_goes(broken: str) -> None:
    assert isinstance(pieces_of(f'<body class="mp-phone">{broken}'), list)
