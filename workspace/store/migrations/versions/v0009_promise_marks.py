"""What people said of promises: kept, broken, and what was taken back, each with who and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "promise_mark",
        sa.Column("promise_id", sa.Text(), nullable=False, primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False, primary_key=True),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
    )
    op.create_index("ix_promise_mark_item_id", "promise_mark", ["item_id"])
