"""An attacker of another make: reads only the stored figures and narrows every number by adding and subtracting.

It shares no code with `panel.stats.attack` and finds less, but all that it finds is certain.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

Span = tuple[int, int]


def span(shown: int) -> Span:
    return max(0, shown - 2), shown + 2


def option_span(option: dict[str, Any], size: int) -> Span:
    """How many may have chosen this option, from its count, its words and the size of its table."""
    low, high = span(option["count"])
    if option["edge"] == "NOBODY":
        return 0, 2
    if option["edge"] == "EVERYONE":
        return max(0, span(size)[0] - 2), span(size)[1]
    return low, high


def narrowed(total: Span, parts: list[Span]) -> tuple[Span, list[Span]]:
    """Whole and parts after everything that follows from adding up, repeated until nothing changes."""
    while True:
        low, high = sum(part[0] for part in parts), sum(part[1] for part in parts)
        whole = (max(total[0], low), min(total[1], high))
        fitted = [
            (max(part[0], whole[0] - (high - part[1])), min(part[1], whole[1] - (low - part[0]))) for part in parts
        ]
        if whole == total and fitted == parts:
            return whole, fitted
        total, parts = whole, fitted


def certain_findings(shown: dict[str, Any]) -> list[str]:
    """Groups that surely agree and merged classes surely pinned down, from counts of unrouted, unweighted questions."""
    found = []
    merged = {
        item["key"]: {group["key"] for group in item["groups"] if group["merged"]} for item in shown["breakdowns"]
    }
    for question in shown["questions"]:
        if shown["weighted"] or not question["shown"] or question["routed"]:
            continue
        for split in question["splits"]:
            found += _in_split(question, split, merged[split["breakdown"]])
    return found


def _in_split(question: dict[str, Any], split: dict[str, Any], merged: set[str]) -> list[str]:
    found = []
    tables = {group["key"]: group["table"] for group in split["groups"]}
    spans: dict[str, list[Span]] = {key: [] for key in tables}
    for index, option in enumerate(question["table"]["options"]):
        parts = [option_span(table["options"][index], table["size"]) for table in tables.values()]
        _, fitted = narrowed(option_span(option, question["table"]["size"]), parts)
        for key, part in zip(tables, fitted, strict=True):
            assert part[0] <= part[1], "these figures cannot be true"
            spans[key].append(part)
            if key in merged and part[1] < 2:
                found.append(f"{question['key']}: {option['key']} is pinned down in {key}")
    if question["form"] == "SINGLE" and len(question["table"]["options"]) > 1:
        for key, highs in spans.items():
            for index in range(len(highs)):
                if sum(high for each, (_, high) in enumerate(highs) if each != index) < 2:
                    found.append(f"{question['key']}: {key} agrees")
    return found


def in_order(keys: list[str], author: list[str]) -> bool:
    """Whether keys keep the author's order."""
    places = [author.index(key) for key in keys]
    return all(left < right for left, right in pairwise(places))
