"""What language models were asked, how often and for how much; and what was found out about their endpoints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from foundation.months import Month
from workspace.store.schema import model_ability, model_notice
from workspace.store.schema import model_call as table
from workspace.store.values import time_of, time_text


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call, or an answer from before (``cached``). ``endpoint`` is a host; ``cost`` in US dollars, None where
    the price was not known; ``estimated``: the tokens are no count of the server's."""

    at: datetime
    endpoint: str
    model: str
    prompt: str
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    estimated: bool = False
    cached: bool = False


def add_calls(conn: Connection, calls: Iterable[ModelCall]) -> None:
    """Write calls down; each counts for the month that it began in, in UTC."""
    rows = [
        {
            "at": time_text(one.at),
            "month": str(Month.of(one.at.date())),
            "endpoint": one.endpoint,
            "model": one.model,
            "prompt": one.prompt,
            "prompt_tokens": one.prompt_tokens,
            "completion_tokens": one.completion_tokens,
            "cost": one.cost,
            "estimated": one.estimated,
            "cached": one.cached,
        }
        for one in calls
    ]
    if rows:
        conn.execute(table.insert(), rows)


def model_calls(conn: Connection, month: Month) -> list[ModelCall]:
    """The calls of a month, oldest first."""
    query = select(table).where(table.c.month == str(month)).order_by(table.c.id)
    return [
        ModelCall(
            time_of(row.at),
            row.endpoint,
            row.model,
            row.prompt,
            row.prompt_tokens,
            row.completion_tokens,
            row.cost,
            row.estimated,
            row.cached,
        )
        for row in conn.execute(query)
    ]


def spent_in(conn: Connection, month: Month) -> float:
    """US dollars of a month, of the calls whose price was known."""
    query = select(func.sum(table.c.cost)).where(table.c.month == str(month))
    return float(conn.execute(query).scalar() or 0.0)


def ability(conn: Connection, key: str, since: datetime) -> str | None:
    """What was found out about an endpoint and model since a moment."""
    query = select(model_ability.c.body).where(
        model_ability.c.key == key, model_ability.c.at >= time_text(since)
    )
    return conn.execute(query).scalar()


def save_ability(conn: Connection, key: str, body: str, at: datetime) -> None:
    """Write down what was found out."""
    values = {"key": key, "at": time_text(at), "body": body}
    conn.execute(insert(model_ability).values(**values).prefix_with("OR REPLACE"))


def was_noticed(conn: Connection, key: str) -> bool:
    """Whether the user was told of an endpoint."""
    return conn.execute(select(model_notice.c.key).where(model_notice.c.key == key)).scalar() is not None


def save_notice(conn: Connection, key: str, at: datetime) -> None:
    """Write down that the user was told."""
    conn.execute(insert(model_notice).values(key=key, at=time_text(at)).prefix_with("OR REPLACE"))
