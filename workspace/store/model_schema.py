"""The tables of what language models were asked and what it cost; part of ``schema``. No question is kept, and of
what was sent no word."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Integer, Table

from workspace.store.columns import metadata, text

model_call = Table(
    "model_call",
    metadata,
    Column("id", Integer, primary_key=True),
    text("at"),
    text("month", index=True),
    text("endpoint"),
    text("model"),
    text("prompt"),
    Column("prompt_tokens", Integer, nullable=False),
    Column("completion_tokens", Integer, nullable=False),
    Column("cost", Float),
    Column("estimated", Boolean, nullable=False),
    Column("cached", Boolean, nullable=False),
)

model_answer = Table(
    "model_answer",
    metadata,
    text("key", primary_key=True),
    text("at"),
    text("model"),
    text("prompt"),
    text("body"),
)

model_ability = Table(
    "model_ability",
    metadata,
    text("key", primary_key=True),
    text("at"),
    text("body"),
)

model_notice = Table(
    "model_notice",
    metadata,
    text("key", primary_key=True),
    text("at"),
)
