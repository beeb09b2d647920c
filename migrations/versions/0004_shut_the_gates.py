"""Keep every consultation shut without a privacy ground, a retention and a test, and note when answers were erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.reshape import reshape

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BEFORE = "state IN ('DRAFT', 'IN_REVIEW', 'CANCELLED')"
UNTESTED = "Deze vragenlijst is van voor de proefronde."
MONTHS = 12


def _give_earlier_ones_an_honest_reason() -> None:
    """What opened before the gates were there was not tested here, and was asked as a task of the municipality."""
    consultation = sa.table(
        "consultation",
        sa.column("state", sa.String),
        sa.column("privacy_ground", sa.String),
        sa.column("retention_months", sa.Integer),
        sa.column("testers", sa.Integer),
        sa.column("testers_of_target", sa.Integer),
        sa.column("untested_reason", sa.String),
    )
    opened = consultation.c.state.not_in(["DRAFT", "IN_REVIEW", "CANCELLED"])
    op.execute(
        sa.update(consultation)
        .where(opened, consultation.c.privacy_ground.is_(None))
        .values(privacy_ground="PUBLIC_TASK")
    )
    op.execute(
        sa.update(consultation).where(opened, consultation.c.retention_months.is_(None)).values(retention_months=MONTHS)
    )
    tested = sa.and_(consultation.c.testers >= 5, consultation.c.testers_of_target >= 2)
    op.execute(
        sa.update(consultation)
        .where(opened, sa.not_(tested), consultation.c.untested_reason == "")
        .values(untested_reason=UNTESTED)
    )


def upgrade() -> None:
    _give_earlier_ones_an_honest_reason()
    reshape(
        "consultation",
        [
            sa.Column("privacy_reasons", sa.JSON(), server_default="{}", nullable=False),
            sa.Column("answers_erased_on", sa.Date(), nullable=True),
        ],
        checks={
            "ck_consultation_privacy_before_opening": (
                f"{BEFORE} OR (privacy_ground IS NOT NULL AND retention_months IS NOT NULL)"
            ),
            "ck_consultation_tested_before_opening": (
                f"{BEFORE} OR (testers >= 5 AND testers_of_target >= 2) OR untested_reason <> ''"
            ),
            "ck_consultation_erased_after_closing": "answers_erased_on IS NULL OR closed_at IS NOT NULL",
        },
    )


def downgrade() -> None:
    raise NotImplementedError("what the gates promise cannot be taken back: restore a back-up instead")
