"""Saved column mappings: by name, with the kind they are for and the columns of the file they were made on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from workspace.store.schema import column_mapping
from workspace.store.values import time_of, time_text


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """``mapping``: field to column; ``constants``: field to a value for every row; ``headers``: the plain
    names of all columns of the file it was made on, sorted."""

    name: str
    kind: str
    mapping: Mapping[str, str]
    constants: Mapping[str, str]
    headers: tuple[str, ...]
    at: datetime


def save_mapping(conn: Connection, saved: SavedMapping) -> None:
    """Write a mapping; one of the same name is replaced."""
    delete_mapping(conn, saved.name)
    conn.execute(
        column_mapping.insert().values(
            name=saved.name,
            kind=saved.kind,
            mapping=json.dumps(
                {"fields": dict(saved.mapping), "headers": list(saved.headers)}, ensure_ascii=False
            ),
            constants=json.dumps(dict(saved.constants), ensure_ascii=False),
            at=time_text(saved.at),
        )
    )


def mappings(conn: Connection) -> list[SavedMapping]:
    """All saved mappings, by name."""
    return [_saved(row) for row in conn.execute(select(column_mapping).order_by(column_mapping.c.name))]


def delete_mapping(conn: Connection, name: str) -> bool:
    """Take a mapping away; whether it was there."""
    return conn.execute(column_mapping.delete().where(column_mapping.c.name == name)).rowcount > 0


def _saved(row: Row[tuple[str, ...]]) -> SavedMapping:
    held = json.loads(row.mapping)
    return SavedMapping(
        row.name, row.kind, held["fields"], json.loads(row.constants), tuple(held["headers"]), time_of(row.at)
    )
