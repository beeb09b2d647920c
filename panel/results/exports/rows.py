"""A published outcome as one list of rows in plain words: every file is written from these, so all hold the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from flask_babel import force_locale
from flask_babel import gettext as _

from panel.consultations.models import Consultation, EvidenceKind, QuestionKind
from panel.core.clock import local
from panel.core.i18n import long_day
from panel.core.reading import DUTCH
from panel.results.amounts import about, in_words, number, share_of, share_of_count
from panel.results.labels import BreakdownLabels, Labels, QuestionLabels, labels_of
from panel.results.models import PublishedOutcome
from panel.results.presenters import OutcomeView, present_outcome, published_of
from panel.results.presenters.opinion_map import with_map_labels
from panel.results.words import only_for_sentence
from panel.stats.map_as_breakdown import with_map_as_breakdown
from panel.stats.published import Published, PublishedBreakdown, PublishedCount, PublishedQuestion
from panel.stats.published_tables import Edge, PublishedOption, PublishedTable, Unit

EVERYBODY = ""
"""The group of a row that is about all who took part."""


class Subject(StrEnum):
    """What the numbers of a row count."""

    TOOK_PART = "TOOK_PART"
    GROUP = "GROUP"
    ANSWERED = "ANSWERED"
    ANSWER = "ANSWER"
    SKIPPED = "SKIPPED"
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD"


@dataclass(frozen=True)
class Row:
    """One published figure with its words.

    `count` and `rest` are people, multiples of 5; None where that may not be shown or words say it better. `share` is
    in steps of `unit`; None for a row that only counts people, and where `edge` says it ("bijna niemand"). `merged`
    names what is inside "Anders" or "Overige".
    """

    subject: Subject
    words: str
    number: int = 0
    question: str = ""
    question_text: str = ""
    question_kind: str = ""
    only_for: str = ""
    breakdown: str = ""
    breakdown_text: str = ""
    group: str = EVERYBODY
    group_text: str = ""
    option: str = ""
    option_text: str = ""
    count: int | None = None
    rest: int | None = None
    share: int | None = None
    unit: Unit | None = None
    edge: Edge | None = None
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exported:
    """A whole outcome, ready for any file: where it comes from, the rows, and the words of the outcome page."""

    code: str
    municipality: str
    address: str
    evidence: EvidenceKind
    version: int
    frozen_on: dt.date
    weighted: bool
    threshold: int
    example: bool
    promise: str
    rows: tuple[Row, ...]
    view: OutcomeView


def exported(consultation: Consultation, outcome: PublishedOutcome, *, municipality: str, host: str) -> Exported:
    """Return a frozen outcome as rows and words, in Dutch whoever asks. `host` is where the outcome page stands."""
    published = published_of(outcome)
    with force_locale(DUTCH):
        labels = labels_of(consultation)
        return Exported(
            code=consultation.code,
            municipality=municipality,
            address=f"{host}/uitslag/{consultation.code}",
            evidence=consultation.evidence_kind,
            version=outcome.version,
            frozen_on=local(outcome.frozen_at).date(),
            weighted=published.weighted,
            threshold=published.threshold,
            example=consultation.example,
            promise=_promise(consultation),
            rows=tuple(rows_of(*_with_map(published, labels))),
            view=present_outcome(consultation, outcome),
        )


def _with_map(published: Published, labels: Labels) -> tuple[Published, Labels]:
    """Return figures and words with the groups of the opinion map as one more breakdown, when there is a map."""
    drawn = published.opinion_map
    if drawn is None or not drawn.shown:
        return published, labels
    return with_map_as_breakdown(published), with_map_labels(labels, drawn)


def rows_of(published: Published, labels: Labels) -> Iterator[Row]:
    """Give every figure that may be shown: of everybody, by group, and question by question."""
    if not published.shown or published.size is None:
        return
    yield Row(Subject.TOOK_PART, about(published.size), group_text=_("Iedereen"), count=published.size)
    for breakdown in published.breakdowns:
        if breakdown.shown and breakdown.key in labels.breakdowns:
            yield from _groups(breakdown, labels.breakdowns[breakdown.key])
    for question in published.questions:
        if question.shown and question.table is not None and question.key in labels.questions:
            only_for = only_for_sentence(question.key, published, labels)
            yield from _question(question, question.table, labels, only_for)


def _promise(consultation: Consultation) -> str:
    if not consultation.promised_by or consultation.promised_on is None:
        return ""
    return _(
        "%(who)s beloofde antwoord uiterlijk op %(day)s.",
        who=consultation.promised_by,
        day=long_day(consultation.promised_on),
    )


def _groups(breakdown: PublishedBreakdown, labels: BreakdownLabels) -> Iterator[Row]:
    for group in breakdown.groups:
        yield Row(
            Subject.GROUP,
            about(group.size),
            breakdown=breakdown.key,
            breakdown_text=labels.label,
            group=group.key,
            group_text=labels.group(group.key),
            count=group.size,
            merged=tuple(labels.group(key) for key in group.merged),
        )


def _question(question: PublishedQuestion, table: PublishedTable, labels: Labels, only_for: str) -> Iterator[Row]:
    words = labels.questions[question.key]
    asked = Row(
        Subject.ANSWERED,
        "",
        number=words.number,
        question=words.key,
        question_text=words.text,
        question_kind=words.kind.value,
        only_for=only_for,
        group_text=_("Iedereen"),
    )
    yield from _table(table, words, asked)
    yield from _besides(Subject.SKIPPED, question.skipped, asked)
    yield from _besides(Subject.NOT_UNDERSTOOD, question.not_understood, asked)
    # Of an open question only how many wrote is told, and the page tells that of everybody alone.
    splits = question.splits if words.kind is not QuestionKind.OPEN_TEXT else ()
    for split in splits:
        breakdown = labels.breakdowns[split.breakdown]
        by = replace(asked, breakdown=breakdown.key, breakdown_text=breakdown.label)
        for group in split.groups:
            if group.table is not None:
                mine = replace(by, group=group.key, group_text=breakdown.group(group.key))
                yield from _table(group.table, words, mine)


def _table(table: PublishedTable, words: QuestionLabels, asked: Row) -> Iterator[Row]:
    if table.size is not None:
        yield replace(asked, words=about(table.size), count=table.size)
    if words.kind is QuestionKind.OPEN_TEXT:
        return
    for option in table.options:
        yield _answer(option, table, words, asked)


def _answer(option: PublishedOption, table: PublishedTable, words: QuestionLabels, asked: Row) -> Row:
    return replace(
        asked,
        subject=Subject.ANSWER,
        words=in_words(share_of(option, table.unit)),
        option=option.key,
        option_text=words.option(option.key),
        count=None if option.edge is Edge.NOBODY else option.count,
        rest=None if option.edge is not None else option.rest,
        share=None if option.edge is not None else option.share,
        unit=table.unit,
        edge=option.edge,
        merged=tuple(words.option(key) for key in option.merged),
    )


def _besides(subject: Subject, counted: PublishedCount | None, asked: Row) -> Iterator[Row]:
    if counted is None:
        return
    yield replace(
        asked,
        subject=subject,
        words=in_words(share_of_count(counted)),
        count=counted.count,
        share=counted.share,
        unit=counted.unit,
    )


def people(count: int | None) -> str:
    """Return a number of people as a table shows it; a dash where there is none to show."""
    return "–" if count is None else number(count)
