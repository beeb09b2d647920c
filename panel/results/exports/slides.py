"""The outcome as slides for the council meeting: native charts that can be changed, with notes and words for each."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import gettext as _

from panel.core.i18n import long_day
from panel.core.reading import DUTCH
from panel.results.exports.advice import MOST_IN_SHORT
from panel.results.exports.answered import MOST_ANSWERS
from panel.results.exports.chart_of_rows import chart_of_contrasts, chart_of_rows, charts_by_group, in_notes
from panel.results.exports.deck import SOFT, Deck, cut, one_line
from panel.results.exports.own_words import InOwnWords
from panel.results.exports.progress import Progress, nobody_waits
from panel.results.exports.row import EVERYBODY, Row, Subject
from panel.results.exports.rows import Exported
from panel.results.presenters import QuestionView

MOST_ON_A_SLIDE = 3
"""So many quotations can be read from the back of a room; the notes have them all."""


def slides_pptx(everything: Exported, progress: Progress = nobody_waits) -> bytes:
    """Return a presentation: the message, differences, each question and its groups, own words, how it was measured."""
    with force_locale(DUTCH):
        made, view = Deck(everything), everything.view
        told = {one.question: one for one in everything.own_words}
        parts = len(view.questions) + 4
        _opening(made, everything)
        progress(1, parts)
        _in_short(made, everything)
        _differences(made, everything)
        progress(2, parts)
        for ready, question in enumerate(view.questions, start=3):
            _question(made, everything, question)
            _groups(made, everything, question)
            if question.key in told:
                _own_words(made, everything, question, told[question.key])
            progress(ready, parts)
        _advice(made, everything)
        _answers(made, everything)
        if view.shown:
            _limits(made, everything)
        _method(made, everything)
        progress(parts - 1, parts)
        content = made.saved()
        progress(parts, parts)
        return content


def everything_about(everything: Exported, question: QuestionView) -> list[Row]:
    """Return the answers of everybody to one question; an open question has none."""
    return [row for row in _rows(everything, question, Subject.ANSWER) if row.group == EVERYBODY]


def _rows(everything: Exported, question: QuestionView, subject: Subject) -> list[Row]:
    return [row for row in everything.rows if row.subject is subject and row.question == question.key]


def _opening(made: Deck, everything: Exported) -> None:
    view = everything.view
    slide = made.add(view.title, _("Zeg wie er vroeg, waarom, en wat de raad er nu mee kan."), size=40, top=1.8)
    facts = [
        " · ".join(filter(None, [view.label, view.size])),
        f"{everything.municipality}, {long_day(everything.frozen_on)}",
    ]
    made.text(slide, facts, top=4.2, height=1.4, size=24, colour=SOFT)


def _in_short(made: Deck, everything: Exported) -> None:
    view = everything.view
    rows = _of_headline(everything)
    notes = "\n".join(filter(None, [view.headline, view.remark, *view.sure, *view.missing, *view.too_few]))
    slide = made.add(cut(view.headline), notes, size=32)
    if rows:
        shown = [row for bar in view.bars for row in rows if row.option == bar.key] or rows
        made.chart(slide, chart_of_rows(_("Het belangrijkste"), view.headline, shown), top=2.1, height=4.4)
    elif view.too_few:
        made.text(slide, view.too_few, top=2.4, height=3, size=24)


def _of_headline(everything: Exported) -> list[Row]:
    first = next((one for one in everything.view.questions if one.number == everything.view.first_number), None)
    return everything_about(everything, first) if first is not None else []


def _differences(made: Deck, everything: Exported) -> None:
    differences = everything.differences
    if not differences.found:
        return
    title = _("Verschillen tussen groepen")
    lines = [f"{one_line(one.question)} · {one_line(one.answer)} · {bar.label}: {bar.words}"
             for one in differences.found for bar in one.bars]  # fmt: skip
    slide = made.add(title, "\n".join([*differences.sentences, *lines]), size=32)
    made.text(slide, [" ".join(differences.sentences)], top=1.3, height=0.6, size=18, colour=SOFT)
    made.chart(slide, chart_of_contrasts(title, differences), top=2.0, height=4.5)


def _question(made: Deck, everything: Exported, question: QuestionView) -> None:
    rows = everything_about(everything, question)
    if not rows:
        return
    about = filter(None, [question.only_for, question.sentence if question.sentence != question.only_for else ""])
    notes = "\n".join([one_line(question.text), *about, *question.notes, *map(in_notes, rows)])
    slide = made.add(_title(question), notes, size=26)
    made.chart(slide, chart_of_rows(_("Iedereen"), question.text, rows), top=1.9, height=4.4)
    if question.sentence:
        made.text(slide, [question.sentence], top=6.35, height=0.5, size=16, colour=SOFT)


def _groups(made: Deck, everything: Exported, question: QuestionView) -> None:
    """Lay the groups of each breakdown beside each other, on as many slides as their bars need."""
    answers = [row for row in _rows(everything, question, Subject.ANSWER) if row.breakdown]
    for breakdown in dict.fromkeys(row.breakdown for row in answers):
        mine = [row for row in answers if row.breakdown == breakdown]
        compared = _("Vergelijk: %(label)s", label=mine[0].breakdown_text)
        for chart, rows in charts_by_group(question.text, mine):
            slide = made.add(
                _title(question), "\n".join([one_line(question.text), compared, *map(in_notes, rows)]), size=26
            )
            made.text(slide, [compared], top=1.5, height=0.5, size=18, colour=SOFT)
            made.chart(slide, chart, top=2.0, height=4.75)


def _own_words(made: Deck, everything: Exported, question: QuestionView, told: InOwnWords) -> None:
    """Show themes as bars and some of the quotations; the notes have all of them."""
    themes = _rows(everything, question, Subject.THEME)
    quoted = [f"{one.said} ({one.about})" for one in told.quotations]
    lines = [*told.notes, *map(in_notes, themes), *map(one_line, quoted)]
    title = _("In eigen woorden")
    slide = made.add(_title(question), "\n".join([one_line(question.text), title, *lines]), size=26)
    shown = quoted[:MOST_ON_A_SLIDE]
    below = 0.75 * len(shown)
    made.text(slide, [title], top=1.5, height=0.5, size=18, colour=SOFT)
    if themes:
        made.chart(slide, chart_of_rows(title, question.text, themes), top=2.0, height=4.75 - below)
    if shown:
        made.text(slide, shown, top=6.75 - below if themes else 2.1, height=max(below, 0.6), size=14 if themes else 18)


def _advice(made: Deck, everything: Exported) -> None:
    """Show what groups recommend apart from all charts; the notes say why."""
    if not everything.advice:
        return
    notes = [" · ".join(filter(None, [one.in_a_line, one.why, one.size])) for one in everything.advice]
    slide = made.add(_("Advies van de groep"), "\n".join(map(one_line, notes)))
    made.text(slide, [everything.view.label], top=1.35, height=0.5, size=18, colour=SOFT)
    shown = [f"{number}. {one_line(one.in_a_line)}" for number, one in enumerate(everything.advice, start=1)]
    made.text(slide, shown[:MOST_IN_SHORT], top=2.0, height=4.6, size=22)


def _answers(made: Deck, everything: Exported) -> None:
    """Show what the municipality does; the notes say why."""
    if not everything.answers:
        return
    notes = [f"{one.in_a_line}. {one.reason}" for one in everything.answers]
    slide = made.add(_("Dit doet de gemeente"), "\n".join(map(one_line, notes)))
    shown = [text for one in everything.answers[:MOST_ANSWERS] for text in (one_line(one.in_a_line), one.in_short)]
    made.text(slide, shown, top=1.8, height=4.8, size=20)


def _title(question: QuestionView) -> str:
    return cut(f"{question.number}. {question.text}")


def _limits(made: Deck, everything: Exported) -> None:
    view = everything.view
    slide = made.add(_("Hoe zeker is dit, en wie missen we?"), "\n".join([*view.sure, *view.missing]))
    made.text(slide, [_("Hoe zeker is dit?")], top=1.8, height=0.5, size=20, bold=True)
    made.text(slide, view.sure, top=2.3, height=1.4, size=20)
    made.text(slide, [_("Wie missen we?")], top=3.9, height=0.5, size=20, bold=True)
    made.text(slide, view.missing, top=4.4, height=1.4, size=20)
    if everything.promise and not everything.answers:
        made.text(slide, [everything.promise], top=5.9, height=0.6, size=20)


def _method(made: Deck, everything: Exported) -> None:
    facts = [f"{asked} {told}" for asked, told in everything.view.method]
    slide = made.add(_("Zo is het gemeten"), "\n".join(facts))
    made.text(slide, facts, top=1.7, height=5, size=16 if len(facts) < 8 else 14)
