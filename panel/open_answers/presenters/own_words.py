"""What people said in their own words, for the outcome page: themes as bars in words, and released quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, Question, QuestionKind
from panel.core.i18n import only_dutch, spoken_list
from panel.core.reading import DUTCH
from panel.open_answers.models import PublishedThemes, Quotation
from panel.open_answers.queries import latest_themes, open_questions, quotations_of, released
from panel.open_answers.service.counting import NO_THEME
from panel.results.labels import Labels, QuestionLabels, labels_of
from panel.results.presenters import Bar, Table, present_bars, present_table
from panel.stats.published import OTHER, Published

LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True)
class QuotationLine:
    """One released quotation; `marked` says whose words they are, `theme` is empty when it is not shown as a bar."""

    text: str
    marked: str
    theme: str
    literal: bool
    # The language that its letters are of, as far as these tell: Dutch, or unknown.
    lang: str = ""


@dataclass(frozen=True)
class OwnWords:
    """One open question with what people wrote about it."""

    key: str
    text: str
    bars: list[Bar] = field(default_factory=list)
    table: Table | None = None
    notes: list[str] = field(default_factory=list)
    quotations: list[QuotationLine] = field(default_factory=list)


def present_own_words(session: Session, consultation: Consultation, labels: Labels | None = None) -> list[OwnWords]:
    """Return the open questions of which themes or quotations are released, in their order; else nothing."""
    called = labels or labels_of(consultation)
    found = []
    for question in open_questions(consultation):
        themes, quoted = latest_themes(session, question.id), released(quotations_of(session, question))
        if themes is not None or quoted:
            found.append(_own_words(question, called.questions[question.key].text, themes, quoted))
    return found


def _own_words(question: Question, text: str, themes: PublishedThemes | None, quoted: Sequence[Quotation]) -> OwnWords:
    shown = {} if themes is None else _names(themes)
    lines = [
        QuotationLine(
            one.text,
            _("in onze woorden") if one.paraphrased else _("letterlijk"),
            shown.get(f"theme-{one.theme_id}", ""),
            not one.paraphrased,
            DUTCH if LATIN.search(one.text) else "",
        )
        for one in quoted
    ]
    if themes is None:
        return OwnWords(question.key, text, quotations=lines)
    bars, table, notes = present_counted(question, Published.from_dict(themes.content), themes.method)
    return OwnWords(question.key, text, bars, table, notes, lines)


def present_counted(
    question: Question, published: Published, method: dict[str, object]
) -> tuple[list[Bar], Table | None, list[str]]:
    """Return the counts of themes as bars in words, the same in figures, and how they were made."""
    table, labels = published.questions[0].table, theme_labels(question, method)
    if table is None:
        return [], None, []
    bars = sorted(present_bars(labels, table), key=lambda bar: (bar.key in (OTHER, NO_THEME), -bar.length))
    return bars, present_table(labels, table), _notes(labels, published, method)


def theme_labels(question: Question, method: dict[str, object]) -> QuestionLabels:
    """Return what the themes are called: as they were when they were published."""
    names = method.get("names")
    options = {**_only_dutch(names), NO_THEME: _("Iets anders")} if isinstance(names, dict) else {}
    return QuestionLabels(question.key, 0, question.text, QuestionKind.CHOOSE_SEVERAL, options)


def _notes(labels: QuestionLabels, published: Published, method: dict[str, object]) -> list[str]:
    notes = [_("Een mens las elk antwoord en koos wat erbij hoort.")]
    if not method.get("all_read") and method.get("read_about"):
        read = method["read_about"]
        notes = [_("Een mens las ongeveer %(read)s antwoorden. Het toeval koos welke.", read=read)]
    notes.append(_("Een antwoord kan over meer dingen gaan."))
    table = published.questions[0].table
    merged = next((one.merged for one in table.options if one.key == OTHER), ()) if table else ()
    small = [labels.option(key) for key in merged if key != NO_THEME]
    if small:
        notes.append(_("Anders is ook: %(names)s. Elk apart te weinig mensen.", names=spoken_list(small)))
    kappa, twice = method.get("kappa"), method.get("read_twice_about")
    if isinstance(twice, int) and isinstance(kappa, float):
        notes.append(_agreed(kappa))
    return notes


def _agreed(kappa: float) -> str:
    if kappa >= 0.8:
        return _("Twee mensen lazen een deel. Ze kozen bijna altijd hetzelfde.")
    if kappa >= 0.6:
        return _("Twee mensen lazen een deel. Ze kozen meestal hetzelfde.")
    return _("Twee mensen lazen een deel. Ze kozen vaak iets anders.")


def _names(themes: PublishedThemes) -> dict[str, str]:
    """Return the themes that have a bar of their own: only those are named beside a quotation."""
    table = Published.from_dict(themes.content).questions[0].table
    own = {one.key for one in table.options} if table else set()
    names = themes.method.get("names", {})
    return {key: name for key, name in _only_dutch(names).items() if key in own}


def _only_dutch(names: dict[str, object]) -> dict[str, str]:
    """Return the names of themes, which an officer wrote in Dutch."""
    return {key: only_dutch(str(name)) for key, name in names.items()}
