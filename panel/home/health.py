"""What a monitor reads: whether database, queue and keys work, and figures that say nothing about a consultation."""

from __future__ import annotations

import ipaddress
import time

import flask
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Histogram, generate_latest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from panel.consultations.queries import keys_of_open_rounds
from panel.core.access import public
from panel.core.context import key_directory, settings
from panel.core.db import current_session
from panel.core.jobs import jobs

health = flask.Blueprint("health", __name__)

# By room and not by page: how often the page that sends answers was used would be a live count of a consultation.
REQUESTS = Counter("meepraat_requests_total", "Answered requests by room and status class.", ["room", "status"])
SECONDS = Histogram("meepraat_request_seconds", "Seconds a request took, by room.", ["room"])


@health.before_app_request
def _start_the_clock() -> None:
    flask.g.began = time.perf_counter()


@health.after_app_request
def _count(response: flask.Response) -> flask.Response:
    room = (flask.request.blueprint or "none").split("_")[0]
    REQUESTS.labels(room, f"{response.status_code // 100}xx").inc()
    if "began" in flask.g:
        SECONDS.labels(room).observe(time.perf_counter() - flask.g.began)
    return response


@health.get("/healthz")
@public
def healthz() -> flask.typing.ResponseReturnValue:
    """Say whether each part works: 200 when all do, 503 when one does not."""
    parts = {"database": _database_works(), "queue": _queue_works(), "keys": _keys_are_there()}
    return flask.jsonify(status="ok" if all(parts.values()) else "broken", **parts), 200 if all(parts.values()) else 503


@health.get("/metrics")
@public
def metrics() -> flask.typing.ResponseReturnValue:
    """Give Prometheus its figures; to others than this machine only when that was set."""
    if not settings().metrics_for_all and not _from_this_machine():
        raise NotFound
    return flask.Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _from_this_machine() -> bool:
    try:
        return ipaddress.ip_address(flask.request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _database_works() -> bool:
    try:
        return current_session().scalar(select(text("1"))) == 1
    except SQLAlchemyError:
        return False


def _queue_works() -> bool:
    try:
        jobs().pending()
    except Exception:  # whichever storage it is, and whatever it raises: the queue does not work
        return False
    return True


def _keys_are_there() -> bool:
    try:
        return all(key_directory().exists(name) for name in keys_of_open_rounds(current_session()))
    except SQLAlchemyError:
        return False
