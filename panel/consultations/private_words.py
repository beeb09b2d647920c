"""Finds what a questionnaire asks of someone's private life: health, faith, origin, and who they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from panel.consultations.kinds import extras
from panel.consultations.models import Breakdown, Consultation, EvidenceKind, Question


class Private(StrEnum):
    """What should not be asked without a reason: special categories (article 9 and 10 GDPR), and who someone is."""

    HEALTH = "HEALTH"
    FAITH = "FAITH"
    ORIGIN = "ORIGIN"
    POLITICS = "POLITICS"
    SEXUALITY = "SEXUALITY"
    CRIME = "CRIME"
    UNION = "UNION"
    MONEY = "MONEY"
    NAME = "NAME"
    ADDRESS = "ADDRESS"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    CITIZEN_NUMBER = "CITIZEN_NUMBER"
    BIRTH_DATE = "BIRTH_DATE"


class Risk(StrEnum):
    """Why an assessment of what this does to people's privacy (DPIA) is likely needed."""

    SPECIAL = "SPECIAL"
    MINORS = "MINORS"
    VOICE_OR_PHOTO = "VOICE_OR_PHOTO"


SPECIAL = frozenset(
    {
        Private.HEALTH,
        Private.FAITH,
        Private.ORIGIN,
        Private.POLITICS,
        Private.SEXUALITY,
        Private.CRIME,
        Private.UNION,
    }
)

# Our own list. Each word counts from the start of a word ("gezond" finds "gezondheid"); `$` ends it there.
_YOUR = r"(?:je|jouw|uw|jullie)\s+(?:eigen\s+)?"
_WORDS: dict[Private, tuple[str, ...]] = {
    Private.HEALTH: (
        "gezond", "ongezond", "ziek", "handicap", "gehandicapt", "medicijn", "pijn$", "klachten$", "depress", "psych",
        "verslaa?f", "verslaving", "zwanger", "overgewicht", "dementie", "autis", "adhd$", "therapie", "diagnose",
        "lichamelijke beperking", "verstandelijke beperking", "een beperking$", "alcohol", "drugs$", "roken$",
        "rook je$", "rookt u$",
    ),
    Private.FAITH: (
        "geloof$", "gelovig", "godsdienst", "religi", "levensovertuiging", "moslim", "islam", "christe", "katholiek",
        "protestant", "joods", "hindoe", "bid je$", "bidt u$", "hoofddoek", "jouw kerk$", "uw kerk$", "moskee",
    ),
    Private.ORIGIN: (
        "afkomst", "etni", "huidskleur", "migratieachtergrond", "nationaliteit", "geboorteland", "allochto", "autochto",
        "waar ben je geboren$", "waar bent u geboren$", "ouders geboren$", "welk land kom", "ras$",
    ),
    Private.POLITICS: (
        "politieke partij", "politieke voorkeur", "politieke mening", "op welke partij", "gestemd$", "stemgedrag",
        "stem je op$", "stemt u op$", "lid van een partij",
    ),
    Private.SEXUALITY: (
        "seks", "homo$", "homoseksu", "lesbisch", "biseksu", "transgender", "lhbti", "gender", "geaardheid",
    ),
    Private.CRIME: (
        "strafblad", "gevangenis", "veroordeeld", "strafbaar", "gearresteerd", "opgepakt$", "taakstraf",
    ),
    Private.UNION: ("vakbond", "lid van een bond$", "fnv$", "cnv$"),
    Private.MONEY: (
        "schuld(?:en)?$", "inkomen", "salaris", "uitkering", "bijstand$", "schuldhulp", "verdien je$", "verdient u$",
    ),
    Private.NAME: (
        _YOUR + "(?:voor|achter)?naam$", "voornaam", "achternaam", "hoe heet je$", "hoe heet jij$", "hoe heet u$",
        "wie ben je$", "wie bent u$",
    ),
    Private.ADDRESS: (
        _YOUR + "(?:woon)?adres$", "woonadres", "huisnummer", "postcode", "in welke straat", "waar woon je precies$",
        "waar woont u precies$",
    ),
    Private.PHONE: ("telefoonnummer", "mobiele? nummer", "06-nummer", _YOUR + "nummer$", "whatsapp-?nummer"),
    Private.EMAIL: ("e-?mail-?adres", _YOUR + "e-?mail$", _YOUR + "mail$", "mailadres"),
    Private.CITIZEN_NUMBER: ("bsn$", "burgerservicenummer", "sofinummer", "paspoort", "identiteitsbewijs"),
    Private.BIRTH_DATE: (
        "geboortedatum", "geboortedag", "geboortejaar", "wanneer ben je geboren$", "wanneer bent u geboren$",
        "wanneer ben je jarig$", "wanneer bent u jarig$",
    ),
}  # fmt: skip
_PATTERNS = {
    what: re.compile(
        "|".join(rf"\b{word[:-1]}\b" if word.endswith("$") else rf"\b{word}[\w-]*" for word in words), re.IGNORECASE
    )
    for what, words in _WORDS.items()
}
_MINORS = re.compile(
    r"\b(?:kind|kinderen|jeugd|jonger|leerling|scholier|tiener|puber|peuter|kleuter|basisschool|middelbare school"
    r"|klas\b|groep [1-8]\b)",
    re.IGNORECASE,
)
YOUNGEST_OF_AGE = 16
_AGE = re.compile(r"\b(\d{1,2})\b")


