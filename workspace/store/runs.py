"""Finished months: a run goes in whole, replaces the run of its month, and comes out equal to what went in.

Statements are shared by the runs that look at them (a window of twelve months overlaps with the next), so
they are kept once, as the latest run saw them, for as long as some run refers to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from sys import intern
from typing import Any

from sqlalchemy import Connection, Row, delete, select, union
from sqlalchemy.dialects.sqlite import insert

from foundation.months import Month
from ingest.items import Source
from synthesis.themes import Statement, SynthesisRun, ThemeEvent, ThemeKind, UnclusteredReason
from workspace.store import run_rows
from workspace.store.run_themes import load_themes, save_themes, write_many
from workspace.store.schema import statement as statement_table
from workspace.store.schema import synthesis_run, theme, theme_member, unclustered
from workspace.store.values import chunks, day_of, streamed, time_of, time_text

_SOURCES = {one.value: one for one in Source}
_KINDS = {one.value: one for one in ThemeKind}


def save_run(conn: Connection, run: SynthesisRun, statements: Sequence[Statement], created: datetime) -> None:
    """Write ``run`` in place of its month's run, if there is one; other months stay.

    ``statements`` are all that the run's themes and unclustered ids refer to; one that is missing raises
    StoreError when it is written, as a foreign key.
    """
    conn.execute(delete(synthesis_run).where(synthesis_run.c.month == str(run.month)))
    _save_statements(conn, statements)
    conn.execute(synthesis_run.insert().values(run_rows.run_row(run) | {"created": time_text(created)}))
    save_themes(conn, run.id, run.themes)
    left = ((run.id, key, run.unclustered_reasons[key].value) for key in run.unclustered_reasons)
    write_many(conn, "unclustered", left, 3)
    used = union(select(theme_member.c.statement_id), select(unclustered.c.statement_id))
    conn.execute(delete(statement_table).where(statement_table.c.id.not_in(used)))


def load_run(conn: Connection, month: Month) -> SynthesisRun | None:
    """The run of ``month``, equal to what was saved; None when that month has none."""
    row = conn.execute(select(synthesis_run).where(synthesis_run.c.month == str(month))).one_or_none()
    if row is None:
        return None
    left = conn.execute(
        select(unclustered.c.statement_id, unclustered.c.reason)
        .where(unclustered.c.run_id == row.id)
        .order_by(unclustered.c.statement_id)
    )
    reasons = {reason.value: reason for reason in UnclusteredReason}
    return run_rows.run_of(
        row,
        load_themes(conn, row.id),
        {statement_id: reasons[reason] for statement_id, reason in left.all()},
    )


def months(conn: Connection) -> list[Month]:
    """Months that have a run, oldest first."""
    return [
        Month.parse(text) for text in conn.execute(select(synthesis_run.c.month).order_by("month")).scalars()
    ]


def latest_month(conn: Connection) -> Month | None:
    """The newest month that has a run."""
    return max(months(conn), default=None)


def newest_run(conn: Connection) -> tuple[str, str] | None:
    """The id of the newest month's run and the name of the model it was made with."""
    query = select(synthesis_run.c.id, synthesis_run.c.manifest).order_by(synthesis_run.c.month.desc())
    row = conn.execute(query.limit(1)).one_or_none()
    return None if row is None else (row.id, run_rows.model_of(row.manifest))


def previous_run(conn: Connection, month: Month) -> SynthesisRun | None:
    """The run of the newest month before ``month``."""
    return next(iter(runs_before(conn, month, 1)), None)


def runs_before(conn: Connection, month: Month, most: int) -> list[SynthesisRun]:
    """The runs of the newest months before ``month``, newest first, at most ``most``."""
    before = sorted((found for found in months(conn) if found < month), reverse=True)[:most]
    return [run for run in (load_run(conn, found) for found in before) if run]


def run_after(conn: Connection, month: Month) -> SynthesisRun | None:
    """The run of the oldest month after ``month``."""
    after = min((found for found in months(conn) if found > month), default=None)
    return None if after is None else load_run(conn, after)


def run_events(conn: Connection, month: Month) -> tuple[ThemeEvent, ...] | None:
    """The ledger of a month's run; None when that month has none."""
    query = select(synthesis_run.c.events).where(synthesis_run.c.month == str(month))
    text = conn.execute(query).scalar_one_or_none()
    return None if text is None else run_rows.stored_events(text)


