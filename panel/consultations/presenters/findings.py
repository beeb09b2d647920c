"""Says what the reading check found as short advice to who wrote the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from panel.core.i18n import spoken_list
from panel.readability import Code, Finding, Severity, check

MOST_LINES = 8
KINDS = {Severity.STOP: "error", Severity.WARN: "warning", Severity.NOTE: "info"}


@dataclass(frozen=True)
class Advice:
    """One piece of advice; `icon` is warning, error or info, and `quote` the words that it is about."""

    icon: str
    quote: str
    sentence: str


def present_findings(text: str) -> list[Advice]:
    """Return what may be made easier in a text, the most serious first; empty when nothing was found."""
    found = sorted(check(text).findings, key=lambda one: (list(KINDS).index(one.severity), one.start))
    lines: list[Advice] = []
    for finding in found:
        advice = Advice(KINDS[finding.severity], _quote(text, finding), _sentence(finding))
        if advice not in lines:
            lines.append(advice)
    return lines[:MOST_LINES]


def _quote(text: str, finding: Finding) -> str:
    quoted = " ".join(text[finding.start : finding.end].split())
    return quoted if len(quoted) <= 60 else quoted[:57].rstrip() + "…"


def _sentence(finding: Finding) -> str:
    if finding.code in (Code.HARD_WORD, Code.LONG_WORD, Code.ABBREVIATION, Code.FIGURE_OF_SPEECH):
        return _about_a_word(finding)
    if finding.code is Code.LONG_SENTENCE:
        words = finding.parameters.get("words", 0)
        return _("Deze zin heeft %(words)s woorden. Maak er twee zinnen van.", words=words)
    return {
        Code.PASSIVE: _("Wie doet het? Zeg dat erbij."),
        Code.DOUBLE_NEGATION: _("Twee keer nee in één zin. Zeg het zonder nee."),
        Code.TWO_QUESTIONS: _("Dit zijn twee vragen. Vraag één ding tegelijk."),
        Code.LEADING: _("Dit stuurt het antwoord. Vraag het neutraal."),
        Code.AGREE_SCALE: _("Vraag wat mensen vinden, niet of ze het eens zijn."),
        Code.SUBORDINATE: _("Een zin in een zin. Maak er twee zinnen van."),
        Code.BRACE: _("Wat bij elkaar hoort, staat ver uit elkaar. Zet het naast elkaar."),
        Code.NUMBER_CHAIN: _("Veel getallen achter elkaar. Zet ze in een lijst of laat er een weg."),
        Code.NOUN_PILE: _("Veel dingwoorden op een rij. Zeg wie wat doet."),
        Code.UNEXPLAINED_NAME: _("Niet iedereen kent deze naam. Leg uit wat het is."),
    }.get(finding.code, _("Dit kan makkelijker."))


def _about_a_word(finding: Finding) -> str:
    better = finding.parameters.get("replacements") or finding.parameters.get("hints") or ()
    words = [f"‘{word}’" for word in better][:3] if isinstance(better, tuple) else []
    if words:
        return _("Schrijf liever %(words)s.", words=spoken_list(words).replace(_(" en "), _(" of ")))
    return {
        Code.ABBREVIATION: _("Schrijf dit voluit."),
        Code.FIGURE_OF_SPEECH: _("Dit is beeldspraak. Zeg wat je bedoelt."),
        Code.LONG_WORD: _("Een lang woord. Knip het in stukken of kies een korter woord."),
    }.get(finding.code, _("Niet iedereen kent dit woord. Kies een gewoner woord of leg het uit."))
