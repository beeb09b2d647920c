"""Makes the secrets and the database ready in a process of its own, before anything is served."""

from __future__ import annotations

from tools.commands import prepare
from wsgi import app

if __name__ == "__main__":
    prepare(app)
