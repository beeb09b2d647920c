"""In which language and how a page speaks; Dutch is the language everything is written in first."""

from __future__ import annotations

import datetime as dt

import flask
from flask_babel import Babel, format_date, format_datetime, gettext

from panel.core.clock import AMSTERDAM

LANGUAGES = ("nl",)
babel = Babel()


def init_i18n(app: flask.Flask) -> None:
    """Switch on translations: one catalogue for respondents, one for everything else."""
    app.config.update(
        BABEL_DEFAULT_LOCALE="nl",
        BABEL_DEFAULT_TIMEZONE=AMSTERDAM.key,
        BABEL_DOMAIN="messages;respondent",
        BABEL_TRANSLATION_DIRECTORIES=f"{app.root_path}/../translations;{app.root_path}/../translations",
    )
    babel.init_app(app, locale_selector=lambda: "nl")
    app.jinja_env.globals.update(long_day=long_day, short_day=short_day, short_moment=short_moment)


def long_day(day: dt.date | None) -> str:
    """Return a day as people say it: 12 mei 2027."""
    return "" if day is None else str(format_date(day, "d MMMM yyyy"))


def short_day(day: dt.date | None) -> str:
    """Return a day without its year when that is this year's: 12 mei."""
    if day is None:
        return ""
    this_year = day.year == dt.datetime.now(AMSTERDAM).year
    return str(format_date(day, "d MMMM" if this_year else "d MMMM yyyy"))


def short_moment(moment: dt.datetime | None) -> str:
    """Return a moment as a clock in the Netherlands shows it: 12 mei 14:05."""
    return "" if moment is None else str(format_datetime(moment, "d MMMM HH:mm"))


def spoken_list(words: list[str]) -> str:
    """Return words as a list in a sentence: a, b en c."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s en %(last)s", first=", ".join(words[:-1]), last=words[-1])
