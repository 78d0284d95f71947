"""What a search needs of the newest run's statements, as the store has it now: whose they are, where from, when, in
which theme. Accounts are those that the items are matched with today, not those of the day of the run.

Written as text, because every question reads its hits here and putting a query together took longer than running it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ingest.items import ERASED_WORDS
from synthesis.themes import Statement
from workspace.store.runs import statement_of
from workspace.store.schema import statement
from workspace.store.values import chunks

# An item that is gone has left no words to find; the run's own note of its account stands in for it.
_TODAY = """
    CASE WHEN i.id IS NULL THEN coalesce(s.account_id, '') ELSE coalesce(i.account_id, '') END AS counts_for,
    substr(s.day, 1, 7) AS month,
    coalesce((SELECT m.theme_id FROM theme_member m WHERE m.statement_id = s.id AND m.run_id = ? LIMIT 1), '') AS theme
    FROM statement s LEFT JOIN item i ON i.id = s.item_id
"""
_ALL = f"""
    SELECT s.id, s.source, s.kind, {_TODAY}
    WHERE s.text != ? AND s.id IN (
        SELECT statement_id FROM theme_member WHERE run_id = ?
        UNION SELECT statement_id FROM unclustered WHERE run_id = ?)
    ORDER BY s.id
"""


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A statement as a filter sees it. ``account`` is empty where the item has none, ``theme`` where it is in no
    theme; ``month`` is YYYY-MM."""

    id: str
    source: str
    kind: str
    account: str
    month: str
    theme: str


def search_rows(conn: Connection, run_id: str) -> list[SearchRow]:
    """Every statement of the run that still has words, in order of id."""
    found = conn.exec_driver_sql(_ALL, (run_id, ERASED_WORDS, run_id, run_id))
    return [SearchRow(*row) for row in found]


def hit_rows(conn: Connection, run_id: str, ids: Iterable[str]) -> dict[str, tuple[Statement, SearchRow]]:
    """Statements by id, with what a filter sees of them; those that are not there are left out."""
    found: dict[str, tuple[Statement, SearchRow]] = {}
    for batch in chunks(sorted(set(ids))):
        marks = ",".join("?" * len(batch))
        query = f"SELECT s.*, {_TODAY} WHERE s.id IN ({marks})"
        for row in conn.exec_driver_sql(query, (run_id, *batch)):
            held = SearchRow(row.id, row.source, row.kind, row.counts_for, row.month, row.theme)
            found[row.id] = (statement_of(row), held)
    return found


def search_texts(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The words of statements by id."""
    found: dict[str, str] = {}
    columns = statement.c
    for batch in chunks(ids):
        query = select(columns.id, columns.text).where(columns.id.in_(batch))
        found.update((row.id, row.text) for row in conn.execute(query))
    return found
