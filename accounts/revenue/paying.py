"""The stored rows that a month's MRR is the sum of, one a line, with what each adds.

Keeps the rule of ``accounts.revenue.movements``: subscriptions that run on the month's last day, but for an account and
month that the ``mrr`` table speaks of, where its row alone counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accounts.explanation import RowKey

if TYPE_CHECKING:
    import pandas as pd

    from accounts.book import AccountBook
    from foundation.months import Month

_COLUMNS = ("kind", "payer", "id", "started", "plan", "stated", "stated_currency", "rate", "mrr")


def paying_rows(book: AccountBook, month: Month) -> pd.DataFrame:
    """One row for each subscription or snapshot that counts at the month's end, sorted.

    ``account`` is the account that it counts for, ``payer`` the one that the row names; ``stated`` is its
    amount as it came, in ``stated_currency``; ``mrr`` = stated x ``rate``.
    """
    import pandas as pd

    last = np.datetime64(month.last_day, "us")
    snapshots = book.mrr[book.mrr["ordinal"] == month.ordinal]
    found = book.subscriptions
    runs = (found["started"] <= last) & (found["ended"].isna() | (found["ended"] > last))
    active = found[runs & ~found["account"].isin(snapshots["account"])]
    lines = pd.concat(
        [
            active.assign(kind="subscriptions", started=active["started"].dt.strftime("%Y-%m-%d")),
            snapshots.assign(kind="mrr", id="", plan="", started=snapshots["read_month"]),
        ],
        ignore_index=True,
    ).rename(columns={"account": "payer"})[list(_COLUMNS)]
    tops = lines["payer"].map(lambda payer: book.members.get(payer, payer)).astype("str")
    return lines.assign(account=tops).sort_values(["account", *_COLUMNS[:5]]).reset_index(drop=True)


def row_keys(lines: pd.DataFrame) -> tuple[RowKey, ...]:
    """The keys of such rows, sorted."""
    columns = (lines[name] for name in _COLUMNS[:5])
    return tuple(sorted(_key(*(str(cell) for cell in cells)) for cells in zip(*columns, strict=True)))


def _key(kind: str, payer: str, name: str, started: str, plan: str) -> RowKey:
    return RowKey(kind, (payer, started) if kind == "mrr" else (payer, name, started, plan))
