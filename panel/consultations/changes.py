"""What changed after opening, in words for everybody: what, when, why, and what it was before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from panel.consultations.models import ChangeKind, PublicChange
from panel.core.clock import local
from panel.core.i18n import long_day, only_dutch


@dataclass(frozen=True)
class ChangeLine:
    """One change. `texts` holds the old and the new text when words were mended, else it is empty."""

    day: str
    what: str
    detail: str
    reason: str
    texts: tuple[str, str] | None = None


def present_changes(changes: Sequence[PublicChange]) -> list[ChangeLine]:
    """Return changes in words, in the order they came in."""
    return [_line(one) for one in changes]


def _line(change: PublicChange) -> ChangeLine:
    spelling = change.kind is ChangeKind.SPELLING
    return ChangeLine(
        day=long_day(local(change.changed_at).date()),
        what=_what(change),
        detail="" if spelling else _detail(change),
        reason=only_dutch(change.reason),
        texts=(only_dutch(change.before), only_dutch(change.after)) if spelling else None,
    )


def _what(change: PublicChange) -> str:
    if change.round_id is not None:
        is_shut = change.kind is ChangeKind.CLOSED_EARLY
        return _("Eén groep is eerder gesloten.") if is_shut else _("Eén groep heeft meer tijd.")
    return {
        ChangeKind.CLOSED_EARLY: _("Eerder gesloten."),
        ChangeKind.EXTENDED: _("Meedoen kan langer."),
        ChangeKind.CANCELLED: _("Deze vragen gaan niet door."),
        ChangeKind.REPLY_DATE: _("Het antwoord komt op een andere dag."),
        ChangeKind.SPELLING: _("Een schrijffout is verbeterd."),
        ChangeKind.QUOTATION: _("Een citaat is weggehaald."),
        ChangeKind.ADVICE: _("Een advies is weggehaald."),
    }[change.kind]


def _detail(change: PublicChange) -> str:
    before, after = _day(change.before), _day(change.after)
    if not before or not after:
        return ""
    if change.kind is ChangeKind.REPLY_DATE:
        return _("Beloofd voor %(before)s. Nu voor %(after)s.", before=before, after=after)
    return _("Eerst tot en met %(before)s. Nu tot en met %(after)s.", before=before, after=after)


def _day(text: str) -> str:
    """Return a day as people say it; empty for what is no day."""
    try:
        return long_day(dt.date.fromisoformat(text))
    except ValueError:
        return ""
