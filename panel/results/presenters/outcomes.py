"""A frozen outcome as the words and numbers of the outcome page, and of its line in a list."""

from __future__ import annotations

from panel.consultations.models import Consultation, QuestionKind
from panel.core.i18n import only_dutch
from panel.core.reading import DUTCH
from panel.results import words
from panel.results.amounts import about, in_words, share_of
from panel.results.certainty import how_sure
from panel.results.labels import labels_of
from panel.results.models import PublishedOutcome
from panel.results.presenters.method import present_method
from panel.results.presenters.missing import who_is_missing
from panel.results.presenters.questions import present_bars, present_question
from panel.results.presenters.scales import present_scale
from panel.results.presenters.views import Bar, OutcomeView
from panel.results.scales import is_scale
from panel.stats.published import Published
from panel.stats.published_tables import PublishedOption, PublishedTable

BARS_ON_TOP = 4
"""The first screen shows every answer up to this many; of more answers the three most given."""


def published_of(outcome: PublishedOutcome) -> Published:
    """Return the frozen figures. Raises ValueError when they were stored in a format that is not ours."""
    return Published.from_dict(outcome.content)


def present_outcome(
    consultation: Consultation, outcome: PublishedOutcome, language: str = DUTCH, *, easy: bool = False
) -> OutcomeView:
    """Word a frozen outcome for the outcome page; what the author wrote is in `language` where that was translated."""
    published, labels = published_of(outcome), labels_of(consultation, language, easy=easy)
    top = words.headline(published, labels) if published.shown else None
    table = published.question(top.question_key).table if top else None
    option = next((one for one in table.options if one.key == top.option_key), None) if top and table else None
    asked = labels.questions[top.question_key] if top else None
    closed = table if asked and asked.kind is not QuestionKind.OPEN_TEXT else None
    bars = present_bars(asked, closed, top.option_key) if top and asked and closed else []
    kind = consultation.evidence_kind
    return OutcomeView(
        title=only_dutch(consultation.policy_question.title),
        label=words.evidence_label(kind),
        size=about(published.size) if published.size is not None else "",
        shown=top is not None,
        headline=top.sentence if top else words.too_few_title(),
        remark=top.remark if top else "",
        people=_people(option, table),
        bars=_on_top(bars),
        scale=present_scale(asked, closed) if asked and closed and is_scale(asked) else None,
        more_bars=len(_on_top(bars)) < len(bars),
        first_number=asked.number if asked else 0,
        too_few=[] if top else words.too_few_sentences(published),
        sure=how_sure(kind, published, option, table) if top else [],
        missing=who_is_missing(kind, outcome, published, labels) if top else [],
        questions=[present_question(one, labels, published) for one in published.questions],
        method=present_method(consultation, outcome, published, table),
        hidden_breakdowns=[
            (labels.breakdowns[one.key].label, words.reason_sentence(one.reason, published))
            for one in published.breakdowns
            if not one.shown and one.key in labels.breakdowns
        ],
    )


def present_headline(
    consultation: Consultation, outcome: PublishedOutcome, language: str = DUTCH, *, easy: bool = False
) -> tuple[str, str, str]:
    """Return label, size and headline of an outcome, for a list."""
    published = published_of(outcome)
    top = words.headline(published, labels_of(consultation, language, easy=easy)) if published.shown else None
    size = about(published.size) if published.size is not None else ""
    return words.evidence_label(consultation.evidence_kind), size, top.sentence if top else words.too_few_title()


def _people(option: PublishedOption | None, table: PublishedTable | None) -> tuple[int, str] | None:
    """Return how many of ten people to fill in, and the words that go with it."""
    if option is None or table is None:
        return None
    share = share_of(option, table.unit)
    return (share.of_hundred + 5) // 10, in_words(share)


def _on_top(bars: list[Bar]) -> list[Bar]:
    scale = any(bar.look in {"low", "middle", "high"} for bar in bars)
    if scale or len(bars) <= BARS_ON_TOP:
        return bars
    largest = sorted(bars, key=lambda bar: (bar.look == "unknown", -bar.length))[:3]
    return largest
