"""Keep recordings, receipts and how answers came in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


KINDS = ("CHOOSE_ONE", "CHOOSE_SEVERAL", "SCALE", "STATEMENT", "NUMBER", "OPEN_TEXT", "CHOOSE_PICTURE", "TOP_THREE")


def _question(kinds: tuple[str, ...]) -> sa.Table:
    """Return the table of questions as it becomes: SQLite cannot change a CHECK and makes the table anew."""
    kind = sa.Enum(*kinds, name="kind", native_enum=False, create_constraint=True, length=14)
    return sa.Table(
        "question",
        sa.MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"}),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("text", sa.String(length=600), nullable=False),
        sa.Column("easy_text", sa.String(length=600), nullable=False),
        sa.Column("hint", sa.String(length=300), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("audio_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("key <> ''", name=op.f("ck_question_has_key")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_question_has_text")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_question_position_from_one")),
        sa.ForeignKeyConstraint(["audio_id"], ["media_file.id"], name=op.f("fk_question_audio_id")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_question_consultation_id")),
        sa.ForeignKeyConstraint(["picture_id"], ["media_file.id"], name=op.f("fk_question_picture_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("consultation_id", "key", name=op.f("uq_question_consultation_id_key")),
        sa.UniqueConstraint("consultation_id", "position", name=op.f("uq_question_consultation_id_position")),
        sa.Index("ix_question_consultation_id", "consultation_id"),
    )


def _breakdown() -> sa.Table:
    """Return the table of breakdowns as the first version made it."""
    return sa.Table(
        "breakdown",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("easy_text", sa.String(length=300), nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 4", name=op.f("ck_breakdown_at_most_four")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_breakdown_consultation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breakdown")),
        sa.UniqueConstraint("consultation_id", "key", name=op.f("uq_breakdown_consultation_id_key")),
        sa.UniqueConstraint("consultation_id", "position", name=op.f("uq_breakdown_consultation_id_position")),
        sa.Index("ix_breakdown_consultation_id", "consultation_id"),
    )


def _widen_kinds(kinds: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("question", copy_from=_question(kinds), recreate="always"):
            pass
        return
    op.drop_constraint(op.f("ck_question_kind"), "question", type_="check")
    op.create_check_constraint(op.f("ck_question_kind"), "question", f"kind IN {kinds}")


def _add_filled_by() -> None:
    kind = sa.Enum("ASKED", "MODE", name="filled_by", native_enum=False, create_constraint=True)
    column = sa.Column("filled_by", kind, server_default="ASKED", nullable=False)
    with op.batch_alter_table("breakdown", copy_from=_breakdown(), recreate="auto") as table:
        table.add_column(column)


def upgrade() -> None:
    op.create_table(
        "mode_count",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "mode",
            sa.Enum("SELF", "CONVERSATION", "PAPER", name="mode", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_mode_count_not_negative")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_mode_count_round_id")),
        sa.PrimaryKeyConstraint("round_id", "mode", name=op.f("pk_mode_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recording",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("SOUND", "PHOTO", name="kind", native_enum=False, create_constraint=True), nullable=False
        ),
        sa.Column("content_type", sa.String(length=60), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=True),
        sa.Column("key_name", sa.String(length=32), nullable=True),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(box IS NULL) = (key_name IS NULL)", name=op.f("ck_recording_content_with_its_key")),
        sa.CheckConstraint("NOT checked OR box IS NULL", name=op.f("ck_recording_gone_when_checked")),
        sa.CheckConstraint("length(key) = 16", name=op.f("ck_recording_key_length")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_recording_question_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_recording")),
        sa.UniqueConstraint("key_name", name=op.f("uq_recording_key_name")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("recording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recording_question_id"), ["question_id"], unique=False)

    op.create_table(
        "sealed_media",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(key) = 16", name=op.f("ck_sealed_media_key_length")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_sealed_media_round_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sealed_media")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("sealed_media", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_media_round_id"), ["round_id"], unique=False)

    op.create_table(
        "submission_receipt",
        sa.Column("receipt_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("submission_key", sa.LargeBinary(length=16), nullable=False),
        sa.CheckConstraint("length(receipt_hash) = 32", name=op.f("ck_submission_receipt_hash_length")),
        sa.ForeignKeyConstraint(
            ["submission_key"],
            ["submission.key"],
            name=op.f("fk_submission_receipt_submission_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("receipt_hash", name=op.f("pk_submission_receipt")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_submission_receipt_submission_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft_media",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("slot", sa.LargeBinary(length=32), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(slot) = 32", name=op.f("ck_draft_media_slot_length")),
        sa.ForeignKeyConstraint(
            ["token_hash"], ["draft.token_hash"], name=op.f("fk_draft_media_token_hash"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", "slot", name=op.f("pk_draft_media")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipt",
        sa.Column("receipt_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("lasting", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(receipt_hash) = 32", name=op.f("ck_receipt_hash_length")),
        sa.ForeignKeyConstraint(
            ["sealed_key"], ["sealed_submission.key"], name=op.f("fk_receipt_sealed_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("receipt_hash", name=op.f("pk_receipt")),
        sa.UniqueConstraint("sealed_key", name=op.f("uq_receipt_sealed_key")),
        sqlite_with_rowid=False,
    )
    _widen_kinds(KINDS)
    _add_filled_by()

    with op.batch_alter_table("consultation_translation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("influence", sa.String(length=300), server_default="", nullable=False))
    with op.batch_alter_table("question_translation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit", sa.String(length=60), server_default="", nullable=False))
    op.add_column("round", sa.Column("tablet_key", sa.String(length=12), nullable=True))
    op.create_index(op.f("ix_round_tablet_key"), "round", ["tablet_key"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_round_tablet_key"), "round")
    op.drop_column("round", "tablet_key")
    op.drop_column("question_translation", "unit")
    op.drop_column("consultation_translation", "influence")
    op.drop_column("breakdown", "filled_by")
    for table in ("receipt", "draft_media", "submission_receipt", "sealed_media", "recording", "mode_count"):
        op.drop_table(table)
    _widen_kinds(KINDS[:6])
