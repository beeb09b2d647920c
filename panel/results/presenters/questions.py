"""One question of an outcome as bars, a table with the same numbers, and groups to compare."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.consultations.models import QuestionKind
from panel.core.i18n import spoken_list
from panel.results import words
from panel.results.amounts import about, count_in_figures, in_figures, in_words, share_of
from panel.results.labels import Labels, QuestionLabels
from panel.results.presenters.scales import present_scale
from panel.results.presenters.splits import present_split
from panel.results.presenters.views import Bar, QuestionView, Table
from panel.results.scales import answer_looks, is_scale, low_to_high
from panel.stats.published import Published, PublishedQuestion
from panel.stats.published_tables import PublishedTable


def present_bars(labels: QuestionLabels, table: PublishedTable, strong: str | None = None) -> list[Bar]:
    """Return one bar an answer, in the author's order and a scale from bad to good; "weet ik niet" apart at the end."""
    looks = answer_looks(labels, table)
    bars = [
        Bar(
            option.key,
            labels.option(option.key),
            share_of(option, table.unit).of_hundred,
            in_words(share_of(option, table.unit)),
            "strong" if option.key == strong and looks[option.key] == "plain" else looks[option.key],
        )
        for option in low_to_high(labels, table)
    ]
    return [bar for bar in bars if bar.look != "unknown"] + [bar for bar in bars if bar.look == "unknown"]


def present_table(labels: QuestionLabels, table: PublishedTable) -> Table:
    """Return the same numbers as the bars in figures, with the rounded number of people where that may be shown."""
    columns = [_("Antwoord"), _("Deel")]
    options = low_to_high(labels, table)
    rows = [[labels.option(option.key), in_figures(share_of(option, table.unit))] for option in options]
    if table.size is None:
        return Table(columns, rows)
    for row, option in zip(rows, options, strict=True):
        row.append(count_in_figures(option.count, option.edge))
    return Table([*columns, _("Mensen, ongeveer")], rows)


def present_question(question: PublishedQuestion, labels: Labels, published: Published) -> QuestionView:
    about_it = labels.questions[question.key]
    table = question.table if question.shown else None
    is_open = about_it.kind is QuestionKind.OPEN_TEXT
    closed = None if is_open else table
    only_for = words.only_for_sentence(question.key, published, labels)
    return QuestionView(
        key=question.key,
        number=about_it.number,
        text=about_it.text,
        is_statement=about_it.kind is QuestionKind.STATEMENT,
        is_open=is_open,
        sentence=words.written_sentence(table) if table and is_open else _who_answered(table) or only_for,
        bars=present_bars(about_it, closed) if closed else [],
        scale=present_scale(about_it, closed) if closed and is_scale(about_it) else None,
        table=present_table(about_it, closed) if closed else None,
        splits=[present_split(one, question, about_it, labels, published) for one in question.splits] if closed else [],
        notes=_notes(question, about_it),
        why_hidden="" if table else words.reason_sentence(question.reason, published),
        only_for=only_for,
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
            parts = spoken_list([words.in_quotes(labels.option(key)) for key in option.merged])
            alone = _("Anders is: %(parts)s. Te weinig mensen kozen dat.", parts=parts)
            several = _("Anders is: %(parts)s. Elk apart kozen te weinig mensen dat.", parts=parts)
            notes.append(alone if len(option.merged) == 1 else several)
    if question.skipped is not None:
        notes.append(words.skipped_sentence(question.skipped))
    if question.not_understood is not None:
        notes.append(words.not_understood_sentence(question.not_understood))
    return notes
