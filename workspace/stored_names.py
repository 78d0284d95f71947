"""Rows under the accounts that they were stored for.

A figure of a book whose accounts were merged or rolled up names its rows by the account that they count for; the
store has them under a member's own id.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workspace.churn_rows import family_of
from workspace.store import book_keys

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.explanation import Explanation

_MOVED = ("community", "contacts", "milestones", "plays")


def under_stored_names(
    connection: Connection, book: AccountBook, found: Explanation | None
) -> Explanation | None:
    """The explanation with each row of a whole family under the member that has it in the store."""
    if found is None or not book.members:
        return found
    tops = set(book.members.values())
    rows = {row for row in found.rows if row.kind not in _MOVED or row.key[0] not in tops}
    moved = set(found.rows) - rows
    for kind, account in sorted({(row.kind, row.key[0]) for row in moved}):
        wanted = {row.key[1:] for row in moved if row.kind == kind and row.key[0] == account}
        stored = book_keys.keys_of_accounts(connection, kind, family_of(book, account))
        rows.update(row for row in stored if row.key[1:] in wanted)
    return replace(found, rows=tuple(sorted(rows)))
