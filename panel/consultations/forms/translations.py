"""The texts of one language: as many fields as the consultation has texts, each of a length that fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flask
from flask_babel import gettext as _
from wtforms import HiddenField

from panel.consultations.forms.base import DeskForm
from panel.consultations.service import Part
from panel.core.kept_form import taken_up
from panel.core.text import NotTextError, TooLongError, clean_text


class TranslationsForm(DeskForm):
    """All translations of one language; the fields are those of the consultation's own texts."""

    mark = HiddenField()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.problems: dict[str, str] = {}

    def texts(self) -> dict[str, str]:
        """Return what was typed, now or before it was left unsaved, by the name of each text."""
        typed = taken_up() or flask.request.form
        return {name: value for name, value in typed.items() if name not in {"mark", "csrf_token"}}

    @property
    def holds_typed(self) -> bool:
        """Whether somebody typed what is in here; else it is empty and the stored texts are shown."""
        return flask.request.method == "POST" or taken_up() is not None

    def check(self, parts: Sequence[Part]) -> bool:
        """Note for each text that cannot be kept what to do; return whether all can."""
        self.problems = {}
        typed = self.texts()
        for part in parts:
            try:
                clean_text(typed.get(part.name, ""), part.limit)
            except TooLongError as error:
                self.problems[part.name] = _("Dit is te lang. Er passen %(limit)s tekens.", limit=error.limit)
            except NotTextError:
                self.problems[part.name] = _("Hier staan tekens in die geen tekst zijn. Haal ze weg.")
        return not self.problems

    def error_lines(self) -> list[tuple[str, str]]:
        return [(f"field-{name}", sentence) for name, sentence in self.problems.items()]
