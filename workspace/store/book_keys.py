"""Keys of the account book's rows by account, as they are stored, for figures that are opened down to their rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from accounts.explanation import RowKey
from accounts.tables import TABLES
from workspace.store import draft_plays
from workspace.store.schema import BOOK


def keys_of_accounts(conn: Connection, kind: str, accounts: Sequence[str]) -> tuple[RowKey, ...]:
    """The rows of a kind in ``accounts.tables.TABLES`` that name these accounts, sorted; of ``accounts`` those
    accounts themselves."""
    table, declared = BOOK[kind], TABLES[kind]
    named = table.c[declared.account_column or declared.key[0]]
    query = select(*(table.c[name] for name in declared.key)).where(named.in_(list(accounts)))
    found = {RowKey(kind, tuple(map(str, row))) for row in conn.execute(query)}
    if kind == draft_plays.KIND:
        found |= {RowKey(kind, key) for key in draft_plays.draft_plays(conn) if key[0] in accounts}
    return tuple(sorted(found))
