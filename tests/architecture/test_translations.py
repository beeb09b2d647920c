"""What residents read exists in every language: whole, with the same placeholders, in its own letters."""

from __future__ import annotations

import re
from gettext import c2py

import pytest
from babel import Locale
from babel.messages.catalog import Message

from tests.support.respondent_texts import LANGUAGES, PLACEHOLDER, catalogue, messages, originals, translations

MOST_WORDS = 14
# Names, and words that are written the same in another language. Each stands here because it is meant to.
SAME_AS_DUTCH = {
    "en": {"Begin", "Code", "Cookies", "Letters", "Meepraat", "Privacy", "Stop", "Welcome", "‘%(answer)s’"},
    "ar": {"Meepraat"},
    "pl": {"Meepraat"},
    "tr": {"Meepraat", "‘%(answer)s’"},
    "uk": {"Meepraat"},
}
NAMES = (
    "Autoriteit Persoonsgegevens",
    "JavaScript",
    "Kindertelefoon",
    "MIT",
    "Meepraat",
    "Nationale ombudsman",
    "Paweł Kuna",
    "QR",
    "Tabler Icons",
    "Veilig Thuis",
    "tafel regen fiets",
    "WCAG 2.2 AA",
    "cookie",
)
OWN_LETTERS = {"ar": "\u0600-\u06ff", "uk": "\u0400-\u04ff"}
# Between these two signs a text runs from left to right, also inside Arabic.
LEFT_TO_RIGHT = re.compile("\u2066[^\u2066\u2069]*\u2069")


@pytest.fixture(params=LANGUAGES, scope="module")
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def pieces(message: Message) -> list[tuple[str, str]]:
    """Return each translation of a text with the Dutch beside it; every form but the first goes with the plural."""
    dutch = originals(message)
    return [(dutch[min(index, len(dutch) - 1)], text) for index, text in enumerate(translations(message)) if text]


def everything(language: str) -> list[tuple[str, str]]:
    return [piece for message in messages(catalogue(language)) for piece in pieces(message)]


def test_every_text_has_a_translation(language: str) -> None:
    found = messages(catalogue(language))
    assert len(found) > 250
    assert [message.id for message in found if message.fuzzy or not all(translations(message))] == []


def test_every_language_has_all_its_plural_forms(language: str) -> None:
    found = catalogue(language)
    plurals = [message for message in messages(found) if len(originals(message)) > 1]
    assert plurals
    assert {len(translations(message)) for message in plurals} == {found.num_plurals}


def test_numbers_of_one_kind_have_one_form(language: str) -> None:
    """The formula in the file agrees with what Unicode's tables say of the language."""
    form = c2py(catalogue(language).plural_expr)
    forms: dict[str, set[int]] = {}
    for number in range(250):
        forms.setdefault(Locale(language).plural_form(number), set()).add(form(number))
    assert {kind: len(found) for kind, found in forms.items()} == dict.fromkeys(forms, 1)
    assert set().union(*forms.values()) == set(range(catalogue(language).num_plurals))


def test_the_placeholders_are_those_of_the_dutch_text(language: str) -> None:
    wrong = [
        message.id
        for message in messages(catalogue(language))
        for dutch, text in pieces(message)
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(dutch))
        and not says_the_number(message, text)
    ]
    assert wrong == []


def says_the_number(message: Message, text: str) -> bool:
    """Return whether a plural form names its number in words, as Arabic does for none, one and two."""
    return len(originals(message)) > 1 and text in translations(message)[:3] and not PLACEHOLDER.search(text)


def test_no_stray_percent_sign_breaks_a_text(language: str) -> None:
    assert [text for _, text in everything(language) if "%" in PLACEHOLDER.sub("", text)] == []


def test_no_text_was_left_in_dutch(language: str) -> None:
    same = {dutch for dutch, text in everything(language) if text == dutch}
    assert same - SAME_AS_DUTCH[language] == set()


@pytest.mark.parametrize("language", OWN_LETTERS)
def test_a_language_is_written_in_its_own_letters(language: str) -> None:
    foreign = []
    for _, text in everything(language):
        bare = PLACEHOLDER.sub("", re.sub("|".join(map(re.escape, NAMES)), "", text))
        foreign += [text] if re.search(r"[A-Za-z]", bare) else []
        nameless = re.sub(r"\W|\d", "", bare)
        foreign += [text] if nameless and not re.search(f"[{OWN_LETTERS[language]}]", bare) else []
    assert foreign == []


def test_a_sentence_ends_as_the_dutch_one_does(language: str) -> None:
    """A button has no full stop and a sentence has one, in every language."""
    ends = re.compile(r"[.?!:…؟][»”)\u2069]*$")
    assert [text for dutch, text in everything(language) if bool(ends.search(text)) != bool(ends.search(dutch))] == []


def test_sentences_stay_short(language: str) -> None:
    sentences = [
        sentence.strip() for _, text in everything(language) for sentence in re.split(r"[.?!؟:](?:\s|$)", text)
    ]
    assert [sentence for sentence in sentences if len(sentence.split()) > MOST_WORDS] == []


def test_names_and_numbers_run_from_left_to_right_in_arabic() -> None:
    """A telephone number with a hyphen, an address or a name would turn around inside a line of Arabic."""
    turned = []
    for _, text in everything("ar"):
        bare = LEFT_TO_RIGHT.sub("", text)
        alone = text == bare and not re.search(r"[\u0600-\u06ff]", text)
        if not alone and (
            re.search(r"[A-Za-z]{2,}|\d+-\d+", PLACEHOLDER.sub("", bare)) or re.search(r"\((?:phone|address)\)s", bare)
        ):
            turned.append(text)
    assert turned == []
