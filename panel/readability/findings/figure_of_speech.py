"""Figures of speech: who takes words as they are written goes astray."""

import csv
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.phrases import Phrases, by_first_word, occurrences


def find(reading: Reading) -> Iterator[Finding]:
    """Point at listed figures of speech, with what they mean."""
    phrases, meanings = _listed()
    for sentence in reading.sentences:
        for start, end, phrase in occurrences(phrases, sentence):
            parameters: dict[str, Parameter] = {"word": phrase, "hints": (meanings[phrase],)}
            yield Finding(Code.FIGURE_OF_SPEECH, start, end, Severity.NOTE, parameters)


@lru_cache(maxsize=1)
def _listed() -> tuple[Phrases, dict[str, str]]:
    """Return the figures and what each means; the list holds the part of a figure that never changes its form."""
    source = resources.files("panel.readability").joinpath("figures_of_speech.tsv")
    with source.open(encoding="utf-8") as lines:
        meanings = {row["figure"]: row["meaning"] for row in csv.DictReader(lines, delimiter="\t")}
    return by_first_word(meanings), meanings
