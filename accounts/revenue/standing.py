"""What an account has bought on a day: its plan, its seats and its MRR.

Keeps the rule that a day in the middle of a month knows nothing of its end: MRR is that of the last month that
was over by then. Plan and seats are those of the subscriptions that ran on the day itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from accounts.revenue.movements import mrr_history
from foundation.months import Month

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from accounts.book import AccountBook


def month_known_on(as_of: date) -> Month:
    """The last month that was over at the end of ``as_of``."""
    return Month.of(as_of + timedelta(days=1)).plus(-1)


def running_on(book: AccountBook, day: date) -> pd.DataFrame:
    """The subscriptions that ran on ``day``, each under the account that it counts for (``account``) with its
    own in ``payer``."""
    rows = book.subscriptions
    now = np.datetime64(day, "us")
    found = rows[(rows["started"] <= now) & (rows["ended"].isna() | (rows["ended"] > now))]
    payer = found["account"].astype(str)
    owner = payer.map(lambda account: book.members.get(account, account)) if book.members else payer
    return found.assign(payer=payer, account=owner.astype(str))


def plans_on(book: AccountBook, day: date) -> pd.Series[Any]:
    """The plan of each account of the book in its order: that of its largest subscription, ties by name; ""
    with none."""
    running = running_on(book, day)
    running = running[running["plan"] != ""].sort_values(
        ["account", "mrr", "plan"], ascending=[True, False, True]
    )
    first = running.drop_duplicates("account").set_index("account")["plan"]
    plans = (
        book.accounts["id"].astype(str).map(first.astype("object")).astype("object").fillna("").astype(str)
    )
    return plans.reset_index(drop=True)


def seats_on(book: AccountBook, day: date) -> NDArray[np.float64]:
    """Seats bought by each account of the book in its order; NaN where no subscription names any."""
    running = running_on(book, day)
    seats = running[running["seats"].notna()].groupby("account")["seats"].sum()
    return np.asarray(book.accounts["id"].astype(str).map(seats).to_numpy(dtype=np.float64))


def mrr_on(book: AccountBook, as_of: date) -> NDArray[np.float64]:
    """MRR of each account of the book in its order, at the end of the last month that was over."""
    return np.asarray(mrr_history(book, [month_known_on(as_of)]).values[:, 0])
