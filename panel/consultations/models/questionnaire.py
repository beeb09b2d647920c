"""The questions of a consultation, what can be answered, the announced breakdowns and the explained words."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from panel.consultations.models.translations import (
    BreakdownClassTranslation,
    BreakdownTranslation,
    GlossaryTermTranslation,
    OptionTranslation,
    QuestionTranslation,
)
from panel.core.db import Base, one_of


class AddressForm(StrEnum):
    """How a consultation speaks to people: jij and je, or u."""

    JE = "JE"
    U = "U"


class QuestionKind(StrEnum):
    """The kinds of question; each has a file of its own in `consultations.kinds`."""

    CHOOSE_ONE = "CHOOSE_ONE"
    CHOOSE_SEVERAL = "CHOOSE_SEVERAL"
    SCALE = "SCALE"
    STATEMENT = "STATEMENT"
    NUMBER = "NUMBER"
    OPEN_TEXT = "OPEN_TEXT"
    CHOOSE_PICTURE = "CHOOSE_PICTURE"
    TOP_THREE = "TOP_THREE"


class Language(StrEnum):
    """The languages in which a person can answer."""

    DUTCH = "nl"
    ENGLISH = "en"
    ARABIC = "ar"
    TURKISH = "tr"
    POLISH = "pl"
    UKRAINIAN = "uk"


class BreakdownSource(StrEnum):
    """Who fills in a background: the person is asked, or we note how the answers came in (self, talk, paper)."""

    ASKED = "ASKED"
    MODE = "MODE"


class Question(Base):
    """One thing that is asked on one screen."""

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("consultation_id", "position"),
        UniqueConstraint("consultation_id", "key"),
        # A condition is about a question of the same consultation.
        UniqueConstraint("consultation_id", "id"),
        ForeignKeyConstraint(["consultation_id", "only_if_question_id"], ["question.consultation_id", "question.id"]),
        CheckConstraint("text <> ''", name="has_text"),
        CheckConstraint("key <> ''", name="has_key"),
        CheckConstraint("position >= 1", name="position_from_one"),
        CheckConstraint("only_if_question_id IS NULL OR only_if_question_id <> id", name="not_only_if_itself"),
        CheckConstraint(
            "(only_if_question_id IS NULL) = (CAST(only_if_answers AS TEXT) = '[]')", name="only_if_has_answers"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    kind: Mapped[QuestionKind] = mapped_column(one_of(QuestionKind, "kind"))
    text: Mapped[str] = mapped_column(String(600))
    easy_text: Mapped[str] = mapped_column(String(600), default="")
    hint: Mapped[str] = mapped_column(String(300), default="")
    # What a kind needs beyond its options: limits, unit, classes. The kind checks it.
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("media_file.id"))
    audio_id: Mapped[int | None] = mapped_column(ForeignKey("media_file.id"))
    # Asked only of who gave one of these answers (`routing.condition_answers`) to an earlier question; of everybody
    # when there is none.
    only_if_question_id: Mapped[int | None]
    only_if_answers: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")

    # Known to the session, so that a question is stored after the one it depends on, and goes before it.
    only_if: Mapped[Question | None] = relationship(
        primaryjoin=lambda: foreign(Question.only_if_question_id) == remote(Question.id)
    )
    options: Mapped[list[Option]] = relationship(order_by="Option.position", cascade="all, delete-orphan")
    translations: Mapped[list[QuestionTranslation]] = relationship(cascade="all, delete-orphan")


class Option(Base):
    """One answer that can be chosen."""

    __tablename__ = "option"
    __table_args__ = (
        UniqueConstraint("question_id", "position"),
        UniqueConstraint("question_id", "key"),
        CheckConstraint("text <> ''", name="has_text"),
        CheckConstraint("key <> '' AND key NOT IN ('DONT_KNOW', 'OTHER', 'SKIPPED')", name="key_is_free"),
        CheckConstraint("position >= 1", name="position_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(String(200))
    easy_text: Mapped[str] = mapped_column(String(200), default="")
    pictogram: Mapped[str] = mapped_column(String(60), default="")
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("media_file.id"))
    audio_id: Mapped[int | None] = mapped_column(ForeignKey("media_file.id"))

    translations: Mapped[list[OptionTranslation]] = relationship(cascade="all, delete-orphan")


class Breakdown(Base):
    """A background that was announced before opening and by which the outcome may be split: at most four."""

    __tablename__ = "breakdown"
    __table_args__ = (
        UniqueConstraint("consultation_id", "position"),
        UniqueConstraint("consultation_id", "key"),
        CheckConstraint("position BETWEEN 1 AND 4", name="at_most_four"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    # What the outcome page calls it ("Leeftijd") and what the participant is asked ("Hoe oud ben je?").
    label: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(String(300))
    easy_text: Mapped[str] = mapped_column(String(300), default="")
    filled_by: Mapped[BreakdownSource] = mapped_column(
        one_of(BreakdownSource, "filled_by"), default=BreakdownSource.ASKED, server_default=BreakdownSource.ASKED.value
    )

    classes: Mapped[list[BreakdownClass]] = relationship(
        order_by="BreakdownClass.position", cascade="all, delete-orphan"
    )
    translations: Mapped[list[BreakdownTranslation]] = relationship(cascade="all, delete-orphan")


class BreakdownClass(Base):
    """One coarse class of a breakdown, such as an age class."""

    __tablename__ = "breakdown_class"
    __table_args__ = (
        UniqueConstraint("breakdown_id", "position"),
        UniqueConstraint("breakdown_id", "key"),
        CheckConstraint("key NOT IN ('', 'OTHER', 'NO_STATEMENT')", name="key_is_free"),
        CheckConstraint("share IS NULL OR share BETWEEN 0 AND 100", name="share_in_percent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    breakdown_id: Mapped[int] = mapped_column(ForeignKey("breakdown.id"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(String(120))
    # The share of the people who are asked (percent), when the municipality knows it: predicts the smallest class.
    share: Mapped[int | None]

    translations: Mapped[list[BreakdownClassTranslation]] = relationship(cascade="all, delete-orphan")


class GlossaryTerm(Base):
    """A word that is explained on tap, for the whole consultation or for one question."""

    __tablename__ = "glossary_term"
    __table_args__ = (UniqueConstraint("consultation_id", "question_id", "word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"))
    word: Mapped[str] = mapped_column(String(80))
    explanation: Mapped[str] = mapped_column(Text)

    translations: Mapped[list[GlossaryTermTranslation]] = relationship(cascade="all, delete-orphan")
