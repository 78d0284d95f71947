"""What the community plan reads of the book by a day: who pays what, who is there, and who took part.

Nothing after the day is looked at: people who leave later are still there, and what happens later has not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from accounts.book import AccountBook
from accounts.readings import windows
from accounts.revenue.mrr_by_day import MrrByDay

if TYPE_CHECKING:
    import pandas as pd

DEPTH_DAYS = 90
"""Use within these days says how deeply an account uses the product."""


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """``arr`` of the accounts that pay on the day; ``contacts`` that are there; ``community`` rows by then, with a
    ``who`` column that names the person as the contacts do; ``champions`` and ``segments`` by account."""

    as_of: date
    arr: Mapping[str, float]
    contacts: pd.DataFrame
    community: pd.DataFrame
    champions: Mapping[str, tuple[str, ...]]
    segments: Mapping[str, str]
    industries: Mapping[str, str]


def members(book: AccountBook, as_of: date) -> Members:
    """The book as the plan of ``as_of`` needs it."""
    now = np.datetime64(as_of)
    mrr = MrrByDay.of(book).on([as_of])[:, 0]
    people = book.contacts
    there = people[people["left"].isna() | (people["left"] > now)]
    flagged = there[there["champion"].eq(True)].groupby("account")["name"].agg(tuple)
    took_part = book.community[book.community["date"] <= now]
    named = people[people["email"] != ""]
    known = dict(zip(named["email"], named["name"], strict=True))
    accounts = book.accounts
    return Members(
        as_of=as_of,
        arr={
            account: 12 * float(value)
            for account, value in zip(book.account_ids(), mrr, strict=True)
            if value > 0
        },
        contacts=there,
        community=took_part.assign(who=[known.get(person, person) for person in took_part["person"]]),
        champions={str(account): names for account, names in flagged.items()},
        segments=dict(zip(accounts["id"], accounts["segment"].str.strip(), strict=True)),
        industries=dict(zip(accounts["id"], accounts["industry"].str.strip(), strict=True)),
    )


def since(frame: pd.DataFrame, as_of: date, days: int) -> pd.DataFrame:
    """Rows of the ``days`` days up to and with ``as_of``."""
    return frame[frame["date"] > np.datetime64(as_of - timedelta(days=days))]


def depth(book: AccountBook, as_of: date, paying: Mapping[str, float]) -> dict[str, float]:
    """How deeply each paying account uses the product: the share of its segment's paying accounts that read lower,
    ties counting half, as a mean over the metrics read in 90 days.

    A metric with a plan limit is read as its share of the limit. Metrics that count logins are no use. Accounts
    without readings, or alone in their segment, are absent.
    """
    means = depth_by_metric(book, as_of, paying).mean(axis=1).dropna()
    return {str(account): float(mean) for account, mean in means.items()}


def depth_by_metric(book: AccountBook, as_of: date, paying: Mapping[str, float]) -> pd.DataFrame:
    """The shares that ``depth`` is the mean of: a row for each paying account, a column for each metric, NaN where
    the account has no reading of it or nobody beside it in its segment has."""
    import pandas as pd

    found = windows(book, as_of, days=DEPTH_DAYS, count=1)
    real = found.signals()
    limit = found.limit[:, real]
    value = found.mean[:, real, 0] / np.where(limit > 0, limit, 1.0)
    names = [found.metrics[at] for at in real]
    frame = pd.DataFrame(value, index=list(found.accounts), columns=names)
    pays = frame.index.isin(list(paying))
    segment = book.accounts["segment"].str.strip().str.casefold().to_numpy()
    groups = frame[pays].groupby(segment[pays])
    counts = groups.transform("count")
    return (groups.rank(method="average") - 0.5) / counts.where(counts > 1)
