"""Texts of a consultation in other languages, each supplied by a person, with the source they translate."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from panel.core.db import Base


class _Translated:
    """What every translation has: its language, and the source text it was made from, so that a change shows."""

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    source: Mapped[str] = mapped_column(Text)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[UniqueConstraint, CheckConstraint]:
        return (
            UniqueConstraint(cls.subject, "language"),  # type: ignore[attr-defined]
            CheckConstraint("language IN ('en', 'ar', 'tr', 'pl', 'uk')", name="language_is_ours"),
        )


class ConsultationTranslation(_Translated, Base):
    """The topic, the welcome and the sentence on influence of a consultation in another language."""

    __tablename__ = "consultation_translation"
    subject = "consultation_id"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    topic: Mapped[str] = mapped_column(String(120))
    welcome: Mapped[str] = mapped_column(String(400), default="")
    influence: Mapped[str] = mapped_column(String(300), default="", server_default="")


class QuestionTranslation(_Translated, Base):
    """A question in another language."""

    __tablename__ = "question_translation"
    subject = "question_id"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    text: Mapped[str] = mapped_column(String(600))
    easy_text: Mapped[str] = mapped_column(String(600), default="")
    hint: Mapped[str] = mapped_column(String(300), default="")
    # What a number counts; the Dutch word is one of the question's settings.
    unit: Mapped[str] = mapped_column(String(60), default="", server_default="")


class OptionTranslation(_Translated, Base):
    """An answer in another language."""

    __tablename__ = "option_translation"
    subject = "option_id"

    option_id: Mapped[int] = mapped_column(ForeignKey("option.id"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    easy_text: Mapped[str] = mapped_column(String(200), default="")


class BreakdownTranslation(_Translated, Base):
    """A background question in another language."""

    __tablename__ = "breakdown_translation"
    subject = "breakdown_id"

    breakdown_id: Mapped[int] = mapped_column(ForeignKey("breakdown.id"), index=True)
    label: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(String(300))


class BreakdownClassTranslation(_Translated, Base):
    """A background class in another language."""

    __tablename__ = "breakdown_class_translation"
    subject = "breakdown_class_id"

    breakdown_class_id: Mapped[int] = mapped_column(ForeignKey("breakdown_class.id"), index=True)
    text: Mapped[str] = mapped_column(String(120))


class GlossaryTermTranslation(_Translated, Base):
    """An explained word in another language."""

    __tablename__ = "glossary_term_translation"
    subject = "glossary_term_id"

    glossary_term_id: Mapped[int] = mapped_column(ForeignKey("glossary_term.id"), index=True)
    word: Mapped[str] = mapped_column(String(80))
    explanation: Mapped[str] = mapped_column(String(600), default="")
