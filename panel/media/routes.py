"""Serving the municipality's pictures and sound, and reading our own screens aloud where a phone has no voice."""

from __future__ import annotations

import io

import flask
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import NotFound, ServiceUnavailable

from panel.core.access import public
from panel.core.context import current_municipality, settings
from panel.core.db import current_session
from panel.core.security import limiter
from panel.media.folder import MediaFolder
from panel.media.queries import media_by_name
from panel.media.screen_text import Piece, pieces_of
from panel.media.speech import LONGEST_TEXT, Speech, SpeechError

media = flask.Blueprint("media", __name__)

ONE_YEAR = 365 * 24 * 3600
# A class behind one address shares what was made before; only making new sound is counted.
NEW_SOUNDS = "240 per minute"
PLAYER = "lijst"
PLAIN = "geluid"


@media.get("/media/<string:media_name>")
@public
def media_file(media_name: str) -> flask.typing.ResponseReturnValue:
    """Give a picture or recording of this municipality; players may ask for a part of it."""
    # The folder knows how names of ours look; a database need not be asked for any other.
    path = MediaFolder(settings().media).path(media_name)
    found = None if path is None else media_by_name(current_session(), current_municipality().id, media_name)
    if found is None or path is None:
        raise NotFound
    response = flask.send_file(path, mimetype=found.content_type, conditional=True, etag=media_name, max_age=ONE_YEAR)
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    # A file name per content: when it was put here is nobody's business.
    response.headers.remove("Last-Modified")
    return response


def speech() -> Speech:
    """Return the voice of this installation."""
    extensions = flask.current_app.extensions
    if "meepraat_speech" not in extensions:
        extensions["meepraat_speech"] = Speech(settings().speech, settings().speech_program)
    found: Speech = extensions["meepraat_speech"]
    return found


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(flask.current_app.config["SECRET_KEY"], salt="read-aloud")


def _speech_address(parts: list[tuple[str, str]]) -> str:
    """Return the address of a text as sound. It is signed, so that nobody has us say something else."""
    return flask.url_for("media.speech_sound", tekst=_signer().dumps(parts))


def _was_known(_response: flask.Response) -> bool:
    return bool(flask.g.get("made_speech", False))


@media.get("/voorlezen")
@public
@limiter.limit(NEW_SOUNDS, deduct_when=_was_known)
def speech_sound() -> flask.typing.ResponseReturnValue:
    """Give a text of one of our own screens as sound."""
    try:
        parts = [(str(language), str(text)) for language, text in _signer().loads(flask.request.args.get("tekst", ""))]
    except (BadData, ValueError, TypeError) as error:
        raise NotFound from error
    try:
        said = speech().say(parts)
    except SpeechError as error:
        raise ServiceUnavailable from error
    flask.g.made_speech = said.is_new
    return flask.send_file(io.BytesIO(said.content), mimetype=said.content_type, conditional=True, etag=said.name)


@media.before_app_request
def _read_aloud_when_asked() -> None:
    """Have a page of ours say what it can be heard as, when `?voorlezen` is in its address.

    So what can be spoken is what the page itself shows to this visitor, and nothing else.
    """
    wanted = flask.request.args.get("voorlezen")
    if wanted in {PLAYER, PLAIN} and flask.request.method == "GET":
        flask.after_this_request(lambda response: _as_sound(response, wanted))


def _as_sound(response: flask.Response, wanted: str) -> flask.Response:
    if response.status_code != 200 or response.mimetype != "text/html" or response.is_streamed:
        return response
    found = [one for one in pieces_of(response.get_data(as_text=True)) if speech().speaks(one.language)]
    if wanted == PLAYER:
        return flask.jsonify(
            [[one.language, _spoken(one), _speech_address([(one.language, _spoken(one))])] for one in found]
        )
    parts = _joined(found)
    if not parts:
        return flask.Response(status=404)
    return flask.make_response(flask.redirect(_speech_address(parts)))


def _spoken(piece: Piece) -> str:
    return _("Knop: %(words)s", words=piece.words) if piece.is_button else piece.words


def _joined(pieces: list[Piece]) -> list[tuple[str, str]]:
    """Return a whole screen as few long texts: each its own sentence, and a new one only where the language changes."""
    joined: list[tuple[str, str]] = []
    room = LONGEST_TEXT
    for piece in pieces:
        words = _spoken(piece)
        words = words if words.endswith((".", "?", "!", ":", "؟", "。")) else f"{words}."
        room -= len(words) + 1
        if room < 0:
            break
        if joined and joined[-1][0] == piece.language:
            joined[-1] = (piece.language, f"{joined[-1][1]} {words}")
        else:
            joined.append((piece.language, words))
    return joined


@media.app_context_processor
def _voice() -> dict[str, object]:
    return {"server_speaks": speech().speaks}
