"""How someone likes to read: large letters, easy words, contrast, calm and language; kept on their own device only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

import flask
from werkzeug.wrappers import Response

NAME = "meepraat-lezen"
ONE_YEAR = 365 * 24 * 3600
LONGEST_COOKIE = 100

Letters = Literal["normal", "large", "largest"]
Language = Literal["nl", "en", "ar", "tr", "pl", "uk"]
LETTERS: tuple[Letters, ...] = ("normal", "large", "largest")
DUTCH: Language = "nl"
# Each in its own words: whoever looks for a language reads only that one.
LANGUAGE_NAMES: dict[Language, str] = {
    "nl": "Nederlands",
    "en": "English",
    "ar": "العربية",
    "tr": "Türkçe",
    "pl": "Polski",
    "uk": "Українська",
}
LANGUAGES: tuple[Language, ...] = tuple(LANGUAGE_NAMES)


@dataclass(frozen=True)
class Reading:
    """What someone chose; without a choice everything is as most people read it."""

    letters: Letters = "normal"
    easy: bool = False
    high_contrast: bool = False
    calm: bool = False
    language: Language = DUTCH

    def in_cookie(self) -> str:
        """Return the choices that differ from the usual ones as words with points between, such as "large.ar"."""
        words: list[str] = [self.letters] if self.letters != "normal" else []
        switches = (("easy", self.easy), ("high", self.high_contrast), ("calm", self.calm))
        words += [word for word, on in switches if on]
        return ".".join([*words, self.language] if self.language != DUTCH else words)

    def changed(self, chosen: Mapping[str, str]) -> Reading:
        """Return these preferences with what a form sent over them; a value that does not exist changes nothing."""
        letters = next((one for one in LETTERS if one == chosen.get("letters")), self.letters)
        language = next((one for one in LANGUAGES if one == chosen.get("language")), self.language)
        switches = {"easy": "easy", "contrast": "high_contrast", "calm": "calm"}
        return replace(
            self,
            letters=letters,
            language=language,
            **{field: chosen[name] == "yes" for name, field in switches.items() if chosen.get(name) in ("yes", "no")},
        )


def read_cookie(text: str) -> Reading:
    """Return the preferences in a cookie; words that mean nothing are passed over."""
    words = text[:LONGEST_COOKIE].split(".")
    return Reading(
        letters=next((one for one in LETTERS if one in words), "normal"),
        easy="easy" in words,
        high_contrast="high" in words,
        calm="calm" in words,
        language=next((one for one in LANGUAGES if one in words), DUTCH),
    )


def read_by_respondents(blueprint: flask.Blueprint) -> flask.Blueprint:
    """Mark pages as read by respondents: they follow what the reader chose. The desk and the council stay Dutch."""

    @blueprint.record
    def _remember(state: flask.blueprints.BlueprintSetupState) -> None:
        state.app.extensions.setdefault("meepraat_respondent_pages", set()).add(blueprint.name)

    return blueprint


def is_for_respondents() -> bool:
    """Return whether this request is for a page that respondents read, or for a page that is not there."""
    if not flask.has_request_context():
        return False
    marked: set[str] = flask.current_app.extensions.get("meepraat_respondent_pages", set())
    return flask.request.endpoint is None or flask.request.blueprint in marked


def own_preferences() -> Reading:
    """Return what this device keeps, whichever page it asks for."""
    return read_cookie(flask.request.cookies.get(NAME, ""))


def reading_preferences() -> Reading:
    """Return how the page of this request is to be shown: as its reader chose, or plain Dutch at the desk."""
    if not flask.has_request_context():
        return Reading()
    shown: Reading | None = flask.g.get("reading")
    if shown is None:
        shown = own_preferences() if is_for_respondents() else Reading()
        flask.g.reading = shown
    return shown


def show_page_as(reading: Reading) -> None:
    """Set how the page of this request is shown; `core.i18n.show_as` changes the words along with it."""
    flask.g.reading = reading


def remember_reading(response: Response, reading: Reading) -> None:
    """Keep the preferences on the device, in a cookie that our scripts can read; nothing of it is kept here."""
    if reading == Reading():
        forget_reading(response)
        return
    response.set_cookie(
        NAME,
        reading.in_cookie(),
        max_age=ONE_YEAR,
        path="/",
        samesite="Lax",
        secure=flask.current_app.config["SESSION_COOKIE_SECURE"],
    )


def forget_reading(response: Response) -> None:
    """Take the preferences off the device."""
    response.delete_cookie(NAME, path="/")


def language_to_offer() -> Language | None:
    """Return the language of the visitor's browser when it is one of ours and another than the page is in."""
    wanted = flask.request.accept_languages.best_match(LANGUAGES)
    found = next((one for one in LANGUAGES if one == wanted), None)
    return None if found == reading_preferences().language else found


def address_to_return_to() -> str:
    """Return the address of the page that is shown now, or nothing when looking at it again is not possible."""
    adapter = flask.current_app.create_url_adapter(flask.request)
    found = adapter is not None and adapter.test(method="GET")
    return flask.request.full_path.rstrip("?") if found else ""


def inside_address(address: str | None) -> str | None:
    """Return an address within this site, or None: nobody is sent elsewhere."""
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return None
    if any(ord(sign) < 33 for sign in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if not parts.scheme and not parts.netloc else None
