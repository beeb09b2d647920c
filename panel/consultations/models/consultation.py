"""A policy question, a consultation of exactly one kind of evidence, and the rounds in which its answers are sealed."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

# Our tables point at theirs: SQLAlchemy must know those too, whichever room is imported first.
import panel.accounts.models
import panel.media.models
import panel.municipalities.models  # noqa: F401
from panel.consultations.models.questionnaire import AddressForm, Breakdown, GlossaryTerm, Question
from panel.consultations.models.translations import ConsultationTranslation
from panel.core.db import Base, one_of


class EvidenceKind(StrEnum):
    """How people came in, which decides what may be said of the outcome (methods, section 1)."""

    SAMPLE = "SAMPLE"
    PANEL = "PANEL"
    OPEN = "OPEN"
    GROUP = "GROUP"


class State(StrEnum):
    """Where a consultation stands; `consultations.states` says who may move it."""

    DRAFT = "DRAFT"
    IN_REVIEW = "IN_REVIEW"
    SCHEDULED = "SCHEDULED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    REPORTED = "REPORTED"
    CANCELLED = "CANCELLED"


class InfluenceLevel(StrEnum):
    """How far the say of people reaches: we listen, we weigh each advice, we make it together, or people decide."""

    CONSULT = "CONSULT"
    ADVISE = "ADVISE"
    COPRODUCE = "COPRODUCE"
    DECIDE = "DECIDE"


class PrivacyGround(StrEnum):
    """On which ground of article 6 of the GDPR answers are asked: a task of public interest, or consent."""

    PUBLIC_TASK = "PUBLIC_TASK"
    CONSENT = "CONSENT"


class RoundState(StrEnum):
    """How far the closing of a round is: taking answers, waiting to be counted, counted, traces removed."""

    OPEN = "OPEN"
    CLOSING = "CLOSING"
    TALLIED = "TALLIED"
    CLEANED = "CLEANED"


class PolicyQuestion(Base):
    """What the municipality wants to know and what it promises to do with the answer."""

    __tablename__ = "policy_question"
    __table_args__ = (
        UniqueConstraint("id", "municipality_id"),
        CheckConstraint("title <> ''", name="has_title"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    explanation: Mapped[str] = mapped_column(Text, default="")
    # Which decision follows, and when.
    decision: Mapped[str] = mapped_column(String(300), default="", server_default="")
    decision_on: Mapped[dt.date | None]
    # What is settled already, what people can still change, and what the municipality does already.
    fixed: Mapped[str] = mapped_column(Text, default="", server_default="")
    open_points: Mapped[str] = mapped_column(Text, default="", server_default="")
    already_done: Mapped[str] = mapped_column(Text, default="", server_default="")
    influence_level: Mapped[InfluenceLevel | None] = mapped_column(one_of(InfluenceLevel, "influence_level"))
    influence: Mapped[str] = mapped_column(String(300), default="")
    owner_name: Mapped[str] = mapped_column(String(120), default="")
    owner_function: Mapped[str] = mapped_column(String(120), default="")
    reply_due_on: Mapped[dt.date | None]
    # How people hear what happened with it: a letter, the panel's mail, a meeting.
    reply_channel: Mapped[str] = mapped_column(String(300), default="", server_default="")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[dt.datetime]
    # Counts changes, so that a second officer who saves an older copy is told instead of overwriting.
    edition: Mapped[int] = mapped_column(default=1)


class Consultation(Base):
    """One round of putting a policy question to people, with exactly one kind of evidence.

    The CHECKs hold what we promise: nothing opens without an owner and a reply date, a privacy ground and a day on
    which answers go, and a test or the public reason why there was none; and nothing opens unseen by a second person
    unless it says openly that this step was skipped.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        UniqueConstraint("id", "evidence_kind"),
        ForeignKeyConstraint(
            ["policy_question_id", "municipality_id"], ["policy_question.id", "policy_question.municipality_id"]
        ),
        CheckConstraint("code <> '' AND code = lower(code)", name="code_is_lower"),
        CheckConstraint(
            "state IN ('DRAFT', 'IN_REVIEW', 'CANCELLED') OR (promised_by <> '' AND promised_on IS NOT NULL)",
            name="promise_before_opening",
        ),
        CheckConstraint(
            "state IN ('DRAFT', 'IN_REVIEW', 'CANCELLED') OR approved_by_id IS NOT NULL OR second_eyes_skipped",
            name="second_eyes_before_opening",
        ),
        CheckConstraint(
            "state IN ('DRAFT', 'IN_REVIEW', 'CANCELLED')"
            " OR (privacy_ground IS NOT NULL AND retention_months IS NOT NULL)",
            name="privacy_before_opening",
        ),
        CheckConstraint(
            "state IN ('DRAFT', 'IN_REVIEW', 'CANCELLED')"
            " OR (testers >= 5 AND testers_of_target >= 2) OR untested_reason <> ''",
            name="tested_before_opening",
        ),
        CheckConstraint("answers_erased_on IS NULL OR closed_at IS NOT NULL", name="erased_after_closing"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> created_by_id", name="second_eyes_are_another"),
        CheckConstraint(
            "state NOT IN ('OPEN', 'CLOSED', 'REPORTED') OR opens_at IS NOT NULL", name="opened_at_a_moment"
        ),
        CheckConstraint("closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint(
            "expected_responses IS NULL OR expected_responses BETWEEN 1 AND 1000000", name="expects_a_number"
        ),
        CheckConstraint("retention_months IS NULL OR retention_months BETWEEN 1 AND 120", name="retention_in_months"),
        CheckConstraint("testers_of_target BETWEEN 0 AND testers", name="testers_count"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    policy_question_id: Mapped[int] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    evidence_kind: Mapped[EvidenceKind] = mapped_column(one_of(EvidenceKind, "evidence_kind"))
    state: Mapped[State] = mapped_column(one_of(State, "state"), default=State.DRAFT)
    # What it is about, to fit in "Dit gaat over ...": lower case, no full stop.
    topic: Mapped[str] = mapped_column(String(120))
    welcome: Mapped[str] = mapped_column(String(400), default="")
    # Whom the municipality wants to hear above all, how many people it expects, and where people get help.
    target_groups: Mapped[str] = mapped_column(String(300), default="", server_default="")
    expected_responses: Mapped[int | None]
    help_places: Mapped[str] = mapped_column(String(300), default="", server_default="")
    privacy_ground: Mapped[PrivacyGround | None] = mapped_column(one_of(PrivacyGround, "privacy_ground"))
    # Where the assessment of what this does to people's privacy lies; empty when none was needed.
    dpia_reference: Mapped[str] = mapped_column(String(120), default="", server_default="")
    # How many months after closing single answers are kept; figures and the reply stay.
    retention_months: Mapped[int | None]
    # Why something is asked that touches someone's private life: by part ("question:key" or "breakdown:key") what was
    # found then and the reason. Something found later needs a reason of its own.
    privacy_reasons: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    # The day on which single answers were erased; figures and the reply stay.
    answers_erased_on: Mapped[dt.date | None]
    # In the address that testers get; empty when no test runs.
    test_key: Mapped[str | None] = mapped_column(String(12), unique=True, index=True)
    # How many people tried it before opening, how many of them from the target group, or the public reason why not.
    testers: Mapped[int] = mapped_column(default=0, server_default="0")
    testers_of_target: Mapped[int] = mapped_column(default=0, server_default="0")
    untested_reason: Mapped[str] = mapped_column(String(600), default="", server_default="")
    address_form: Mapped[AddressForm] = mapped_column(one_of(AddressForm, "address_form"), default=AddressForm.JE)
    opens_at: Mapped[dt.datetime | None]
    closes_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    promised_by: Mapped[str] = mapped_column(String(250), default="")
    promised_on: Mapped[dt.date | None]
    # The first promised day that passed without an answer, when another day was promised after it.
    missed_on: Mapped[dt.date | None]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[dt.datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    second_eyes_skipped: Mapped[bool] = mapped_column(default=False)
    # Where answers came from when they were not given here: shown as a note with the outcome.
    source_note: Mapped[str] = mapped_column(Text, default="")
    example: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[int] = mapped_column(default=1)

    policy_question: Mapped[PolicyQuestion] = relationship()
    questions: Mapped[list[Question]] = relationship(
        order_by=Question.position, cascade="all, delete-orphan", passive_deletes=False
    )
    breakdowns: Mapped[list[Breakdown]] = relationship(order_by=Breakdown.position, cascade="all, delete-orphan")
    glossary: Mapped[list[GlossaryTerm]] = relationship(order_by=GlossaryTerm.word, cascade="all, delete-orphan")
    translations: Mapped[list[ConsultationTranslation]] = relationship(cascade="all, delete-orphan")
    rounds: Mapped[list[Round]] = relationship(
        back_populates="consultation", order_by="Round.id", cascade="all, delete-orphan"
    )


class Round(Base):
    """The unit of sealing: one key, closed at once. A group consultation has one per group, others have one."""

    __tablename__ = "round"
    # What belongs to a round belongs to its consultation: others point at both.
    __table_args__ = (UniqueConstraint("consultation_id", "name"), UniqueConstraint("consultation_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    state: Mapped[RoundState] = mapped_column(one_of(RoundState, "state"), default=RoundState.OPEN)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    key_name: Mapped[str] = mapped_column(String(32), unique=True)
    # From this moment no new participant starts; answers on phones have until `grace_until`.
    closed_at: Mapped[dt.datetime | None]
    grace_until: Mapped[dt.datetime | None]
    # In the address of a tablet that many people use one after the other; empty when no tablet is out.
    tablet_key: Mapped[str | None] = mapped_column(String(12), unique=True, index=True)

    consultation: Mapped[Consultation] = relationship(back_populates="rounds")
