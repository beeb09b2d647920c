"""One question by group: small drawings beside each other, and a table that fits on a phone."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.core.i18n import spoken_list
from panel.results import words
from panel.results.amounts import about, count_in_figures, in_figures, in_words, share_of
from panel.results.labels import Labels, QuestionLabels
from panel.results.presenters.scales import present_scale
from panel.results.presenters.views import AnswerGroups, Bar, Block, GroupLine, GroupTable, SplitView
from panel.results.scales import Frame, frame_of, is_scale, low_to_high
from panel.stats.published import Published, PublishedQuestion, PublishedSplit
from panel.stats.published_tables import PublishedOption, PublishedTable

Groups = list[tuple[str, PublishedTable]]


def present_split(
    split: PublishedSplit, question: PublishedQuestion, labels: QuestionLabels, everything: Labels, published: Published
) -> SplitView:
    """Word one breakdown of a question; groups of whom nobody was asked are left out."""
    breakdown = everything.breakdowns[split.breakdown]
    groups = [(breakdown.group(group.key), group.table) for group in split.groups if group.table is not None]
    merged = next((one.merged for one in published.breakdown(split.breakdown).groups if one.merged), ())
    parts = spoken_list([breakdown.group(key) for key in merged])
    everybody = question.table
    all_of_them = ([(_("Iedereen"), everybody)] if everybody else []) + groups
    frame = frame_of(labels, [table for _name, table in all_of_them]) if is_scale(labels) else None
    return SplitView(
        key=split.breakdown,
        label=breakdown.label,
        groups=[_line(name, table, labels, frame) for name, table in (all_of_them if frame else groups)],
        answers=[] if frame else _answers(groups, labels, everybody),
        table=_table(all_of_them, labels),
        note=_("Overige is: %(parts)s. Apart zijn deze groepen te klein.", parts=parts) if parts else "",
    )


def _line(name: str, table: PublishedTable, labels: QuestionLabels, frame: Frame | None) -> GroupLine:
    size = about(table.size) if table.size is not None else ""
    scale = present_scale(labels, table, frame) if frame else None
    return GroupLine(name, size, words.most_given_sentence(labels, table), scale)


def _answers(groups: Groups, labels: QuestionLabels, everybody: PublishedTable | None) -> list[AnswerGroups]:
    return [
        AnswerGroups(labels.option(key), [_bar(key, name, table, everybody) for name, table in groups])
        for key in _keys([table for _name, table in groups], labels)
    ]


def _bar(key: str, name: str, table: PublishedTable, everybody: PublishedTable | None) -> Bar:
    option, whole = _option(key, table), _option(key, everybody)
    mark = share_of(whole, everybody.unit).of_hundred if whole and everybody else None
    if option is None:
        return Bar(key, name, 0, "–", "plain", mark)
    share = share_of(option, table.unit)
    return Bar(key, name, share.of_hundred, in_words(share), "plain", mark)


def _table(groups: Groups, labels: QuestionLabels) -> GroupTable:
    counted = all(table.size is not None for _name, table in groups)
    columns = [_("Groep"), _("Deel"), *([_("Mensen, ongeveer")] if counted else [])]
    return GroupTable(
        columns,
        [
            Block(labels.option(key), [_row(key, name, table, counted=counted) for name, table in groups])
            for key in _keys([table for _name, table in groups], labels)
        ],
    )


def _row(key: str, name: str, table: PublishedTable, *, counted: bool) -> list[str]:
    option = _option(key, table)
    share = in_figures(share_of(option, table.unit)) if option else "–"
    count = count_in_figures(option.count, option.edge) if option else "–"
    return [name, share, count] if counted else [name, share]


def _keys(tables: list[PublishedTable], labels: QuestionLabels) -> list[str]:
    """Return the answers of all groups: a scale from bad to good, other answers in the author's order."""
    ordered = (low_to_high(labels, table) if is_scale(labels) else table.options for table in tables)
    return list(dict.fromkeys(option.key for options in ordered for option in options))


def _option(key: str, table: PublishedTable | None) -> PublishedOption | None:
    return next((one for one in table.options if one.key == key), None) if table else None
