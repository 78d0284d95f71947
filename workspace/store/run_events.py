"""The ledger over all stored months: what became of which theme, when."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from foundation.months import Month
from synthesis.themes import ThemeEvent
from workspace.store.schema import synthesis_run

_Events = tuple[ThemeEvent, ...]
_EVENTS: TypeAdapter[_Events] = TypeAdapter(_Events)


def events_by_month(conn: Connection) -> dict[Month, tuple[ThemeEvent, ...]]:
    """The events of every month that has a run, oldest month first."""
    query = select(synthesis_run.c.month, synthesis_run.c.events).order_by(synthesis_run.c.month)
    return {Month.parse(row.month): _EVENTS.validate_json(row.events) for row in conn.execute(query)}
