"""Says in plain Dutch what the reading check found: what it is, why it is hard and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from panel.readability import Code, Finding, Severity

TITLES: Mapping[Code, object] = {
    Code.LONG_SENTENCE: lazy_gettext("Lange zin"),
    Code.HARD_WORD: lazy_gettext("Moeilijk woord"),
    Code.LONG_WORD: lazy_gettext("Lang woord"),
    Code.PASSIVE: lazy_gettext("Lijdende zin"),
    Code.DOUBLE_NEGATION: lazy_gettext("Twee keer nee"),
    Code.TWO_QUESTIONS: lazy_gettext("Twee vragen in één"),
    Code.LEADING: lazy_gettext("Sturend woord"),
    Code.AGREE_SCALE: lazy_gettext("Eens of oneens"),
    Code.ABBREVIATION: lazy_gettext("Afkorting"),
    Code.FIGURE_OF_SPEECH: lazy_gettext("Beeldspraak"),
    Code.SUBORDINATE: lazy_gettext("Zin in een zin"),
    Code.BRACE: lazy_gettext("Ver uit elkaar"),
    Code.NUMBER_CHAIN: lazy_gettext("Veel getallen"),
    Code.NOUN_PILE: lazy_gettext("Vage woorden"),
    Code.UNEXPLAINED_NAME: lazy_gettext("Onbekende naam"),
}
SEVERITIES: Mapping[Severity, object] = {
    Severity.NOTE: lazy_gettext("let op"),
    Severity.WARN: lazy_gettext("beter van niet"),
    Severity.STOP: lazy_gettext("te moeilijk"),
}
# Why it is hard. The names between brackets are parameters of the finding.
_REASONS: Mapping[Code, object] = {
    Code.LONG_SENTENCE: lazy_gettext("Deze zin heeft %(words)s woorden. Meer dan %(limit)s leest lastig."),
    Code.HARD_WORD: lazy_gettext("Weinig mensen kennen ‘%(word)s’."),
    Code.LONG_WORD: lazy_gettext("‘%(word)s’ is een lang woord: %(letters)s letters."),
    Code.PASSIVE: lazy_gettext("Deze zin is lijdend: ‘%(helper)s … %(verb)s’. Je ziet niet goed wie iets doet."),
    Code.DOUBLE_NEGATION: lazy_gettext(
        "Hier staan twee ontkenningen: ‘%(first)s’ en ‘%(second)s’. Wat betekent ja dan?"
    ),
    Code.TWO_QUESTIONS: lazy_gettext("Hier staan twee vragen in één. Bij welke van de twee hoort het antwoord?"),
    Code.LEADING: lazy_gettext("‘%(word)s’ stuurt naar een antwoord."),
    Code.AGREE_SCALE: lazy_gettext("Bij eens of oneens zeggen veel mensen vanzelf ja."),
    Code.ABBREVIATION: lazy_gettext("‘%(word)s’ is een afkorting. Niet iedereen kent die."),
    Code.FIGURE_OF_SPEECH: lazy_gettext("‘%(word)s’ is beeldspraak. Niet iedereen kent die."),
    Code.SUBORDINATE: lazy_gettext("In deze zin zitten andere zinnen. Dan raakt een lezer de draad kwijt."),
    Code.BRACE: lazy_gettext("‘%(first)s’ en ‘%(last)s’ horen bij elkaar, maar staan ver uit elkaar."),
    Code.NUMBER_CHAIN: lazy_gettext("In deze zin staan %(count)s getallen."),
    Code.NOUN_PILE: lazy_gettext("In deze zin staan %(count)s vage woorden, zoals ‘%(first)s’."),
    Code.UNEXPLAINED_NAME: lazy_gettext("‘%(word)s’ is een naam die niet iedereen kent."),
}
_LISTED_WORD = lazy_gettext("‘%(word)s’ kan makkelijker.")
# What to do where no better words are at hand.
_REMEDIES: Mapping[Code, object] = {
    Code.LONG_SENTENCE: lazy_gettext("Maak er twee of meer korte zinnen van."),
    Code.HARD_WORD: lazy_gettext("Kies een gewoner woord of leg het uit."),
    Code.LONG_WORD: lazy_gettext("Kies een korter woord of gebruik meer woorden."),
    Code.PASSIVE: lazy_gettext("Begin de zin met wie het doet."),
    Code.DOUBLE_NEGATION: lazy_gettext("Zeg het zonder ontkenning, of met één."),
    Code.TWO_QUESTIONS: lazy_gettext("Stel twee aparte vragen."),
    Code.LEADING: lazy_gettext("Laat het weg of vraag het open."),
    Code.AGREE_SCALE: lazy_gettext("Vraag: wat vindt u van …? Geef antwoorden waaruit iemand kan kiezen."),
    Code.ABBREVIATION: lazy_gettext("Schrijf het voluit."),
    Code.FIGURE_OF_SPEECH: lazy_gettext("Zeg gewoon wat je bedoelt."),
    Code.SUBORDINATE: lazy_gettext("Maak van elk deel een eigen zin."),
    Code.BRACE: lazy_gettext("Zet ze dichter bij elkaar of maak twee zinnen."),
    Code.NUMBER_CHAIN: lazy_gettext("Noem één getal per zin, of zet ze in een lijst."),
    Code.NOUN_PILE: lazy_gettext("Zeg wie wat doet: gebruik werkwoorden."),
    Code.UNEXPLAINED_NAME: lazy_gettext("Leg uit wat het is, of laat de naam weg."),
}
_MOST_WORDS = 3


def title(finding: Finding) -> str:
    """Name the kind of a finding in a few words: "Lange zin"."""
    return str(TITLES[finding.code])


def severity(finding: Finding) -> str:
    """Say in a few words how much a finding matters: "beter van niet"."""
    return str(SEVERITIES[finding.severity])


def explanation(finding: Finding) -> str:
    """Say why this is hard, as one or two sentences."""
    if finding.code is Code.HARD_WORD and "replacements" in finding.parameters:
        return str(_LISTED_WORD) % finding.parameters
    return str(_REASONS[finding.code]) % finding.parameters


def suggestion(finding: Finding) -> str:
    """Say what to write instead, as one or two sentences; with at most three better words, the best first."""
    if finding.replacements:
        return _("Schrijf liever %(words)s.", words=_spoken(finding.replacements))
    if finding.hints:
        return _("Zeg het anders, bijvoorbeeld met %(words)s.", words=_spoken(finding.hints))
    return str(_REMEDIES[finding.code])


def _spoken(words: tuple[str, ...]) -> str:
    """Return at most three words as a choice: ‘a’, ‘b’ of ‘c’."""
    quoted = [f"‘{word}’" for word in words[:_MOST_WORDS]]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("%(first)s of %(last)s", first=", ".join(quoted[:-1]), last=quoted[-1])
