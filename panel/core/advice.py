"""What the reading check tells who writes a text for residents: what may be easier, the most serious first."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.core.finding_words import explanation, severity, suggestion, title
from panel.readability import Code, Finding, Report, SentenceReport, Severity, check

# A writer mends a few things at a time; of a text full of findings the rest comes when these are gone.
MOST_FINDINGS = 50
LONGEST_QUOTE = 60
HARD = frozenset({Code.HARD_WORD, Code.LONG_WORD, Code.ABBREVIATION})
_ORDER = (Severity.STOP, Severity.WARN, Severity.NOTE)


@dataclass(frozen=True)
class Advice:
    """One piece of advice on `text[start:end]` (code points), which stands in sentence number `sentence` (from 1).

    `replacements` can stand in the place of those words as they are; `weight` says how much it matters, in words.
    """

    start: int
    end: int
    sentence: int
    kind: str
    severity: str
    weight: str
    quote: str
    title: str
    explanation: str
    suggestion: str
    replacements: tuple[str, ...]


@dataclass(frozen=True)
class TextAdvice:
    """What the reading check says about one text.

    `score` runs from 0 (very hard) to 100 (very easy); `longest` and `average` count words in a sentence, `hard_words`
    the different hard words. `found` counts everything, of which `findings` holds at most MOST_FINDINGS.
    """

    findings: tuple[Advice, ...]
    found: int
    sentences: tuple[SentenceReport, ...]
    score: int
    longest: int
    average: int
    hard_words: int
    summary: str


def advice_on(text: str) -> TextAdvice:
    """Read a text as it stands and return what may be easier; a text without words has no sentences and no summary."""
    report = check(text)
    numbered = [(finding, number) for number, one in enumerate(report.sentences, 1) for finding in one.findings]
    numbered.sort(key=lambda one: (_ORDER.index(one[0].severity), one[0].start, one[0].end))
    shown = tuple(_advice(text, finding, number) for finding, number in numbered[:MOST_FINDINGS])
    return TextAdvice(
        findings=shown,
        found=len(numbered),
        sentences=report.sentences,
        score=round(report.score),
        longest=max((one.words for one in report.sentences), default=0),
        average=round(report.measures.words_per_sentence),
        hard_words=_hard_words(text, report),
        summary=_summary(len(numbered), report),
    )


def with_suggestion(text: str, start: int, end: int, words: str) -> str | None:
    """Return a text with `words` in the place of `text[start:end]` (code points).

    None unless the reading check itself proposes just those words there.
    """
    for finding in check(text).findings:
        if (finding.start, finding.end) == (start, end) and words in finding.replacements:
            return text[:start] + words + text[end:]
    return None


def _advice(text: str, finding: Finding, number: int) -> Advice:
    return Advice(
        start=finding.start,
        end=finding.end,
        sentence=number,
        kind=finding.code.value,
        severity=finding.severity.value,
        weight=severity(finding),
        quote=_quote(text[finding.start : finding.end]),
        title=title(finding),
        explanation=explanation(finding),
        suggestion=suggestion(finding),
        replacements=finding.replacements,
    )


def _quote(words: str) -> str:
    quoted = " ".join(words.split())
    return quoted if len(quoted) <= LONGEST_QUOTE else quoted[: LONGEST_QUOTE - 1].rstrip() + "…"


def _hard_words(text: str, report: Report) -> int:
    return len({text[one.start : one.end].casefold() for one in report.findings if one.code in HARD})


def _summary(found: int, report: Report) -> str:
    if not report.sentences:
        return ""
    what = (
        ngettext("%(num)s ding kan makkelijker", "%(num)s dingen kunnen makkelijker", found)
        if found
        else _("De leescheck vond niets")
    )
    score = round(report.score)
    return _("%(what)s · score %(score)s van 100 (hulpmiddel, geen keurmerk)", what=what, score=score)
