"""Keep every change after opening with its reason in one public list, missed days, and the number of a session."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

from migrations.reshape import reshape

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _move_reasons() -> None:
    """Make a row of every reason that was kept with its consultation: to close early or, when cancelled, to stop."""
    bind = op.get_bind()
    consultation = sa.table(
        "consultation",
        sa.column("id", sa.Integer),
        sa.column("state", sa.String),
        sa.column("change_reason", sa.Text),
        sa.column("closes_at", sa.DateTime(timezone=True)),
        sa.column("closed_at", sa.DateTime(timezone=True)),
        sa.column("created_at", sa.DateTime(timezone=True)),
    )
    change = sa.table(
        "public_change",
        sa.column("consultation_id", sa.Integer),
        sa.column("kind", sa.String),
        sa.column("changed_at", sa.DateTime(timezone=True)),
        sa.column("reason", sa.Text),
        sa.column("before", sa.Text),
        sa.column("after", sa.Text),
    )
    with_reason = sa.select(consultation).where(consultation.c.change_reason != "")
    for row in bind.execute(with_reason).all():
        kind = "CANCELLED" if row.state == "CANCELLED" else "CLOSED_EARLY"
        moment: dt.datetime = row.closed_at or row.created_at
        days = {"before": "", "after": ""}
        if kind == "CLOSED_EARLY" and row.closes_at is not None and row.closed_at is not None:
            days = {"before": row.closes_at.date().isoformat(), "after": row.closed_at.date().isoformat()}
        values = {"consultation_id": row.id, "kind": kind, "changed_at": moment, "reason": row.change_reason, **days}
        bind.execute(sa.insert(change).values(**values))


def upgrade() -> None:
    reshape(
        "public_change",
        [sa.Column("round_id", sa.Integer(), nullable=True)],
        foreign={"round_id": (op.f("fk_public_change_round_id"), "round")},
    )
    op.create_index(op.f("ix_public_change_round_id"), "public_change", ["round_id"])
    _move_reasons()
    op.drop_column("consultation", "change_reason")
    reshape("consultation", [sa.Column("missed_on", sa.Date(), nullable=True)])
    reshape("user_account", [sa.Column("session_number", sa.Integer(), server_default="1", nullable=False)])


def downgrade() -> None:
    raise NotImplementedError("what the public was told cannot be taken back: restore a back-up instead")
