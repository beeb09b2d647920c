"""Keep population figures for backgrounds, and the bands in which a running response compares with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "population_figures",
        sa.Column("breakdown_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.CheckConstraint("source <> ''", name=op.f("ck_population_figures_has_source")),
        sa.ForeignKeyConstraint(
            ["breakdown_id"], ["breakdown.id"], name=op.f("fk_population_figures_breakdown_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("breakdown_id", name=op.f("pk_population_figures")),
    )
    op.create_table(
        "response_bands",
        sa.Column("consultation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("bands", sa.JSON(), nullable=False),
        sa.CheckConstraint("sent >= 0", name=op.f("ck_response_bands_sent_not_negative")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_response_bands_consultation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_response_bands")),
    )


def downgrade() -> None:
    op.drop_table("response_bands")
    op.drop_table("population_figures")
