"""The reading check on the command line: what is hard in a Dutch text, and what would be easier."""

import json
import sys
from collections.abc import Mapping
from typing import Any

import click
from flask_babel import lazy_gettext

from panel.readability import Code, Finding, Report, Severity, check

# Per kind of finding: why it is hard, and what to do when no better words are at hand.
WORDING: Mapping[Code, tuple[object, object]] = {
    Code.LONG_SENTENCE: (
        lazy_gettext("Deze zin heeft %(words)s woorden. Dat is meer dan %(limit)s."),
        lazy_gettext("Maak er twee of meer korte zinnen van."),
    ),
    Code.HARD_WORD: (
        lazy_gettext("Niet iedereen kent ‘%(word)s’."),
        lazy_gettext("Kies een gewoner woord of leg het uit."),
    ),
    Code.LONG_WORD: (
        lazy_gettext("‘%(word)s’ is een lang woord: %(letters)s letters."),
        lazy_gettext("Kies een korter woord of gebruik meer woorden."),
    ),
    Code.PASSIVE: (
        lazy_gettext("Deze zin is lijdend: ‘%(helper)s … %(verb)s’. Je ziet niet goed wie iets doet."),
        lazy_gettext("Begin de zin met wie het doet."),
    ),
    Code.DOUBLE_NEGATION: (
        lazy_gettext("Hier staan twee ontkenningen: ‘%(first)s’ en ‘%(second)s’."),
        lazy_gettext("Zeg het zonder ontkenning, of met één."),
    ),
    Code.TWO_QUESTIONS: (
        lazy_gettext("Dit zijn twee vragen in één: over ‘%(first)s’ en over ‘%(second)s’."),
        lazy_gettext("Stel twee aparte vragen."),
    ),
    Code.LEADING: (
        lazy_gettext("‘%(word)s’ stuurt naar een antwoord."),
        lazy_gettext("Laat het weg of vraag het open."),
    ),
    Code.AGREE_SCALE: (
        lazy_gettext("Bij eens of oneens zeggen veel mensen vanzelf ja."),
        lazy_gettext("Vraag: wat vindt u van …? Geef antwoorden waaruit iemand kan kiezen."),
    ),
    Code.ABBREVIATION: (
        lazy_gettext("‘%(word)s’ is een afkorting."),
        lazy_gettext("Schrijf het voluit."),
    ),
    Code.FIGURE_OF_SPEECH: (
        lazy_gettext("‘%(word)s’ is beeldspraak. Niet iedereen kent die."),
        lazy_gettext("Zeg gewoon wat je bedoelt."),
    ),
    Code.SUBORDINATE: (
        lazy_gettext("In deze zin zitten %(count)s bijzinnen."),
        lazy_gettext("Maak van elke bijzin een eigen zin."),
    ),
    Code.BRACE: (
        lazy_gettext("‘%(first)s’ en ‘%(last)s’ horen bij elkaar, maar staan ver uit elkaar."),
        lazy_gettext("Zet ze dichter bij elkaar of maak twee zinnen."),
    ),
    Code.NUMBER_CHAIN: (
        lazy_gettext("In deze zin staan %(count)s getallen."),
        lazy_gettext("Noem één getal per zin."),
    ),
    Code.NOUN_PILE: (
        lazy_gettext("In deze zin staan %(count)s vage naamwoorden."),
        lazy_gettext("Zeg wie wat doet: gebruik werkwoorden."),
    ),
    Code.UNEXPLAINED_NAME: (
        lazy_gettext("‘%(word)s’ is een naam die niet iedereen kent."),
        lazy_gettext("Leg uit wat het is, of laat de naam weg."),
    ),
}
BETTER_WORDS = lazy_gettext("Schrijf liever: %(words)s.")
OTHER_WORDS = lazy_gettext("Zeg het anders, bijvoorbeeld met: %(words)s.")
SEVERITIES: Mapping[Severity, object] = {
    Severity.NOTE: lazy_gettext("let op"),
    Severity.WARN: lazy_gettext("beter van niet"),
    Severity.STOP: lazy_gettext("te moeilijk"),
}
NOT_UTF8 = lazy_gettext("Dit bestand is geen tekst in UTF-8. Sla het op als UTF-8 en probeer het opnieuw.")
UNREADABLE = lazy_gettext("Dit bestand kan niet worden gelezen: %(name)s.")
SCORE = lazy_gettext("Score %(score)s van 100 (hoger leest makkelijker). Een hulpmiddel, geen keurmerk.")
COUNTS = lazy_gettext("%(sentences)s zinnen, %(words)s woorden, Flesch-Douma %(flesch)s.")


