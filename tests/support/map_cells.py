"""Every figure of a frozen opinion map as one cell, straight from what is stored."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from panel.consultations.models import Question
from panel.results.opinion_story import shared_statements, traits
from panel.stats.published import Published
from tests.support.cells import Cells, Said, in_words, people, table_cells
from tests.support.figures_in_files import Place

BY = "Groepen op de kaart"
NOT_ON_IT = "Niet op de kaart"
SIDES = {"AGREE": "Eens", "DISAGREE": "Oneens"}
SHADES = 4


def map_cells(questions: Sequence[Question], content: Mapping[str, Any]) -> Cells:
    """Return what was frozen of the map; nothing where none is shown.

    AREA and WHERE are places on the map. Which statements all groups share (ALIKE, and LEAST: the lowest share of a
    group) and which are typical of one (TRAIT) is worked out by the story of the map; the figures are those frozen.
    """
    shown = content["opinion_map"]
    if shown is None or not shown["shown"]:
        return {}
    asked = {one.key: one for one in questions}
    found: Cells = {}
    for group in shown["groups"]:
        name, area = group_name(group["key"]), group["area"]
        found[Place("GROUP", "", BY, name)] = Said(people(group["size"]), group["size"])
        found[Place("AREA", "", BY, name)] = Said(
            " ".join(str(area[key]) for key in ("x", "y", "long", "short", "turn"))
        )
    if shown["left_out"]:
        found[Place("GROUP", "", BY, NOT_ON_IT)] = Said(people(shown["left_out"]), shown["left_out"])
    found |= _crowds(shown["cells"])
    for statement in shown["statements"]:
        for group in statement["groups"]:
            if group["table"] is not None:
                found |= dict(table_cells(asked[statement["key"]], group["table"], BY, group_name(group["key"])))
    return found | _told(asked, content)


def group_name(key: str) -> str:
    return NOT_ON_IT if key.startswith("*") else f"Groep {key}"


def _crowds(cells: Sequence[Mapping[str, int]]) -> Cells:
    found: Cells = {}
    density = [Fraction(one["count"], one["wide"] * one["high"]) for one in cells]
    for number, (cell, each) in enumerate(zip(cells, density, strict=True), 1):
        shade = max(1, math.ceil(SHADES * each / max(density)))
        found[Place("CROWD", "", BY, "", f"Vlak {number}")] = Said(people(cell["count"]), cell["count"], shade)
        where = " ".join(str(cell[key]) for key in ("x", "y", "wide", "high"))
        found[Place("WHERE", "", BY, "", f"Vlak {number}")] = Said(where)
    return found


def _told(asked: Mapping[str, Question], content: Mapping[str, Any]) -> Cells:
    shown = Published.from_dict(content).opinion_map
    assert shown is not None
    letters = {one.key for one in shown.groups}
    tables = {
        statement["key"]: {one["key"]: one["table"] for one in statement["groups"] if one["key"] in letters}
        for statement in content["opinion_map"]["statements"]
    }
    found: Cells = {}
    for one in shared_statements(shown):
        shares = [_share(table, one.stance) for table in tables[one.key].values()]
        text = asked[one.key].text
        found[Place("ALIKE", text, BY, "")] = Said(SIDES[one.stance])
        found[Place("LEAST", text, BY, "", SIDES[one.stance])] = Said(min(shares, key=lambda one: one[0])[1])
    for letter, mine in traits(shown).items():
        for trait in mine:
            place = Place("TRAIT", asked[trait.key].text, BY, f"Groep {letter}", SIDES[trait.option.key])
            found[place] = Said(_share(tables[trait.key][letter], trait.option.key)[1])
    return found


def _share(table: Mapping[str, Any], stance: str) -> tuple[int, str]:
    """Return a share in hundredths and in words."""
    option = next(one for one in table["options"] if one["key"] == stance)
    if option["edge"] is not None:
        return (100, "bijna iedereen") if option["edge"] == "EVERYONE" else (0, "bijna niemand")
    return option["share"] * (10 if table["unit"] == "TENTHS" else 1), in_words(option["share"], table["unit"])
