"""A published outcome as one list of rows in plain words: every file is written from these, so all hold the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask_babel import force_locale
from flask_babel import gettext as _

from panel.consultations.models import Consultation, EvidenceKind, QuestionKind
from panel.core.clock import local
from panel.core.i18n import long_day
from panel.core.reading import DUTCH
from panel.results.amounts import about, in_words, share_of, share_of_count
from panel.results.exports.advice import Advised
from panel.results.exports.answered import Answered
from panel.results.exports.own_words import InOwnWords, rows_of_own_words
from panel.results.exports.row import Row, Subject
from panel.results.labels import BreakdownLabels, Labels, QuestionLabels, labels_of
from panel.results.models import PublishedOutcome
from panel.results.opinion_story import shared_statements
from panel.results.presenters import DifferencesView, OutcomeView, present_differences, present_outcome, published_of
from panel.results.presenters.opinion_map import OpinionMapView, present_opinion_map, with_map_labels
from panel.results.presenters.weighing import weighed_in_words
from panel.results.words import only_for_sentence
from panel.stats.map_as_breakdown import with_map_as_breakdown
from panel.stats.published import Published, PublishedBreakdown, PublishedCount, PublishedQuestion
from panel.stats.published_tables import Edge, PublishedOption, PublishedTable


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
    # Whether and how answers were weighed, in words.
    weighing: str
    threshold: int
    example: bool
    promise: str
    rows: tuple[Row, ...]
    view: OutcomeView
    differences: DifferencesView
    own_words: tuple[InOwnWords, ...] = ()
    advice: tuple[Advised, ...] = ()
    # What the municipality answered; with an answer nobody waits for what was promised.
    answers: tuple[Answered, ...] = ()
    # The name of the group when it is the outcome of one group by itself.
    group: str = ""
    # The statements on which all groups of the opinion map think alike, by key: AGREE or DISAGREE.
    shared: Mapping[str, str] = field(default_factory=dict)
    opinion_map: OpinionMapView | None = None


@dataclass(frozen=True)
class Whose:
    """Whose outcome it is: of which municipality, where its page stands, and of which group if of one alone."""

    municipality: str
    address: str
    group: str = ""


def exported(
    consultation: Consultation, outcome: PublishedOutcome, whose: Whose, own_words: Sequence[InOwnWords] = ()
) -> Exported:
    """Return a frozen outcome as rows and words, in Dutch whoever asks."""
    published = published_of(outcome)
    with force_locale(DUTCH):
        labels = labels_of(consultation)
        view = present_outcome(consultation, outcome)
        title = f"{view.title} · {whose.group}" if whose.group else view.title
        return Exported(
            code=consultation.code,
            municipality=whose.municipality,
            address=whose.address,
            evidence=consultation.evidence_kind,
            version=outcome.version,
            frozen_on=local(outcome.frozen_at).date(),
            weighted=published.weighted,
            weighing=weighed_in_words(consultation.evidence_kind, published),
            threshold=published.threshold,
            example=consultation.example,
            promise=_promise(consultation),
            rows=tuple(rows_of(*_with_map(published, labels), own_words)),
            view=replace(view, title=title),
            differences=present_differences(consultation.evidence_kind, published, labels),
            own_words=tuple(own_words),
            group=whose.group,
            shared=_shared(published),
            opinion_map=present_opinion_map(published, labels),
        )


def _shared(published: Published) -> dict[str, str]:
    drawn = published.opinion_map
    found = shared_statements(drawn) if drawn is not None and drawn.shown else []
    return {one.key: one.stance.value for one in found}


def _with_map(published: Published, labels: Labels) -> tuple[Published, Labels]:
    """Return figures and words with the groups of the opinion map as one more breakdown, when there is a map."""
    drawn = published.opinion_map
    if drawn is None or not drawn.shown:
        return published, labels
    return with_map_as_breakdown(published), with_map_labels(labels, drawn)


def rows_of(published: Published, labels: Labels, own_words: Sequence[InOwnWords] = ()) -> Iterator[Row]:
    """Give every figure that may be shown: of everybody, by group, and question by question."""
    told = {one.question: one for one in own_words}
    if not published.shown or published.size is None:
        return
    yield Row(Subject.TOOK_PART, about(published.size), group_text=_("Iedereen"), count=published.size)
    for breakdown in published.breakdowns:
        if breakdown.shown and breakdown.key in labels.breakdowns:
            yield from _groups(breakdown, labels.breakdowns[breakdown.key])
    for question in published.questions:
        if question.key in labels.questions:
            only_for = only_for_sentence(question.key, published, labels)
            if question.shown and question.table is not None:
                yield from _question(question, question.table, labels, only_for)
            if question.key in told:
                yield from rows_of_own_words(told[question.key], _asked(labels.questions[question.key], only_for))


def _promise(consultation: Consultation) -> str:
    if not consultation.promised_by or consultation.promised_on is None:
        return ""
    return _(
        "%(who)s beloofde antwoord voor het eind van %(day)s.",
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


def _asked(words: QuestionLabels, only_for: str) -> Row:
    """Return a row that says which question it is about, for everybody's figures."""
    return Row(
        Subject.ANSWERED,
        "",
        number=words.number,
        question=words.key,
        question_text=words.text,
        question_kind=words.kind.value,
        only_for=only_for,
        group_text=_("Iedereen"),
    )


def _question(question: PublishedQuestion, table: PublishedTable, labels: Labels, only_for: str) -> Iterator[Row]:
    words = labels.questions[question.key]
    asked = _asked(words, only_for)
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
