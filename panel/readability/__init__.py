"""Reads a Dutch text as someone who finds reading hard would, and points at what stands in the way."""

from panel.readability.finding import Code, Finding, Severity
from panel.readability.reading_check import Report, SentenceReport, check
from panel.readability.respondent import LongSentence, respondent_sentences_over

__all__ = [
    "Code",
    "Finding",
    "LongSentence",
    "Report",
    "SentenceReport",
    "Severity",
    "check",
    "respondent_sentences_over",
]
