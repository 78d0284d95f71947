"""Months that the ``mrr`` table says nothing of, and what is taken for them.

A month in which no account has a row was not imported: the month before stands in, and that is said. A month
in which others have rows and an account has none is a month in which it paid nothing, and that is said where
it has rows before and after. Accounts with subscriptions have those for such months.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from accounts.frames import Problem, among
from foundation.months import Month

if TYPE_CHECKING:
    import pandas as pd

    from accounts.book import AccountBook

_LISTED = 3


def without_gaps(snapshots: pd.DataFrame, subscriptions: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """The snapshots with those of the month before for each month that has none, and what was taken.

    ``read_month`` is the month that a row was stored for, ``ordinal`` its ``month`` as a number.
    """
    import pandas as pd

    known = {text: Month.parse(text) for text in snapshots["month"].drop_duplicates()}
    ordinals = snapshots["month"].map({text: month.ordinal for text, month in known.items()})
    snapshots = snapshots.assign(read_month=snapshots["month"], ordinal=ordinals.astype("int64"))
    if snapshots.empty:
        return snapshots, []
    months = sorted(known.values())
    alone = snapshots[~among(snapshots["account"], subscriptions["account"].unique())]
    parts, problems = [snapshots], []
    for before, after in pairwise(months):
        for ordinal in range(before.ordinal + 1, after.ordinal):
            month = str(Month.from_ordinal(ordinal))
            parts.append(alone[alone["ordinal"] == before.ordinal].assign(month=month, ordinal=ordinal))
            reason = f"no account has a row for this month; the rows of {before} stand in"
            problems.append(Problem("mrr", month, reason))
    filled = pd.concat(parts, ignore_index=True) if len(parts) > 1 else snapshots
    filled = filled.sort_values(["account", "ordinal"], kind="stable").reset_index(drop=True)
    return filled, problems + _own_gaps(filled[among(filled["account"], alone["account"].unique())])


def _own_gaps(frame: pd.DataFrame) -> list[Problem]:
    ordinals = frame["ordinal"]
    step = ordinals.groupby(frame["account"]).diff()
    missing: dict[str, list[Month]] = {}
    for at in np.flatnonzero((step > 1).to_numpy()):
        last = int(ordinals.iloc[at])
        gap = range(last - int(step.iloc[at]) + 1, last)
        missing.setdefault(str(frame["account"].iloc[at]), []).extend(map(Month.from_ordinal, gap))
    return [Problem("mrr", account, _said(gaps)) for account, gaps in missing.items()]


def _said(months: list[Month]) -> str:
    listed = ", ".join(map(str, months[:_LISTED]))
    more = f" and {len(months) - _LISTED:,} more" if len(months) > _LISTED else ""
    return f"no row for {listed}{more} between its others; it counts as paying nothing then"


def snapshot_span(book: AccountBook) -> tuple[Month, Month] | None:
    """The first and the last month of the ``mrr`` table; None without rows."""
    months = book.mrr["ordinal"]
    if months.empty:
        return None
    return Month.from_ordinal(int(months.min())), Month.from_ordinal(int(months.max()))


def outside_snapshots(book: AccountBook, month: Month) -> int:
    """How many accounts are known from the ``mrr`` table alone, where it does not reach ``month``: they look
    as if they paid nothing. 0 where it does."""
    span = snapshot_span(book)
    if span is None or span[0] <= month <= span[1]:
        return 0
    alone = book.mrr[~among(book.mrr["account"], book.subscriptions["account"].unique())]
    return int(alone["account"].nunique())
