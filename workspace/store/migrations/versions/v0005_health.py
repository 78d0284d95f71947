"""What health needs to be held to its word: snapshots that are frozen by day, and which direction of an imported
score is good."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("book_health", sa.Column("direction", sa.Text(), nullable=True))
    op.create_table(
        "health_snapshot",
        sa.Column("day", sa.Text(), nullable=False, primary_key=True),
        sa.Column("account_id", sa.Text(), nullable=False, primary_key=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("coverage", sa.Float(), nullable=False),
        sa.Column("signals", sa.Text(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
    )
