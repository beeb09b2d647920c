"""Recordings and photos on their way in: taken, made anew, locked; heard or seen again only by who made them."""

from __future__ import annotations

import hashlib

import flask
from werkzeug.exceptions import NotFound

from panel.answering.cookie import NAME
from panel.answering.media import MOST_BYTES, clean, drop_media, media_of
from panel.answering.refusals import word_media_problem
from panel.answering.routes.blueprint import answering
from panel.answering.service import AlreadySentError, NotOpenError, NotStartedError, save_media
from panel.answering.visit import NoVisitError, Visit, current_visit, halt_for, round_pepper
from panel.consultations.kinds import Extra, extras
from panel.consultations.models import Question
from panel.core.access import public
from panel.core.clock import now
from panel.core.db import current_session
from panel.core.effort import address_of_visitor
from panel.core.security import limiter, takes_files
from panel.media.problems import BadMediaError, MediaProblem

# The form around a file: its borders, names and token.
FRAME = 20_000
PER_PHONE = "40 per 10 minutes"
# A whole school behind one address records at the same time.
PER_ADDRESS = "1500 per 10 minutes"
# The buttons of a page without scripts.
KEEP, DROP = "KEEP", "DROP:"
STATUSES = {MediaProblem.TOO_BIG: 413, MediaProblem.BUSY: 429}


def _this_phone() -> str:
    cookie = flask.request.cookies.get(NAME, "")
    return hashlib.blake2b(cookie.encode(), digest_size=16).hexdigest() if cookie else address_of_visitor()


@answering.post("/meedoen/bijlage/<string:question_key>/stem")
@public
@takes_files(MOST_BYTES[Extra.VOICE] + FRAME)
@limiter.limit(PER_PHONE, key_func=_this_phone)
@limiter.limit(PER_ADDRESS)
def voice_post(question_key: str) -> flask.typing.ResponseReturnValue:
    """Take a spoken answer from a script: {"status": KEPT | REFUSED | NOBODY | SENT | CLOSED | GONE, ...}."""
    return _take(question_key, Extra.VOICE)


@answering.post("/meedoen/bijlage/<string:question_key>/foto")
@public
@takes_files(MOST_BYTES[Extra.PHOTO] + FRAME)
@limiter.limit(PER_PHONE, key_func=_this_phone)
@limiter.limit(PER_ADDRESS)
def photo_post(question_key: str) -> flask.typing.ResponseReturnValue:
    """Take a photo from a script; the replies are those of a spoken answer."""
    return _take(question_key, Extra.PHOTO)


@answering.post("/meedoen/bijlage/<string:question_key>/stem/weg")
@public
def voice_removal_post(question_key: str) -> flask.typing.ResponseReturnValue:
    """Throw a spoken answer away."""
    return _drop(question_key, Extra.VOICE)


@answering.post("/meedoen/bijlage/<string:question_key>/foto/weg")
@public
def photo_removal_post(question_key: str) -> flask.typing.ResponseReturnValue:
    """Throw a photo away."""
    return _drop(question_key, Extra.PHOTO)


@answering.get("/meedoen/bijlage/<string:question_key>/stem")
@public
def voice_file(question_key: str) -> flask.typing.ResponseReturnValue:
    """Let someone hear their own spoken answer again, until it is sent."""
    return _own(question_key, Extra.VOICE)


@answering.get("/meedoen/bijlage/<string:question_key>/foto")
@public
def photo_file(question_key: str) -> flask.typing.ResponseReturnValue:
    """Let someone see their own photo again, until it is sent."""
    return _own(question_key, Extra.PHOTO)


def question_with(visit: Visit, key: str, extra: Extra) -> Question:
    """Return the question that takes this beside words. Raises NotFound."""
    found = next((one for one in visit.consultation.questions if one.key == key and extra in extras(one)), None)
    if found is None:
        raise NotFound
    return found


