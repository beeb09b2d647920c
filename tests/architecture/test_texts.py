"""Texts on the screens: gathered in catalogues that are up to date, easy and translated where residents read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from panel.core.reading import DUTCH, LANGUAGES
from panel.readability.respondent import respondent_sentences_over
from tests.support.house import name_of, templates
from tools.catalogue import DOMAINS, EASY, TRANSLATIONS, extract

MOST_WORDS = 10
MOST_WORDS_IN_EASY = 8
FOREIGN = [language for language in LANGUAGES if language != DUTCH]


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Catalog]:
    """The texts that stand in the code and the templates now, by domain."""
    folder = tmp_path_factory.mktemp("texts")
    found = {}
    for domain in DOMAINS:
        target = folder / f"{domain}.pot"
        assert extract(domain, target)
        found[domain] = read(target)
    return found


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def keys(catalogue: Catalog) -> set[tuple[str, str | None]]:
    """Return the texts of a catalogue: singular and plural as one, with their context."""
    return {
        ("|".join(one.id) if isinstance(one.id, tuple) else str(one.id), one.context) for one in catalogue if one.id
    }


def texts(catalogue: Catalog) -> list[str]:
    """Return every text of a catalogue as it can stand on a screen, plurals too."""
    return [text for one in catalogue if one.id for text in (one.id if isinstance(one.id, tuple) else (one.id,))]


def too_long(found: list[str], most: int = MOST_WORDS) -> list[str]:
    """Return the sentences with more words than most."""
    return [sentence.text for text in found for sentence in respondent_sentences_over(text, most)]


def translations(one: Message) -> tuple[str, ...]:
    """Return what a text became: one translation, or one for each plural of the language."""
    return one.string if isinstance(one.string, tuple) else (one.string,)


@pytest.mark.parametrize("domain", [*DOMAINS, EASY])
def test_the_catalogues_hold_the_texts_of_the_code(domain: str, gathered: dict[str, Catalog]) -> None:
    files = sorted(TRANSLATIONS.glob(f"*/LC_MESSAGES/{domain}.po"))
    assert files
    for file in files:
        known = keys(read(file))
        in_code = keys(gathered["respondent" if domain == EASY else domain])
        assert in_code - known == set(), f"{file}: run `make catalogue`"
        assert known - in_code == set(), f"{file}: run `make catalogue`"


def test_each_catalogue_has_texts_of_its_own(gathered: dict[str, Catalog]) -> None:
    respondent, messages = (set(texts(gathered[domain])) for domain in ("respondent", "messages"))
    assert "Heb je een code?" in respondent - messages
    assert "Inloggen" in messages - respondent


def test_every_sentence_for_residents_has_at_most_ten_words(gathered: dict[str, Catalog]) -> None:
    assert too_long(texts(gathered["respondent"])) == []


def test_a_sentence_that_is_too_long_is_found() -> None:
    good = "Je antwoorden zijn verstuurd. Bedankt dat je mee hebt gedaan met ons."
    long = "Je antwoorden zijn verstuurd en wij laten je op %(day)s weten wat ermee gebeurt."
    assert too_long([good]) == []
    assert too_long([good, long]) == [long]


def test_dutch_stays_as_it_is_written() -> None:
    for domain in DOMAINS:
        for one in read(TRANSLATIONS / "nl" / "LC_MESSAGES" / f"{domain}.po"):
            translated = one.string if isinstance(one.string, tuple) else (one.string,)
            assert not one.id or not any(translated), f"{one.id!r} has a translation from Dutch into Dutch"


def test_every_language_has_one_file_for_residents_and_dutch_has_its_easy_one() -> None:
    found = {str(path.relative_to(TRANSLATIONS)) for path in TRANSLATIONS.rglob("*.po")}
    foreign = {f"{language}/LC_MESSAGES/respondent.po" for language in FOREIGN}
    assert found == foreign | {f"nl/LC_MESSAGES/{domain}.po" for domain in (*DOMAINS, EASY)}


def test_easy_sentences_are_shorter_still_and_other_than_the_usual_ones() -> None:
    catalogue = read(TRANSLATIONS / "nl" / "LC_MESSAGES" / f"{EASY}.po")
    easier = [one for one in catalogue if one.id and any(translations(one))]
    assert easier
    assert too_long([text for one in easier for text in translations(one)], MOST_WORDS_IN_EASY) == []
    assert [one.id for one in easier if one.string == one.id] == []


def test_no_template_speaks_outside_the_catalogues() -> None:
    """Words between tags that no gettext call surrounds would stay Dutch in every language."""
    found = {name_of(path): bare_words(path.read_text(encoding="utf-8")) for path in templates()}
    assert {path: words for path, words in found.items() if words} == {}


def bare_words(template: str) -> list[str]:
    """Return the texts between tags that are in the template itself."""
    # These two blocks end up inside a tag: names of classes and attributes, no words.
    inside = r"\{% block (?:body_class|html_attributes) %\}.*?\{% endblock %\}"
    text = re.sub(inside + r"|\{#.*?#\}|<!--.*?-->|<(script|style)\b.*?</\1>", "", template, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\x00", text, flags=re.DOTALL)
    between = re.sub(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", "\n", text)
    # A macro may give attributes for inside a tag: these are no words either.
    between = re.sub(r" [a-z-]+=\"[^\"\n]*\"", "", between)
    return [words.strip() for words in re.split(r"[\x00\n]", between) if re.search(r"[^\W\d_]{2,}", words)]


def test_bare_words_are_found() -> None:
    assert bare_words('<p class="x y">{{ _("Goed") }}</p><p>Vergeten</p>') == ["Vergeten"]
