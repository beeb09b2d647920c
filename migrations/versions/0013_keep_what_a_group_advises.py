"""Keep what a group of young people recommends, in its own words and only with its consent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.reshape import reshape

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KINDS = ("SAMPLE", "PANEL", "OPEN", "GROUP")
STATES = ("WRITTEN", "AGREED", "WITHDRAWN")
CHECKS = {
    "only_a_group_advises": "evidence_kind = 'GROUP'",
    "five_at_most": "position BETWEEN 0 AND 5",
    "place_until_withdrawn": "(state = 'WITHDRAWN') = (position IS NULL)",
    "words_until_withdrawn": "(state = 'WITHDRAWN') = (advice = '')",
    "gone_when_withdrawn": "state <> 'WITHDRAWN' OR (why = '' AND picture_id IS NULL AND reply_id IS NULL)",
    "day_when_agreed": "(state = 'AGREED') = (agreed_on IS NOT NULL)",
    "agreed_with_somebody": "(agreed_on IS NULL) = (agreed_by_id IS NULL)",
    "advice_fits": "length(advice) <= 200",
    "why_fits": "length(why) <= 600",
}


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=max(map(len, values)))


def upgrade() -> None:
    # A group, and a reply, are pointed at together with the consultation that they belong to.
    for table in ("round", "reply"):
        reshape(table, more={f"uq_{table}_consultation_id_id": "UNIQUE (consultation_id, id)"})
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("evidence_kind", _one_of("evidence_kind", KINDS), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("advice", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=600), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("state", _one_of("state", STATES), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_recommendation_{name}")) for name, rule in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint(
                ["consultation_id", ours], theirs, name=op.f(f"fk_recommendation_consultation_id_{ours}")
            )
            for ours, theirs in (
                ("evidence_kind", ["consultation.id", "consultation.evidence_kind"]),
                ("round_id", ["round.consultation_id", "round.id"]),
                ("reply_id", ["reply.consultation_id", "reply.id"]),
            )
        ),
        sa.ForeignKeyConstraint(["picture_id"], ["media_file.id"], name=op.f("fk_recommendation_picture_id")),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["user_account.id"], name=op.f("fk_recommendation_agreed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_recommendation_round_id_position")),
    )
    op.create_index(op.f("ix_recommendation_consultation_id"), "recommendation", ["consultation_id"])


def downgrade() -> None:
    raise NotImplementedError("what a group advised cannot be forgotten here: restore a back-up instead")
