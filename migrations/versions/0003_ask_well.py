"""Keep what a good question needs: decision, privacy, routing, test round, library, changes and unsaved texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.reshape import reshape

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LEVELS = ("CONSULT", "ADVISE", "COPRODUCE", "DECIDE")
GROUNDS = ("PUBLIC_TASK", "CONSENT")
REMARKS = ("PLUS", "MINUS", "OWN_WORDS", "NOT_UNDERSTOOD")
CHANGES = ("CLOSED_EARLY", "EXTENDED", "CANCELLED", "REPLY_DATE", "SPELLING")
KINDS = ("CHOOSE_ONE", "CHOOSE_SEVERAL", "SCALE", "STATEMENT", "NUMBER", "OPEN_TEXT", "CHOOSE_PICTURE", "TOP_THREE")
NEW = ("unsaved_text", "public_change", "library_question", "remark", "tester")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=max(map(len, values)))


def _plain(values: tuple[str, ...]) -> sa.String:
    return sa.String(length=max(map(len, values)))


def _is_one_of(name: str, values: tuple[str, ...]) -> str:
    return f"{name} IN ({', '.join(repr(value) for value in values)})"


def _text(name: str, kind: sa.types.TypeEngine[str]) -> sa.Column[str]:
    return sa.Column(name, kind, server_default="", nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _policy_question() -> None:
    columns = [
        _text("decision", sa.String(length=300)),
        sa.Column("decision_on", sa.Date(), nullable=True),
        _text("fixed", sa.Text()),
        _text("open_points", sa.Text()),
        _text("already_done", sa.Text()),
        sa.Column("influence_level", _plain(LEVELS), nullable=True),
        _text("reply_channel", sa.String(length=300)),
    ]
    reshape(
        "policy_question", columns, checks={"ck_policy_question_influence_level": _is_one_of("influence_level", LEVELS)}
    )


def _consultation() -> None:
    columns = [
        _text("target_groups", sa.String(length=300)),
        sa.Column("expected_responses", sa.Integer(), nullable=True),
        _text("help_places", sa.String(length=300)),
        sa.Column("privacy_ground", _plain(GROUNDS), nullable=True),
        _text("dpia_reference", sa.String(length=120)),
        sa.Column("retention_months", sa.Integer(), nullable=True),
        sa.Column("test_key", sa.String(length=12), nullable=True),
        _number("testers"),
        _number("testers_of_target"),
        _text("untested_reason", sa.String(length=600)),
    ]
    checks = {
        "ck_consultation_privacy_ground": _is_one_of("privacy_ground", GROUNDS),
        "ck_consultation_expects_a_number": "expected_responses IS NULL OR expected_responses BETWEEN 1 AND 1000000",
        "ck_consultation_retention_in_months": "retention_months IS NULL OR retention_months BETWEEN 1 AND 120",
        "ck_consultation_testers_count": "testers_of_target BETWEEN 0 AND testers",
    }
    reshape("consultation", columns, checks=checks)
    op.create_index(op.f("ix_consultation_test_key"), "consultation", ["test_key"], unique=True)


def _question() -> None:
    columns = [
        sa.Column("only_if_question_id", sa.Integer(), nullable=True),
        sa.Column("only_if_answers", sa.JSON(), server_default="[]", nullable=False),
    ]
    reshape(
        "question",
        columns,
        checks={"ck_question_not_only_if_itself": "only_if_question_id IS NULL OR only_if_question_id <> id"},
        foreign={"only_if_question_id": (op.f("fk_question_only_if_question_id"), "question")},
    )
    reshape(
        "breakdown_class",
        [sa.Column("share", sa.Integer(), nullable=True)],
        checks={"ck_breakdown_class_share_in_percent": "share IS NULL OR share BETWEEN 0 AND 100"},
    )


def _test_round() -> None:
    op.create_table(
        "tester",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("of_target", sa.Boolean(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("tested_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_tester_consultation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tester")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_tester_token_hash")),
    )
    op.create_index(op.f("ix_tester_consultation_id"), "tester", ["consultation_id"])
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tester_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", REMARKS), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("word_start", sa.Integer(), nullable=True),
        sa.Column("word_end", sa.Integer(), nullable=True),
        sa.Column("settled", sa.String(length=600), server_default="", nullable=False),
        sa.CheckConstraint(
            "(kind IN ('PLUS', 'MINUS')) = (word_start IS NOT NULL AND word_end IS NOT NULL)",
            name=op.f("ck_remark_marks_a_place"),
        ),
        sa.CheckConstraint(
            "word_start IS NULL OR (word_start >= 0 AND word_end > word_start)", name=op.f("ck_remark_place_in_order")
        ),
        sa.CheckConstraint("kind = 'NOT_UNDERSTOOD' OR words <> ''", name=op.f("ck_remark_has_words")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_remark_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tester_id"], ["tester.id"], name=op.f("fk_remark_tester_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    op.create_index(op.f("ix_remark_tester_id"), "remark", ["tester_id"])
    op.create_index(op.f("ix_remark_question_id"), "remark", ["question_id"])


def _library() -> None:
    op.create_table(
        "library_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", KINDS), nullable=False),
        sa.Column("text", sa.String(length=600), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("testers", sa.Integer(), nullable=False),
        sa.Column("testers_of_target", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_library_question_has_text")),
        sa.CheckConstraint("testers_of_target BETWEEN 0 AND testers", name=op.f("ck_library_question_testers_count")),
        sa.ForeignKeyConstraint(["added_by_id"], ["user_account.id"], name=op.f("fk_library_question_added_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_library_question_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_question")),
        sa.UniqueConstraint(
            "municipality_id", "fingerprint", name=op.f("uq_library_question_municipality_id_fingerprint")
        ),
    )
    op.create_index(op.f("ix_library_question_municipality_id"), "library_question", ["municipality_id"])


def _changes_and_texts() -> None:
    op.create_table(
        "public_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", CHANGES), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_public_change_has_reason")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_public_change_consultation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_change")),
    )
    op.create_index(op.f("ix_public_change_consultation_id"), "public_change", ["consultation_id"])
    op.create_table(
        "unsaved_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_unsaved_text_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsaved_text")),
        sa.UniqueConstraint("user_id", "page", name=op.f("uq_unsaved_text_user_id_page")),
    )
    op.create_index(op.f("ix_unsaved_text_user_id"), "unsaved_text", ["user_id"])
    op.create_index(op.f("ix_unsaved_text_page"), "unsaved_text", ["page"])


def upgrade() -> None:
    _policy_question()
    _consultation()
    _question()
    _test_round()
    _library()
    _changes_and_texts()


def downgrade() -> None:
    raise NotImplementedError("what a good question needs cannot be thrown away: restore a back-up instead")
