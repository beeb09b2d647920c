"""The file format for one whole consultation, version 3: its fields and what fits in them (docs/formats.md)."""

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
VERSION = 3
MOST_QUESTIONS = 400
# What one picture and one recording may be at most, in bytes, once unpacked; what we keep ourselves is far smaller.
LARGEST_PICTURE = 3_000_000
LARGEST_SOUND = 4_000_000
MOST_MONTHS = 120
LANGUAGE = Literal["en", "ar", "tr", "pl", "uk"]


def fits(column: InstrumentedAttribute[Any], *, required: bool = False) -> AfterValidator:
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


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Translation(Part):
    """Each translation keeps the Dutch texts it was made from; left out, those are the texts as they are now.

    A text that is empty or left out is not translated, and stays Dutch on the screens.
    """

    source: Annotated[str, fits(QuestionTranslation.source)] | None = None


class TopicTranslation(_Translation):
    topic: Annotated[str, fits(ConsultationTranslation.topic)] = ""
    welcome: Annotated[str, fits(ConsultationTranslation.welcome)] = ""
    influence: Annotated[str, fits(ConsultationTranslation.influence)] = ""


class QuestionWords(_Translation):
    text: Annotated[str, fits(QuestionTranslation.text)] = ""
    easy_text: Annotated[str, fits(QuestionTranslation.easy_text)] = ""
    hint: Annotated[str, fits(QuestionTranslation.hint)] = ""
    unit: Annotated[str, fits(QuestionTranslation.unit)] = ""


class OptionWords(_Translation):
    text: Annotated[str, fits(OptionTranslation.text)] = ""
    easy_text: Annotated[str, fits(OptionTranslation.easy_text)] = ""


class BreakdownWords(_Translation):
    label: Annotated[str, fits(BreakdownTranslation.label, required=True)]
    text: Annotated[str, fits(BreakdownTranslation.text)] = ""


class ClassWords(_Translation):
    text: Annotated[str, fits(BreakdownClassTranslation.text)] = ""


class TermWords(_Translation):
    word: Annotated[str, fits(GlossaryTermTranslation.word)] = ""
    explanation: Annotated[str, fits(GlossaryTermTranslation.explanation)] = ""


class PicturePart(Part):
    """A picture inside the file, with words for who cannot see it."""

    words: Annotated[str, fits(MediaFile.description, required=True)]
    content: Annotated[str, _packed(LARGEST_PICTURE)]


class SoundPart(Part):
    """A recording inside the file."""

    content: Annotated[str, _packed(LARGEST_SOUND)]


class PolicyQuestionPart(Part):
    title: Annotated[str, fits(PolicyQuestion.title, required=True)]
    explanation: Annotated[str, fits(PolicyQuestion.explanation)] = ""
    decision: Annotated[str, fits(PolicyQuestion.decision)] = ""
    decision_on: Day = None
    fixed: Annotated[str, fits(PolicyQuestion.fixed)] = ""
    open_points: Annotated[str, fits(PolicyQuestion.open_points)] = ""
    already_done: Annotated[str, fits(PolicyQuestion.already_done)] = ""
    influence_level: Annotated[InfluenceLevel | None, Field(strict=False)] = None
    influence: Annotated[str, fits(PolicyQuestion.influence)] = ""
    owner_name: Annotated[str, fits(PolicyQuestion.owner_name)] = ""
    owner_function: Annotated[str, fits(PolicyQuestion.owner_function)] = ""
    reply_due_on: Day = None
    reply_channel: Annotated[str, fits(PolicyQuestion.reply_channel)] = ""


