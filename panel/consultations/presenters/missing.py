"""Says in one sentence each what still keeps a consultation shut, and where to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from panel.consultations.gates import Gate, Missing, Place
from panel.consultations.models import Consultation
from panel.consultations.presenters.conditions import number_in_words
from panel.consultations.presenters.privacy import ground_name, months_in_words
from panel.consultations.presenters.step_pages import step_page_of
from panel.consultations.steps import step_of
from panel.consultations.tested import tested_in_words


@dataclass(frozen=True)
class MissingLine:
    """One thing to do: the sentence, and the page (endpoint and arguments) where it is done."""

    sentence: str
    endpoint: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GateLine:
    """One condition for opening: its name, whether it is met, and what is left to do. `more` says how it was met."""

    name: str
    is_open: bool
    lines: list[MissingLine]
    more: str = ""


def present_gates(consultation: Consultation, missing: Sequence[Missing], *, eyes: str) -> list[GateLine]:
    """Return every gate in the order of the desk; `eyes` says who looked along, or why nobody has to."""
    names, more = _gate_names(), _met(consultation) | {Gate.SECOND_EYES: eyes}
    lines = []
    for gate in Gate:
        own = [one for one in missing if one.gate is gate]
        lines.append(GateLine(names[gate], not own, present_missing(consultation, own), "" if own else more[gate]))
    return lines


def _gate_names() -> dict[Gate, str]:
    return {
        Gate.WRITTEN: _("Wat je wilt weten, en waarom nu"),
        Gate.OWNER: _("Wie antwoord geeft"),
        Gate.REPLY_DATE: _("Wanneer het antwoord komt"),
        Gate.INFLUENCE: _("Welke invloed mensen hebben"),
        Gate.QUESTIONS: _("Vragen die gesteld kunnen worden"),
        Gate.EASY_TEXT: _("Een makkelijke tekst bij elke vraag"),
        Gate.TESTED: _("De testronde"),
        Gate.PRIVACY: _("Privacy"),
        Gate.SECOND_EYES: _("Een tweede lezer"),
    }


def _met(consultation: Consultation) -> dict[Gate, str]:
    asked, months = consultation.policy_question, consultation.retention_months
    return {
        Gate.WRITTEN: "",
        Gate.OWNER: ", ".join(part for part in (asked.owner_name, asked.owner_function) if part),
        Gate.REPLY_DATE: str(format_date(asked.reply_due_on, "d MMMM yyyy")) if asked.reply_due_on else "",
        Gate.INFLUENCE: asked.influence,
        Gate.QUESTIONS: number_in_words(consultation.questions),
        Gate.EASY_TEXT: "",
        Gate.TESTED: tested_in_words(consultation),
        Gate.PRIVACY: " · ".join([ground_name(consultation.privacy_ground), months_in_words(months or 0)]),
    }


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
        "OPENS_TOO_SOON": _("Het moment om open te gaan is voorbij. Kies een later moment, of open meteen."),
        "OPENS_TOO_LATE": _("Dat is langer dan een jaar vooruit. Kies een eerdere dag om open te gaan."),
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
        **_condition_words(),
    }[code]


def _condition_words() -> dict[str, str]:
    """Return what is wrong with who gets a question ("alleen als")."""
    later = _("hij hoort bij een antwoord op een vraag die later komt. Zet hem daaronder.")
    return {
        "ONLY_IF_MISSING_QUESTION": _("de vraag waar hij bij hoort, is er niet meer. Kies opnieuw wie hem krijgt."),
        "ONLY_IF_LATER_QUESTION": later,
        "ONLY_IF_CIRCLE": _("hij wacht op een vraag die op hem wacht. Kies opnieuw wie hem krijgt."),
        "ONLY_IF_NO_CONDITION_KIND": _("hij hoort bij een open vraag. Dat kan niet. Kies opnieuw wie hem krijgt."),
        "ONLY_IF_NO_ANSWERS": _("kies bij welk antwoord hij hoort."),
        "ONLY_IF_ANSWERS_GONE": _("een antwoord waar hij bij hoort, is er niet meer. Kies opnieuw wie hem krijgt."),
        "ONLY_IF_ALL_ANSWERS": _("hij hoort bij alle antwoorden. Kies er minder, of vraag het aan iedereen."),
        "ONLY_IF_UNREACHABLE": _("niemand krijgt deze vraag: de vraag waar hij bij hoort, krijgt ook niemand."),
    }


def _page(consultation: Consultation, missing: Missing) -> tuple[str, dict[str, Any]]:
    own = {"consultation_id": consultation.id}
    pages: dict[Place, tuple[str, dict[str, Any]]] = {
        Place.POLICY_QUESTION: step_page_of(consultation.id, step_of(missing)),
        Place.CONSULTATION: step_page_of(consultation.id, step_of(missing)),
        Place.QUESTIONS: ("consultations.new_question_page", own),
        Place.QUESTION: ("consultations.question_page", own | {"question_id": missing.part_id}),
        Place.BREAKDOWN: ("consultations.breakdown_page", own | {"breakdown_id": missing.part_id}),
        Place.GROUPS: ("invitations.new_group_page", own),
        Place.PRIVACY: ("consultations.privacy_page", own),
        Place.TRYOUT: ("consultations.tryout_page", own),
        Place.PUBLISHING: ("consultations.publishing_page", own | {"_anchor": "ogen"}),
    }
    return pages[missing.place]
