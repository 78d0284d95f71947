"""The account book's tables: rows in by their declared key, rows out in key order.

A newer row with the same key replaces the columns that it brings; columns that it does not name keep what
the store holds, so that a file with fewer columns takes nothing away.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.dialects.sqlite import insert

from accounts.tables import TABLES, Column, ColumnType
from workspace.store import draft_plays
from workspace.store.schema import BOOK
from workspace.store.values import UpsertCounts, chunks, pairs_text, streamed

Row = Mapping[str, object]


def upsert_rows(
    conn: Connection,
    kind: str,
    rows: Iterable[Row],
    import_id: str,
    whole_ids: Collection[str] = frozenset(),
) -> UpsertCounts:
    """Write rows of a kind in ``accounts.tables.TABLES`` and say how many were new, changed and the same.

    Dates may be ``date`` or text, lists any sequence of strings; an empty text is a missing value. A column
    that the kind does not declare raises KeyError. ``whole_ids`` are the ids of which ``rows`` say all that
    there is: what else is stored under them goes, and as many new rows count as changed.
    """
    if whole_ids:
        rows = list(rows)
        older = _drop_older(conn, kind, rows, whole_ids)
        counts = upsert_rows(conn, kind, rows, import_id)
        changed = min(older, counts.kept)
        return UpsertCounts(counts.kept - changed, counts.updated + changed, counts.unchanged)
    table = BOOK[kind]
    count = select(func.count()).select_from(table)
    before, written, seen = conn.execute(count).scalar_one(), 0, 0
    for batch in chunks(rows, 5000):
        seen += len(batch)
        for columns, values in _alike(kind, batch).items():
            changes = _changes(conn)
            _write(conn, kind, columns, values, import_id)
            written += _changes(conn) - changes
    kept = conn.execute(count).scalar_one() - before
    return UpsertCounts(kept=kept, updated=written - kept, unchanged=seen - written)


def rows(conn: Connection, kind: str) -> list[dict[str, object]]:
    """All rows of a kind in key order: dates as YYYY-MM-DD, months as YYYY-MM, lists as tuples of strings,
    flags as bool, missing values as None. Plays are those of drafts too."""
    table, declared = BOOK[kind], TABLES[kind]
    columns = [table.c[column.name] for column in declared.columns]
    query = select(*columns).order_by(*(table.c[name] for name in declared.key))
    readers = [(index, column) for index, column in enumerate(declared.columns) if column.type in _READ]
    names = [column.name for column in declared.columns]
    found = []
    for row in streamed(conn, query):
        values: list[object] = [None if value == "" else value for value in row]
        for index, column in readers:
            if values[index] is not None:
                values[index] = _READ[column.type](values[index])
        found.append(dict(zip(names, values, strict=True)))
    return draft_plays.with_draft_plays(conn, found) if kind == draft_plays.KIND else found


_READ: dict[ColumnType, Callable[[object], object]] = {
    ColumnType.LIST: lambda text: tuple(json.loads(str(text))),
    ColumnType.FLAG: bool,
}


def count_rows(conn: Connection) -> dict[str, int]:
    """Rows by kind, every kind."""
    return {
        kind: conn.execute(select(func.count()).select_from(table)).scalar_one()
        for kind, table in BOOK.items()
    }


def account_ids(conn: Connection) -> set[str]:
    """Ids of all accounts in the book."""
    return set(conn.execute(select(BOOK["accounts"].c.id)).scalars())


def _drop_older(conn: Connection, kind: str, rows: Sequence[Row], whole_ids: Collection[str]) -> int:
    """Delete what is stored under ``whole_ids`` and not under the key of one of ``rows``; say how much went.

    A system that hands out its subscriptions whole says with each what there is now, under another plan or
    price perhaps, and what it said before would count twice.
    """
    table, key = BOOK[kind], TABLES[kind].key
    columns = [table.c[name] for name in key]
    stays = {tuple("" if row.get(name) is None else row[name] for name in key) for row in rows}
    gone = [
        found
        for batch in chunks(sorted(whole_ids))
        for found in conn.execute(select(*columns).where(table.c.id.in_(batch)))
        if tuple(found) not in stays
    ]
    for found in gone:
        fits = [column == value for column, value in zip(columns, found, strict=True)]
        conn.execute(table.delete().where(*fits))
    return len(gone)


def _changes(conn: Connection) -> int:
    return int(conn.exec_driver_sql("SELECT total_changes()").scalar_one())


def _alike(kind: str, batch: Sequence[Row]) -> dict[tuple[str, ...], list[dict[str, object]]]:
    """Rows as stored values, grouped by which columns they name; the key's columns are always there."""
    declared = TABLES[kind]
    known = {column.name: column for column in declared.columns}
    groups: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for row in batch:
        values = {name: _stored(known[name], value) for name, value in row.items()}
        for name in declared.key:
            values[name] = "" if values.get(name) is None else values[name]
        groups.setdefault(tuple(sorted(values)), []).append(values)
    return groups


def _stored(column: Column, value: object) -> object:
    if value is None or value == "":
        return None
    if column.type is ColumnType.LIST and isinstance(value, Iterable) and not isinstance(value, str):
        return pairs_text([str(entry) for entry in value])
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        text = value.isoformat()
        return text[:7] if column.type is ColumnType.MONTH else text
    if column.type is ColumnType.LIST:
        return pairs_text([str(value)])
    return value


def _write(
    conn: Connection, kind: str, columns: tuple[str, ...], values: list[dict[str, object]], import_id: str
) -> None:
    table, key = BOOK[kind], TABLES[kind].key
    statement = insert(table)
    fresh = {name: statement.excluded[name] for name in columns if name not in key}
    rows_in = [row | {"import_id": import_id} for row in values]
    if not fresh:
        conn.execute(statement.on_conflict_do_nothing(index_elements=list(key)), rows_in)
        return
    differs = or_(*(table.c[name].is_distinct_from(new) for name, new in fresh.items()))
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=list(key),
            set_=fresh | {"import_id": statement.excluded.import_id},
            where=differs,
        ),
        rows_in,
    )
