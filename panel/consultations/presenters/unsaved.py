"""What someone left unsaved, and who else writes on the same page, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from panel.accounts.models import UnsavedText
from panel.core.clock import local
from panel.core.i18n import spoken_list

LONGEST_SHOWN = 240


@dataclass(frozen=True)
class UnsavedView:
    """What was left: since when, and the texts that a person wrote."""

    since: str
    texts: list[str]


def present_unsaved(unsaved: UnsavedText, today: dt.date) -> UnsavedView:
    """Return what someone left on a page, with the moment as "gisteren 16:40"."""
    return UnsavedView(moment_in_words(unsaved.touched_at, today), _texts(unsaved.fields))


def moment_in_words(moment: dt.datetime, today: dt.date) -> str:
    """Return a moment as people say it: the day when it was not today, and the time."""
    there = local(moment)
    time = there.strftime("%H:%M")
    days = (today - there.date()).days
    if days == 0:
        return _("vandaag %(time)s", time=time)
    if days == 1:
        return _("gisteren %(time)s", time=time)
    return f"{format_date(there.date(), 'd MMMM')} {time}"


def writing_here(names: Sequence[str]) -> str:
    """Return who else writes here now, as one sentence; empty when nobody does."""
    if not names:
        return ""
    return ngettext(
        "%(names)s schrijft hier nu ook.",
        "%(names)s schrijven hier nu ook.",
        len(names),
        names=spoken_list(list(names)),
    )


def _texts(fields: Mapping[str, Any]) -> list[str]:
    """Return what a person wrote; keys, numbers and choices of our own are left out."""
    words = [str(one).strip() for values in fields.values() for one in values]
    return [
        _short(one) for one in words if " " in one or (len(one) > 3 and any(map(str.islower, one)) and not _is_key(one))
    ]


def _is_key(text: str) -> bool:
    return text.isascii() and any(map(str.isdigit, text)) and text == text.lower()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1].rstrip()}…"