@dataclass(frozen=True)
class PrivateFinding:
    """What one question or background touches. `part` is "question:key" or "breakdown:key"; `quote` the words found."""

    part: str
    part_id: int
    number: int
    is_breakdown: bool
    text: str
    found: frozenset[Private]
    quotes: tuple[str, ...]


def private_findings(consultation: Consultation) -> list[PrivateFinding]:
    """Return every question and announced background that touches someone's private life, in the order of the desk."""
    found = [
        _finding(f"question:{one.key}", one.id, number, one.text, _texts_of_question(one), is_breakdown=False)
        for number, one in enumerate(consultation.questions, start=1)
    ]
    found += [
        _finding(f"breakdown:{one.key}", one.id, number, one.text, _texts_of_breakdown(one), is_breakdown=True)
        for number, one in enumerate(consultation.breakdowns, start=1)
    ]
    return [one for one in found if one.found]


def settled(consultation: Consultation, finding: PrivateFinding) -> bool:
    """Return whether a reason was given for all that is found now; what was added later needs a new reason."""
    kept = (consultation.privacy_reasons or {}).get(finding.part)
    return bool(kept and str(kept.get("reason", "")).strip() and finding.found <= set(kept.get("found", ())))


def reason_for(consultation: Consultation, finding: PrivateFinding) -> str:
    """Return the reason that was given for asking this; empty when there is none."""
    kept = (consultation.privacy_reasons or {}).get(finding.part)
    return str(kept.get("reason", "")) if kept else ""


def risks(consultation: Consultation) -> list[Risk]:
    """Return why an assessment (DPIA) is likely needed; empty when nothing points at it."""
    found = []
    if any(one.found & SPECIAL for one in private_findings(consultation)):
        found.append(Risk.SPECIAL)
    if _asks_minors(consultation):
        found.append(Risk.MINORS)
    if any(extras(one) for one in consultation.questions):
        found.append(Risk.VOICE_OR_PHOTO)
    return found


def _asks_minors(consultation: Consultation) -> bool:
    told = [consultation.target_groups, consultation.topic, consultation.policy_question.title]
    if consultation.evidence_kind is EvidenceKind.GROUP:
        told += [one.name for one in consultation.rounds]
    ages = [int(age) for one in consultation.breakdowns for each in one.classes for age in _AGE.findall(each.text)]
    young = any(5 <= age < YOUNGEST_OF_AGE for age in ages)
    return young or any(_MINORS.search(text or "") for text in told)


def _finding(
    part: str, part_id: int, number: int, text: str, texts: list[str], *, is_breakdown: bool
) -> PrivateFinding:
    hits = list(_hits(texts))
    quotes = tuple(dict.fromkeys(quote for _what, quote in hits))
    return PrivateFinding(part, part_id, number, is_breakdown, text, frozenset(what for what, _quote in hits), quotes)


def _hits(texts: list[str]) -> Iterator[tuple[Private, str]]:
    for what, pattern in _PATTERNS.items():
        for text in texts:
            hit = pattern.search(text)
            if hit is not None:
                yield what, hit.group(0).lower()
                break


def _texts_of_question(question: Question) -> list[str]:
    return [
        question.text,
        question.easy_text or "",
        question.hint or "",
        *(one.text for one in question.options),
    ]


def _texts_of_breakdown(breakdown: Breakdown) -> list[str]:
    return [breakdown.label, breakdown.text, breakdown.easy_text or "", *(one.text for one in breakdown.classes)]
