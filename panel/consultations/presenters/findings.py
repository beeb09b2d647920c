"""Says what the reading check found as short advice to who wrote the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from panel.core.finding_words import explanation, suggestion
from panel.readability import Finding, Severity, check

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
        advice = Advice(KINDS[finding.severity], _quote(text, finding), f"{explanation(finding)} {suggestion(finding)}")
        if advice not in lines:
            lines.append(advice)
    return lines[:MOST_LINES]


def _quote(text: str, finding: Finding) -> str:
    quoted = " ".join(text[finding.start : finding.end].split())
    return quoted if len(quoted) <= 60 else quoted[:57].rstrip() + "…"