class ConsultationPart(Part):
    code: Annotated[str, fits(Consultation.code)] = ""
    evidence_kind: Annotated[EvidenceKind, Field(strict=False)]
    topic: Annotated[str, fits(Consultation.topic, required=True)]
    welcome: Annotated[str, fits(Consultation.welcome)] = ""
    address_form: Annotated[AddressForm, Field(strict=False)] = AddressForm.JE
    target_groups: Annotated[str, fits(Consultation.target_groups)] = ""
    expected_responses: Annotated[int | None, _between(1, 1_000_000)] = None
    help_places: Annotated[str, fits(Consultation.help_places)] = ""
    source_note: Annotated[str, fits(Consultation.source_note)] = ""
    privacy_ground: Annotated[PrivacyGround | None, Field(strict=False)] = None
    dpia_reference: Annotated[str, fits(Consultation.dpia_reference)] = ""
    retention_months: Months = None
    # Whoever loads it may have it tested; how often it was tested elsewhere says nothing here.
    untested_reason: Annotated[str, fits(Consultation.untested_reason)] = ""
    translations: dict[LANGUAGE, TopicTranslation] = {}


class SettingsPart(Part):
    """What some kinds need: `most` choices, or for a number its bounds, unit and the first numbers of its classes."""

    least: int | None = None
    most: int | None = None
    unit: Annotated[str, fits(Option.text)] | None = None
    limits: Annotated[list[int], Field(max_length=20)] | None = None
    # Of an open text: whether it may be spoken, and whether a photo may come with it.
    voice: bool | None = None
    photo: bool | None = None
    # In which order the answers stand, of kinds whose answers have none of their own (`kinds.order`).
    order: Annotated[OptionOrder | None, Field(strict=False)] = None


class OptionPart(Part):
    key: Key
    text: Annotated[str, fits(Option.text, required=True)]
    easy_text: Annotated[str, fits(Option.easy_text)] = ""
    pictogram: Annotated[str, fits(Option.pictogram)] = ""
    picture: PicturePart | None = None
    audio: SoundPart | None = None
    translations: dict[LANGUAGE, OptionWords] = {}


class OnlyIfPart(Part):
    """Who gets a question: only who gave one of these answers to an earlier question of the same file."""

    question: Key
    answers: Annotated[list[Key], Field(min_length=1, max_length=24)]


class QuestionPart(Part):
    key: Key
    kind: Annotated[QuestionKind, Field(strict=False)]
    text: Annotated[str, fits(Question.text, required=True)]
    easy_text: Annotated[str, fits(Question.easy_text)] = ""
    hint: Annotated[str, fits(Question.hint)] = ""
    settings: SettingsPart = SettingsPart()
    picture: PicturePart | None = None
    audio: SoundPart | None = None
    options: Annotated[list[OptionPart], Field(max_length=20)] = []
    translations: dict[LANGUAGE, QuestionWords] = {}
    only_if: OnlyIfPart | None = None


class ClassPart(Part):
    key: Key
    text: Annotated[str, fits(BreakdownClass.text, required=True)]
    share: Annotated[int | None, _between(0, 100)] = None
    translations: dict[LANGUAGE, ClassWords] = {}


class BreakdownPart(Part):
    key: Key
    label: Annotated[str, fits(Breakdown.label, required=True)]
    text: Annotated[str, fits(Breakdown.text, required=True)]
    easy_text: Annotated[str, fits(Breakdown.easy_text)] = ""
    filled_by: Annotated[BreakdownSource, Field(strict=False)] = BreakdownSource.ASKED
    classes: Annotated[list[ClassPart], Field(max_length=40)]
    translations: dict[LANGUAGE, BreakdownWords] = {}


class TermPart(Part):
    word: Annotated[str, fits(GlossaryTerm.word, required=True)]
    explanation: Annotated[str, fits(GlossaryTerm.explanation, required=True)]
    question: Key | None = None
    translations: dict[LANGUAGE, TermWords] = {}


class ConsultationFile(Part):
    """One whole consultation with its policy question."""

    format: Literal["meepraat-consultation"]
    version: Literal[1, 2, 3]
    policy_question: PolicyQuestionPart
    consultation: ConsultationPart
    questions: Annotated[list[QuestionPart], Field(max_length=MOST_QUESTIONS)]
    breakdowns: Annotated[list[BreakdownPart], Field(max_length=4)] = []
    glossary: Annotated[list[TermPart], Field(max_length=200)] = []
