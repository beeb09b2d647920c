"""In which language and how a page speaks; Dutch is the language everything is written in first."""

from __future__ import annotations

import datetime as dt
import re

import flask
from babel import Locale
from babel.lists import format_list
from flask_babel import Babel, Domain, format_date, format_datetime, get_locale, refresh
from markupsafe import Markup, escape

from panel.core.clock import AMSTERDAM
from panel.core.reading import (
    DUTCH,
    LANGUAGE_NAMES,
    LANGUAGES,
    Reading,
    address_to_return_to,
    is_for_respondents,
    language_to_offer,
    reading_preferences,
    show_page_as,
)

DOMAINS = ("messages", "respondent")
# Where easier Dutch has a sentence of its own it goes first; "lang" stays nl, because Babel knows no easy locale.
EASY_DOMAINS = (*DOMAINS, "easy")
TEXT_DIRECTIONS = {language: Locale(language).text_direction for language in LANGUAGES}
# Between these signs a text runs in its own direction, whatever stands around it: on a page, in a drawing, read aloud.
APART, TOGETHER = "\u2068", "\u2069"
_SET_APART = re.compile(f"{APART}([^{APART}{TOGETHER}]*){TOGETHER}")
# A drawing does not know in which direction its page reads: each line in it says so itself.
FROM_THE_RIGHT = "\u2067"
babel = Babel()


def init_i18n(app: flask.Flask) -> None:
    """Switch on translations: one catalogue for respondents, one for everything else, one for easier Dutch."""
    folder = f"{app.root_path}/../translations"
    app.config.update(
        BABEL_DEFAULT_LOCALE=DUTCH,
        BABEL_DEFAULT_TIMEZONE=AMSTERDAM.key,
        BABEL_DOMAIN=";".join(DOMAINS),
        BABEL_TRANSLATION_DIRECTORIES=";".join([folder] * len(DOMAINS)),
    )
    babel.init_app(app, locale_selector=lambda: reading_preferences().language)
    app.extensions["meepraat_easy_words"] = Domain([folder] * len(EASY_DOMAINS), ";".join(EASY_DOMAINS))
    app.jinja_env.globals.update(
        long_day=long_day,
        short_day=short_day,
        short_moment=short_moment,
        language_names=LANGUAGE_NAMES,
        text_directions=TEXT_DIRECTIONS,
        language_to_offer=language_to_offer,
        address_to_return_to=address_to_return_to,
        is_for_respondents=is_for_respondents,
        reader_language=lambda: reading_preferences().language,
    )
    app.jinja_env.filters.update(marked=marked, only_dutch=only_dutch)
    app.before_request(choose_words)

    @app.context_processor
    def _reading() -> dict[str, object]:
        return {"reading": reading_preferences()}


def choose_words() -> None:
    """Speak easier Dutch on the page of this request when its reader asked for it."""
    reading = reading_preferences()
    easy: Domain = flask.current_app.extensions["meepraat_easy_words"]
    (easy if reading.easy and reading.language == DUTCH else babel.domain_instance).as_default()


def show_as(reading: Reading) -> None:
    """Show the page of this request in another way than its reader chose: a preview."""
    show_page_as(reading)
    refresh()
    choose_words()


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


def only_dutch(text: str) -> str:
    """Return a text that exists in Dutch only: set apart from its sentence when the page is in another language."""
    return text if not text or reading_preferences().language == DUTCH else set_apart(text)


def set_apart(text: str) -> str:
    """Return a Dutch text for a page in another language; `marked` says in HTML that it is Dutch."""
    return f"{APART}{text}{TOGETHER}"


def marked(text: str) -> Markup:
    """Return a text as HTML, with what is set apart in it marked as Dutch, so that it is read aloud as Dutch."""
    return Markup(_SET_APART.sub(rf'<bdi lang="{DUTCH}">\1</bdi>', str(escape(text))))  # noqa: S704 - escaped before


def reads_from_the_right() -> bool:
    """Return whether the page of this request reads from right to left."""
    return TEXT_DIRECTIONS[reading_preferences().language] == "rtl"


def drawn(line: str) -> str:
    """Return one line of text for a drawing, in the direction of the page."""
    return f"{FROM_THE_RIGHT}{line}{TOGETHER}" if line and reads_from_the_right() else line


def spoken_list(words: list[str]) -> str:
    """Return words as a list in a sentence of the page's language: a, b en c."""
    return str(format_list(words, locale=get_locale() or DUTCH))


def spoken_choice(words: list[str]) -> str:
    """Return words as a choice in a sentence of the page's language: a, b of c."""
    return str(format_list(words, style="or", locale=get_locale() or DUTCH))
