"""The door for phones with scripts: answers come in as they are given, or all at once when there is network again."""

from __future__ import annotations

import flask
import structlog

from panel.answering.answers import (
    Answers,
    Given,
    background_screen,
    check_background,
    check_given,
    question_screen,
)
from panel.answering.refusals import word_problem
from panel.answering.service import (
    AlreadySentError,
    FullError,
    NotOpenError,
    NotStartedError,
    save_answers,
    seal,
)
from panel.answering.visit import (
    NoVisitError,
    Visit,
    current_visit,
    halt_for,
    halt_without_visit,
    is_of_phone,
    round_pepper,
)
from panel.consultations.kinds import BadAnswerError
from panel.core.access import public
from panel.core.clock import now
from panel.core.context import pepper, settings
from panel.core.db import current_session
from panel.core.reading import read_by_respondents

answering_sync = read_by_respondents(flask.Blueprint("answering_sync", __name__))
log = structlog.get_logger(__name__)
# Nobody gives as many answers; higher numbers would not fit in a draft.
_LAST_TURN = 999_999
HALTS = {NotOpenError: "CLOSED", FullError: "FULL", NotStartedError: "GONE"}


@answering_sync.post("/meedoen/sync")
@public
def sync() -> flask.typing.ResponseReturnValue:
    """Keep the answers in a JSON body, and seal them when it says so; the same body may arrive any number of times.

    Body: {"answers": {question key: {"state", "value", "not_understood"}}, "background": {breakdown key: class},
    "turns": {screen: when it was given, counting up}, "phone": the name under which this phone keeps them (both may be
    left out), "send": bool, "receipt": bool}. A body that sends is the last word, whatever its turns.
    Reply: {"status": SAVED | SENT | REFUSED | CLOSED | FULL | GONE | NOBODY | UNREADABLE, ...}.
    """
    try:
        visit = current_visit(looking=False)
    except NoVisitError:
        return _nobody()
    body = _body()
    if body is not None and not is_of_phone(visit.participant, visit.round, body.get("phone")):
        return _nobody()
    if body is None or _has_too_much(visit, body):
        return _reply("UNREADABLE", 400)
    newer, refused = _read(visit, body)
    if refused:
        return flask.jsonify(status="REFUSED", refused=refused), 422
    session = current_session()
    try:
        save_answers(
            session,
            visit.participant,
            visit.round,
            visit.consultation,
            newer,
            pepper=round_pepper(visit.round),
            now=now(),
            seat_minutes=settings().seat_minutes,
        )
        if body.get("send") is True:
            seal(
                session,
                visit.participant,
                visit.round,
                visit.consultation,
                pepper=round_pepper(visit.round),
                now=now(),
                receipt=pepper() if body.get("receipt") is True else None,
            )
    except AlreadySentError:
        session.rollback()
        return _reply("SENT", 200)
    except (NotOpenError, FullError, NotStartedError) as error:
        session.rollback()
        reason = HALTS[type(error)]
        halt = halt_for(visit.consultation, visit.round, reason)
        return flask.jsonify(status=reason, title=halt.title, advice=halt.advice), halt.status
    session.commit()
    return _reply("SENT" if body.get("send") is True else "SAVED", 200)


def given_to_phone(answers: Answers) -> dict[str, dict[str, object]]:
    """Return answers as the phone keeps them: by the key of the screen, in the words of this door's body."""
    given: dict[str, dict[str, object]] = {
        question_screen(key): {"state": one.state, "value": one.value, "not_understood": one.not_understood}
        for key, one in answers.given.items()
    }
    for key, one in answers.background.items():
        given[background_screen(key)] = {"state": "ANSWERED", "value": one}
    return {screen: one | _turn(answers, screen) for screen, one in given.items()}


def _turn(answers: Answers, screen: str) -> dict[str, object]:
    return {"turn": answers.turns[screen]} if screen in answers.turns else {}


def _body() -> dict[str, object] | None:
    try:
        body = flask.request.get_json(silent=True)
    except RecursionError:
        # Thousands of brackets within brackets.
        return None
    return body if isinstance(body, dict) else None


def _has_too_much(visit: Visit, body: dict[str, object]) -> bool:
    # Wording what is wrong with a hundred thousand answers to nothing would keep this process busy for minutes.
    sent = len(_items(body.get("answers"))) + len(_items(body.get("background")))
    return sent > len(visit.consultation.questions) + len(visit.consultation.breakdowns)


def _nobody() -> flask.typing.ResponseReturnValue:
    halt = halt_without_visit()
    return flask.jsonify(status="NOBODY", title=halt.title, advice=halt.advice), 401


def _reply(status: str, code: int) -> flask.typing.ResponseReturnValue:
    return flask.jsonify(status=status), code


def _read(visit: Visit, body: dict[str, object]) -> tuple[Answers, dict[str, str]]:
    """Return the answers of a body, and per screen what is wrong with those that cannot be taken."""
    questions = {question.key: question for question in visit.consultation.questions}
    breakdowns = {breakdown.key: breakdown for breakdown in visit.consultation.breakdowns}
    given: dict[str, Given] = {}
    background: dict[str, str] = {}
    refused: dict[str, str] = {}
    form = visit.consultation.address_form
    for key, sent in _items(body.get("answers")):
        try:
            if key not in questions or not isinstance(sent, dict):
                raise BadAnswerError("UNKNOWN_OPTION")
            given[key] = check_given(questions[key], sent.get("state"), sent.get("value"), sent.get("not_understood"))
        except BadAnswerError as problem:
            refused[f"q-{key[:60]}"] = word_problem(problem, form)
    for key, sent in _items(body.get("background")):
        try:
            if key not in breakdowns:
                raise BadAnswerError("UNKNOWN_OPTION")
            background[key] = check_background(breakdowns[key], sent)
        except BadAnswerError as problem:
            refused[f"b-{key[:60]}"] = word_problem(problem, form)
    return Answers(given, background, {} if body.get("send") is True else _turns(body)), refused


def _turns(body: dict[str, object]) -> dict[str, int]:
    return {key: turn for key, turn in _items(body.get("turns")) if type(turn) is int and 0 < turn <= _LAST_TURN}


def _items(part: object) -> list[tuple[str, object]]:
    return list(part.items()) if isinstance(part, dict) else []
