"""What is wrong with an answer and what to do now, in words for the person who gave it."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.consultations.kinds import BadAnswerError
from panel.consultations.models import AddressForm


def full_sentence(form: AddressForm) -> str:
    """Return what to do when someone taps a fourth card."""
    polite = form is AddressForm.U
    return _("U hebt er al drie. Haal er eerst één weg.") if polite else _("Je hebt er al drie. Haal er eerst één weg.")


def word_problem(problem: BadAnswerError, form: AddressForm) -> str:
    """Return what is wrong with an answer and what to do now, in words for the person who gave it."""
    polite = form is AddressForm.U
    sentences = {
        "EMPTY": _("Kies een antwoord. Overslaan mag ook."),
        "EMPTY_TEXT": _("Er staat nog niets. Overslaan mag ook."),
        "ONE_ONLY": _("Kies maar één antwoord."),
        "UNKNOWN_OPTION": _("Kies een van de antwoorden hier."),
        "UNKNOWN_STATE": _("Kies een van de antwoorden hier."),
        "TOO_MANY": _("Kies er niet meer dan %(limit)s.", limit=problem.limit),
        "TWICE": _("Kies elk antwoord maar één keer."),
        "NOT_A_NUMBER": _("Vul een getal in. Bijvoorbeeld: 3."),
        "TOO_LOW": _("Dit getal is te klein. Het kleinste is %(limit)s.", limit=problem.limit),
        "TOO_HIGH": _("Dit getal is te groot. Het grootste is %(limit)s.", limit=problem.limit),
        "NOT_TEXT": _("Deze tekst kunnen wij niet lezen. Typ gewone letters."),
        "TOO_LONG": _("Uw tekst is te lang. Maak de tekst korter.")
        if polite
        else _("Je tekst is te lang. Maak de tekst korter."),
    }
    return sentences[problem.code]
