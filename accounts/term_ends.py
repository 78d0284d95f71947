"""Whether a table's ends are the first day that is not paid, as the book has it, or the last day that is.

A term that ends on 31 December before one that starts on 1 January would make an account leave and return. Where an
account's next subscription starts the day after, the end is a last day; where the table holds such pairs and none
that starts on the end itself, all of its ends are. Whatever is read so is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.frames import Problem
from foundation.money import count

if TYPE_CHECKING:
    import pandas as pd

_UNANIMOUS = 3
"""Pairs at least, for the ends that no pair tells of."""


def ends_as_first_unpaid_day(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """``frame`` (subscriptions with their ``owner``) with last days moved to the day after, and a line that says how
    many."""
    import pandas as pd

    day = pd.Timedelta(days=1)
    starts = pd.MultiIndex.from_frame(frame[["owner", "started"]])

    def starts_at(days: pd.Series[pd.Timestamp]) -> pd.Series[bool]:
        asked = pd.MultiIndex.from_arrays([frame["owner"], days])
        return pd.Series(asked.isin(starts), index=frame.index) & frame["ended"].notna()

    on_the_day, after = starts_at(frame["ended"]), starts_at(frame["ended"] + day)
    paired = after & ~on_the_day & (frame["ended"] >= frame["started"])
    if not paired.any():
        return frame, []
    whole = int(paired.sum()) >= _UNANIMOUS and not on_the_day.any()
    moved = frame["ended"].notna() if whole else paired
    told = "all ends are read as the last day paid" if whole else "read as the last day paid"
    reason = f"the account's next one starts the day after it ends; {told}"
    problem = Problem("subscriptions", count(int(paired.sum()), "row"), reason)
    return frame.assign(ended=frame["ended"].where(~moved, frame["ended"] + day)), [problem]
