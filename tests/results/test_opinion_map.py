"""The map in words, in the table, in the drawing and in the chart holds the same rounded figures."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from panel.consultations.kinds import Stance
from panel.results.amounts import about, in_figures, in_words, share_of
from panel.results.labels import labels_of
from panel.results.map_shapes import crowds, frame_of, outline
from panel.results.mapped import without_map
from panel.results.opinion_chart import opinion_figure
from panel.results.opinion_story import option_of, rounded_counts, shared_statements, tables_of, traits
from panel.results.presenters.opinion_map import OpinionMapView, present_opinion_map
from panel.stats import map_chance
from panel.stats.disclosure import Protection, Report, protect
from panel.stats.published import Published
from panel.stats.published_map import MapReason, PublishedMap
from panel.stats.relations import Earlier, Relation
from panel.stats.safe_map import with_opinion_map
from tests.results.map_samples import mapped_consultation, mapped_published
from tests.stats.opinions_made import asked, camps, meaning_of

pytestmark = pytest.mark.usefixtures("in_dutch")


def the_map() -> PublishedMap:
    found = mapped_published().opinion_map
    assert found is not None
    assert found.shown
    return found


def view_of(published: Published) -> OpinionMapView:
    found = present_opinion_map(published, labels_of(mapped_consultation()))
    assert found is not None
    return found


def chart() -> dict[str, Any]:
    figure = opinion_figure(mapped_published(), labels_of(mapped_consultation()))
    found: dict[str, Any] = json.loads(figure.to_json())
    return found


def test_all_groups_agree_on_what_all_camps_agree_on() -> None:
    shared = shared_statements(the_map())
    assert shared
    assert {one.key for one in shared} <= {"s0", "s1"}
    assert {one.stance for one in shared} == {Stance.AGREE}


def test_what_is_shared_is_said_with_the_lowest_share_of_the_groups() -> None:
    labels = labels_of(mapped_consultation()).questions
    for one, said in zip(shared_statements(the_map()), view_of(mapped_published()).shared, strict=True):
        shares = [
            share_of(option_of(table, one.stance), table.unit) for table in tables_of(the_map(), one.key).values()
        ]
        least = min(shares, key=lambda share: share.of_hundred)
        assert in_words(least) in said.sentence
        assert said.text == labels[one.key].text


def test_a_group_is_described_by_what_is_not_shared() -> None:
    shared = {one.key for one in shared_statements(the_map())}
    for letter, found in traits(the_map()).items():
        assert 1 <= len(found) <= 3
        assert not shared & {one.key for one in found}
        for one in found:
            assert one.table == tables_of(the_map(), one.key)[letter]


def test_counts_are_the_rounded_ones() -> None:
    counts = rounded_counts(the_map())
    assert counts.shape == (3, len(the_map().statements), 3)
    assert (counts[..., :2] % 5 == 0).all()
    assert (counts[..., :2].sum(axis=-1) <= counts[..., 2]).all()


def test_list_table_drawing_and_chart_hold_the_same_groups() -> None:
    view, drawn = view_of(mapped_published()), chart()
    letters = drawn["data"][-1]
    assert [one.letter for one in view.groups] == letters["text"] == ["A", "B", "C"]
    assert [one.size for one in view.groups] == [about(size) for _letter, size in letters["customdata"]]
    assert [(x, y) for x, y in zip(letters["x"], letters["y"], strict=True)] == [
        (one.area.x, one.area.y) for one in view.groups
    ]
    for group, block in zip(view.groups, view.table.blocks[:3], strict=True):
        assert block.heading == f"{group.name} · {group.size}"
        expected = [in_figures(share_of(one.option, one.table.unit)) for one in traits(the_map())[group.letter]]
        assert [row[1] for row in block.rows] == expected


def test_drawing_chart_and_table_show_the_same_crowded_places() -> None:
    view, drawn = view_of(mapped_published()), chart()
    *_groups, places = view.table.blocks
    assert places.heading == "Mensen in elk vlak"
    named = [one["text"] for one in drawn["data"] if one.get("fill")]
    assert named == [f"{name}, {told}" for name, told in places.rows]
    assert [told for _name, told in places.rows] == [about(one.cell.count) for one in view.crowds]


def test_texts_in_the_chart_are_no_markup() -> None:
    hovers = chart()["data"][-1]["hovertext"]
    assert all("<b>y</b>" not in one for one in hovers)
    assert any("&lt;b&gt;" in one for one in hovers)


def test_everything_drawn_lies_within_the_frame() -> None:
    frame = frame_of(the_map())
    for group in the_map().groups:
        for x, y in outline(group.area):
            assert frame.x <= x <= frame.x + frame.wide
            assert frame.y <= y <= frame.y + frame.high
    assert all(1 <= one.shade <= 4 for one in crowds(the_map()))


def test_each_statement_is_compared_by_group() -> None:
    view = view_of(mapped_published())
    assert [one.key for one in view.statements] == [one.key for one in the_map().statements]
    names = [group.label for group in view.statements[0].split.groups]
    assert [name for name in names if name.startswith("Groep")] == ["Groep A", "Groep B", "Groep C"]


@pytest.mark.parametrize("reason", list(MapReason))
def test_without_a_map_the_page_says_why(reason: MapReason) -> None:
    view = view_of(replace(mapped_published(), opinion_map=PublishedMap(shown=False, reason=reason)))
    assert view.why_not
    assert not view.groups
    with pytest.raises(ValueError, match="nothing to draw"):
        opinion_figure(
            replace(mapped_published(), opinion_map=PublishedMap(shown=False, reason=reason)),
            labels_of(mapped_consultation()),
        )


def test_an_outcome_without_statements_has_no_such_part() -> None:
    assert present_opinion_map(replace(mapped_published(), opinion_map=None), labels_of(mapped_consultation())) is None


def test_a_corrected_outcome_says_that_the_groups_are_those_of_before() -> None:
    """Its map has areas and a list, and no crowded places."""
    kept = replace(mapped_published(), opinion_map=replace(the_map(), cells=(), groups_kept=True))
    view = view_of(kept)
    assert "dezelfde als vóór de verbetering" in view.left_out
    assert "verbetering" not in view_of(mapped_published()).left_out
    assert view.crowds == []
    assert view.frame is not None
    assert opinion_figure(kept, labels_of(mapped_consultation())).data


def test_one_group_by_itself_has_no_map_and_its_page_says_so() -> None:
    people = Protection(replace(mapped_published(), opinion_map=None), Report({}, {}, ()))
    told = without_map(mapped_consultation(), people).published
    assert told.opinion_map == PublishedMap(shown=False, reason=MapReason.ONE_GROUP)
    assert view_of(told).why_not[0] == "Van één groep laten we geen kaart zien."
    few = mapped_consultation()
    few.questions = few.questions[:6]
    assert without_map(few, people) == people


def test_the_outcome_of_one_group_leaves_room_for_the_map_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_chance, "SHUFFLES", 20)
    monkeypatch.setattr(map_chance, "LARGER_AT_MOST", 0)
    microdata = asked(camps((30, 30), 7)[0])
    whole = protect(microdata).published
    part = replace(whole, questions=(), opinion_map=PublishedMap(shown=False, reason=MapReason.ONE_GROUP))
    drawn = with_opinion_map(whole, microdata, meaning_of(microdata), previous=[Earlier(part, Relation.PART)])
    assert drawn.opinion_map is not None
