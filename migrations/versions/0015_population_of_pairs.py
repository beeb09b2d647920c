"""Keep how many people are in each pair of classes of two backgrounds, to weigh age within each district."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

CHECKS = {"has_source": "source <> ''", "two_backgrounds": "first_id <> second_id"}
POINTS_AT = {"consultation_id": "consultation", "first_id": "breakdown", "second_id": "breakdown"}


def upgrade() -> None:
    op.create_table(
        "crossed_figures",
        sa.Column("consultation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_crossed_figures_{name}")) for name, rule in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_crossed_figures_{column}"), ondelete="CASCADE"
            )
            for column, table in POINTS_AT.items()
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_crossed_figures")),
    )


def downgrade() -> None:
    op.drop_table("crossed_figures")
