"""Words the front page: what runs now, what came out, and where the municipality is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from panel.consultations.models import Consultation, EvidenceKind
from panel.core.clock import local
from panel.core.i18n import long_day

MOST_SHOWN = 4


@dataclass(frozen=True)
class Card:
    """One consultation on the front page. `link` says whether anybody may open it from here."""

    code: str
    title: str
    line: str
    link: bool


@dataclass(frozen=True)
class FrontPage:
    """The three lists of the front page; `more_outcomes` says that there are more than fit."""

    running: list[Card]
    outcomes: list[Card]
    late: list[Card]
    more_outcomes: bool


def present_front_page(
    running: Sequence[Consultation], with_outcome: Sequence[Consultation], late: Sequence[Consultation]
) -> FrontPage:
    """Return the lists of the front page, in the order they came in; only what runs and is late is complete."""
    has_outcome = {one.id for one in with_outcome}
    return FrontPage(
        running=[_card(one, _how_to_join(one), link=one.evidence_kind is EvidenceKind.OPEN) for one in running],
        outcomes=[_card(one, _closed_on(one.closed_at), link=True) for one in with_outcome[:MOST_SHOWN]],
        late=[_card(one, _promised(one), link=one.id in has_outcome) for one in late],
        more_outcomes=len(with_outcome) > MOST_SHOWN,
    )


def _card(consultation: Consultation, line: str, *, link: bool) -> Card:
    return Card(consultation.code, consultation.policy_question.title, line, link)


def _how_to_join(consultation: Consultation) -> str:
    if consultation.evidence_kind is EvidenceKind.GROUP:
        return _("Voor groepen met een code.")
    if consultation.evidence_kind is not EvidenceKind.OPEN:
        return _("Voor wie een brief kreeg.")
    if consultation.closes_at is None:
        return _("Iedereen mag meedoen.")
    return _("Iedereen mag meedoen, tot en met %(day)s.", day=long_day(local(consultation.closes_at).date()))


def _closed_on(moment: dt.datetime | None) -> str:
    return _("Gesloten op %(day)s.", day=long_day(local(moment).date())) if moment else ""


def _promised(consultation: Consultation) -> str:
    missed = consultation.missed_on or consultation.promised_on
    return _("Beloofd: niet later dan %(day)s.", day=long_day(missed))
