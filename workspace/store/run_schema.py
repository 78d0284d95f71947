"""The tables of synthesis runs and of what people decided about their themes; part of ``schema``."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, ForeignKeyConstraint, Integer, LargeBinary, Table, Text

from workspace.store.columns import metadata, text

synthesis_run = Table(
    "synthesis_run",
    metadata,
    text("id", primary_key=True),
    Column("month", Text, nullable=False, unique=True),
    text("created"),
    text("manifest"),
    text("coverage"),
    text("unclustered"),
    Column("events", Text, nullable=False, server_default="[]"),
)

theme = Table(
    "theme",
    metadata,
    Column("run_id", ForeignKey("synthesis_run.id", ondelete="CASCADE"), primary_key=True),
    text("id", primary_key=True),
    Column("rank", Integer, nullable=False),
    text("label"),
    text("summary"),
    text("terms"),
    text("kind"),
    Column("centroid", LargeBinary, nullable=False),
    Column("stability", Float, nullable=False),
    text("born"),
    text("continued_from"),
    Column("overlap", Float, nullable=False),
    text("status"),
    text("weights"),
    text("quotes"),
)

statement = Table(
    "statement",
    metadata,
    text("id", primary_key=True),
    text("item_id", index=True),
    text("part_id"),
    Column("account_id", Text, index=True),
    text("source"),
    text("day"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    text("text"),
    text("kind"),
    Column("severity", Float, nullable=False),
    Column("score", Float),
)

theme_member = Table(
    "theme_member",
    metadata,
    text("run_id", primary_key=True),
    text("theme_id", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("statement_id", ForeignKey("statement.id"), nullable=False, index=True),
    Column("part", Text, nullable=False, server_default=""),
    ForeignKeyConstraint(["run_id", "theme_id"], ["theme.run_id", "theme.id"], ondelete="CASCADE"),
)

theme_part = Table(
    "theme_part",
    metadata,
    text("run_id", primary_key=True),
    text("theme_id", primary_key=True),
    text("id", primary_key=True),
    Column("position", Integer, nullable=False),
    text("label"),
    ForeignKeyConstraint(["run_id", "theme_id"], ["theme.run_id", "theme.id"], ondelete="CASCADE"),
)

theme_also = Table(
    "theme_also",
    metadata,
    text("run_id", primary_key=True),
    text("theme_id", primary_key=True),
    Column("statement_id", ForeignKey("statement.id"), primary_key=True, index=True),
    ForeignKeyConstraint(["run_id", "theme_id"], ["theme.run_id", "theme.id"], ondelete="CASCADE"),
)

grouping = Table(
    "grouping",
    metadata,
    text("month", primary_key=True),
    text("key"),
    Column("body", LargeBinary, nullable=False),
)

theme_edit = Table(
    "theme_edit",
    metadata,
    Column("id", Integer, primary_key=True),
    text("at"),
    text("operation"),
    text("theme_id"),
    text("payload"),
    Column("undone_at", Text, nullable=False, server_default=""),
)

theme_name = Table(
    "theme_name",
    metadata,
    text("theme_id", primary_key=True),
    text("members", primary_key=True),
    text("label"),
    text("summary"),
    text("rule"),
    text("model"),
    text("prompt"),
    text("at"),
)

unclustered = Table(
    "unclustered",
    metadata,
    Column("run_id", ForeignKey("synthesis_run.id", ondelete="CASCADE"), primary_key=True),
    Column("statement_id", ForeignKey("statement.id"), primary_key=True, index=True),
    text("reason"),
)
