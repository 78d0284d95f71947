"""Health as it was known on a day, written once: a frozen day is never rewritten, whatever is imported later."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from workspace.store.schema import health_snapshot as table
from workspace.store.values import chunks, time_of, time_text


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One account on a frozen day. ``score`` is None where there was not enough data. ``signals``: by name the
    points (None where not known) and the weight."""

    account_id: str
    score: float | None
    band: str
    coverage: float
    signals: Mapping[str, tuple[float | None, float]]


def freeze(conn: Connection, day: date, snapshots: Sequence[Snapshot], now: datetime) -> int:
    """Write the day's snapshots and say how many; 0, and nothing is changed, where the day is frozen already."""
    if frozen_at(conn, day) is not None:
        return 0
    for batch in chunks(snapshots, 5000):
        conn.execute(
            table.insert(),
            [
                {
                    "day": day.isoformat(),
                    "account_id": one.account_id,
                    "score": one.score,
                    "band": one.band,
                    "coverage": one.coverage,
                    "signals": json.dumps({name: list(pair) for name, pair in one.signals.items()}),
                    "created": time_text(now),
                }
                for one in batch
            ],
        )
    return len(snapshots)


def frozen_at(conn: Connection, day: date) -> datetime | None:
    """When the day was frozen; None where it was not."""
    found = conn.execute(select(func.min(table.c.created)).where(table.c.day == day.isoformat())).scalar()
    return None if found is None else time_of(found)


def frozen_days(conn: Connection, until: date = date.max) -> list[date]:
    """The frozen days up to ``until``, oldest first."""
    query = select(table.c.day).where(table.c.day <= until.isoformat()).distinct().order_by(table.c.day)
    return [date.fromisoformat(text) for text in conn.execute(query).scalars()]


def snapshots_of(conn: Connection, day: date) -> dict[str, Snapshot]:
    """The day's snapshots by account, sorted; empty where the day is not frozen."""
    query = select(table).where(table.c.day == day.isoformat()).order_by(table.c.account_id)
    return {
        row.account_id: Snapshot(
            row.account_id,
            row.score,
            row.band,
            row.coverage,
            {name: (pair[0], pair[1]) for name, pair in json.loads(row.signals).items()},
        )
        for row in conn.execute(query)
    }


def bands_before(conn: Connection, day: date) -> dict[str, str]:
    """Each account's band in the newest snapshot before ``day`` that holds a score for it."""
    latest = (
        select(table.c.account_id, func.max(table.c.day).label("day"))
        .where(table.c.day < day.isoformat(), table.c.score.is_not(None))
        .group_by(table.c.account_id)
        .subquery()
    )
    query = select(table.c.account_id, table.c.band).join(
        latest, (table.c.account_id == latest.c.account_id) & (table.c.day == latest.c.day)
    )
    return {row.account_id: row.band for row in conn.execute(query)}
