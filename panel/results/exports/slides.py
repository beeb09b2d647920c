"""The outcome as slides for the council meeting: native charts that can be changed, with notes and words for each."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from panel.core.i18n import long_day
from panel.core.reading import DUTCH
from panel.results.exports.advice import MOST_IN_SHORT, Advised
from panel.results.exports.answered import MOST_ANSWERS
from panel.results.exports.chart_of_rows import chart_of_rows, charts_of_contrasts, in_notes, notes_of
from panel.results.exports.deck import Deck, as_large_as_fits, one_line
from panel.results.exports.fit import Words
from panel.results.exports.native_chart import LETTERS, Chart
from panel.results.exports.own_words import InOwnWords
from panel.results.exports.progress import Progress, nobody_waits
from panel.results.exports.row import EVERYBODY, Row, Subject
from panel.results.exports.rows import Exported
from panel.results.exports.slides_of_groups import add_groups
from panel.results.presenters import QuestionView

MOST_ON_A_SLIDE = 3
"""So many quotations can be read from the back of a room; the notes have them all."""
QUOTED, ADVISED = 24, 22


def slides_pptx(everything: Exported, progress: Progress = nobody_waits) -> bytes:
    """Return a presentation: the message, each question, own words, how it was measured, and groups as an annex."""
    with force_locale(DUTCH):
        made, view = Deck(everything), everything.view
        told = {one.question: one for one in everything.own_words}
        parts = len(view.questions) + 4
        _opening(made, everything)
        progress(1, parts)
        _in_short(made, everything)
        _differences(made, everything)
        _common_ground(made, everything)
        progress(2, parts)
        for ready, question in enumerate(view.questions, start=3):
            _question(made, everything, question)
            if question.key in told:
                _own_words(made, everything, question, told[question.key])
            progress(ready, parts)
        _advice(made, everything.advice)
        _answers(made, everything)
        if view.shown:
            _limits(made, everything)
        _method(made, everything)
        add_groups(made, everything)
        progress(parts - 1, parts)
        content = made.saved()
        progress(parts, parts)
        return content


def _everybody(everything: Exported, question: str) -> list[Row]:
    """Return the answers of everybody to one question; an open question has none."""
    return [
        row for row in everything.rows
        if row.subject is Subject.ANSWER and row.question == question and row.group == EVERYBODY
    ]  # fmt: skip


def _opening(made: Deck, everything: Exported) -> None:
    view = everything.view
    facts = [
        " · ".join(filter(None, [view.label, view.size])),
        f"{everything.municipality}, {long_day(everything.frozen_on)}",
        _("Dit is een voorbeeld") if everything.example else "",
    ]
    made.open(view.title, list(filter(None, facts)), _("Zeg wie er vroeg, waarom, en wat de raad er nu mee kan."))


def _in_short(made: Deck, everything: Exported) -> None:
    view = everything.view
    notes = "\n".join(filter(None, [view.headline, view.remark, *view.sure, *view.missing, *view.too_few]))
    first = next((one for one in view.questions if one.number == view.first_number), None)
    rows = _everybody(everything, first.key) if first is not None else []
    if rows:
        most = [row for bar in view.bars for row in rows if row.option == bar.key] if view.more_bars else []
        under = " ".join(filter(None, [view.remark, _("De meest gegeven antwoorden.") if most else ""]))
        chart = chart_of_rows(_("Het belangrijkste"), view.headline, most or rows)
        made.charts(view.headline, [chart], lambda _page: notes, under=under)
    else:
        told = [[Words(one, 24)] for one in [view.remark, *view.too_few] if one]
        made.words(view.headline, told or [[Words(view.size, 24)]], notes)


def _differences(made: Deck, everything: Exported) -> None:
    differences = everything.differences
    if not differences.found:
        return
    title, sentence = _("Verschillen tussen groepen"), " ".join(differences.sentences)
    lines = [f"{one_line(one.question)} · {one_line(one.answer)} · {bar.label}: {bar.words}"
             for one in differences.found for bar in one.bars]  # fmt: skip
    notes = "\n".join([*differences.sentences, *lines])
    made.charts(title, list(charts_of_contrasts(title, differences)), lambda _page: notes, under=sentence)


def _common_ground(made: Deck, everything: Exported) -> None:
    """Say first what all groups of the opinion map think alike of."""
    lines = [
        f"{one_line(row.question_text)} {row.option_text}."
        for question, stance in everything.shared.items()
        for row in _everybody(everything, question)
        if row.option == stance
    ]
    if lines:
        groups = as_large_as_fits([[Words(one, LETTERS)] for one in lines])
        made.words(_("Hier zijn de groepen het over eens"), groups, "\n".join(lines))


def _question(made: Deck, everything: Exported, question: QuestionView) -> None:
    rows = _everybody(everything, question.key)
    if not rows:
        return
    sentence = question.sentence if question.sentence != question.only_for else ""
    about = list(filter(None, [question.only_for, sentence]))
    above = [one_line(question.text), *about, *question.notes]

    def notes(page: list[Chart]) -> str:
        return "\n".join([*above, *notes_of(page)])

    made.charts(numbered(question), [chart_of_rows(_("Iedereen"), question.text, rows)], notes, under=" ".join(about))


def _own_words(made: Deck, everything: Exported, question: QuestionView, told: InOwnWords) -> None:
    """Show themes as bars, and on a slide of their own some of the quotations; the notes have all of them."""
    themes = [row for row in everything.rows if row.subject is Subject.THEME and row.question == question.key]
    title = _("In eigen woorden")
    quoted = [one_line(f"{one.said} ({one.about})") for one in told.quotations]
    first = "\n".join([one_line(question.text), title, *told.notes, *map(in_notes, themes), *quoted])
    if themes:
        chart = chart_of_rows(title, question.text, themes)
        made.charts(numbered(question), [chart], lambda _page: first, under=title)
    shown = [
        [Words(one.said, QUOTED), Words(one.about, LETTERS, soft=True)] for one in told.quotations[:MOST_ON_A_SLIDE]
    ]
    if shown:
        after = f" · {_('Citaten')}" if themes else ""
        made.words(numbered(question) + after, shown, "\n".join([one_line(question.text), _("Citaten"), *quoted]))


def _advice(made: Deck, advice: Sequence[Advised]) -> None:
    """Show what groups recommend apart from all charts; the notes say why."""
    if not advice:
        return
    notes = "\n".join(one_line(" · ".join(filter(None, [one.in_a_line, one.why, one.size]))) for one in advice)
    shown = [[Words(f"{number}. {one.in_a_line}", ADVISED)] for number, one in enumerate(advice, start=1)]
    made.words(_("Advies van de groep"), shown[:MOST_IN_SHORT], notes)


def _answers(made: Deck, everything: Exported) -> None:
    """Show what the municipality does; the notes say why."""
    if not everything.answers:
        return
    notes = "\n".join(one_line(f"{one.in_a_line}. {one.reason}") for one in everything.answers)
    shown = [
        [Words(one.in_a_line, LETTERS, bold=True), Words(one.in_short, LETTERS)]
        for one in everything.answers[:MOST_ANSWERS]
    ]
    made.words(_("Dit doet de gemeente"), as_large_as_fits(shown), notes)


def _limits(made: Deck, everything: Exported) -> None:
    view = everything.view
    groups = [
        _told(_("Hoe zeker is dit?"), view.sure),
        _told(_("Wie missen we?"), view.missing),
        _told(_("Wat gebeurt er nu?"), ["" if everything.answers else everything.promise]),
    ]
    groups = as_large_as_fits(group for group in groups if group)
    made.words(_("Hoe zeker is dit, en wie missen we?"), groups, "\n".join([*view.sure, *view.missing]))


def _method(made: Deck, everything: Exported) -> None:
    """Tell it a few facts a slide, so that each can be read."""
    facts = everything.view.method
    notes = "\n".join(f"{asked} {told}" for asked, told in facts)
    groups = [_told(asked, [told]) for asked, told in facts]
    made.words(_("Zo is het gemeten"), groups, notes)


def _told(asked: str, told: Sequence[str]) -> list[Words]:
    sentences = [Words(one, LETTERS) for one in told if one]
    return [Words(asked, LETTERS, bold=True), *sentences] if sentences else []


def numbered(question: QuestionView) -> str:
    return f"{question.number}. {one_line(question.text)}"
