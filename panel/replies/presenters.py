"""What the municipality does with an outcome, worded for the pages: the promise, whether it is late, and each reply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.consultations.models import Consultation
from panel.core.clock import local
from panel.core.i18n import long_day, only_dutch
from panel.replies.models import Decision, Reply
from panel.replies.policy import is_late, late_since


@dataclass(frozen=True)
class ReplyView:
    """One reply. `look` is the style of its badge and `icon` what stands beside the words."""

    subject: str
    decision: str
    look: str
    icon: str
    reason: str
    owner: str
    due: str
    published: str


@dataclass(frozen=True)
class Promise:
    """What happens now, in one sentence. `late_by` says in words for how long it is late, else it is empty."""

    sentence: str
    late_by: str
    answered: bool


def decision_words(decision: Decision) -> str:
    """Return a decision as the municipality says it."""
    return {
        Decision.DOING: _("Doen we"),
        Decision.PARTLY: _("Doen we deels"),
        Decision.ALREADY: _("Deden we al"),
        Decision.NOT: _("Doen we niet"),
        Decision.UNKNOWN: _("Weten we nog niet"),
    }[decision]


LOOKS = {
    Decision.DOING: ("ok", "ok"),
    Decision.PARTLY: ("strong", "check"),
    Decision.ALREADY: ("strong", "history"),
    Decision.NOT: ("neutral", "close"),
    Decision.UNKNOWN: ("open", "clock"),
}


def present_replies(replies: Sequence[Reply]) -> list[ReplyView]:
    """Word replies in the order they came in."""
    return [
        ReplyView(
            subject=only_dutch(reply.subject),
            decision=decision_words(reply.decision),
            look=LOOKS[reply.decision][0],
            icon=LOOKS[reply.decision][1],
            reason=only_dutch(reply.reason),
            owner=only_dutch(reply.owner_name),
            due=long_day(reply.due_on),
            published=long_day(local(reply.published_at).date()),
        )
        for reply in replies
    ]


def present_promise(consultation: Consultation, *, has_reply: bool, today: dt.date) -> Promise:
    """Say what people may expect now: the reply is there, comes before a day, or is late."""
    if has_reply:
        return Promise(_("De gemeente heeft antwoord gegeven."), "", answered=True)
    who, day = only_dutch(consultation.promised_by), long_day(consultation.promised_on)
    if is_late(consultation, has_reply=has_reply, today=today):
        return Promise(_late(consultation, who, today), late_in_words(late_since(consultation), today), answered=False)
    if not day:
        return Promise(_("De gemeente heeft nog geen dag genoemd voor een antwoord."), "", answered=False)
    return Promise(_("%(who)s antwoordt op zijn laatst op %(day)s.", who=who, day=day), "", answered=False)


def _late(consultation: Consultation, who: str, today: dt.date) -> str:
    """Say which day was missed, and which day is promised now when that is another."""
    missed, promised = late_since(consultation), consultation.promised_on
    sentence = _(
        "%(who)s beloofde antwoord voor het eind van %(day)s. Dat antwoord is er nog niet.",
        who=who,
        day=long_day(missed),
    )
    if promised == missed or promised is None or promised < today:
        return sentence
    return " ".join([sentence, _("De nieuwe dag is %(day)s.", day=long_day(promised))])


def late_in_words(promised_on: dt.date | None, today: dt.date) -> str:
    """Return for how long an answer is late: 1 dag te laat, 3 weken te laat; empty when it is not."""
    days = (today - promised_on).days if promised_on else 0
    if days <= 0:
        return ""
    if days < 21:
        return ngettext("%(num)s dag te laat", "%(num)s dagen te laat", days)
    if days < 90:
        return ngettext("%(num)s week te laat", "%(num)s weken te laat", days // 7)
    return ngettext("%(num)s maand te laat", "%(num)s maanden te laat", days // 30)
