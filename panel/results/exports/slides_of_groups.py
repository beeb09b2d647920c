"""The annex of the slides: how groups answered each question, for who asks about it in the meeting."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.results.exports.chart_of_rows import charts_by_group, notes_of
from panel.results.exports.deck import Deck, one_line
from panel.results.exports.native_chart import Chart
from panel.results.exports.row import Row, Subject
from panel.results.exports.rows import Exported
from panel.results.presenters import QuestionView


def add_groups(made: Deck, everything: Exported) -> None:
    """Lay the groups of each breakdown beside each other, question by question, after all that is for everyone."""
    answers = [row for row in everything.rows if row.subject is Subject.ANSWER and row.breakdown]
    if not answers:
        return
    labels = list(dict.fromkeys(one_line(row.breakdown_text) for row in answers))
    made.open(_("Bijlage: groepen naast elkaar"), labels, _("Voor als iemand naar een groep vraagt."))
    for question in everything.view.questions:
        mine = [row for row in answers if row.question == question.key]
        for breakdown in dict.fromkeys(row.breakdown for row in mine):
            _compare(made, question, [row for row in mine if row.breakdown == breakdown])


def _compare(made: Deck, question: QuestionView, rows: list[Row]) -> None:
    label = one_line(rows[0].breakdown_text)
    compared = _("Vergelijk: %(label)s", label=rows[0].breakdown_text)
    title = f"{question.number}. {one_line(question.text)}"

    def notes(page: list[Chart]) -> str:
        return "\n".join([one_line(question.text), compared, *notes_of(page)])

    made.charts(title, list(charts_by_group(question.text, rows)), notes, after=f" · {label}")