def theme_labels(conn: Connection) -> dict[str, str]:
    """For every theme of any run the label that its newest run gives it."""
    query = select(theme.c.id, theme.c.label).join(synthesis_run).order_by(synthesis_run.c.month)
    return {row.id: row.label for row in conn.execute(query)}


def run_created(conn: Connection, month: Month) -> datetime | None:
    """When the run of ``month`` was made, in UTC."""
    query = select(synthesis_run.c.created).where(synthesis_run.c.month == str(month))
    text = conn.execute(query).scalar_one_or_none()
    return None if text is None else time_of(text)


def statements_of(conn: Connection, run_id: str, accounts: Collection[str] | None = None) -> list[Statement]:
    """Every statement of a run, or those of ``accounts`` alone, in a theme or not, in order of id."""
    used = union(
        select(theme_member.c.statement_id).where(theme_member.c.run_id == run_id),
        select(unclustered.c.statement_id).where(unclustered.c.run_id == run_id),
    )
    columns = statement_table.c
    query = select(statement_table).where(columns.id.in_(used)).order_by(columns.id)
    found = streamed(conn, query)
    return [statement_of(row) for row in found if accounts is None or row[3] in accounts]


def themes_by_statement(conn: Connection, run_id: str, ids: Iterable[str] | None = None) -> dict[str, str]:
    """The theme of each statement of a run that is in one; of ``ids`` alone where they are given."""
    columns = theme_member.c
    query = select(columns.statement_id, columns.theme_id).where(columns.run_id == run_id)
    if ids is None:
        return {row.statement_id: row.theme_id for row in conn.execute(query)}
    found: dict[str, str] = {}
    for batch in chunks(sorted(set(ids))):
        rows = conn.execute(query.where(columns.statement_id.in_(batch)))
        found.update((row.statement_id, row.theme_id) for row in rows)
    return found


def themes_heard_in(conn: Connection, run_id: str, month: Month, source: Source) -> set[str]:
    """The ids of a run's themes that have a statement of ``month`` from ``source``."""
    member, said = theme_member.c, statement_table.c
    query = (
        select(member.theme_id)
        .join(statement_table, said.id == member.statement_id)
        .where(member.run_id == run_id, said.source == source.value)
        .where(said.day >= f"{month}-01", said.day <= month.last_day.isoformat())
        .distinct()
    )
    return set(conn.execute(query).scalars())


def run_statements(conn: Connection, ids: Iterable[str]) -> Iterator[Statement]:
    """Statements by id, in order of id; ids that are not there are left out."""
    for batch in chunks(sorted(set(ids))):
        columns = statement_table.c
        query = select(statement_table).where(columns.id.in_(batch)).order_by(columns.id)
        yield from (statement_of(row) for row in conn.execute(query))


def run_statement(conn: Connection, statement_id: str) -> Statement | None:
    """One statement by id, None when no run holds it."""
    return next(run_statements(conn, [statement_id]), None)


def _save_statements(conn: Connection, statements: Sequence[Statement]) -> None:
    write = insert(statement_table)
    fresh = {column.name: write.excluded[column.name] for column in statement_table.c if column.name != "id"}
    for batch in chunks(statements, 5000):
        conn.execute(
            write.on_conflict_do_update(index_elements=["id"], set_=fresh),
            [
                {
                    "id": said.id,
                    "item_id": said.item_id,
                    "part_id": said.part_id,
                    "account_id": said.account_id,
                    "source": said.source.value,
                    "day": said.day.isoformat(),
                    "start": said.start,
                    "end": said.end,
                    "text": said.text,
                    "kind": said.kind.value,
                    "severity": said.severity,
                    "score": said.score,
                }
                for said in batch
            ],
        )


def statement_of(row: Row[Any] | tuple[Any, ...]) -> Statement:
    """A row of the table of statements as one."""
    key, item, part, account, source, day, start, end, text, kind, severity, score = row[:12]
    return Statement(
        intern(key),
        intern(item),
        part,
        None if account is None else intern(account),
        _SOURCES[source],
        day_of(day),
        start,
        end,
        text,
        _KINDS[kind],
        severity,
        score,
    )
