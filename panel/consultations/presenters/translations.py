"""The desk's page of translations: each Dutch text with the field for its translation, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from panel.consultations.models import Consultation, Language
from panel.consultations.service import Part, parts_of
from panel.core.i18n import TEXT_DIRECTIONS
from panel.core.reading import LANGUAGE_NAMES

LANGUAGES = tuple(one for one in Language if one is not Language.DUTCH)


@dataclass(frozen=True)
class LanguageLine:
    """One language in the list: its name in Dutch and in itself, and how far its texts are."""

    code: str
    name: str
    own_name: str
    direction: str
    done: int
    total: int
    stale: int

    @property
    def progress(self) -> str:
        return _("%(done)s van %(total)s", done=self.done, total=self.total)


@dataclass(frozen=True)
class Row:
    """One text: what it is, the Dutch source, and the field with its translation."""

    part: Part
    label: str
    value: str
    rows: int


def language_word(language: Language) -> str:
    """Return a language as Dutch calls it."""
    return {
        Language.DUTCH: _("Nederlands"),
        Language.ENGLISH: _("Engels"),
        Language.ARABIC: _("Arabisch"),
        Language.TURKISH: _("Turks"),
        Language.POLISH: _("Pools"),
        Language.UKRAINIAN: _("Oekraïens"),
    }[language]


def present_languages(consultation: Consultation) -> list[LanguageLine]:
    return [present_language(consultation, one) for one in LANGUAGES]


def present_language(consultation: Consultation, language: Language) -> LanguageLine:
    """Return how far the texts of one language are."""
    parts = parts_of(consultation, language)
    return LanguageLine(
        code=language.value,
        name=language_word(language),
        own_name=LANGUAGE_NAMES[language.value],
        direction=TEXT_DIRECTIONS[language.value],
        done=sum(part.is_done for part in parts),
        total=len(parts),
        stale=sum(part.stale for part in parts),
    )


def present_rows(parts: Sequence[Part], typed: Mapping[str, str] | None = None) -> list[Row]:
    """Return the fields of one language; `typed` is what someone sent, when the page comes back."""
    return [
        Row(
            part,
            _label(part),
            part.translated if typed is None else typed.get(part.name, ""),
            1 if len(part.source) < 60 else 3,
        )
        for part in parts
    ]


def _label(part: Part) -> str:
    words = {
        ("CONSULTATION", "topic"): _("Dit gaat over …"),
        ("CONSULTATION", "welcome"): _("Welkom"),
        ("CONSULTATION", "influence"): _("Invloed"),
        ("QUESTION", "text"): _("Vraag"),
        ("QUESTION", "easy_text"): _("De vraag, makkelijker"),
        ("QUESTION", "hint"): _("Uitleg bij de vraag"),
        ("QUESTION", "unit"): _("Wat geteld wordt"),
        ("OPTION", "text"): _("Antwoord"),
        ("OPTION", "easy_text"): _("Het antwoord, makkelijker"),
        ("BREAKDOWN", "text"): _("Achtergrond"),
        ("BREAKDOWNCLASS", "text"): _("Antwoord"),
        ("GLOSSARYTERM", "word"): _("Woord"),
        ("GLOSSARYTERM", "explanation"): _("Uitleg van het woord"),
    }
    return words[part.kind, part.column]
