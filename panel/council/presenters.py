"""The lists of /uitslagen and the pages of what has no outcome yet, in finished words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask_babel import gettext as _

from panel.answering.wording import Wording
from panel.consultations.models import Consultation, EvidenceKind, State
from panel.core.clock import local
from panel.core.i18n import long_day, only_dutch
from panel.core.reading import DUTCH, Reading, reading_preferences
from panel.council.card import CardWords
from panel.replies.policy import late_since
from panel.replies.presenters import late_in_words
from panel.results.models import PublishedOutcome
from panel.results.presenters import DifferencesView, OutcomeView, present_headline, present_outcome
from panel.results.words import evidence_label


@dataclass(frozen=True)
class Line:
    """One consultation in a list. `answered` says that the municipality replied, `late` in words how late it is."""

    code: str
    title: str
    label: str
    size: str
    sentence: str
    day: str
    answered: bool = False
    late: str = ""


@dataclass(frozen=True)
class Waiting:
    """What stands on the page of a consultation that has no outcome (yet)."""

    title: str
    label: str
    icon: str
    heading: str
    sentences: list[str]


def present_outcome_line(
    consultation: Consultation, outcome: PublishedOutcome, *, has_reply: bool, late: bool, today: dt.date
) -> Line:
    reading = reading_preferences()
    label, size, headline = present_headline(consultation, outcome, reading.language, easy=reading.easy)
    return Line(
        code=consultation.code,
        title=only_dutch(consultation.policy_question.title),
        label=label,
        size=size,
        sentence=headline,
        day=long_day(local(outcome.frozen_at).date()),
        answered=has_reply,
        late=late_in_words(late_since(consultation), today) if late else "",
    )


def present_running_line(consultation: Consultation) -> Line:
    return Line(
        code=consultation.code,
        title=only_dutch(consultation.policy_question.title),
        label=evidence_label(consultation.evidence_kind),
        size="",
        sentence=_until(consultation),
        day="",
    )


def present_late_line(consultation: Consultation, today: dt.date) -> Line:
    return Line(
        code=consultation.code,
        title=only_dutch(consultation.policy_question.title),
        label=evidence_label(consultation.evidence_kind),
        size="",
        sentence=_(
            "%(who)s beloofde antwoord voor het eind van %(day)s.",
            who=only_dutch(consultation.promised_by),
            day=long_day(late_since(consultation)),
        ),
        day="",
        late=late_in_words(late_since(consultation), today),
    )


def topic_of(consultation: Consultation, reading: Reading) -> str:
    """Return what it is about in the reader's own language, where a person wrote that; else nothing."""
    topic = Wording(consultation, reading.language, reading.easy).topic
    return topic.text if reading.language != DUTCH and not topic.lang else ""


def present_jumps(
    view: OutcomeView,
    differences: DifferencesView,
    *,
    replied: bool,
    changed: bool,
    grouped: bool = False,
    quoted: bool = False,
    advised: bool = False,
) -> list[tuple[str, str]]:
    """Return the parts of an outcome page that are there, as (place on the page, words)."""
    parts = [
        ("antwoord", _("Dit doet de gemeente"), replied),
        ("verschillen", _("Verschillen"), bool(differences.found)),
        ("meningen", _("Wie denkt hetzelfde?"), grouped),
        ("eigen-woorden", _("In eigen woorden"), quoted),
        ("advies", _("Advies van de groep"), advised),
        ("per-vraag", _("Per vraag"), view.shown),
        ("gemeten", _("Zo is het gemeten"), True),
        ("download", _("Download"), True),
        ("veranderd", _("Wat is er veranderd?"), changed),
    ]
    return [(place, words) for place, words, there in parts if there]


def present_card(consultation: Consultation, outcome: PublishedOutcome, municipality: str) -> CardWords:
    """Return what stands on the picture of an outcome; an example says that it is one."""
    view = present_outcome(consultation, outcome)
    foot = " · ".join(filter(None, [view.label, view.size, _("Dit is een voorbeeld") if consultation.example else ""]))
    people = view.people[0] if view.people else None
    return CardWords(municipality, view.title, view.headline, foot, people)


def present_waiting(consultation: Consultation, now: dt.datetime) -> Waiting:
    """Word why there is no outcome yet, and when it comes."""
    icon, heading, sentences = _waiting(consultation, now)
    return Waiting(
        only_dutch(consultation.policy_question.title),
        evidence_label(consultation.evidence_kind),
        icon,
        heading,
        sentences,
    )


def _waiting(consultation: Consultation, now: dt.datetime) -> tuple[str, str, list[str]]:
    if consultation.state is State.CANCELLED:
        return "close", _("Deze vraag is gestopt. Er komt geen uitslag."), []
    if consultation.state is State.SCHEDULED:
        begins = local(consultation.opens_at).date() if consultation.opens_at else None
        when = _("Meedoen kan vanaf %(day)s.", day=long_day(begins)) if begins else _("Meedoen kan binnenkort.")
        return "calendar", _("Deze vraag begint nog."), [when, _("Daarna komt hier de uitslag.")]
    past = consultation.closes_at is not None and consultation.closes_at <= now
    if consultation.state is State.OPEN and not past:
        return "clock", _("Deze vraag loopt nog."), [_until(consultation), _("Daarna komt hier de uitslag.")]
    if consultation.evidence_kind is EvidenceKind.GROUP:
        counting = _("De uitslag staat hier meestal binnen een uur.")
    else:
        counting = _("Antwoorden zonder internet kunnen nog een dag binnenkomen. Daarna staat hier de uitslag.")
    return "clock", _("We tellen de antwoorden."), [counting]


def _until(consultation: Consultation) -> str:
    if consultation.closes_at is None:
        return _("Meedoen kan nog. De gemeente bepaalt wanneer het stopt.")
    return _("Meedoen kan tot en met %(day)s.", day=long_day(local(consultation.closes_at).date()))
