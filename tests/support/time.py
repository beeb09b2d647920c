"""A clock that a test can set."""

from __future__ import annotations

import datetime as dt
import sys

import pytest

from panel.core import clock


class SetClock:
    """Stands still until the test moves it. Every room reads this one, also where it imported `now` by name."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
        self.moment = moment
        original = clock.now
        for name, module in list(sys.modules.items()):
            if name.startswith("panel.") and getattr(module, "now", None) is original:
                monkeypatch.setattr(module, "now", self.now)

    def now(self) -> dt.datetime:
        """Return the moment that was set, in UTC."""
        return self.moment

    def set(self, moment: dt.datetime) -> None:
        """Put the clock at a moment."""
        self.moment = moment.astimezone(dt.UTC)

    def forward(self, **step: float) -> None:
        """Let time pass: `forward(hours=25)`."""
        self.moment += dt.timedelta(**step)
