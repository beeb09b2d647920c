"""What can be read off an outcome, as plain facts, and an outcome made of such facts: what an attacker works from."""

from __future__ import annotations

from dataclasses import replace

from panel.stats.map_as_breakdown import with_map_as_breakdown
from panel.stats.published import GroupSize, Published, PublishedCount, PublishedQuestion
from panel.stats.published_tables import Edge, PublishedGroup, PublishedOption, PublishedTable, Unit

EVERYBODY = ("", "")
WHOLE = {Unit.TENTHS: 10, Unit.PERCENT_5: 100, Unit.PERCENT: 100}
Fact = tuple[str, ...]
Facts = dict[Fact, object]
"""("SIZE",) · ("GROUP", breakdown, group) · ("MERGED", breakdown, group) · ("ANSWERED", question, breakdown, group) ·
("COUNT" | "REST" | "SHARE" | "EDGE", question, breakdown, group, option) · ("SKIPPED" | "NOT_UNDERSTOOD", question) ·
("CROWD", number): a part of the opinion map, whose groups are a breakdown.
A share is a pair: the number and its whole (10 or 100)."""


class DisagreeError(AssertionError):
    """Two views say something else about the same thing: together they give more away than each alone."""


def together(*views: Facts) -> Facts:
    """All that several views say. Raises DisagreeError."""
    everything: Facts = {}
    for view in views:
        for fact, value in view.items():
            if everything.setdefault(fact, value) != value:
                raise DisagreeError(f"{fact}: {everything[fact]} and {value}")
    return everything


def facts_of(published: Published) -> Facts:
    """Everything that the frozen figures say."""
    if not published.shown:
        return {}
    facts: Facts = {("SIZE",): published.size}
    if published.opinion_map is not None:
        facts |= {("CROWD", str(number)): one.count for number, one in enumerate(published.opinion_map.cells, 1)}
        published = with_map_as_breakdown(published)
    for breakdown in published.breakdowns:
        for group in breakdown.groups:
            facts["GROUP", breakdown.key, group.key] = group.size
            if group.merged:
                facts["MERGED", breakdown.key, group.key] = tuple(group.merged)
    for question in published.questions:
        if question.table is not None:
            facts |= _of_table(question.key, *EVERYBODY, question.table) | _of_question(question)
    return facts


def facts_of_themes(themes: Published) -> Facts:
    """Everything that is told of counted themes; about how many took part and wrote, the outcome itself tells."""
    return {fact: value for fact, value in facts_of(themes).items() if fact[0] in ("EDGE", "SHARE", "COUNT", "REST")}


def _of_question(question: PublishedQuestion) -> Facts:
    facts: Facts = {}
    for name, counted in (("SKIPPED", question.skipped), ("NOT_UNDERSTOOD", question.not_understood)):
        if counted is not None:
            facts[name, question.key] = (counted.count, counted.share, WHOLE[counted.unit])
    for split in question.splits:
        for one in split.groups:
            if one.table is not None:
                facts |= _of_table(question.key, split.breakdown, one.key, one.table)
    return facts


def _of_table(question: str, breakdown: str, group: str, table: PublishedTable) -> Facts:
    facts: Facts = {}
    if table.size is not None:
        facts["ANSWERED", question, breakdown, group] = table.size
    for option in table.options:
        place = (question, breakdown, group, option.key)
        if option.edge is not None:
            facts["EDGE", *place] = option.edge.value
        else:
            facts["SHARE", *place] = (option.share, WHOLE[table.unit])
            if option.rest is not None:
                facts["REST", *place] = option.rest
        if option.count is not None and option.edge is not Edge.NOBODY:
            facts["COUNT", *place] = option.count
    return facts


def written_back(facts: Facts, asked: Published) -> Published:
    """An outcome made of facts alone. `asked` gives what everybody knows: the questions, their forms and routes."""
    if ("SIZE",) not in facts:
        return replace(asked, shown=False, size=None, breakdowns=(), questions=())
    return replace(
        asked,
        size=_number(facts["SIZE",]),
        breakdowns=tuple(
            replace(
                one,
                groups=tuple(
                    GroupSize(group.key, _number(facts["GROUP", one.key, group.key]), group.merged)
                    for group in one.groups
                    if ("GROUP", one.key, group.key) in facts
                ),
            )
            for one in asked.breakdowns
        ),
        questions=tuple(_question(one, facts) for one in asked.questions),
    )


def _question(asked: PublishedQuestion, facts: Facts) -> PublishedQuestion:
    if asked.table is None:
        return asked
    return replace(
        asked,
        table=_table(asked.key, *EVERYBODY, asked.table, facts),
        skipped=_besides("SKIPPED", asked.key, asked.skipped, facts),
        not_understood=_besides("NOT_UNDERSTOOD", asked.key, asked.not_understood, facts),
        splits=tuple(
            replace(
                split,
                groups=tuple(
                    PublishedGroup(one.key, one.table and _table(asked.key, split.breakdown, one.key, one.table, facts))
                    for one in split.groups
                ),
            )
            for split in asked.splits
        ),
    )


def _besides(name: str, key: str, asked: PublishedCount | None, facts: Facts) -> PublishedCount | None:
    found = facts.get((name, key))
    if asked is None or found is None:
        return None
    count, share, _whole = found  # type: ignore[misc]
    return replace(asked, count=count, share=share)


def _table(question: str, breakdown: str, group: str, asked: PublishedTable, facts: Facts) -> PublishedTable:
    size = facts.get(("ANSWERED", question, breakdown, group))
    return replace(
        asked,
        size=None if size is None else _number(size),
        options=tuple(_option((question, breakdown, group, one.key), one, facts) for one in asked.options),
    )


def _option(place: Fact, asked: PublishedOption, facts: Facts) -> PublishedOption:
    edge, count, rest = (facts.get((name, *place)) for name in ("EDGE", "COUNT", "REST"))
    share = facts.get(("SHARE", *place))
    if edge is None and share is None and count is None:
        # Nobody needs to be told: of an open question everybody who is counted wrote something.
        return asked
    shown = share[0] if isinstance(share, tuple) else asked.share
    if edge == "NOBODY" and asked.count is not None:
        count = 0
    return replace(
        asked,
        edge=None if edge is None else Edge(str(edge)),
        count=None if count is None else _number(count),
        rest=asked.rest if edge is not None else None if rest is None else _number(rest),
        share=shown,
    )


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
