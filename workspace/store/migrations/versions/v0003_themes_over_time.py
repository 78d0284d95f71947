"""What themes need over months: their parts, the statements that also touch them, the ledger of a run, the
machine's groups to start from, and what people decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("synthesis_run", sa.Column("events", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("theme_member", sa.Column("part", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "theme_part",
        *(_key(name) for name in ("run_id", "theme_id", "id")),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("label"),
        sa.ForeignKeyConstraint(["run_id", "theme_id"], ["theme.run_id", "theme.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "theme_also",
        *(_key(name) for name in ("run_id", "theme_id", "statement_id")),
        sa.ForeignKeyConstraint(["run_id", "theme_id"], ["theme.run_id", "theme.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"]),
    )
    op.create_index("ix_theme_also_statement_id", "theme_also", ["statement_id"], unique=False)
    op.create_table(
        "grouping", _key("month"), _text("key"), sa.Column("body", sa.LargeBinary(), nullable=False)
    )
    op.create_table(
        "theme_edit",
        sa.Column("id", sa.Integer(), nullable=False, primary_key=True),
        *(_text(name) for name in ("at", "operation", "theme_id", "payload")),
        sa.Column("undone_at", sa.Text(), nullable=False, server_default=""),
    )


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)
