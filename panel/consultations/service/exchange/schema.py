"""The file format for one whole consultation, version 2: its fields and what fits in them (docs/formats.md)."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError
from sqlalchemy.orm import InstrumentedAttribute

from panel.consultations.kinds.order import OptionOrder
from panel.consultations.models import (
    AddressForm,
    Breakdown,
    BreakdownClass,
    BreakdownClassTranslation,
    BreakdownSource,
    BreakdownTranslation,
    Consultation,
    ConsultationTranslation,
    EvidenceKind,
    GlossaryTerm,
    GlossaryTermTranslation,
    InfluenceLevel,
    Option,
    OptionTranslation,
    PolicyQuestion,
    PrivacyGround,
    Question,
    QuestionKind,
    QuestionTranslation,
)
from panel.consultations.service.errors import TextError
from panel.consultations.service.texts import tidy
from panel.media.models import MediaFile

FORMAT = "meepraat-consultation"
VERSION = 2
MOST_QUESTIONS = 400
# What one picture and one recording may be at most, in bytes, once unpacked; what we keep ourselves is far smaller.
LARGEST_PICTURE = 3_000_000
LARGEST_SOUND = 4_000_000
MOST_MONTHS = 120
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


def _months(typed: int | None) -> int | None:
    """Hold a retention to what the database takes."""
    if typed is not None and not 1 <= typed <= MOST_MONTHS:
        raise PydanticCustomError("NOT_MONTHS", "not a number of months")
    return typed


Months = Annotated[int | None, AfterValidator(_months)]


def _between(least: int, most: int) -> AfterValidator:
    """Hold a whole number to what the database takes."""

    def check(typed: int | None) -> int | None:
        if typed is not None and not least <= typed <= most:
            raise PydanticCustomError("NOT_BETWEEN", "out of range", {"least": least, "limit": most})
        return typed

    return AfterValidator(check)


def _packed(limit: int) -> AfterValidator:
    """Hold a file inside the file to base64 of at most `limit` bytes."""

    def check(typed: str) -> str:
        if len(typed) > limit * 4 // 3 + 4:
            raise PydanticCustomError("FILE_TOO_BIG", "too big", {"limit": limit // 1_000_000})
        try:
            if not base64.b64decode(typed, validate=True):
                raise PydanticCustomError("EMPTY", "empty")
        except (binascii.Error, ValueError) as error:
            raise PydanticCustomError("NOT_BASE64", "not base64") from error
        return typed

    return AfterValidator(check)


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


class PicturePart(_Part):
    """A picture inside the file, with words for who cannot see it."""

    words: Annotated[str, _fits(MediaFile.description, required=True)]
    content: Annotated[str, _packed(LARGEST_PICTURE)]


class SoundPart(_Part):
    """A recording inside the file."""

    content: Annotated[str, _packed(LARGEST_SOUND)]


class PolicyQuestionPart(_Part):
    title: Annotated[str, _fits(PolicyQuestion.title, required=True)]
    explanation: Annotated[str, _fits(PolicyQuestion.explanation)] = ""
    decision: Annotated[str, _fits(PolicyQuestion.decision)] = ""
    decision_on: Day = None
    fixed: Annotated[str, _fits(PolicyQuestion.fixed)] = ""
    open_points: Annotated[str, _fits(PolicyQuestion.open_points)] = ""
    already_done: Annotated[str, _fits(PolicyQuestion.already_done)] = ""
    influence_level: Annotated[InfluenceLevel | None, Field(strict=False)] = None
    influence: Annotated[str, _fits(PolicyQuestion.influence)] = ""
    owner_name: Annotated[str, _fits(PolicyQuestion.owner_name)] = ""
    owner_function: Annotated[str, _fits(PolicyQuestion.owner_function)] = ""
    reply_due_on: Day = None
    reply_channel: Annotated[str, _fits(PolicyQuestion.reply_channel)] = ""


class ConsultationPart(_Part):
    code: Annotated[str, _fits(Consultation.code)] = ""
    evidence_kind: Annotated[EvidenceKind, Field(strict=False)]
    topic: Annotated[str, _fits(Consultation.topic, required=True)]
    welcome: Annotated[str, _fits(Consultation.welcome)] = ""
    address_form: Annotated[AddressForm, Field(strict=False)] = AddressForm.JE
    target_groups: Annotated[str, _fits(Consultation.target_groups)] = ""
    expected_responses: Annotated[int | None, _between(1, 1_000_000)] = None
    help_places: Annotated[str, _fits(Consultation.help_places)] = ""
    source_note: Annotated[str, _fits(Consultation.source_note)] = ""
    privacy_ground: Annotated[PrivacyGround | None, Field(strict=False)] = None
    dpia_reference: Annotated[str, _fits(Consultation.dpia_reference)] = ""
    retention_months: Months = None
    # Whoever loads it may have it tested; how often it was tested elsewhere says nothing here.
    untested_reason: Annotated[str, _fits(Consultation.untested_reason)] = ""
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
    # In which order the answers stand, of kinds whose answers have none of their own (`kinds.order`).
    order: Annotated[OptionOrder | None, Field(strict=False)] = None


class OptionPart(_Part):
    key: Key
    text: Annotated[str, _fits(Option.text, required=True)]
    easy_text: Annotated[str, _fits(Option.easy_text)] = ""
    pictogram: Annotated[str, _fits(Option.pictogram)] = ""
    picture: PicturePart | None = None
    audio: SoundPart | None = None
    translations: dict[LANGUAGE, OptionWords] = {}


class QuestionPart(_Part):
    key: Key
    kind: Annotated[QuestionKind, Field(strict=False)]
    text: Annotated[str, _fits(Question.text, required=True)]
    easy_text: Annotated[str, _fits(Question.easy_text)] = ""
    hint: Annotated[str, _fits(Question.hint)] = ""
    settings: SettingsPart = SettingsPart()
    picture: PicturePart | None = None
    audio: SoundPart | None = None
    options: Annotated[list[OptionPart], Field(max_length=20)] = []
    translations: dict[LANGUAGE, QuestionWords] = {}


class ClassPart(_Part):
    key: Key
    text: Annotated[str, _fits(BreakdownClass.text, required=True)]
    share: Annotated[int | None, _between(0, 100)] = None
    translations: dict[LANGUAGE, ClassWords] = {}


class BreakdownPart(_Part):
    key: Key
    label: Annotated[str, _fits(Breakdown.label, required=True)]
    text: Annotated[str, _fits(Breakdown.text, required=True)]
    easy_text: Annotated[str, _fits(Breakdown.easy_text)] = ""
    filled_by: Annotated[BreakdownSource, Field(strict=False)] = BreakdownSource.ASKED
    classes: Annotated[list[ClassPart], Field(max_length=40)]
    translations: dict[LANGUAGE, BreakdownWords] = {}


class TermPart(_Part):
    word: Annotated[str, _fits(GlossaryTerm.word, required=True)]
    explanation: Annotated[str, _fits(GlossaryTerm.explanation, required=True)]
    question: Key | None = None
    translations: dict[LANGUAGE, TermWords] = {}


class ConsultationFile(_Part):
    """One whole consultation with its policy question."""

    format: Literal["meepraat-consultation"]
    version: Literal[1, 2]
    policy_question: PolicyQuestionPart
    consultation: ConsultationPart
    questions: Annotated[list[QuestionPart], Field(max_length=MOST_QUESTIONS)]
    breakdowns: Annotated[list[BreakdownPart], Field(max_length=4)] = []
    glossary: Annotated[list[TermPart], Field(max_length=200)] = []


class LibraryPart(_Part):
    """One question with the words that are explained at it, as the library keeps it."""

    question: QuestionPart
    glossary: Annotated[list[TermPart], Field(max_length=200)] = []
