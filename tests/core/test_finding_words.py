"""Whatever the reading check finds, it says what it is, why it is hard and what to write instead."""

import pytest

from panel.core.finding_words import explanation, severity, suggestion, title
from panel.readability import Code, Finding, Severity, check

EXAMPLES = {
    Code.LONG_SENTENCE: "Wij gaan met u en met uw buren praten over het plein.",
    Code.HARD_WORD: "Dat is de hypotenusa.",
    Code.LONG_WORD: "Wat doet de huisvestingsverordening?",
    Code.PASSIVE: "De brug wordt vervangen.",
    Code.DOUBLE_NEGATION: "Bent u het er niet mee oneens?",
    Code.TWO_QUESTIONS: "Hoe vaak komt u in het park en waarom?",
    Code.LEADING: "Vindt u ook dat het plein mooi is?",
    Code.AGREE_SCALE: "In hoeverre bent u het eens met dit plan?",
    Code.ABBREVIATION: "Krijgt u hulp van het UWV?",
    Code.FIGURE_OF_SPEECH: "Wij houden de vinger aan de pols.",
    Code.SUBORDINATE: "Het is duur, omdat het oud is, hoewel het werkt.",
    Code.BRACE: "De door de raad vastgestelde regels gelden.",
    Code.NUMBER_CHAIN: "Neem 2 x per dag 2 pillen.",
    Code.NOUN_PILE: "De uitvoering vraagt afstemming en besluitvorming.",
    Code.UNEXPLAINED_NAME: "Kent u het programma Nieuwe Kansen?",
}


def first(text: str, code: Code) -> Finding:
    return next(one for one in check(text).findings if one.code is code)


def test_every_kind_has_an_example() -> None:
    assert set(EXAMPLES) == set(Code)


@pytest.mark.parametrize("code", list(Code))
def test_every_kind_has_a_name_a_reason_and_a_remedy_in_short_sentences(code: Code) -> None:
    finding = first(EXAMPLES[code], code)
    assert title(finding)
    assert not title(finding).endswith(".")
    for said in (explanation(finding), suggestion(finding)):
        assert said.endswith((".", "?"))
        assert "%" not in said
        assert max(one.words for one in check(said).sentences) <= 15


@pytest.mark.parametrize("one", list(Severity))
def test_every_severity_has_words(one: Severity) -> None:
    assert severity(Finding(Code.PASSIVE, 0, 1, one))


@pytest.mark.parametrize(
    ("better", "said"),
    [
        ({"replacements": ("als",)}, "Schrijf liever ‘als’."),
        ({"replacements": ("a", "b", "c", "d")}, "Schrijf liever ‘a’, ‘b’ of ‘c’."),
        ({"replacements": (), "hints": ("en ook", "en")}, "Zeg het anders, bijvoorbeeld met ‘en ook’ of ‘en’."),
    ],
)
def test_better_words_are_offered_as_a_choice_of_at_most_three(better: dict[str, tuple[str, ...]], said: str) -> None:
    assert suggestion(Finding(Code.HARD_WORD, 0, 1, Severity.WARN, {"word": "x", **better})) == said


def test_a_word_with_a_percent_sign_is_said_as_it_stands() -> None:
    assert "‘100%’" in explanation(Finding(Code.HARD_WORD, 0, 1, Severity.NOTE, {"word": "100%"}))