def explanation(finding: Finding) -> str:
    """Say why this is hard, as one or two Dutch sentences."""
    return str(WORDING[finding.code][0]) % finding.parameters


def suggestion(finding: Finding) -> str:
    """Say what to write instead, as one Dutch sentence."""
    hints = finding.parameters.get("hints", ())
    if finding.replacements:
        return str(BETTER_WORDS) % {"words": ", ".join(finding.replacements)}
    if isinstance(hints, tuple) and hints:
        return str(OTHER_WORDS) % {"words": ", ".join(hints)}
    return str(WORDING[finding.code][1])


def as_document(text: str, report: Report) -> dict[str, Any]:
    """Return the report as plain values for JSON; every position counts code points of `text`."""
    measures = report.measures
    return {
        "score": round(report.score, 2),
        "measures": {
            "sentences": measures.sentences,
            "words": measures.words,
            "words_per_sentence": round(measures.words_per_sentence, 2),
            "syllables_per_word": round(measures.syllables_per_word, 2),
            "hard_word_share": round(measures.hard_word_share, 3),
            "long_word_share": round(measures.long_word_share, 3),
            "flesch_douma": round(measures.flesch_douma, 1),
        },
        "sentences": [
            {
                "start": sentence.start,
                "end": sentence.end,
                "text": text[sentence.start : sentence.end],
                "words": sentence.words,
                "score": round(sentence.score, 2),
                "findings": [_finding(one) for one in sentence.findings],
            }
            for sentence in report.sentences
        ],
        "findings": [_finding(one) for one in report.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    hints = finding.parameters.get("hints", ())
    return {
        "start": finding.start,
        "end": finding.end,
        "kind": finding.code.value,
        "severity": finding.severity.value,
        "explanation": explanation(finding),
        "suggestion": suggestion(finding),
        "replacements": list(finding.replacements),
        "hints": list(hints) if isinstance(hints, tuple) else [],
    }


def as_lines(text: str, report: Report) -> list[str]:
    """Return the report as lines for a person: the score, then each sentence with what was found in it."""
    measures = report.measures
    counts = {"sentences": measures.sentences, "words": measures.words, "flesch": round(measures.flesch_douma)}
    lines = [str(SCORE) % {"score": round(report.score)}, str(COUNTS) % counts]
    for sentence in report.sentences:
        lines += ["", f"[{round(sentence.score)}] {' '.join(text[sentence.start : sentence.end].split())}"]
        lines += [
            f"  - {SEVERITIES[one.severity]} ({one.start}-{one.end}): {explanation(one)} {suggestion(one)}"
            for one in sentence.findings
        ]
    return lines


def _read(name: str) -> str:
    try:
        with click.open_file(name, "rb") as source:
            content: bytes = source.read()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        click.echo(str(NOT_UTF8), err=True)
    except OSError:
        click.echo(str(UNREADABLE) % {"name": name}, err=True)
    sys.exit(2)


@click.command("readability")
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True)
@click.option("--lines", is_flag=True, help="Treat each non-empty line as a text of its own.")
def readability_command(file: str, form: str, lines: bool) -> None:
    """Check how hard the Dutch text in FILE is to read; FILE may be - for standard input."""
    content = _read(file)
    rows = (row.removesuffix("\r") for row in content.split("\n"))
    texts = [row for row in rows if row.strip()] if lines else [content]
    if form == "json":
        documents = [as_document(text, check(text)) for text in texts]
        click.echo(json.dumps(documents if lines else documents[0], ensure_ascii=False, indent=2))
        return
    click.echo("\n\n".join("\n".join(as_lines(text, check(text))) for text in texts))
