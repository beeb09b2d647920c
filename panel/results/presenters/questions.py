"""One question of an outcome as bars, a table with the same numbers, and groups to compare."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.consultations.kinds import DONT_KNOW, Stance
from panel.consultations.models import QuestionKind
from panel.core.i18n import spoken_list
from panel.results import words
from panel.results.amounts import about, count_in_figures, in_figures, in_words, number, share_of
from panel.results.labels import Labels, QuestionLabels
from panel.results.presenters.views import Bar, GroupLine, QuestionView, SplitView, Table
from panel.stats.published import OTHER, Published, PublishedQuestion, PublishedSplit, PublishedTable


def present_bars(labels: QuestionLabels, table: PublishedTable, strong: str | None = None) -> list[Bar]:
    """Return one bar an answer, in the author's order; "weet ik niet" apart at the end."""
    looks = bar_looks(labels, table)
    bars = [
        Bar(
            option.key,
            labels.option(option.key),
            share_of(option, table.unit).of_hundred,
            in_words(share_of(option, table.unit)),
            "strong" if option.key == strong and looks[option.key] == "plain" else looks[option.key],
        )
        for option in table.options
    ]
    return [bar for bar in bars if bar.look != "unknown"] + [bar for bar in bars if bar.look == "unknown"]


def bar_looks(labels: QuestionLabels, table: PublishedTable) -> dict[str, str]:
    """Return how each answer is drawn: its place on a scale, or plain; "weet ik niet" is grey and stands apart."""
    looks = {option.key: "plain" for option in table.options}
    places = [option.key for option in table.options if option.key not in (DONT_KNOW, OTHER)]
    if labels.kind is QuestionKind.SCALE:
        for place, key in enumerate(reversed(places) if labels.best_first else places):
            looks[key] = "middle" if 2 * place == len(places) - 1 else "low" if 2 * place < len(places) else "high"
    if labels.kind is QuestionKind.STATEMENT:
        looks |= {Stance.AGREE.value: "high", Stance.DISAGREE.value: "low"}
    looks[DONT_KNOW] = "unknown"
    return looks


def present_table(labels: QuestionLabels, table: PublishedTable) -> Table:
    """Return the same numbers as the bars in figures, with the rounded number of people where that may be shown."""
    columns = [_("Antwoord"), _("Deel")]
    rows = [[labels.option(option.key), in_figures(share_of(option, table.unit))] for option in table.options]
    if table.size is None:
        return Table(columns, rows)
    for row, option in zip(rows, table.options, strict=True):
        row.append(count_in_figures(option.count, option.edge))
    return Table([*columns, _("Mensen, ongeveer")], rows)


def present_question(question: PublishedQuestion, labels: Labels, published: Published) -> QuestionView:
    about_it = labels.questions[question.key]
    table = question.table if question.shown else None
    is_open = about_it.kind is QuestionKind.OPEN_TEXT
    closed = None if is_open else table
    return QuestionView(
        key=question.key,
        number=about_it.number,
        text=about_it.text,
        is_statement=about_it.kind is QuestionKind.STATEMENT,
        is_open=is_open,
        sentence=words.written_sentence(table) if table and is_open else _who_answered(table),
        bars=present_bars(about_it, closed) if closed else [],
        table=present_table(about_it, closed) if closed else None,
        splits=[_split(split, question, about_it, labels, published) for split in question.splits] if closed else [],
        notes=_notes(question, about_it),
        why_hidden="" if table else words.reason_sentence(question.reason, published),
    )


def _who_answered(table: PublishedTable | None) -> str:
    if table is None or table.size is None:
        return ""
    return _("%(about)s gaven antwoord.", about=about(table.size).capitalize())


def _notes(question: PublishedQuestion, labels: QuestionLabels) -> list[str]:
    notes = []
    if question.routed:
        notes.append(_("Niet iedereen kreeg deze vraag. Daarom staat er geen aantal mensen bij."))
    if labels.kind is QuestionKind.CHOOSE_SEVERAL and question.table is not None:
        notes.append(_("Mensen konden meer antwoorden kiezen. Samen is het daarom meer dan alle mensen."))
    if labels.kind is QuestionKind.TOP_THREE and question.table is not None:
        notes.append(_("Iedereen koos een top 3. Hier staat bij hoeveel mensen een antwoord daarin staat."))
    for option in question.table.options if question.table else ():
        if option.merged:
            parts = spoken_list([f"‘{words.quoted(labels.option(key))}’" for key in option.merged])
            alone = _("Anders is: %(parts)s. Te weinig mensen kozen dat.", parts=parts)
            several = _("Anders is: %(parts)s. Elk apart kozen te weinig mensen dat.", parts=parts)
            notes.append(alone if len(option.merged) == 1 else several)
    if question.skipped is not None:
        notes.append(words.skipped_sentence(question.skipped))
    if question.not_understood is not None:
        notes.append(words.not_understood_sentence(question.not_understood))
    return notes


def _split(
    split: PublishedSplit, question: PublishedQuestion, about_it: QuestionLabels, labels: Labels, published: Published
) -> SplitView:
    breakdown = labels.breakdowns[split.breakdown]
    groups = [(breakdown.group(group.key), group.table) for group in split.groups if group.table is not None]
    everybody = question.table
    columns = ([(_("Iedereen"), everybody)] if everybody else []) + groups
    options = everybody.options if everybody else ()
    rows = [
        [about_it.option(option.key), *(_cell(option.key, table) for _name, table in columns)] for option in options
    ]
    if all(table.size is not None for _name, table in columns):
        rows.append([_("Mensen, ongeveer"), *(number(table.size or 0) for _name, table in columns)])
    merged = next((one.merged for one in published.breakdown(split.breakdown).groups if one.merged), ())
    parts = spoken_list([breakdown.group(key) for key in merged])
    return SplitView(
        key=split.breakdown,
        label=breakdown.label,
        groups=[_group_line(name, table, about_it) for name, table in groups],
        table=Table([_("Antwoord"), *(name for name, _table in columns)], rows),
        note=_("Overige is: %(parts)s. Apart zijn deze groepen te klein.", parts=parts) if parts else "",
    )


def _cell(key: str, table: PublishedTable) -> str:
    option = next((one for one in table.options if one.key == key), None)
    return "–" if option is None else in_figures(share_of(option, table.unit))


def _group_line(name: str, table: PublishedTable, labels: QuestionLabels) -> GroupLine:
    size = about(table.size) if table.size is not None else ""
    return GroupLine(name, size, words.most_given_sentence(labels, table))
