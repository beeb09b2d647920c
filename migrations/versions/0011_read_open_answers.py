"""Keep what is read in open answers: the list, the codebook, what each answer is about, and what is quoted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.reshape import reshape

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CHANGES = ("CLOSED_EARLY", "EXTENDED", "CANCELLED", "REPLY_DATE", "SPELLING", "QUOTATION")


def upgrade() -> None:
    op.create_table(
        "open_answer",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("submission_key", sa.LargeBinary(length=16), nullable=True),
        sa.Column("recording_key", sa.LargeBinary(length=16), nullable=True),
        sa.CheckConstraint(
            "(submission_key IS NULL) <> (recording_key IS NULL)", name=op.f("ck_open_answer_written_or_spoken")
        ),
        sa.CheckConstraint("length(key) = 16", name=op.f("ck_open_answer_key_length")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_open_answer_question_id")),
        sa.ForeignKeyConstraint(
            ["recording_key"], ["recording.key"], name=op.f("fk_open_answer_recording_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_key", "question_id"],
            ["answer.submission_key", "answer.question_id"],
            name=op.f("fk_open_answer_submission_key_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_open_answer")),
        sa.UniqueConstraint("recording_key", name=op.f("uq_open_answer_recording_key")),
        sa.UniqueConstraint("submission_key", "question_id", name=op.f("uq_open_answer_submission_key_question_id")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_open_answer_question_id"), "open_answer", ["question_id"], unique=False)
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("belongs", sa.String(length=400), nullable=False),
        sa.Column("example", sa.String(length=400), nullable=False),
        sa.Column(
            "state",
            sa.Enum("CANDIDATE", "CONFIRMED", name="state", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.CheckConstraint("belongs <> ''", name=op.f("ck_theme_says_what_belongs")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_theme_has_name")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_theme_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("question_id", "name", name=op.f("uq_theme_question_id_name")),
    )
    op.create_index(op.f("ix_theme_question_id"), "theme", ["question_id"], unique=False)
    op.create_table(
        "coding",
        sa.Column("answer_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column(
            "reader",
            sa.Enum("FIRST", "SECOND", name="reader", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_key"], ["open_answer.key"], name=op.f("fk_coding_answer_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_coding_user_id")),
        sa.PrimaryKeyConstraint("answer_key", "reader", name=op.f("pk_coding")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_coding_user_id"), "coding", ["user_id"], unique=False)
    op.create_table(
        "coded_theme",
        sa.Column("answer_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column(
            "reader",
            sa.Enum("FIRST", "SECOND", name="reader", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("theme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_key", "reader"],
            ["coding.answer_key", "coding.reader"],
            name=op.f("fk_coded_theme_answer_key_reader"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_coded_theme_theme_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("answer_key", "reader", "theme_id", name=op.f("pk_coded_theme")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_coded_theme_theme_id"), "coded_theme", ["theme_id"], unique=False)
    op.create_table(
        "theme_proposal",
        sa.Column("answer_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("theme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "sureness",
            sa.Enum("SURE", "LIKELY", "GUESS", name="sureness", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["answer_key"], ["open_answer.key"], name=op.f("fk_theme_proposal_answer_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_proposal_theme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_key", "theme_id", name=op.f("pk_theme_proposal")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_theme_proposal_theme_id"), "theme_proposal", ["theme_id"], unique=False)
    op.create_table(
        "published_themes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("method", sa.JSON(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_published_themes_version_from_one")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_published_themes_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_themes")),
        sa.UniqueConstraint("question_id", "version", name=op.f("uq_published_themes_question_id_version")),
    )
    op.create_index(op.f("ix_published_themes_question_id"), "published_themes", ["question_id"], unique=False)
    op.create_table(
        "quotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("paraphrased", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("WAITING", "RELEASED", "TAKEN_BACK", name="state", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(state = 'TAKEN_BACK') = (text = '')", name=op.f("ck_quotation_gone_when_taken_back")),
        sa.CheckConstraint("(state = 'WAITING') = (released_on IS NULL)", name=op.f("ck_quotation_day_when_released")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_quotation_question_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_quotation_theme_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
    )
    op.create_index(op.f("ix_quotation_question_id"), "quotation", ["question_id"], unique=False)
    op.create_index(op.f("ix_quotation_theme_id"), "quotation", ["theme_id"], unique=False)
    told = ", ".join(repr(kind) for kind in CHANGES)
    reshape("public_change", without=["ck_public_change_kind"], checks={"ck_public_change_kind": f"kind IN ({told})"})


def downgrade() -> None:
    raise NotImplementedError("what the public was told cannot be taken back: restore a back-up instead")
