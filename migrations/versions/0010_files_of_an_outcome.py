"""Keep the files of an outcome that take long to make."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = ("CSV", "CODEBOOK", "XLSX", "SAV", "PDF", "PPTX")
STATES = ("MAKING", "READY", "FAILED", "NO_PROGRAM")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=max(map(len, values)))


def upgrade() -> None:
    op.create_table(
        "outcome_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", KINDS), nullable=False),
        sa.Column("state", _choice("state", STATES), nullable=False),
        sa.Column("made_of", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(state = 'READY') = (content IS NOT NULL)", name=op.f("ck_outcome_file_content_when_ready")
        ),
        sa.CheckConstraint("done BETWEEN 0 AND parts", name=op.f("ck_outcome_file_done_of_parts")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_outcome_file_size_not_negative")),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["published_outcome.id"], name=op.f("fk_outcome_file_outcome_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_file")),
        sa.UniqueConstraint("outcome_id", "kind", name=op.f("uq_outcome_file_outcome_id_kind")),
    )


def downgrade() -> None:
    op.drop_table("outcome_file")
