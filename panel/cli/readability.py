"""The reading check on the command line: what is hard in a Dutch text, and what would be easier."""

import json
import sys
from typing import Any

import click
from flask_babel import lazy_gettext

from panel.core.finding_words import explanation, severity, suggestion
from panel.readability import Finding, Report, check

NOT_UTF8 = lazy_gettext("Dit bestand is geen tekst in UTF-8. Sla het op als UTF-8 en probeer het opnieuw.")
UNREADABLE = lazy_gettext("Dit bestand kan niet worden gelezen: %(name)s.")
SCORE = lazy_gettext("Score %(score)s van 100 (hoger leest makkelijker). Een hulpmiddel, geen keurmerk.")
COUNTS = lazy_gettext("%(sentences)s zinnen, %(words)s woorden, Flesch-Douma %(flesch)s.")


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
    return {
        "start": finding.start,
        "end": finding.end,
        "kind": finding.code.value,
        "severity": finding.severity.value,
        "explanation": explanation(finding),
        "suggestion": suggestion(finding),
        "replacements": list(finding.replacements),
        "hints": list(finding.hints),
    }


def as_lines(text: str, report: Report) -> list[str]:
    """Return the report as lines for a person: the score, then each sentence with what was found in it."""
    measures = report.measures
    counts = {"sentences": measures.sentences, "words": measures.words, "flesch": round(measures.flesch_douma)}
    lines = [str(SCORE) % {"score": round(report.score)}, str(COUNTS) % counts]
    for sentence in report.sentences:
        lines += ["", f"[{round(sentence.score)}] {' '.join(text[sentence.start : sentence.end].split())}"]
        lines += [
            f"  - {severity(one)} ({one.start}-{one.end}): {explanation(one)} {suggestion(one)}"
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
