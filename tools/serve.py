"""Serves Meepraat on this computer, with the background jobs in the same process."""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import socket
import subprocess
import sys

import waitress
from flask import Flask

from config import load_settings
from tools.commands import app_command, prepare
from tools.steps import ROOT

HOST = "127.0.0.1"
THREADS = 8
# The largest body that any page takes stays in memory, and is not laid on a disk while it comes in.
BODY_IN_MEMORY = 16_000_000


def chosen_port() -> int:
    """Return the port to serve on: the variable PORT, or 8000. Stops with a sentence when it is not a port number."""
    text = os.environ.get("PORT") or "8000"
    if text.isascii() and text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    sys.exit(f"PORT must be a number from 1 to 65535, and it is {text!r}.")


def open_socket(port: int) -> socket.socket:
    """Take the port before the application is loaded, so that a port in use is told at once."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        sys.exit(
            f"Port {port} cannot be used ({error.strerror}): stop what uses it, or choose another: PORT=8001 make run."
        )
    return listening


def prepared_application() -> Flask:
    """Return the application, with its secrets made and its database up to date and, in development, not empty.

    Without secrets a process of its own makes everything first, because an application reads them when it is loaded;
    with them one process does it all, which makes starting again quick.
    """
    settings = load_settings()
    if not all(settings.secret_file(name).is_file() for name in ("secret_key", "pepper")):
        done = subprocess.run([sys.executable, "-m", "tools.prepare"], cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            sys.exit("The database could not be made ready: see the message above.")
        return load_application()
    app = load_application()
    prepare(app)
    return app


def load_application() -> Flask:
    """Load the application now, and not when this file is read: the secrets must be there first."""
    loaded = importlib.import_module("wsgi").app
    if not isinstance(loaded, Flask):
        raise TypeError("wsgi.app is not a Flask application")
    return loaded


def main() -> None:
    """Serve until Ctrl-C."""
    port = chosen_port()
    listening = open_socket(port)
    app = prepared_application()
    # A line for every job every minute would bury what matters.
    logging.getLogger("huey").setLevel(logging.WARNING)
    jobs = app.extensions.get("meepraat_jobs")
    consumer = jobs.start_consumer() if jobs is not None else None
    server = waitress.create_server(
        app, sockets=[listening], threads=THREADS, ident=None, inbuf_overflow=BODY_IN_MEMORY
    )
    app_command(app, "demonstration", "addresses")
    print(f"\nMeepraat serves on http://{HOST}:{port} - stop with Ctrl-C.", flush=True)
    try:
        server.run()
    finally:
        server.close()
        if consumer is not None:
            consumer.stop()


if __name__ == "__main__":
    # The web server ends by itself on Ctrl-C; this is for Ctrl-C while it is still getting ready.
    with contextlib.suppress(KeyboardInterrupt):
        main()
    print("\nStopped.")
