"""Note how far counting is, and how many answered in each group until the last one is counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STAGES = ("OPENING", "COUNTING", "STORING", "FORGETTING")


def upgrade() -> None:
    op.create_table(
        "closing_progress",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "stage",
            sa.Enum(*STAGES, name="stage", native_enum=False, create_constraint=True, length=max(map(len, STAGES))),
            nullable=False,
        ),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.CheckConstraint("part BETWEEN 0 AND 100", name=op.f("ck_closing_progress_part_of_hundred")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_closing_progress_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_closing_progress")),
    )
    op.create_table(
        "round_count",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.CheckConstraint("people >= 0", name=op.f("ck_round_count_not_negative")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_count_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_count")),
    )


def downgrade() -> None:
    op.drop_table("round_count")
    op.drop_table("closing_progress")
