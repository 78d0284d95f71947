"""Which stored rows an account's churn figures rest on, under the names that they were stored by."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from workspace.store import book_keys, feedback_ids

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.explanation import RowKey

_FEEDBACK_DAYS = 365
_USE_DAYS = 180
_DATED = {"usage": 1, "community": 2}
"""Kinds of which only the last 180 days count, and where their key holds the day."""


def family_of(book: AccountBook, account: str) -> tuple[str, ...]:
    """The account and every id that counts for it."""
    return (account, *sorted(member for member, top in book.members.items() if top == account))


def risk_rows(connection: Connection, book: AccountBook, account: str, as_of: date) -> tuple[RowKey, ...]:
    """All that a risk at ``as_of`` looks at, sorted: the account, its revenue, 180 days of use and community, a
    year of feedback, its people and milestones; those of the accounts that count for it too."""
    from accounts.explanation import RowKey
    from accounts.readings import counts_logins
    from accounts.stored import revenue_rows

    family = family_of(book, account)
    found = {*revenue_rows(book, [account], as_of)}
    for kind in ("accounts", "contacts", "milestones"):
        found.update(book_keys.keys_of_accounts(connection, kind, family))
    first, last = str(as_of - timedelta(days=_USE_DAYS - 1)), str(as_of)
    for kind, at in _DATED.items():
        keys = book_keys.keys_of_accounts(connection, kind, family)
        found.update(
            key
            for key in keys
            if first <= key.key[at] <= last and not (kind == "usage" and counts_logins(key.key[2]))
        )
    since = as_of - timedelta(days=_FEEDBACK_DAYS)
    items = feedback_ids.items_of_accounts(connection, family, as_of, since)
    return tuple(sorted(found | {RowKey("feedback", (one,)) for one in items}))
