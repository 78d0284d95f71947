"""Tables of how data came in: mappings that people saved, how far pulls got, each import and what it dropped."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from workspace.store.columns import metadata, text

column_mapping = Table(
    "column_mapping",
    metadata,
    text("name", primary_key=True),
    text("kind"),
    text("mapping"),
    text("constants"),
    text("at"),
)

pull_state = Table(
    "pull_state",
    metadata,
    text("system", primary_key=True),
    text("stream", primary_key=True),
    text("cursor"),
    text("since"),
    text("at"),
)

import_run = Table(
    "import_run",
    metadata,
    text("id", primary_key=True),
    text("at", index=True),
    text("kind"),
    text("format"),
    text("files"),
    text("report"),
)

dropped_row = Table(
    "dropped_row",
    metadata,
    Column("import_id", ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    text("file"),
    Column("row", Integer, nullable=False),
    text("reason"),
    text("column"),
    text("detail"),
)
