"""A chart shows the very numbers of the table and the words beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from panel.consultations.kinds import DONT_KNOW
from panel.results.amounts import in_words, share_of
from panel.results.charts import THEME, question_figure, split_figure
from panel.results.labels import QuestionLabels, labels_of
from panel.results.presenters import present_bars, present_question, present_table
from panel.results.scales import GAP
from panel.stats.published import Published, PublishedQuestion
from tests.results.samples import sample_consultation, sample_published

pytestmark = pytest.mark.usefixtures("in_dutch")

SIZES = (43, 187, 612)
CLOSED = ("bus", "safe", "roof", "goal", "days")


@pytest.fixture(scope="module", params=SIZES)
def frozen(request: pytest.FixtureRequest) -> Published:
    return sample_published(sample_consultation().questions, request.param)


def parts(frozen: Published, key: str) -> tuple[PublishedQuestion, QuestionLabels]:
    return frozen.question(key), labels_of(sample_consultation()).questions[key]


def bars_of(figure: Any) -> list[dict[str, Any]]:
    """The drawn bars as a browser gets them, answer by answer."""
    return [
        {"key": key, "words": words, "length": length, "base": base, "row": -row, "hover": hover,
         "colour": trace["marker"]["color"], "name": trace["name"]}
        for trace in json.loads(figure.to_json())["data"]
        for (key, words), length, base, row, hover in zip(
            trace["customdata"], trace["x"], trace["base"], trace["y"], trace["hovertext"], strict=True
        )
    ]  # fmt: skip


@pytest.mark.parametrize("key", CLOSED)
def test_chart_table_and_bars_hold_the_same_numbers(frozen: Published, key: str) -> None:
    question, labels = parts(frozen, key)
    assert question.table is not None
    drawn = bars_of(question_figure(question, labels))
    bars = present_bars(labels, question.table)
    assert [(bar["key"], bar["words"], bar["length"]) for bar in drawn] == [
        (bar.key, bar.words, bar.length) for bar in bars
    ]
    rows = {row[0]: row[1] for row in present_table(labels, question.table).rows}
    for option in question.table.options:
        share = share_of(option, question.table.unit)
        assert rows[labels.option(option.key)] in {in_words(share), f"{option.share}%"}


@pytest.mark.parametrize("key", CLOSED)
def test_chart_and_table_of_groups_hold_the_same_numbers(frozen: Published, key: str) -> None:
    question, labels = parts(frozen, key)
    assert question.table is not None
    everything = labels_of(sample_consultation())
    for split in question.splits:
        drawn = bars_of(split_figure(split, labels, everything.breakdowns[split.breakdown]))
        expected = sorted(
            (option.key, in_words(share_of(option, group.table.unit)), share_of(option, group.table.unit).of_hundred)
            for group in split.groups
            if group.table is not None
            for option in group.table.options
        )
        assert sorted((bar["key"], bar["words"], bar["length"]) for bar in drawn) == expected
        shown = present_question(question, everything, frozen).splits[0].table
        assert [len(block.rows) for block in shown.blocks] == [len(split.groups) + 1] * len(question.table.options)
        assert {block.heading for block in shown.blocks} == {labels.option(bar["key"]) for bar in drawn}


def test_a_scale_lies_on_both_sides_of_a_middle_line() -> None:
    frozen = sample_published(sample_consultation().questions, 612)
    drawn = {bar["key"]: bar for bar in bars_of(question_figure(*parts(frozen, "safe")))}
    assert drawn["very-unsafe"]["base"] == -drawn["very-unsafe"]["length"]
    assert drawn["very-safe"]["base"] == 0
    assert drawn["fair"]["base"] < 0 < drawn["fair"]["base"] + drawn["fair"]["length"]
    assert drawn[DONT_KNOW]["colour"] not in {bar["colour"] for key, bar in drawn.items() if key != DONT_KNOW}


def test_not_knowing_stands_apart_from_every_group() -> None:
    frozen = sample_published(sample_consultation().questions, 612)
    question, labels = parts(frozen, "safe")
    split = question.splits[0]
    drawn = bars_of(split_figure(split, labels, labels_of(sample_consultation()).breakdowns["age"]))
    ends = [bar["base"] + bar["length"] for bar in drawn if bar["key"] != DONT_KNOW]
    unknown = {bar["base"] for bar in drawn if bar["key"] == DONT_KNOW}
    assert unknown == {max(ends) + GAP}


def test_pieces_of_one_group_follow_each_other_without_a_gap() -> None:
    frozen = sample_published(sample_consultation().questions, 612)
    question, labels = parts(frozen, "roof")
    drawn = bars_of(split_figure(question.splits[0], labels, labels_of(sample_consultation()).breakdowns["age"]))
    for row in {bar["row"] for bar in drawn}:
        by_key = {bar["key"]: bar for bar in drawn if bar["row"] == row}
        assert by_key["DISAGREE"]["base"] + by_key["DISAGREE"]["length"] == 0
        assert by_key["AGREE"]["base"] == 0


def test_hovering_tells_it_in_words() -> None:
    frozen = sample_published(sample_consultation().questions, 612)
    first = bars_of(question_figure(*parts(frozen, "bus")))[0]
    assert first["hover"] == f"{first['words']} mensen kiezen ‘Vaker rijden’."


def test_colours_are_those_of_the_theme_and_never_more_than_five() -> None:
    frozen = sample_published(sample_consultation().questions, 612)
    for key in CLOSED:
        figure = question_figure(*parts(frozen, key))
        colours = {bar["colour"] for bar in bars_of(figure)}
        assert colours <= set(THEME)
        assert len(colours) <= 5
        assert json.loads(figure.to_json())["layout"]["meta"]["theme"] == THEME


def test_what_an_officer_wrote_cannot_become_markup() -> None:
    frozen = sample_published(sample_consultation().questions, 612)
    question, labels = parts(frozen, "bus")
    sharp = QuestionLabels("bus", 1, labels.text, labels.kind, {**labels.options, "more": "<a href='x'>Klik</a>"})
    assert "<a href" not in question_figure(question, sharp).to_json()


def test_an_open_question_has_no_chart() -> None:
    frozen = sample_published(sample_consultation().questions, 612)
    with pytest.raises(ValueError):
        question_figure(*parts(frozen, "tip"))


def test_a_scale_from_good_to_bad_is_drawn_with_bad_in_the_warning_colour(frozen: Published) -> None:
    question, labels = parts(frozen, "safe")
    turned = replace(labels, best_first=True)
    assert question.table is not None
    drawn = {bar["key"]: bar for bar in bars_of(question_figure(question, labels))}
    mirrored = {bar["key"]: bar for bar in bars_of(question_figure(question, turned))}
    keys = [option.key for option in question.table.options if option.key != DONT_KNOW]
    assert [mirrored[key]["colour"] for key in keys] == [drawn[key]["colour"] for key in reversed(keys)]
    assert [bar.key for bar in present_bars(turned, question.table)] == [*reversed(keys), DONT_KNOW]


def test_a_chart_of_groups_has_a_legend_in_the_order_of_the_scale() -> None:
    frozen = sample_published(sample_consultation().questions, 612)
    question, labels = parts(frozen, "safe")
    figure = split_figure(question.splits[0], labels, labels_of(sample_consultation()).breakdowns["age"])
    drawn = json.loads(figure.to_json())
    assert drawn["layout"]["showlegend"] is True
    assert [trace["name"] for trace in drawn["data"]] == [
        "Heel onveilig", "Onveilig", "Gaat wel", "Veilig", "Heel veilig", "Weet ik niet",
    ]  # fmt: skip