def take_file(visit: Visit, question: Question, extra: Extra) -> None:
    """Keep the file of this request with the draft.

    Raises BadMediaError, NotOpenError, NotStartedError and AlreadySentError; nothing is stored then.
    """
    sent = flask.request.files.get(extra.value)
    content = sent.stream.read(MOST_BYTES[extra] + 1) if sent is not None else b""
    if len(content) > MOST_BYTES[extra]:
        raise BadMediaError(MediaProblem.TOO_BIG)
    session = current_session()
    # Making it anew takes up to a second: meanwhile no other waits for the database.
    session.commit()
    media = clean(question, extra, content)
    save_media(session, visit.participant, visit.round, media, pepper=round_pepper(visit.round), now=now())
    session.commit()


def drop_file(visit: Visit, question: Question, extra: Extra) -> None:
    """Throw away what was kept of this kind for a question."""
    drop_media(current_session(), visit.participant, question, extra, round_pepper(visit.round))
    current_session().commit()


def stays(tapped: str) -> bool:
    """Return whether a button of the page keeps or removes a file, and leaves everything else where it is."""
    return tapped == KEEP or tapped.startswith(DROP)


def keep_files(visit: Visit, question: Question, tapped: str) -> str:
    """Keep the files that came with a page without scripts; return what is wrong with one of them, else nothing.

    Raises NotOpenError, NotStartedError and AlreadySentError.
    """
    for extra in extras(question):
        sent = flask.request.files.get(extra.value)
        if tapped == DROP + extra.value:
            drop_file(visit, question, extra)
        elif sent is not None and sent.filename:
            try:
                take_file(visit, question, extra)
            except BadMediaError as problem:
                current_session().rollback()
                return word_media_problem(problem.code, extra, visit.consultation.address_form)
    return ""


def _take(question_key: str, extra: Extra) -> flask.typing.ResponseReturnValue:
    visit = _busy()
    if not isinstance(visit, Visit):
        return visit
    question = question_with(visit, question_key, extra)
    try:
        take_file(visit, question, extra)
    except BadMediaError as problem:
        current_session().rollback()
        sentence = word_media_problem(problem.code, extra, visit.consultation.address_form)
        status = "BUSY" if problem.code is MediaProblem.BUSY else "REFUSED"
        return flask.jsonify(status=status, sentence=sentence), STATUSES.get(problem.code, 422)
    except AlreadySentError:
        current_session().rollback()
        return flask.jsonify(status="SENT"), 409
    except (NotOpenError, NotStartedError) as error:
        current_session().rollback()
        return _halted(visit, "CLOSED" if isinstance(error, NotOpenError) else "GONE")
    return flask.jsonify(status="KEPT")


def _drop(question_key: str, extra: Extra) -> flask.typing.ResponseReturnValue:
    visit = _busy()
    if not isinstance(visit, Visit):
        return visit
    drop_file(visit, question_with(visit, question_key, extra), extra)
    return flask.jsonify(status="KEPT")


def _busy() -> Visit | flask.typing.ResponseReturnValue:
    """Return the visit of someone with a draft, or a reply for who has none."""
    try:
        visit = current_visit()
    except NoVisitError:
        halt = word_media_problem(None, Extra.VOICE, None)
        return flask.jsonify(status="NOBODY", sentence=halt), 401
    if visit.sent:
        return flask.jsonify(status="SENT", sentence=word_media_problem(None, Extra.VOICE, None)), 409
    return visit if visit.answers is not None else _halted(visit, "GONE")


def _halted(visit: Visit, reason: str) -> flask.typing.ResponseReturnValue:
    halt = halt_for(visit.consultation, visit.round, reason)
    return flask.jsonify(status=reason, title=halt.title, advice=halt.advice), halt.status


def _own(question_key: str, extra: Extra) -> flask.typing.ResponseReturnValue:
    visit = current_visit()
    question = question_with(visit, question_key, extra)
    media = media_of(current_session(), visit.participant, question, extra, round_pepper(visit.round))
    if media is None:
        raise NotFound
    return file_response(media.content, media.content_type)


def file_response(content: bytes, content_type: str) -> flask.Response:
    """Return a recording or photo that no browser keeps, in the parts that a player asks for."""
    response = flask.Response(content, mimetype=content_type)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.make_conditional(flask.request.environ, accept_ranges=True, complete_length=len(content))
    return response
