"""The file format for one whole consultation, version 1: its fields and what fits in them (docs/formats.md)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError
from sqlalchemy.orm import InstrumentedAttribute

from panel.consultations.models import (
    AddressForm,
    Breakdown,
    BreakdownClass,
    BreakdownClassTranslation,
    BreakdownTranslation,
    Consultation,
    ConsultationTranslation,
    EvidenceKind,
    GlossaryTerm,
    GlossaryTermTranslation,
    Option,
    OptionTranslation,
    PolicyQuestion,
    Question,
    QuestionKind,
    QuestionTranslation,
)
from panel.consultations.service.errors import TextError
from panel.consultations.service.texts import tidy

FORMAT = "meepraat-consultation"
VERSION = 1
MOST_QUESTIONS = 400
LANGUAGE = Literal["en", "ar", "tr", "pl", "uk"]


def _fits(column: InstrumentedAttribute[Any], *, required: bool = False) -> AfterValidator:
    """Hold a text to what its column takes, in the same way as the desk does."""

    def check(typed: str) -> str:
        try:
            return tidy(column, typed, required=required)
        except TextError as error:
            raise PydanticCustomError(error.reason, "does not fit", {"limit": error.limit}) from error

    return AfterValidator(check)


def _key(typed: str) -> str:
    """Hold a key to letters, digits, - and _, so that it can be the head of a column and one of several in a cell."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", typed) is None:
        raise PydanticCustomError("NOT_A_KEY", "not a key")
    return typed


Key = Annotated[str, AfterValidator(_key)]


def _day(typed: object) -> object:
    """Take a day as 2027-05-12 and in no other way."""
    if not isinstance(typed, str):
        return typed
    try:
        return dt.date.fromisoformat(typed) if len(typed) == 10 else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> object:
    raise PydanticCustomError("NOT_A_DATE", "not a date")


Day = Annotated[dt.date | None, BeforeValidator(_day)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Translation(_Part):
    """Each translation keeps the Dutch texts it was made from; left out, those are the texts as they are now.

    A text that is empty or left out is not translated, and stays Dutch on the screens.
    """

    source: Annotated[str, _fits(QuestionTranslation.source)] | None = None


class TopicTranslation(_Translation):
    topic: Annotated[str, _fits(ConsultationTranslation.topic)] = ""
    welcome: Annotated[str, _fits(ConsultationTranslation.welcome)] = ""
    influence: Annotated[str, _fits(ConsultationTranslation.influence)] = ""


class QuestionWords(_Translation):
    text: Annotated[str, _fits(QuestionTranslation.text)] = ""
    easy_text: Annotated[str, _fits(QuestionTranslation.easy_text)] = ""
    hint: Annotated[str, _fits(QuestionTranslation.hint)] = ""
    unit: Annotated[str, _fits(QuestionTranslation.unit)] = ""


class OptionWords(_Translation):
    text: Annotated[str, _fits(OptionTranslation.text)] = ""
    easy_text: Annotated[str, _fits(OptionTranslation.easy_text)] = ""


class BreakdownWords(_Translation):
    label: Annotated[str, _fits(BreakdownTranslation.label, required=True)]
    text: Annotated[str, _fits(BreakdownTranslation.text)] = ""


class ClassWords(_Translation):
    text: Annotated[str, _fits(BreakdownClassTranslation.text)] = ""


class TermWords(_Translation):
    word: Annotated[str, _fits(GlossaryTermTranslation.word)] = ""
    explanation: Annotated[str, _fits(GlossaryTermTranslation.explanation)] = ""


class PolicyQuestionPart(_Part):
    title: Annotated[str, _fits(PolicyQuestion.title, required=True)]
    explanation: Annotated[str, _fits(PolicyQuestion.explanation)] = ""
    influence: Annotated[str, _fits(PolicyQuestion.influence)] = ""
    owner_name: Annotated[str, _fits(PolicyQuestion.owner_name)] = ""
    owner_function: Annotated[str, _fits(PolicyQuestion.owner_function)] = ""
    reply_due_on: Day = None


class ConsultationPart(_Part):
    code: Annotated[str, _fits(Consultation.code, required=True)]
    evidence_kind: Annotated[EvidenceKind, Field(strict=False)]
    topic: Annotated[str, _fits(Consultation.topic, required=True)]
    welcome: Annotated[str, _fits(Consultation.welcome)] = ""
    address_form: Annotated[AddressForm, Field(strict=False)] = AddressForm.JE
    source_note: Annotated[str, _fits(Consultation.source_note)] = ""
    translations: dict[LANGUAGE, TopicTranslation] = {}


class SettingsPart(_Part):
    """What some kinds need: `most` choices, or for a number its bounds, unit and the first numbers of its classes."""

    least: int | None = None
    most: int | None = None
    unit: Annotated[str, _fits(Option.text)] | None = None
    limits: Annotated[list[int], Field(max_length=20)] | None = None
    # Of an open text: whether it may be spoken, and whether a photo may come with it.
    voice: bool | None = None
    photo: bool | None = None


class OptionPart(_Part):
    key: Key
    text: Annotated[str, _fits(Option.text, required=True)]
    easy_text: Annotated[str, _fits(Option.easy_text)] = ""
    pictogram: Annotated[str, _fits(Option.pictogram)] = ""
    translations: dict[LANGUAGE, OptionWords] = {}


class QuestionPart(_Part):
    key: Key
    kind: Annotated[QuestionKind, Field(strict=False)]
    text: Annotated[str, _fits(Question.text, required=True)]
    easy_text: Annotated[str, _fits(Question.easy_text)] = ""
    hint: Annotated[str, _fits(Question.hint)] = ""
    settings: SettingsPart = SettingsPart()
    options: Annotated[list[OptionPart], Field(max_length=20)] = []
    translations: dict[LANGUAGE, QuestionWords] = {}


class ClassPart(_Part):
    key: Key
    text: Annotated[str, _fits(BreakdownClass.text, required=True)]
    translations: dict[LANGUAGE, ClassWords] = {}


class BreakdownPart(_Part):
    key: Key
    label: Annotated[str, _fits(Breakdown.label, required=True)]
    text: Annotated[str, _fits(Breakdown.text, required=True)]
    easy_text: Annotated[str, _fits(Breakdown.easy_text)] = ""
    classes: Annotated[list[ClassPart], Field(min_length=2, max_length=40)]
    translations: dict[LANGUAGE, BreakdownWords] = {}


class TermPart(_Part):
    word: Annotated[str, _fits(GlossaryTerm.word, required=True)]
    explanation: Annotated[str, _fits(GlossaryTerm.explanation, required=True)]
    question: Key | None = None
    translations: dict[LANGUAGE, TermWords] = {}


class ConsultationFile(_Part):
    """One whole consultation with its policy question."""

    format: Literal["meepraat-consultation"]
    version: Literal[1]
    policy_question: PolicyQuestionPart
    consultation: ConsultationPart
    questions: Annotated[list[QuestionPart], Field(max_length=MOST_QUESTIONS)]
    breakdowns: Annotated[list[BreakdownPart], Field(max_length=4)] = []
    glossary: Annotated[list[TermPart], Field(max_length=200)] = []
