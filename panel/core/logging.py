"""The log: one JSON line an event, with kinds and places, never an answer, a code, an address or a name."""

from __future__ import annotations

import logging
import sys

import structlog


def init_logging(*, quiet: bool) -> None:
    """Send structured lines to standard error."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING if quiet else logging.INFO, format="%(message)s")
    # The servers' own request lines hold addresses and codes, and so do those about too many tries.
    for name in ("waitress", "gunicorn.access", "werkzeug", "flask-limiter"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
