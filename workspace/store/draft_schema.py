"""Tables of drafts, of what was done with them, and of who asked not to be contacted. Rows are added and, but for
``nrr forget``, never taken away."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, Table, Text

from workspace.store.columns import metadata, text

draft = Table(
    "draft",
    metadata,
    text("id", primary_key=True),
    Column("number", Integer, nullable=False, unique=True, index=True),
    text("kind"),
    text("account_id", index=True),
)

draft_version = Table(
    "draft_version",
    metadata,
    Column("draft_id", Text, ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    text("document"),
)

draft_change = Table(
    "draft_change",
    metadata,
    Column("draft_id", Text, ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    text("at"),
    text("by"),
    text("action"),
    Column("version", Integer, nullable=False),
    text("why"),
    text("started"),
    text("day"),
    text("outcome"),
    Column("amount", Float),
)

contact_wish = Table(
    "contact_wish",
    metadata,
    Column("number", Integer, primary_key=True),
    text("account_id", index=True),
    text("email"),
    text("wish"),
    text("by"),
    text("at"),
    text("why"),
)
