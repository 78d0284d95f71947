"""The table of questions that were asked in the assistant's room and of their answers; part of ``schema``."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table

from workspace.store.columns import metadata, text

asked_turn = Table(
    "asked_turn",
    metadata,
    Column("number", Integer, primary_key=True),
    text("at"),
    text("question"),
    text("account_id"),
    text("theme_id"),
    text("month"),
    text("cited"),
    text("answer"),
)
