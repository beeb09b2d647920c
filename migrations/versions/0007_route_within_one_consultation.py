"""Hold the condition of a question to its own consultation, and to at least one answer."""

from __future__ import annotations

from migrations.reshape import reshape

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    reshape(
        "question",
        checks={
            "ck_question_only_if_has_answers": "(only_if_question_id IS NULL) = (CAST(only_if_answers AS TEXT) = '[]')"
        },
        unique={"uq_question_consultation_id_id": "consultation_id, id"},
        more={
            "fk_question_consultation_id_only_if_question_id": (
                "FOREIGN KEY(consultation_id, only_if_question_id) REFERENCES question (consultation_id, id)"
            )
        },
        without=["fk_question_only_if_question_id"],
    )


def downgrade() -> None:
    reshape(
        "question",
        foreign={"only_if_question_id": ("fk_question_only_if_question_id", "question")},
        without=[
            "ck_question_only_if_has_answers",
            "fk_question_consultation_id_only_if_question_id",
            "uq_question_consultation_id_id",
        ],
    )
