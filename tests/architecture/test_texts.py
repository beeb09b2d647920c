"""Texts on the screens: gathered in two catalogues that are up to date, and easy where residents read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from panel.readability.respondent import respondent_sentences_over
from tests.support.house import name_of, templates
from tools.catalogue import DOMAINS, TRANSLATIONS, extract

MOST_WORDS = 10


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


def too_long(found: list[str]) -> list[str]:
    """Return the sentences with more than ten words."""
    return [sentence.text for text in found for sentence in respondent_sentences_over(text, MOST_WORDS)]


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_catalogues_hold_the_texts_of_the_code(domain: str, gathered: dict[str, Catalog]) -> None:
    files = sorted(TRANSLATIONS.glob(f"*/LC_MESSAGES/{domain}.po"))
    assert files
    for file in files:
        known = keys(read(file))
        assert keys(gathered[domain]) - known == set(), "run `make catalogue`"
        assert known - keys(gathered[domain]) == set(), "run `make catalogue`"


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
    return [words.strip() for words in re.split(r"[\x00\n]", between) if re.search(r"[^\W\d_]{2,}", words)]


def test_bare_words_are_found() -> None:
    assert bare_words('<p class="x y">{{ _("Goed") }}</p><p>Vergeten</p>') == ["Vergeten"]
