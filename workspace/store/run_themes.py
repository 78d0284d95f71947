"""The themes of a stored run with everything that hangs on them: members, parts, and who else touches them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sys import intern

from sqlalchemy import Connection, select

from synthesis.themes import SubTheme, WeightedTheme
from workspace.store import run_rows
from workspace.store.schema import theme, theme_also, theme_member, theme_part
from workspace.store.values import chunks, streamed


def save_themes(conn: Connection, run_id: str, themes: Sequence[WeightedTheme]) -> None:
    """Write the themes of a run in their order; the run itself and its statements stand already."""
    for rank, weighted in enumerate(themes):
        conn.execute(theme.insert().values(run_rows.theme_row(run_id, rank, weighted)))
    found = [weighted.theme for weighted in themes]
    part_of = {one.id: {key: part.id for part in one.subthemes for key in part.members} for one in found}
    members = (
        (run_id, one.id, position, statement_id, part_of[one.id].get(statement_id, ""))
        for one in found
        for position, statement_id in enumerate(one.members)
    )
    parts = (
        (run_id, one.id, part.id, position, part.label)
        for one in found
        for position, part in enumerate(one.subthemes)
    )
    write_many(conn, "theme_member", members, 5)
    write_many(conn, "theme_part", parts, 5)
    write_many(conn, "theme_also", ((run_id, one.id, key) for one in found for key in one.also), 3)


def load_themes(conn: Connection, run_id: str) -> list[WeightedTheme]:
    """The themes of a run, equal to what was saved, in their order."""
    members: dict[str, list[str]] = {}
    held: dict[tuple[str, str], list[str]] = {}
    columns = theme_member.c
    query = select(columns.theme_id, columns.statement_id, columns.part).where(columns.run_id == run_id)
    for theme_id, statement_id, part in streamed(conn, query.order_by(columns.theme_id, columns.position)):
        key = intern(statement_id)
        members.setdefault(theme_id, []).append(key)
        if part:
            held.setdefault((theme_id, part), []).append(key)
    subthemes: dict[str, list[SubTheme]] = {}
    parts = select(theme_part).where(theme_part.c.run_id == run_id).order_by("theme_id", "position")
    for row in conn.execute(parts):
        found = SubTheme(row.id, row.label, tuple(held.get((row.theme_id, row.id), ())))
        subthemes.setdefault(row.theme_id, []).append(found)
    also: dict[str, list[str]] = {}
    others = theme_also.c
    query_also = select(others.theme_id, others.statement_id).where(others.run_id == run_id)
    for theme_id, statement_id in conn.execute(query_also.order_by(others.theme_id, others.statement_id)):
        also.setdefault(theme_id, []).append(statement_id)
    return [
        run_rows.theme_of(
            row,
            tuple(members.get(row.id, ())),
            tuple(subthemes.get(row.id, ())),
            tuple(also.get(row.id, ())),
        )
        for row in conn.execute(select(theme).where(theme.c.run_id == run_id).order_by(theme.c.rank))
    ]


def write_many(conn: Connection, table: str, rows: Iterable[tuple[object, ...]], width: int) -> None:
    """Insert many rows fast; ``width`` values each, in the order of the table's columns."""
    marks = ", ".join("?" * width)
    for batch in chunks(rows, 5000):
        conn.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", batch)
