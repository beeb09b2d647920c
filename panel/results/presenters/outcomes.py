"""A frozen outcome as the words and numbers of the outcome page, and of its line in a list."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _

from panel.consultations.models import Consultation, EvidenceKind, QuestionKind
from panel.core.i18n import long_day
from panel.results import words
from panel.results.amounts import about, in_words, number, share_of
from panel.results.certainty import chance_only, how_sure
from panel.results.labels import labels_of
from panel.results.models import PublishedOutcome
from panel.results.presenters.questions import present_bars, present_question
from panel.results.presenters.views import Bar, OutcomeView
from panel.stats.published import Published, PublishedOption, PublishedTable

BARS_ON_TOP = 4
"""The first screen shows every answer up to this many; of more answers the three most given."""


def published_of(outcome: PublishedOutcome) -> Published:
    """Return the frozen figures. Raises ValueError when they were stored in a format that is not ours."""
    return Published.from_dict(outcome.content)


def present_outcome(consultation: Consultation, outcome: PublishedOutcome) -> OutcomeView:
    """Word a frozen outcome for the outcome page."""
    published, labels = published_of(outcome), labels_of(consultation)
    top = words.headline(published, labels) if published.shown else None
    table = published.question(top.question_key).table if top else None
    option = next((one for one in table.options if one.key == top.option_key), None) if top and table else None
    bars = present_bars(labels.questions[top.question_key], table, top.option_key) if top and table else []
    kind = consultation.evidence_kind
    closed = top is not None and labels.questions[top.question_key].kind is not QuestionKind.OPEN_TEXT
    return OutcomeView(
        title=consultation.policy_question.title,
        label=words.evidence_label(kind),
        size=about(published.size) if published.size is not None else "",
        shown=top is not None,
        headline=top.sentence if top else words.too_few_title(),
        remark=top.remark if top else "",
        people=_people(option, table),
        bars=_on_top(bars) if closed else [],
        more_bars=closed and len(_on_top(bars)) < len(bars),
        first_number=labels.questions[top.question_key].number if top else 0,
        too_few=[] if top else words.too_few_sentences(published),
        sure=how_sure(kind, published, option, table) if top else [],
        missing=_missing(kind, outcome) if top else [],
        questions=[present_question(one, labels, published) for one in published.questions],
        method=_method(consultation, outcome, published, table),
        hidden_breakdowns=[
            (labels.breakdowns[one.key].label, words.reason_sentence(one.reason, published))
            for one in published.breakdowns
            if not one.shown and one.key in labels.breakdowns
        ],
    )


def present_headline(consultation: Consultation, outcome: PublishedOutcome) -> tuple[str, str, str]:
    """Return label, size and headline of an outcome, for a list."""
    published = published_of(outcome)
    top = words.headline(published, labels_of(consultation)) if published.shown else None
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


def _missing(kind: EvidenceKind, outcome: PublishedOutcome) -> list[str]:
    """Say who is not in this outcome, as far as that is known."""
    fixed = {
        EvidenceKind.SAMPLE: _("Wie niet antwoordde, kan anders denken."),
        EvidenceKind.PANEL: _("Iedereen die geen lid is van het panel."),
        EvidenceKind.OPEN: _("Iedereen die de vraag niet zag of niet wilde meedoen."),
        EvidenceKind.GROUP: _("Iedereen buiten deze groepen."),
    }[kind]
    invited, took_part = outcome.method.get("invited_about"), outcome.method.get("took_part_about")
    if not invited or not took_part:
        return [fixed]
    response = _(
        "Ongeveer %(took_part)s van de %(invited)s uitgenodigde mensen deden mee.",
        invited=number(int(invited)),
        took_part=number(int(took_part)),
    )
    return [response, fixed]


def _came_in(modes: object) -> str:
    """Say how many answers were taken in a talk or from paper, as far as that may be said."""
    counts = modes if isinstance(modes, dict) else {}
    sentences = {
        "CONVERSATION": _("Ongeveer %(count)s in een gesprek.", count=number(int(counts.get("CONVERSATION", 0)))),
        "PAPER": _("Ongeveer %(count)s op papier.", count=number(int(counts.get("PAPER", 0)))),
    }
    said = [sentence for mode, sentence in sentences.items() if counts.get(mode)]
    return " ".join([*said, _("De andere kwamen anders binnen.")]) if said else ""


def _method(
    consultation: Consultation, outcome: PublishedOutcome, published: Published, table: PublishedTable | None
) -> list[tuple[str, str]]:
    facts = [(_("Hoe kwamen mensen binnen?"), words.evidence_explained(consultation.evidence_kind))]
    came_in = _came_in(outcome.method.get("modes_about"))
    if came_in:
        facts.append((_("Hoe kwamen antwoorden binnen?"), came_in))
    period = _period(outcome.method.get("opened_on"), outcome.method.get("closed_on"))
    if period:
        facts.append((_("Wanneer?"), period))
    if published.size is not None:
        facts.append((_("Hoeveel mensen?"), words.size_sentence(published.size)))
    facts.append((
        _("Gewogen?"),
        _("Ja. Elke groep telt zo zwaar als in de gemeente.")
        if published.weighted
        else _("Nee. Elk antwoord telt even zwaar."),
    ))  # fmt: skip
    if chance_only(consultation.evidence_kind, table):
        facts.append((_("Wat zegt de marge?"), chance_only(consultation.evidence_kind, table)))
    facts.append((
        _("Wie kan zien wat ik zei?"),
        _("Niemand. Alle aantallen zijn afgerond op %(step)s. Groepen onder %(threshold)s mensen laten we niet zien.",
          step=5, threshold=published.threshold),
    ))  # fmt: skip
    if outcome.method.get("damaged_boxes"):
        facts.append((_("Ging alles goed?"), _("Enkele antwoorden waren beschadigd. Die tellen niet mee.")))
    if outcome.method.get("source_note"):
        facts.append((_("Waar komen de antwoorden vandaan?"), str(outcome.method["source_note"])))
    if outcome.version > 1:
        facts.append((_("Verbeterd?"), _("Ja. Dit is versie %(version)s.", version=outcome.version)))
    return facts


def _period(opened: object, closed: object) -> str:
    days = [dt.date.fromisoformat(day) if isinstance(day, str) else None for day in (opened, closed)]
    shown = [long_day(day) for day in days]
    if shown[0] and shown[1]:
        return _("Van %(first)s tot en met %(last)s.", first=shown[0], last=shown[1])
    return _("Tot en met %(last)s.", last=shown[1]) if shown[1] else ""
