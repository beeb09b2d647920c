"""Work that takes long is done here, outside a request: kept in a queue, tried again, finished after a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey
from huey.consumer import Consumer
from huey.serializer import SignedSerializer

from config import Settings

Task = Callable[..., None]


class Jobs:
    """The queue of one installation. Tasks are registered by name at start, so both ends agree on what they are."""

    def __init__(self, app: flask.Flask, settings: Settings) -> None:
        self.app = app
        serializer = SignedSerializer(secret=settings.secret("secret_key"))
        if settings.jobs_immediate or settings.env == "test":
            self.huey: Huey = MemoryHuey("meepraat", immediate=True, serializer=serializer)
        elif settings.redis_url:
            self.huey = RedisHuey("meepraat", url=settings.redis_url, serializer=serializer)
        else:
            settings.instance_dir.mkdir(parents=True, exist_ok=True)
            file = settings.instance_dir / "jobs.sqlite"
            self.huey = SqliteHuey("meepraat", filename=str(file), serializer=serializer)
        self._tasks: dict[str, Any] = {}

    def register(self, name: str, task: Task, *, every: Any | None = None) -> None:
        """Make a task known; with `every` (a huey crontab) it also runs by the clock. Tasks get an app context."""

        def run(*args: Any, **kwargs: Any) -> None:
            with self.app.app_context():
                task(*args, **kwargs)

        if every is None:
            self._tasks[name] = self.huey.task(retries=3, retry_delay=20, name=name)(run)
        else:
            self._tasks[name] = self.huey.periodic_task(every, name=name)(run)

    def enqueue(self, name: str, *args: Any) -> None:
        """Put a task in the queue with plain values only (an id, never an answer or a code)."""
        self._tasks[name](*args)

    def pending(self) -> int:
        """Return how many tasks wait. Raises what the queue's storage raises when it cannot be reached."""
        return int(self.huey.pending_count())

    def start_consumer(self) -> Consumer:
        """Work the queue off in threads of this process: for one-process installations only."""
        consumer = self.huey.create_consumer(workers=1, periodic=True)
        # The web server owns the signals of this process.
        consumer._set_signal_handlers = lambda: None
        consumer.start()
        return consumer


def jobs() -> Jobs:
    found: Jobs = flask.current_app.extensions["meepraat_jobs"]
    return found
