"""What became of drafts: each with all its versions and changes. And who asked not to be contacted, as said here and
as imported with accounts and contacts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Text(), nullable=False, primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
    )
    op.create_index("ix_draft_number", "draft", ["number"], unique=True)
    op.create_index("ix_draft_account_id", "draft", ["account_id"])
    op.create_table(
        "draft_version",
        sa.Column("draft_id", sa.Text(), sa.ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False, primary_key=True),
        sa.Column("document", sa.Text(), nullable=False),
    )
    op.create_table(
        "draft_change",
        sa.Column("draft_id", sa.Text(), sa.ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False, primary_key=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
    )
    op.create_table(
        "contact_wish",
        sa.Column("number", sa.Integer(), nullable=False, primary_key=True),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )
    op.create_index("ix_contact_wish_account_id", "contact_wish", ["account_id"])
    op.add_column("book_accounts", sa.Column("do_not_contact", sa.Text(), nullable=True))
    op.add_column("book_contacts", sa.Column("do_not_contact", sa.Text(), nullable=True))
