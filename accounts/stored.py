"""The stored rows that say when accounts came and left: what every figure over past departures rests on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.explanation import RowKey
from foundation.months import Month


def coming_and_going(book: AccountBook, accounts: Collection[str]) -> tuple[RowKey, ...]:
    """The accounts' own rows and all rows of their revenue, under the accounts that those name; sorted."""
    return tuple(sorted({*own_rows(accounts), *revenue_rows(book, accounts)}))


def own_rows(accounts: Collection[str]) -> tuple[RowKey, ...]:
    """The rows of accounts themselves, sorted."""
    return tuple(sorted({RowKey("accounts", (one,)) for one in accounts}))


def revenue_rows(
    book: AccountBook, accounts: Collection[str], until: date | None = None
) -> tuple[RowKey, ...]:
    """All rows of the accounts' revenue begun by ``until``, under the accounts that those name and the months that
    they were stored for, whatever month they stand in for; sorted."""
    own = book.subscriptions[book.counting(book.subscriptions["account"]).isin(set(accounts))]
    paid = book.mrr[book.counting(book.mrr["account"]).isin(set(accounts))]
    if until is not None:
        own = own[own["started"] <= np.datetime64(until, "us")]
        paid = paid[paid["ordinal"] <= Month.of(until).ordinal]
    found = {
        RowKey("subscriptions", (str(payer), str(name), str(day.date()), str(plan)))
        for payer, name, day, plan in zip(own["account"], own["id"], own["started"], own["plan"], strict=True)
    }
    found |= {
        RowKey("mrr", (str(payer), str(month)))
        for payer, month in zip(paid["account"], paid["read_month"], strict=True)
    }
    return tuple(sorted(found))
