"""Rows that speak of days to come: each named, and what is made of it.

Nothing after the day asked about is ever counted; a subscription that is signed already simply starts then.
A day to come in what can only have happened is a mistake, mostly of day and month exchanged.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from accounts.frames import Problem
from accounts.tables import TABLES
from foundation.money import count
from foundation.months import Month

if TYPE_CHECKING:
    import pandas as pd

    from accounts.book import AccountBook

_DAYS = (
    ("subscriptions", "started", "it starts in the future; it counts from then"),
    ("usage", "date", "it is dated in the future; it counts for no day before"),
    ("contacts", "last_contact", "the last contact lies in the future; check day and month"),
    ("milestones", "reached", "it was reached in the future; check day and month"),
    ("plays", "started", "it starts in the future; it counts from then"),
    ("community", "date", "it is dated in the future; it counts for no day before"),
)
_LISTED = 50  # rows of one kind that are named one by one


def future_rows(book: AccountBook, today: date) -> list[Problem]:
    """The rows dated after ``today``, sorted; of many of one kind the first, and how many more there are."""
    import pandas as pd

    found: list[Problem] = []
    for kind, column, reason in _DAYS:
        frame: pd.DataFrame = getattr(book, kind)
        found += _named(kind, frame[frame[column] > pd.Timestamp(today)], reason)
    ahead = book.mrr[book.mrr["month"] > str(Month.of(today))]
    return sorted(found + _named("mrr", ahead, "it is of a month to come; it counts from then"))


def _named(kind: str, frame: pd.DataFrame, reason: str) -> list[Problem]:
    key = TABLES[kind].key
    problems = [
        Problem(kind, ", ".join(_text(row[name]) for name in key if _text(row[name])), reason)
        for row in frame.head(_LISTED).to_dict("records")
    ]
    more = len(frame) - len(problems)
    return problems + ([Problem(kind, f"{count(more, 'more row')}", reason)] if more else [])


def _text(value: object) -> str:
    return str(value).removesuffix(" 00:00:00")
