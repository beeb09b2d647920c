"""Says in one sentence each what still keeps a consultation shut, and where to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from panel.consultations.gates import Missing, Place
from panel.consultations.models import Consultation

# Where the test round is kept.
TRYOUT_PAGE = "consultations.consultation_page"


@dataclass(frozen=True)
class MissingLine:
    """One thing to do: the sentence, and the page (endpoint and arguments) where it is done."""

    sentence: str
    endpoint: str
    arguments: dict[str, Any] = field(default_factory=dict)


def present_missing(consultation: Consultation, missing: Sequence[Missing]) -> list[MissingLine]:
    """Return what is missing, in words."""
    return [MissingLine(_sentence(one), *_page(consultation, one)) for one in missing]


def _sentence(missing: Missing) -> str:
    words = _promise_words() | _publishing_words()
    if missing.code in words:
        return words[missing.code]
    what = question_words(missing.code)
    if missing.place is Place.BREAKDOWN or missing.code == "PRIVATE_BREAKDOWN":
        return _("Achtergrond %(number)s: %(what)s", number=missing.number, what=what)
    return _("Vraag %(number)s: %(what)s", number=missing.number, what=what)


def _promise_words() -> dict[str, str]:
    return {
        "NO_TITLE": _("Schrijf op wat je wilt weten."),
        "NO_EXPLANATION": _("Leg uit waarom je dit nu vraagt."),
        "NO_INFLUENCE": _("Schrijf in één zin welke invloed mensen hebben."),
        "NO_OWNER": _("Vul in wie antwoord geeft."),
        "NO_OWNER_FUNCTION": _("Vul de functie in van wie antwoord geeft."),
        "NO_REPLY_DATE": _("Kies de dag waarop mensen antwoord krijgen."),
        "REPLY_DATE_PASSED": _("De dag van het antwoord is voorbij. Kies een nieuwe dag."),
        "REPLY_BEFORE_CLOSING": _("Het antwoord komt pas na het sluiten. Kies een latere dag voor het antwoord."),
        "NO_TOPIC": _("Vul in waar het over gaat."),
        "NOT_TESTED": _("Laat vijf mensen de vragen testen: twee uit de doelgroep. Of zeg waarom dat niet kan."),
        "NO_PRIVACY_GROUND": _("Kies op welke grond je antwoorden vraagt."),
        "NO_RETENTION": _("Kies hoe lang je de losse antwoorden bewaart."),
    }


def _publishing_words() -> dict[str, str]:
    return {
        "NO_QUESTIONS": _("Maak ten minste één vraag."),
        "NO_GROUP": _("Maak ten minste één groep met een code."),
        "CLOSES_TOO_SOON": _("Kies een dag in de toekomst om te sluiten."),
        "SECOND_EYES": _("Laat een collega meekijken."),
    }


def question_words(code: str) -> str:
    """Return what is wrong with one question or breakdown, to follow on "Vraag 2:"."""
    return {
        "TOO_FEW_OPTIONS": _("er zijn te weinig antwoorden om uit te kiezen."),
        "TOO_MANY_OPTIONS": _("er zijn te veel antwoorden om uit te kiezen."),
        "SCALE_NOT_3_OR_5": _("een schaal heeft drie of vijf woorden."),
        "MOST_OUT_OF_RANGE": _("je mag er meer kiezen dan er antwoorden zijn."),
        "NUMBER_WITHOUT_BOUNDS": _("vul het laagste en het hoogste getal in."),
        "NUMBER_BOUNDS_WRONG": _("het hoogste getal moet hoger zijn dan het laagste."),
        "NUMBER_CLASSES_WRONG": _("de groepen getallen kloppen niet. Begin laag en eindig hoog."),
        "PICTURES_MISSING": _("er is nog niet bij elk antwoord een foto of tekening."),
        "OPTIONS_ALIKE": _("twee antwoorden zijn gelijk."),
        "TOO_FEW_CLASSES": _("maak ten minste twee klassen."),
        "NO_EASY_TEXT": _("schrijf er een makkelijke tekst bij, of maak de vraag zelf makkelijker."),
        "NO_EASY_OPTION": _("een antwoord is lang of moeilijk. Schrijf er een makkelijke tekst bij."),
        "PRIVATE_QUESTION": _("dit raakt iemands privéleven. Verander de vraag, of zeg waarom je dit vraagt."),
        "PRIVATE_BREAKDOWN": _("dit raakt iemands privéleven. Verander het, of zeg waarom je dit vraagt."),
    }[code]


def _page(consultation: Consultation, missing: Missing) -> tuple[str, dict[str, Any]]:
    own = {"consultation_id": consultation.id}
    pages: dict[Place, tuple[str, dict[str, Any]]] = {
        Place.POLICY_QUESTION: (
            "consultations.policy_question_page",
            {"policy_question_id": consultation.policy_question_id, "terug": consultation.id},
        ),
        Place.CONSULTATION: ("consultations.settings_page", own),
        Place.QUESTIONS: ("consultations.new_question_page", own),
        Place.QUESTION: ("consultations.question_page", own | {"question_id": missing.part_id}),
        Place.BREAKDOWN: ("consultations.breakdown_page", own | {"breakdown_id": missing.part_id}),
        Place.GROUPS: ("invitations.new_group_page", own),
        Place.PRIVACY: ("consultations.privacy_page", own),
        Place.TRYOUT: (TRYOUT_PAGE, own),
        Place.PUBLISHING: ("consultations.publishing_page", own),
    }
    return pages[missing.place]
