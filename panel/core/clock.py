"""What time it is: kept in UTC, shown as in Amsterdam, and possible to set in a test."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> dt.datetime:
    """Return this moment in UTC."""
    return dt.datetime.now(dt.UTC)


def local(moment: dt.datetime) -> dt.datetime:
    """Return a moment as a clock in the Netherlands shows it."""
    return moment.astimezone(AMSTERDAM)


def today() -> dt.date:
    """Return the day it is in the Netherlands."""
    return local(now()).date()


def end_of_day(day: dt.date) -> dt.datetime:
    """Return the last moment of a day in the Netherlands, in UTC: a consultation closes at the end of its day."""
    return dt.datetime.combine(day, dt.time(23, 59, 59), AMSTERDAM).astimezone(dt.UTC)


def start_of_day(day: dt.date) -> dt.datetime:
    """Return the first moment of a day in the Netherlands, in UTC."""
    return dt.datetime.combine(day, dt.time(0, 0), AMSTERDAM).astimezone(dt.UTC)
