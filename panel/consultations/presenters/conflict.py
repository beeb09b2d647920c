"""Shows two officers' texts beside each other when the second saves an older copy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from flask_babel import format_date
from flask_babel import gettext as _


class _Field(Protocol):
    name: str
    label: object
    data: object


@dataclass(frozen=True)
class Clash:
    """One field in which the two copies differ."""

    label: str
    stored: str
    typed: str


def present_conflict(fields: Iterable[_Field], stored: Mapping[str, object]) -> list[Clash]:
    """Return the fields whose stored text differs from what was typed now."""
    return [
        Clash(str(getattr(field.label, "text", field.label)), _shown(stored[field.name]), _shown(field.data))
        for field in fields
        if field.name in stored and _shown(stored[field.name]) != _shown(field.data)
    ]


def _shown(value: object) -> str:
    if isinstance(value, dt.date):
        return str(format_date(value, "d MMMM yyyy"))
    if isinstance(value, (list, tuple)):
        return "\n".join(str(one) for one in value)
    return str(value) if value not in (None, "") else _("(leeg)")
