"""What a search needs of the newest run's statements, as the store has it now: whose they are, where from, when, in
which theme. Accounts are those that the items are matched with today, not those of the day of the run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, select, union
from sqlalchemy.sql.elements import ColumnElement

from ingest.items import ERASED_WORDS
from workspace.store.schema import item, statement, theme_member, unclustered
from workspace.store.values import chunks

_SAID = statement.c


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A statement as a filter sees it. ``account`` is empty where the item has none, ``theme`` where it is in no
    theme; ``month`` is YYYY-MM."""

    id: str
    account: str
    source: str
    month: str
    theme: str
    kind: str


def search_rows(conn: Connection, run_id: str) -> list[SearchRow]:
    """Every statement of the run that still has words, in order of id."""
    used = union(
        select(theme_member.c.statement_id).where(theme_member.c.run_id == run_id),
        select(unclustered.c.statement_id).where(unclustered.c.run_id == run_id),
    )
    query = _rows(run_id).where(_SAID.id.in_(used), _SAID.text != ERASED_WORDS).order_by(_SAID.id)
    return [SearchRow(*row) for row in conn.execute(query)]


def rows_of(conn: Connection, run_id: str, ids: Iterable[str]) -> dict[str, SearchRow]:
    """The same of some statements, by id."""
    found: dict[str, SearchRow] = {}
    for batch in chunks(sorted(set(ids))):
        for row in conn.execute(_rows(run_id).where(_SAID.id.in_(batch))):
            found[row[0]] = SearchRow(*row)
    return found


def search_texts(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The words of statements by id."""
    found: dict[str, str] = {}
    for batch in chunks(ids):
        query = select(_SAID.id, _SAID.text).where(_SAID.id.in_(batch))
        found.update((row.id, row.text) for row in conn.execute(query))
    return found


def _rows(run_id: str) -> Select[tuple[str, str, str, str, str, str]]:
    theme = (
        select(theme_member.c.theme_id)
        .where(theme_member.c.statement_id == _SAID.id, theme_member.c.run_id == run_id)
        .limit(1)
        .scalar_subquery()
    )
    account: ColumnElement[str] = func.coalesce(item.c.account_id, "")
    return (
        select(
            _SAID.id,
            # An item that is gone has left no words to find; the run's own note of its account stands in for it.
            func.iif(item.c.id.is_(None), func.coalesce(_SAID.account_id, ""), account),
            _SAID.source,
            func.substr(_SAID.day, 1, 7),
            func.coalesce(theme, ""),
            _SAID.kind,
        )
        .select_from(statement)
        .outerjoin(item, item.c.id == _SAID.item_id)
    )
