"""The stored rows that say when accounts came and left: what every figure over past departures rests on."""

from __future__ import annotations

from collections.abc import Collection

from accounts.book import AccountBook
from accounts.explanation import RowKey


def coming_and_going(book: AccountBook, accounts: Collection[str]) -> tuple[RowKey, ...]:
    """The accounts' own rows and all rows of their revenue, under the accounts that those name; sorted."""
    found = {RowKey("accounts", (one,)) for one in accounts}
    own = book.subscriptions[book.counting(book.subscriptions["account"]).isin(set(accounts))]
    for payer, name, day, plan in zip(own["account"], own["id"], own["started"], own["plan"], strict=True):
        found.add(RowKey("subscriptions", (str(payer), str(name), str(day.date()), str(plan))))
    paid = book.mrr[book.counting(book.mrr["account"]).isin(set(accounts))]
    found |= {
        RowKey("mrr", (str(payer), str(month)))
        for payer, month in zip(paid["account"], paid["read_month"], strict=True)
    }
    return tuple(sorted(found))
