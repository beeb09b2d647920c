"""The outcome page says nothing that the published figures do not say, and the same thing everywhere."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panel.consultations.models import EvidenceKind, QuestionKind
from panel.results.amounts import in_words, share_of
from panel.results.certainty import margin
from panel.results.labels import labels_of
from panel.results.presenters import OutcomeView, QuestionView, present_headline, present_outcome, published_of
from panel.stats.published import Published, PublishedQuestion
from panel.stats.published_tables import PublishedTable
from tests.results.samples import outcome_of, sample_consultation, sample_published

pytestmark = pytest.mark.usefixtures("in_dutch")

SIZES = (12, 43, 187, 612)


@lru_cache
def published(size: int, seed: int = 7) -> Published:
    return sample_published(sample_consultation().questions, size, seed)


def view_of(size: int, kind: EvidenceKind = EvidenceKind.OPEN, seed: int = 7) -> OutcomeView:
    return present_outcome(sample_consultation(kind), outcome_of(published(size, seed)))


def numbers_in(*sentences: str) -> set[int]:
    found = " ".join(sentences).replace(".", "")
    return {int(number) for number in re.findall(r"\d+", found)}


def numbers_of_table(table: PublishedTable | None) -> set[int]:
    """Every number that may be read off a table: sizes, counts, shares, wholes, and the step at the edges."""
    if table is None:
        return set()
    whole, step = {"TENTHS": (10, 1), "PERCENT_5": (100, 5), "PERCENT": (100, 1)}[table.unit.value]
    counts = {option.count for option in table.options} | {table.size}
    return {one for one in counts if one is not None} | {option.share for option in table.options} | {
        whole, step, whole - step,
    }  # fmt: skip


def numbers_of(question: PublishedQuestion) -> set[int]:
    found = numbers_of_table(question.table)
    for split in question.splits:
        for group in split.groups:
            found |= numbers_of_table(group.table)
    for count in (question.skipped, question.not_understood):
        if count is not None:
            found |= {count.share, 10, 100, 5, 95, 1, 9, 99} | ({count.count} if count.count is not None else set())
    return found


def numbers_of_words(question: PublishedQuestion) -> set[int]:
    """The numbers in what the author wrote: classes of a number, names of groups."""
    consultation = sample_consultation()
    labels = labels_of(consultation)
    texts = [*labels.questions[question.key].options.values(), *labels.breakdowns["age"].classes.values()]
    return numbers_in(*texts)


def everything_said(question: QuestionView) -> list[str]:
    said = [question.sentence, question.why_hidden, *question.notes, *(bar.words for bar in question.bars)]
    said += [cell for row in (question.table.rows if question.table else []) for cell in row]
    for split in question.splits:
        said += [split.note, *(cell for block in split.table.blocks for row in block.rows for cell in row)]
        said += [bar.words for answer in split.answers for bar in answer.bars]
        said += [part for group in split.groups for part in (group.label, group.size, group.sentence)]
        said += [piece.words for group in split.groups if group.scale for piece in group.scale.pieces]
    return said


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(size=st.integers(10, 700), seed=st.integers(0, 10_000))
def test_no_sentence_holds_a_number_that_was_not_published(size: int, seed: int) -> None:
    frozen, view = published(size, seed), view_of(size, seed=seed)
    for shown, question in zip(view.questions, frozen.questions, strict=True):
        allowed = numbers_of(question) | numbers_of_words(question) | {frozen.threshold}
        assert numbers_in(*everything_said(shown)) <= allowed, shown.key
    first = frozen.questions[0]
    allowed = {number for question in frozen.questions for number in numbers_of(question) | numbers_of_words(question)}
    said = [view.headline, view.remark, *view.too_few, *view.sure, *view.missing]
    assert numbers_in(*said) <= allowed | {frozen.threshold}, first.key
    assert numbers_in(view.size) <= {frozen.size or 0}


def test_a_margin_comes_from_the_published_numbers_only() -> None:
    frozen, view = published(612), view_of(612, EvidenceKind.SAMPLE)
    table = frozen.questions[0].table
    assert table is not None
    limits = margin(max(table.options, key=lambda option: option.share), table)
    assert limits is not None
    assert numbers_in(view.sure[0]) == {*limits, 100}


@pytest.mark.parametrize("size", SIZES)
def test_bars_and_tables_say_what_the_figures_say(size: int) -> None:
    frozen, view = published(size), view_of(size)
    labels = labels_of(sample_consultation())
    for question, shown in zip(frozen.questions, view.questions, strict=True):
        if question.table is None or shown.table is None:
            continue
        words, unit = labels.questions[question.key], question.table.unit
        expected = {words.option(one.key): in_words(share_of(one, unit)) for one in question.table.options}
        assert {bar.label: bar.words for bar in shown.bars} == expected
        assert [row[0] for row in shown.table.rows] == [bar.label for bar in shown.bars]
        if shown.scale is not None:
            assert {piece.label: piece.words for piece in shown.scale.pieces} == expected
        rows = {row[0]: row for row in shown.table.rows}
        for option in question.table.options:
            row = rows[words.option(option.key)]
            assert row[1] in {expected[row[0]], f"{option.share}%", f"< {option.share + 5}%", "< 1%", "> 99%", "> 95%"}


def test_the_first_screen_is_the_whole_message() -> None:
    view = view_of(612, EvidenceKind.SAMPLE)
    assert (view.label, view.size) == ("Steekproef", "ongeveer 610 mensen")
    assert "Vaker rijden" in view.headline
    assert view.people is not None
    assert view.people[1] in view.headline
    assert [bar.label for bar in view.bars] == ["Vaker rijden.", "Blijft zo", "Minder vaak rijden", "Weet ik niet"]
    assert view.bars[0].look == "strong"
    assert view.bars[-1].look == "unknown"
    assert view.sure
    assert view.missing


def test_of_many_answers_the_first_screen_shows_three() -> None:
    consultation = sample_consultation()
    goal = next(question for question in consultation.questions if question.kind is QuestionKind.CHOOSE_SEVERAL)
    consultation.questions[:] = [goal]
    view = present_outcome(consultation, outcome_of(sample_published([goal], 187)))
    assert len(view.bars) == 3
    assert view.more_bars
    assert [bar.label for bar in view.bars] == ["School", "Werk", "Winkels"]


def test_a_scale_runs_from_one_end_to_the_other() -> None:
    safe = view_of(612).questions[1]
    assert [bar.look for bar in safe.bars] == ["low", "low", "middle", "high", "high", "unknown"]


def test_groups_are_compared_with_everybody() -> None:
    split = view_of(612).questions[0].splits[0]
    assert split.label == "Leeftijd"
    assert split.table.columns == ["Groep", "Deel", "Mensen, ongeveer"]
    everybody = ["Iedereen", "Jonger dan 30", "30 tot en met 64", "65 of ouder"]
    assert [row[0] for row in split.table.blocks[0].rows] == everybody
    assert [bar.label for bar in split.answers[0].bars] == everybody[1:]
    assert {bar.mark for bar in split.answers[0].bars} == {view_of(612).questions[0].bars[0].length}
    assert split.groups[0].sentence.endswith("kiezen ‘Vaker rijden’.")


def test_below_ten_answers_there_is_nothing_but_the_reason() -> None:
    view = view_of(7)
    assert not view.shown
    assert view.size == ""
    assert view.headline == "Er zijn te weinig antwoorden voor een uitslag."
    assert view.too_few
    assert view.questions == []
    assert view.bars == []


def test_an_open_question_only_tells_how_many_wrote() -> None:
    tip = view_of(612).questions[-1]
    assert tip.is_open
    assert tip.sentence.endswith("schreven een antwoord in hun eigen woorden.")
    assert tip.table is None
    assert tip.splits == []


def test_the_method_names_source_period_and_rounding() -> None:
    consultation = sample_consultation()
    made = present_outcome(consultation, outcome_of(published(187), source_note="Papieren ronde in de bibliotheek."))
    said = dict(made.method)
    assert said["Waar komen de antwoorden vandaan?"] == "Papieren ronde in de bibliotheek."
    assert said["Wanneer?"] == "Van 1 februari 2027 tot en met 1 maart 2027."
    assert "ronden elk aantal af op 5" in said["Wie kan zien wat ik zei?"]


def test_how_many_were_invited_is_told_when_it_is_known() -> None:
    consultation = sample_consultation(EvidenceKind.SAMPLE)
    made = present_outcome(consultation, outcome_of(published(612), invited_about=2000, took_part_about=610))
    assert made.missing[0] == "Ongeveer 610 van de 2.000 uitgenodigde mensen deden mee."


def test_a_line_in_a_list_has_the_same_headline_as_the_page() -> None:
    consultation, outcome = sample_consultation(EvidenceKind.PANEL), outcome_of(published(187))
    label, size, headline = present_headline(consultation, outcome)
    assert (label, size) == ("Panel", "ongeveer 185 mensen")
    assert headline == present_outcome(consultation, outcome).headline


def test_figures_of_another_format_are_refused() -> None:
    outcome = outcome_of(published(187))
    outcome.content = {**outcome.content, "format": 99}
    with pytest.raises(ValueError):
        published_of(outcome)
