"""Each kind of finding points at the exact words, and leaves good questions alone."""

import pytest

from panel.readability import Code, Severity, check


def found(text: str, code: Code) -> list[str]:
    return [text[one.start : one.end] for one in check(text).findings if one.code is code]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("De brug wordt door de gemeente vervangen.", Code.PASSIVE, "wordt door de gemeente vervangen"),
        ("Het plan is door de raad goedgekeurd.", Code.PASSIVE, "is door de raad goedgekeurd"),
        ("Bent u het er niet mee oneens?", Code.DOUBLE_NEGATION, "niet mee oneens"),
        ("Vindt u dat roken niet verboden moet zijn?", Code.DOUBLE_NEGATION, "niet verboden"),
        ("Hoe vaak komt u in het park en waarom?", Code.TWO_QUESTIONS, "park en waarom"),
        ("Wat vindt u van de veiligheid en de rust?", Code.TWO_QUESTIONS, "veiligheid en de"),
        ("Vindt u ook dat het plein mooi is?", Code.LEADING, "Vindt u ook"),
        ("In hoeverre bent u het eens met dit plan?", Code.AGREE_SCALE, "In hoeverre bent u het eens"),
        ("Wij bellen u i.v.m. de markt.", Code.ABBREVIATION, "i.v.m."),
        ("Krijgt u hulp van het UWV?", Code.ABBREVIATION, "UWV"),
        ("Wij houden de vinger aan de pols.", Code.FIGURE_OF_SPEECH, "de vinger aan de pols"),
        ("De door de raad vastgestelde regels gelden.", Code.BRACE, "De door de raad vastgestelde"),
        ("Neem 2 x per dag 2 pillen.", Code.NUMBER_CHAIN, "2 x per dag 2"),
        ("Kent u het programma Nieuwe Kansen Zuid?", Code.UNEXPLAINED_NAME, "programma Nieuwe Kansen Zuid"),
        ("Wij gaan dat implementeren.", Code.HARD_WORD, "implementeren"),
        ("Wat doet de huisvestingsverordening?", Code.LONG_WORD, "huisvestingsverordening"),
        ("Het is duur, omdat het oud is, hoewel het werkt.", Code.SUBORDINATE, "hoewel"),
        (
            "De uitvoering vraagt afstemming en besluitvorming.",
            Code.NOUN_PILE,
            "uitvoering vraagt afstemming en besluitvorming",
        ),
    ],
)
def test_a_fault_is_found_at_its_words(text: str, code: Code, expected: str) -> None:
    assert found(text, code) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Wat vindt u van het plein?", "Hoe vaak komt u in het park?", "Waar voelt u zich veilig?", "Hoe oud bent u?",
        "Wij maken een nieuw plein.", "Wat moet er beter in uw straat?", "Heeft u kinderen?", "Ja, ik doe mee.",
        "De gemeente leest alle antwoorden.", "U krijgt voor 1 mei antwoord.", "Vindt u de straat veilig of niet?",
        "Hoe gaat u naar school of werk?", "Niemand ziet wie wat zei.", "Welke dag komt u het liefst?",
        "Mag de winkel op zondag open?", "Wij worden blij van uw hulp.", "Hoe lang woont u hier al?",
        "Wilt u meer groen of meer plekken voor auto's?",
    ],
)  # fmt: skip
def test_a_good_question_is_left_alone(text: str) -> None:
    assert check(text).findings == ()


@pytest.mark.parametrize(
    ("words", "severity"), [(10, None), (11, Severity.WARN), (15, Severity.WARN), (16, Severity.STOP)]
)
def test_a_sentence_is_long_above_ten_words_and_too_long_above_fifteen(words: int, severity: Severity | None) -> None:
    findings = check("wij " * (words - 1) + "gaan.").findings
    assert [one.severity for one in findings if one.code is Code.LONG_SENTENCE] == ([severity] if severity else [])


def test_an_abbreviation_is_written_out_and_a_figure_is_explained() -> None:
    abbreviation = next(one for one in check("Kom a.u.b. op tijd.").findings if one.code is Code.ABBREVIATION)
    assert abbreviation.replacements == ("alstublieft",)
    figure = next(one for one in check("Wij gaan aan de slag.").findings if one.code is Code.FIGURE_OF_SPEECH)
    assert figure.parameters["hints"] == ("beginnen",)


def test_an_explained_abbreviation_is_left_alone() -> None:
    assert found("De Wet maatschappelijke ondersteuning (Wmo) helpt u. De Wmo is er voor u.", Code.ABBREVIATION) == []


def test_a_choice_of_three_numbers_is_no_chain_and_a_longer_one_is() -> None:
    assert found("Kies er 1, 2 of 3.", Code.NUMBER_CHAIN) == []
    assert found("Kies 5, 10, 15 of 20 euro.", Code.NUMBER_CHAIN) == ["5, 10, 15 of 20"]


def test_dates_and_times_are_no_number_chain() -> None:
    assert found("Kom op 3 mei 2026 om 10.30 uur.", Code.NUMBER_CHAIN) == []
