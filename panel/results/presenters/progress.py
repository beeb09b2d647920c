"""How far the counting is, in words for the officer who waits."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.results.models import ClosingStage
from panel.results.progress import HowFar


@dataclass(frozen=True)
class ProgressView:
    """What the work is busy with, how far the whole is (0 to 100), and how many groups are counted when several."""

    doing: str
    percent: int
    groups: str


def present_progress(found: HowFar) -> ProgressView:
    doing = {
        None: _("Het tellen begint zo."),
        ClosingStage.OPENING: _("De dozen met antwoorden gaan open."),
        ClosingStage.COUNTING: _("De antwoorden worden geteld en beschermd."),
        ClosingStage.STORING: _("De uitslag wordt vastgelegd."),
        ClosingStage.FORGETTING: _("Alle sporen van personen worden gewist."),
    }[found.stage]
    groups = ""
    if found.rounds > 1:
        groups = ngettext(
            "%(counted)s van %(num)s groep geteld.",
            "%(counted)s van %(num)s groepen geteld.",
            found.rounds,
            counted=found.counted,
        )
    return ProgressView(doing, found.percent, groups)
