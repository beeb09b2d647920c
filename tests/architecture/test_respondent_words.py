"""What residents read in Dutch passes our own reading check, easy Dutch a stricter one; je and u say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from panel.readability import check
from tests.support.respondent_texts import (
    PLACEHOLDER,
    catalogue,
    filled,
    is_familiar,
    is_polite,
    messages,
    originals,
    pairs,
    speaking_in_the_flow,
    translations,
    words,
)
from tools.catalogue import extract

MOST_WORDS, MOST_EASY_WORDS = 10, 8
# A sentence weighs at most as much as 13.5 plain words, an easy one 11 (panel/readability/score.py).
LEAST_SCORE, LEAST_EASY_SCORE = 80.0, 85.0

# Names that have no easier word, each with why it must stand there. They are read as one short word.
NAMES = {
    "Autoriteit Persoonsgegevens": "whoever wants to complain must be able to find it; the privacy page says what for",
    "Kindertelefoon": "the name that a child has heard of, and that is on its door",
    "MIT": "the licence of the drawings asks to be named",
    "Paweł Kuna": "the licence of the drawings asks to name who made them",
    "Tabler Icons": "the licence of the drawings asks to name where they come from",
    "Toegankelijkheid": "the law asks for this page by this name; its first sentence says what it is about",
    "WCAG 2.2 AA": "the law asks which rules were followed; the sentence after it says what they are",
}


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What residents read, as it stands in the code and the templates now."""
    target = tmp_path_factory.mktemp("texts") / "respondent.pot"
    assert extract("respondent", target)
    return read(target)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def faults(text: str, most_words: int, least_score: float) -> list[str]:
    """Return what the reading check has against a text; every finding counts, also what is only worth a look."""
    named = re.sub("|".join(map(re.escape, NAMES)), "Naam", filled(text))
    found = []
    for one in check(named).sentences:
        sentence = named[one.start : one.end]
        found += [f"{finding.code.value} {named[finding.start : finding.end]!r}" for finding in one.findings]
        found += [f"{one.words} words: {sentence}"] if one.words > most_words else []
        found += [f"score {one.score:.0f}: {sentence}"] if one.score < least_score else []
    return found


def test_every_sentence_for_residents_passes_the_reading_check(gathered: Catalog) -> None:
    found = {
        text: faults(text, MOST_WORDS, LEAST_SCORE) for message in messages(gathered) for text in originals(message)
    }
    assert {text: why for text, why in found.items() if why} == {}


def test_every_easy_sentence_passes_a_stricter_check() -> None:
    found = {
        text: faults(text, MOST_EASY_WORDS, LEAST_EASY_SCORE)
        for message in messages(catalogue("nl", "easy"))
        for text in easy(message.string, originals(message))
    }
    assert {text: why for text, why in found.items() if why} == {}


def easy(string: object, original: tuple[str, ...]) -> tuple[str, ...]:
    """Return a text as easy Dutch shows it: the easier sentence where there is one, else the sentence itself."""
    easier = tuple(string) if isinstance(string, (list, tuple)) else (str(string or ""),)
    return easier if all(easier) else original


def test_an_easy_text_is_easier_than_the_text_it_stands_for() -> None:
    harder = {}
    for message in messages(catalogue("nl", "easy")):
        for easier, original in zip(translations(message), originals(message), strict=True):
            if easier and not hardest(easier) > hardest(original):
                harder[original] = easier
    assert harder == {}


def hardest(text: str) -> tuple[float, int]:
    """Return the lowest score of a sentence in a text and, for what scores the same, how few words the longest has."""
    report = check(filled(text))
    return min(one.score for one in report.sentences), -max(one.words for one in report.sentences)


def test_a_name_is_only_excused_where_it_stands(gathered: Catalog) -> None:
    everything = "\n".join(text for message in messages(gathered) for text in originals(message))
    assert [name for name in NAMES if name not in everything] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Wij doen dit op %(day)s samen met jou en met anderen.", "13 words"),
        ("Je antwoord wordt door ons bewaard.", "passive"),
        ("Wij implementeren dit.", "hard_word"),
        ("De grafiek, tabel, lezer en schermlezer.", "score"),
    ],
)
def test_a_text_that_is_hard_is_found(text: str, fault: str) -> None:
    assert fault in " ".join(faults(text, MOST_WORDS, LEAST_SCORE))


# Words that differ between the two forms and are no "je" or "u" themselves: verbs that do more than add a t.
OTHER_FORMS = {("heb", "hebt"), ("hebben", "hebt"), ("geven", "geeft"), ("kun", "kunt"), ("wil", "wilt")}
JE_AND_U = {
    *((je, "u") for je in ("je", "jij", "jou", "jullie")),
    *((je, "uw") for je in ("je", "jouw", "jullie")),
}


def test_both_forms_of_address_say_the_same() -> None:
    found = pairs()
    assert len(found) > 15
    assert [pair for pair in sorted(found) if not same(*pair)] == []


def same(je: str, u: str) -> bool:
    """Return whether two sentences are one sentence, spoken to someone one knows and to someone one does not."""
    one, other = words(je), words(u)
    return len(one) == len(other) and all(
        left == right or (left, right) in JE_AND_U | OTHER_FORMS or right == f"{left}t"
        for left, right in zip(one, other, strict=True)
    )


@pytest.mark.parametrize(
    ("je", "u"),
    [("Dit heb jij gezegd.", "Dit zei u."), ("Jouw code", "Uw antwoord"), ("Stop je?", "Stopt u nu?")],
)
def test_two_forms_that_differ_are_found(je: str, u: str) -> None:
    assert not same(je, u)


def test_a_questionnaire_never_speaks_in_one_form_only() -> None:
    """A text with je on a screen of a consultation that says u would be a stranger there, and the other way round."""
    both = {text for pair in pairs() for text in pair}
    alone = {text for text in speaking_in_the_flow() if is_familiar(text) or is_polite(text)} - both
    assert alone == set()


def test_the_same_placeholders_stand_in_both_forms() -> None:
    for je, u in pairs():
        assert sorted(PLACEHOLDER.findall(je)) == sorted(PLACEHOLDER.findall(u))
