"""What people said in their own words, for the outcome page: themes as bars in words, and released quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, Question, QuestionKind
from panel.open_answers.models import PublishedThemes, Quotation
from panel.open_answers.queries import latest_themes, open_questions, quotations_of, released
from panel.open_answers.service.counting import NO_THEME
from panel.results.labels import QuestionLabels
from panel.results.presenters import Bar, Table, present_bars, present_table
from panel.stats.published import OTHER, Published


@dataclass(frozen=True)
class QuotationLine:
    """One released quotation; `marked` says whose words they are, `theme` is empty when it is not shown as a bar."""

    text: str
    marked: str
    theme: str
    literal: bool


@dataclass(frozen=True)
class OwnWords:
    """One open question with what people wrote about it."""

    key: str
    text: str
    bars: list[Bar] = field(default_factory=list)
    table: Table | None = None
    notes: list[str] = field(default_factory=list)
    quotations: list[QuotationLine] = field(default_factory=list)


def present_own_words(session: Session, consultation: Consultation) -> list[OwnWords]:
    """Return the open questions of which themes or quotations are released, in their order; else nothing."""
    found = []
    for question in open_questions(consultation):
        themes, quoted = latest_themes(session, question.id), released(quotations_of(session, question))
        if themes is not None or quoted:
            found.append(_own_words(question, themes, quoted))
    return found


def _own_words(question: Question, themes: PublishedThemes | None, quoted: Sequence[Quotation]) -> OwnWords:
    shown = {} if themes is None else _names(themes)
    lines = [
        QuotationLine(
            one.text,
            _("in onze woorden") if one.paraphrased else _("letterlijk"),
            shown.get(f"theme-{one.theme_id}", ""),
            not one.paraphrased,
        )
        for one in quoted
    ]
    if themes is None:
        return OwnWords(question.key, question.text, quotations=lines)
    bars, table, notes = present_counted(question, Published.from_dict(themes.content), themes.method)
    return OwnWords(question.key, question.text, bars, table, notes, lines)


def present_counted(
    question: Question, published: Published, method: dict[str, object]
) -> tuple[list[Bar], Table | None, list[str]]:
    """Return the counts of themes as bars in words, the same in figures, and how they were made."""
    table = published.questions[0].table
    names = method.get("names")
    options = {**names, NO_THEME: _("Iets anders")} if isinstance(names, dict) else {}
    labels = QuestionLabels(question.key, 0, question.text, QuestionKind.CHOOSE_SEVERAL, options)
    if table is None:
        return [], None, []
    bars = sorted(present_bars(labels, table), key=lambda bar: (bar.key in (OTHER, NO_THEME), -bar.length))
    return bars, present_table(labels, table), _notes(labels, published, method)


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
        notes.append(_("Anders is ook: %(names)s. Elk apart te weinig mensen.", names=", ".join(small)))
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
    return {key: str(name) for key, name in names.items() if key in own}
