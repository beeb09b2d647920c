"""Published figures become sentences that are plain, right and no more precise than the figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from panel.consultations.kinds import DONT_KNOW
from panel.consultations.models import EvidenceKind, QuestionKind
from panel.results import words
from panel.results.amounts import Share, about, in_figures, in_words, subject
from panel.results.certainty import chance_only, how_sure, many_took_part
from panel.results.labels import Labels, QuestionLabels, labels_of
from panel.stats.published import OTHER, Form, Published, PublishedCount, PublishedQuestion, Reason
from panel.stats.published_tables import Edge, PublishedOption, PublishedTable, Unit
from panel.stats.published_weighting import PublishedWeighting, StopReason
from tests.results.samples import sample_consultation

pytestmark = pytest.mark.usefixtures("in_dutch")

BUS = {"more": "Vaker rijden.", "same": "Blijft zo", "less": "Minder vaak"}


def one(kind: QuestionKind = QuestionKind.CHOOSE_ONE, text: str = "Wat moet er met de bus gebeuren?") -> QuestionLabels:
    return QuestionLabels("bus", 1, text, kind, BUS)


def table(size: int | None, unit: Unit, **shares: int | Edge) -> PublishedTable:
    """A table from shares by key; an Edge stands for the share that goes with it."""
    whole = 10 if unit is Unit.TENTHS else 100
    options = []
    for key, given in shares.items():
        edge = given if isinstance(given, Edge) else None
        share = {Edge.NOBODY: 0, Edge.EVERYONE: whole}[edge] if edge else int(given)
        count = None if size is None else 5 * round(size * share / whole / 5)
        options.append(PublishedOption(key, count, share, edge))
    return PublishedTable(size, unit, tuple(options))


def published(*tables: tuple[str, PublishedTable | None], size: int = 40, weighted: bool = False) -> Published:
    questions = tuple(
        PublishedQuestion(
            key, Form.SINGLE, False, False, found is not None, None if found else Reason.TOO_FEW_ANSWERS, found
        )
        for key, found in tables
    )
    return Published(10, weighted, True, size, questions=questions)


def headline_of(found: PublishedTable, labels: QuestionLabels | None = None) -> words.Headline:
    labels = labels or one()
    made = words.headline(published(("bus", found)), Labels({"bus": labels}, {}))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("share", "said", "written"),
    [
        (Share(7, Unit.TENTHS), "7 van de 10", "7 van de 10"),
        (Share(65, Unit.PERCENT_5), "65 van de 100", "65%"),
        (Share(68, Unit.PERCENT), "68 van de 100", "68%"),
        (Share(0, Unit.TENTHS, Edge.NOBODY), "bijna niemand", "bijna niemand"),
        (Share(100, Unit.PERCENT, Edge.EVERYONE), "bijna iedereen", "bijna iedereen"),
        (Share(0, Unit.PERCENT_5), "minder dan 5 van de 100", "< 5%"),
        (Share(0, Unit.PERCENT), "minder dan 1 van de 100", "< 1%"),
        (Share(100, Unit.PERCENT_5), "meer dan 95 van de 100", "> 95%"),
        (Share(10, Unit.TENTHS), "meer dan 9 van de 10", "meer dan 9 van de 10"),
    ],
)
def test_a_share_reads_the_same_in_words_and_in_figures(share: Share, said: str, written: str) -> None:
    assert in_words(share) == said
    assert in_figures(share) == written


def test_a_sentence_begins_with_a_capital_and_with_people() -> None:
    assert subject(Share(7, Unit.TENTHS)) == "7 van de 10 mensen"
    assert subject(Share(0, Unit.PERCENT, Edge.NOBODY)) == "Bijna niemand"
    assert subject(Share(0, Unit.PERCENT_5)) == "Minder dan 5 van de 100 mensen"


def test_large_numbers_have_a_dutch_separator() -> None:
    assert about(610) == "ongeveer 610 mensen"
    assert about(12_345) == "ongeveer 12.345 mensen"


def test_the_headline_is_the_most_given_answer() -> None:
    made = headline_of(table(40, Unit.TENTHS, more=7, same=2, less=1))
    assert made.sentence == "7 van de 10 mensen kiezen ‘Vaker rijden’."
    assert (made.option_key, made.remark) == ("more", "")


def test_one_of_ten_chooses_in_the_singular() -> None:
    only = table(40, Unit.TENTHS, more=1, same=Edge.NOBODY)
    assert words.answer_sentence(one(), only.options[0], only) == "1 van de 10 mensen kiest ‘Vaker rijden’."


def test_almost_everybody_needs_no_number() -> None:
    made = headline_of(table(40, Unit.TENTHS, more=Edge.EVERYONE, same=Edge.NOBODY))
    assert made.sentence == "Bijna iedereen kiest ‘Vaker rijden’."


def test_not_knowing_is_never_the_headline_but_is_told_when_it_is_more() -> None:
    made = headline_of(table(40, Unit.TENTHS, more=4, same=1, **{DONT_KNOW: 5}))
    assert made.sentence == "4 van de 10 mensen kiezen ‘Vaker rijden’."
    assert made.remark == "Let op: nog meer mensen weten het niet. 5 van de 10 mensen weten het niet."


def test_when_nobody_chose_anything_the_headline_says_that_they_do_not_know() -> None:
    made = headline_of(table(40, Unit.TENTHS, more=Edge.NOBODY, same=Edge.NOBODY, **{DONT_KNOW: Edge.EVERYONE}))
    assert made.sentence == "Bijna iedereen weet het niet."


def test_two_equal_answers_share_the_headline() -> None:
    made = headline_of(table(40, Unit.TENTHS, more=4, same=4, less=2))
    assert made.sentence == "‘Vaker rijden’ en ‘Blijft zo’ zijn even vaak gekozen: 4 van de 10 mensen."
    assert made.option_key is None


def test_three_equal_answers_have_no_winner() -> None:
    made = headline_of(table(30, Unit.TENTHS, more=3, same=3, less=3, **{DONT_KNOW: 1}))
    assert made.sentence == "Geen van de antwoorden is het meest gekozen."


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (QuestionKind.CHOOSE_SEVERAL, "65 van de 100 mensen kiezen onder andere ‘Vaker rijden’."),
        (QuestionKind.SCALE, "65 van de 100 mensen kiezen ‘Vaker rijden’."),
        (QuestionKind.CHOOSE_PICTURE, "65 van de 100 mensen kiezen ‘Vaker rijden’."),
        (QuestionKind.TOP_THREE, "65 van de 100 mensen hebben ‘Vaker rijden’ in de top 3."),
        (QuestionKind.NUMBER, "65 van de 100 mensen noemen Vaker rijden."),
    ],
)
def test_each_kind_has_its_own_verb(kind: QuestionKind, sentence: str) -> None:
    assert headline_of(table(200, Unit.PERCENT_5, more=65, same=35), one(kind)).sentence == sentence


def test_a_statement_is_agreed_with_or_not() -> None:
    labels = one(QuestionKind.STATEMENT, "Bij elke halte hoort een dak.")
    agreed = headline_of(table(200, Unit.PERCENT_5, AGREE=65, DISAGREE=35), labels)
    assert agreed.sentence == "65 van de 100 mensen vinden ook: ‘Bij elke halte hoort een dak.’"
    refused = headline_of(table(200, Unit.PERCENT_5, AGREE=35, DISAGREE=65), labels)
    assert refused.sentence == "65 van de 100 mensen vinden niet: ‘Bij elke halte hoort een dak.’"


def test_other_answers_together_are_the_headline_only_when_there_is_nothing_else() -> None:
    many = table(200, Unit.PERCENT_5, more=20, **{OTHER: 60})
    assert headline_of(many, one(QuestionKind.CHOOSE_SEVERAL)).option_key == "more"
    alone = table(200, Unit.PERCENT_5, **{OTHER: 60})
    assert headline_of(alone, one(QuestionKind.CHOOSE_SEVERAL)).sentence == "60 van de 100 mensen kiezen iets anders."


def test_the_headline_skips_hidden_and_open_questions() -> None:
    labels = Labels(
        {
            "hidden": one(),
            "tip": QuestionLabels("tip", 2, "Tip?", QuestionKind.OPEN_TEXT, {}),
            "bus": one(),
        },
        {},
    )
    shown = published(
        ("hidden", None), ("tip", table(30, Unit.TENTHS, WRITTEN=10)), ("bus", table(40, Unit.TENTHS, more=7, same=3))
    )
    made = words.headline(shown, labels)
    assert made is not None
    assert made.question_key == "bus"


def test_with_open_questions_only_the_headline_says_how_many_wrote() -> None:
    labels = Labels({"tip": QuestionLabels("tip", 1, "Tip?", QuestionKind.OPEN_TEXT, {})}, {})
    made = words.headline(published(("tip", table(30, Unit.TENTHS, WRITTEN=Edge.EVERYONE))), labels)
    assert made is not None
    assert made.sentence == "Ongeveer 30 mensen schreven een antwoord in hun eigen woorden."


def test_without_a_shown_question_there_is_no_headline() -> None:
    assert words.headline(published(("bus", None)), Labels({"bus": one()}, {})) is None


def test_only_a_large_sample_speaks_for_the_municipality() -> None:
    large = table(610, Unit.PERCENT, more=70, same=30)
    sentences = how_sure(EvidenceKind.SAMPLE, published(("bus", large)), large.options[0], large)
    assert sentences == [
        "Redelijk zeker. In de hele gemeente zijn het er 65 tot 74. Dat is van elke 100 mensen.",
        "Elk antwoord telt even zwaar. Er zijn geen cijfers van de gemeente.",
    ]
    assert "Wie niet antwoordde" in chance_only(EvidenceKind.SAMPLE, large)


@pytest.mark.parametrize(
    ("frame", "low", "high", "said"),
    [
        (None, 46, 54, ""),
        (62_000, 46, 54, ""),
        # The same figures by hand in tests/stats/test_margins.py: 47.17 to 52.83, shown outwards.
        (1_200, 47, 53, "Zo veel mensen deden mee dat de marge kleiner is."),
    ],
)
def test_a_large_part_of_a_small_town_gives_a_smaller_margin(frame: int | None, low: int, high: int, said: str) -> None:
    large = table(600, Unit.PERCENT, more=50, same=50)
    told = PublishedWeighting((), sampled=True, stopped=StopReason.TOO_HEAVY, frame=frame)
    outcome = replace(published(("bus", large)), weighting=told)
    sentences = how_sure(EvidenceKind.SAMPLE, outcome, large.options[0], large)
    assert f"{low} tot {high}" in sentences[0]
    assert many_took_part(EvidenceKind.SAMPLE, outcome, large) == said
    assert many_took_part(EvidenceKind.PANEL, outcome, large) == ""


@pytest.mark.parametrize("size", [40, 300, 475])
def test_a_small_sample_says_nothing_about_the_municipality(size: int) -> None:
    small = table(size, Unit.PERCENT, more=70, same=30)
    sentences = how_sure(EvidenceKind.SAMPLE, published(("bus", small)), small.options[0], small)
    assert sentences[0] == "Dit zijn alleen de mensen die meededen."
    assert not any("In de hele gemeente" in sentence for sentence in sentences)
    assert chance_only(EvidenceKind.SAMPLE, small) == ""


@pytest.mark.parametrize("kind", [EvidenceKind.PANEL, EvidenceKind.OPEN, EvidenceKind.GROUP])
def test_other_kinds_of_evidence_never_get_a_margin(kind: EvidenceKind) -> None:
    large = table(2000, Unit.PERCENT, more=70, same=30)
    sentences = how_sure(kind, published(("bus", large)), large.options[0], large)
    assert sentences[-1] == "Dit zijn alleen de mensen die meededen."
    assert not any(character.isdigit() for sentence in sentences for character in sentence)


def test_a_weighted_sample_does_not_say_that_it_is_not() -> None:
    large = table(610, Unit.PERCENT, more=70, same=30)
    assert len(how_sure(EvidenceKind.SAMPLE, published(("bus", large), weighted=True), large.options[0], large)) == 1


def test_too_few_answers_name_the_limit_and_the_promise() -> None:
    said = " ".join(words.too_few_sentences(Published(15, False, False, None, Reason.TOO_FEW_ANSWERS)))
    assert "minder dan 15 antwoorden" in said
    assert "raden wie wat zei" in said


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_for_hiding_has_words(reason: Reason) -> None:
    assert words.reason_sentence(reason, published()).endswith(".")


def test_skips_and_confusion_are_told_in_the_unit_of_the_question() -> None:
    assert words.skipped_sentence(PublishedCount(15, 1, Unit.TENTHS)) == "1 van de 10 mensen sloeg deze vraag over."
    assert words.not_understood_sentence(PublishedCount(15, 25, Unit.PERCENT_5)) == (
        "25 van de 100 mensen snapten deze vraag niet."
    )


@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_every_kind_of_evidence_has_a_label_and_an_explanation(kind: EvidenceKind) -> None:
    assert words.evidence_label(kind) in {"Steekproef", "Panel", "Open vraag", "Groep"}
    assert words.evidence_explained(kind).endswith(".")


def test_classes_of_a_number_are_worded() -> None:
    labels = labels_of(sample_consultation()).questions["days"]
    assert [labels.option(key) for key in ("0-0", "1-2", "3-7")] == ["0", "1 of 2", "3 tot en met 7"]


def test_answers_of_the_house_have_words_too() -> None:
    labels = labels_of(sample_consultation())
    roof = labels.questions["roof"]
    assert [roof.option(key) for key in ("AGREE", "DISAGREE", DONT_KNOW, OTHER)] == [
        "Eens", "Oneens", "Weet ik niet", "Anders",
    ]  # fmt: skip
    assert labels.breakdowns["age"].group(OTHER) == "Overige"
    assert labels.breakdowns["age"].group("*NO_STATEMENT") == "Geen opgave"
