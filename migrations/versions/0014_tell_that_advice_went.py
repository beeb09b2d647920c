"""Let the public read that a recommendation was taken away: whoever asked them to advise cannot do that in silence."""

from __future__ import annotations

from migrations.reshape import reshape

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

CHANGES = ("CLOSED_EARLY", "EXTENDED", "CANCELLED", "REPLY_DATE", "SPELLING", "QUOTATION", "ADVICE")


def upgrade() -> None:
    told = ", ".join(repr(kind) for kind in CHANGES)
    reshape("public_change", without=["ck_public_change_kind"], checks={"ck_public_change_kind": f"kind IN ({told})"})


def downgrade() -> None:
    raise NotImplementedError("what the public was told cannot be taken back: restore a back-up instead")
