"""The reading check as someone types: a text goes in, what may be easier comes out. Nothing is stored or logged."""

from __future__ import annotations

import re
from typing import Any

import flask
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge, UnprocessableEntity

from panel.consultations.routes.blueprint import Answer, consultations
from panel.core.access import Role, allow
from panel.core.advice import Advice, TextAdvice, advice_on
from panel.core.effort import address_of_visitor
from panel.core.security import limiter

LONGEST_TEXT = 100_000
# Four bytes for a character of the longest text, and the rest of the message around it.
MOST_BYTES = 4 * LONGEST_TEXT + 2_000
# Someone who types without a pause for a whole minute asks some 100 times.
PER_WRITER = "240 per minute"
# A whole town hall behind one address writes at the same time.
PER_ADDRESS = "3000 per minute"
FIELD_NAME = re.compile(r"[a-z_]{1,40}(-\d{1,3}-[a-z_]{1,40})?")

consultations.add_app_template_global(advice_on, "advice_on")


def _this_writer() -> str:
    return f"writer-{current_user.id}" if current_user.is_authenticated else address_of_visitor()


@consultations.post("/werkplek/leescheck")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.FACILITATOR)
@limiter.limit(PER_WRITER, key_func=_this_writer)
@limiter.limit(PER_ADDRESS)
def reading_check_post() -> Answer:
    """Check {"text": ..., "field": name of its field}.

    The answer holds "findings" (positions in code points of the text as it was sent, the most serious first),
    "sentences", the figures, and "html": the same list as the page itself shows it without scripts.
    """
    flask.request.max_content_length = MOST_BYTES
    sent = flask.request.get_json(silent=True)
    if not isinstance(sent, dict) or not isinstance(sent.get("text"), str):
        raise UnprocessableEntity
    text, name = sent["text"], sent.get("field")
    if len(text) > LONGEST_TEXT:
        raise RequestEntityTooLarge
    if not isinstance(name, str) or not FIELD_NAME.fullmatch(name):
        raise UnprocessableEntity
    advice = advice_on(text)
    shown = flask.get_template_attribute("components/reading_check.html", "advice_list")
    return flask.jsonify(_document(advice) | {"html": str(shown(advice, name))})


def _document(advice: TextAdvice) -> dict[str, Any]:
    return {
        "summary": advice.summary,
        "score": advice.score,
        "longest": advice.longest,
        "average": advice.average,
        "hard_words": advice.hard_words,
        "found": advice.found,
        "findings": [_finding(one) for one in advice.findings],
        "sentences": [
            {"number": number, "start": one.start, "end": one.end, "words": one.words, "score": round(one.score)}
            for number, one in enumerate(advice.sentences, 1)
        ],
    }


def _finding(one: Advice) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "sentence": one.sentence,
        "kind": one.kind,
        "severity": one.severity,
        "title": one.title,
        "explanation": one.explanation,
        "suggestion": one.suggestion,
        "replacements": list(one.replacements),
    }
