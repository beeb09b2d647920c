"""Why a picture or recording could not be taken, in words for the officer who chose it."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.media.service import LONGEST_SECONDS, MOST_BYTES, MediaProblem


def picture_problem(problem: MediaProblem) -> str:
    """Return what is wrong with a picture and what to do now."""
    if problem is MediaProblem.TOO_MANY_PIXELS:
        return _("Deze foto is te groot. Maak hem kleiner en kies hem nog een keer.")
    if problem is MediaProblem.NOT_A_PICTURE:
        return _("Dit bestand is geen foto die wij kunnen lezen. Kies een JPEG, PNG of WebP.")
    return _common(problem)


def recording_problem(problem: MediaProblem) -> str:
    """Return what is wrong with a recording and what to do now."""
    if problem is MediaProblem.TOO_LONG:
        return _("Deze opname is te lang. Hij mag %(minutes)s minuten duren.", minutes=LONGEST_SECONDS // 60)
    if problem is MediaProblem.NOT_SOUND:
        return _("In dit bestand vinden wij geen geluid. Kies een opname, bijvoorbeeld MP3, M4A of WAV.")
    return _common(problem)


def _common(problem: MediaProblem) -> str:
    if problem is MediaProblem.EMPTY:
        return _("Dit bestand is leeg. Kies een ander bestand.")
    if problem is MediaProblem.TOO_BIG:
        return _("Dit bestand is te groot. Er past hooguit %(size)s MB.", size=MOST_BYTES // 1_000_000)
    return _("Het is nu druk. Kies het bestand over een minuut nog een keer.")
