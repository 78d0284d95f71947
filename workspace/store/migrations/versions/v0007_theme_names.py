"""Names that language models gave themes, by the theme and the members that they were checked against."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "theme_name",
        sa.Column("theme_id", sa.Text(), nullable=False, primary_key=True),
        sa.Column("members", sa.Text(), nullable=False, primary_key=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
    )
