"""How far each live pull has come. The row is written with the page it belongs to, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from workspace.store.schema import pull_state
from workspace.store.values import time_of, time_text


@dataclass(frozen=True, slots=True)
class PullState:
    """Where a stream of a system goes on: at ``position``, which means something to ``site`` (the host) alone.
    Everything that changed from ``since`` to ``at`` is stored once ``complete``."""

    system: str
    stream: str
    site: str
    position: Mapping[str, str | int]
    since: datetime
    at: datetime
    complete: bool


def save_pull(conn: Connection, state: PullState) -> None:
    """Remember a stream's state in place of its last one."""
    cursor = {"site": state.site, "position": dict(state.position), "complete": state.complete}
    statement = insert(pull_state).values(
        system=state.system,
        stream=state.stream,
        cursor=json.dumps(cursor),
        since=time_text(state.since),
        at=time_text(state.at),
    )
    fresh = {name: statement.excluded[name] for name in ("cursor", "since", "at")}
    conn.execute(statement.on_conflict_do_update(index_elements=["system", "stream"], set_=fresh))


def pulls(conn: Connection) -> list[PullState]:
    """All states, by system and stream."""
    query = select(pull_state).order_by(pull_state.c.system, pull_state.c.stream)
    found = []
    for row in conn.execute(query):
        cursor = json.loads(row.cursor)
        found.append(
            PullState(
                row.system,
                row.stream,
                cursor["site"],
                cursor["position"],
                time_of(row.since),
                time_of(row.at),
                cursor["complete"],
            )
        )
    return found
