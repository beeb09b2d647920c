"""Keep what an officer changed in a letter, and the stacks of letters that lie ready for a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DOCUMENTS = ("INVITATION", "GROUP_LETTER", "PARENT_LETTER", "REMINDER", "POSTER")
STATES = ("MAKING", "READY", "FAILED")
LANGUAGES = "language IN ('nl', 'en', 'ar', 'tr', 'pl', 'uk')"


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=max(map(len, values)))


def upgrade() -> None:
    op.create_table(
        "letter_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("document", _choice("document", DOCUMENTS), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("salutation", sa.String(length=120), nullable=False),
        sa.Column("paragraph", sa.String(length=500), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.CheckConstraint(LANGUAGES, name=op.f("ck_letter_text_language_is_ours")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_letter_text_consultation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
        sa.UniqueConstraint(
            "consultation_id", "document", "language", name=op.f("uq_letter_text_consultation_id_document_language")
        ),
    )
    op.create_index(op.f("ix_letter_text_consultation_id"), "letter_text", ["consultation_id"])
    op.create_table(
        "letter_stack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _choice("state", STATES), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("site", sa.String(length=300), nullable=False),
        sa.Column("file_name", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("own_codes", sa.Boolean(), nullable=False),
        sa.CheckConstraint("count BETWEEN 1 AND 5000", name=op.f("ck_letter_stack_count_fits")),
        sa.CheckConstraint("done BETWEEN 0 AND count", name=op.f("ck_letter_stack_done_of_count")),
        sa.CheckConstraint("length(public_key) = 32", name=op.f("ck_letter_stack_key_length")),
        sa.CheckConstraint(LANGUAGES, name=op.f("ck_letter_stack_language_is_ours")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_letter_stack_round_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["made_by_id"], ["user_account.id"], name=op.f("fk_letter_stack_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_stack")),
        sa.UniqueConstraint("file_name", name=op.f("uq_letter_stack_file_name")),
    )
    op.create_index(op.f("ix_letter_stack_round_id"), "letter_stack", ["round_id"])


def downgrade() -> None:
    op.drop_table("letter_stack")
    op.drop_table("letter_text")
