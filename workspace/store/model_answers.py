"""Answers of language models by the hash of what was asked, so that the same question is not paid for twice.

An answer may hold words of anybody whose feedback was read for it, and which ones cannot be told from it: whenever
words are erased, all answers go.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from workspace.store.schema import model_answer as table
from workspace.store.values import time_text

KEPT_DAYS = 90
"""How long an answer is kept."""


def answer(conn: Connection, key: str) -> str | None:
    """The body under a key."""
    return conn.execute(select(table.c.body).where(table.c.key == key)).scalar()


def save_answer(conn: Connection, key: str, body: str, *, model: str, prompt: str, at: datetime) -> None:
    """Keep an answer; a newer one takes the place of an older. What was kept for too long goes."""
    conn.execute(delete(table).where(table.c.at < time_text(at - timedelta(days=KEPT_DAYS))))
    values = {"key": key, "at": time_text(at), "model": model, "prompt": prompt, "body": body}
    conn.execute(insert(table).values(**values).prefix_with("OR REPLACE"))


def drop_answer(conn: Connection, key: str) -> None:
    """Delete the answer under a key."""
    conn.execute(delete(table).where(table.c.key == key))


def drop_answers(conn: Connection) -> int:
    """Delete all answers; returns how many there were."""
    return conn.execute(delete(table)).rowcount
