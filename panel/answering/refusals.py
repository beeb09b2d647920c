"""What is wrong with an answer and what to do now, in words for the person who gave it."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.consultations.kinds import BadAnswerError, Extra
from panel.consultations.models import AddressForm
from panel.media.problems import MediaProblem


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


def word_media_problem(code: MediaProblem | None, extra: Extra, form: AddressForm | None) -> str:
    """Return what is wrong with a recording or photo and what to do now; without a code: that nobody is answering."""
    polite = form is AddressForm.U
    voice = extra is Extra.VOICE
    if code is None:
        return _("Begin opnieuw met de code.")
    sentences = {
        MediaProblem.EMPTY: _("Wij horen niets. Probeer het nog een keer.")
        if voice
        else _("Er is nog geen foto. Kies eerst een foto."),
        MediaProblem.TOO_BIG: _("De opname is te groot. Maak een korte opname.")
        if voice
        else _("De foto is te groot. Maak een andere foto."),
        MediaProblem.TOO_LONG: _("De opname is te lang. Twee minuten is genoeg."),
        MediaProblem.NOT_SOUND: _("Deze opname werkt niet. Probeer het nog een keer."),
        MediaProblem.NOT_A_PICTURE: _("Dit is geen foto die wij kennen. Kies een andere foto."),
        MediaProblem.TOO_MANY_PIXELS: _("De foto is te groot. Maak een andere foto."),
        MediaProblem.BUSY: _("Het is nu druk. Wacht even en probeer het opnieuw."),
    }
    ending = _("Je mag ook typen.") if not polite else _("U mag ook typen.")
    return f"{sentences[code]} {ending}"
