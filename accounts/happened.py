"""What the book says happened at one account, with its day: plays, revenue moving, people, milestones.

Keeps the rule that nothing dated after the day that is looked at is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from accounts.revenue.movements import first_paid, movement_kinds, mrr_history
from foundation.months import Month

if TYPE_CHECKING:
    import pandas as pd

    from accounts.book import AccountBook

HappeningKind = Literal["play", "revenue", "people", "milestone"]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing on a day. ``what`` became of ``text``; of revenue ``what`` is the movement of the month that ends on
    the day, ``change`` and ``arr`` are what moved and what was paid then, a year."""

    day: date
    kind: HappeningKind
    what: str
    text: str = ""
    change: float = 0.0
    arr: float = 0.0


def happenings(book: AccountBook, account: str, as_of: date) -> list[Happening]:
    """All of them up to ``as_of``, by table and within it in the table's order."""
    found = (*_plays(book, account), *_revenue(book, account, as_of), *_people(book, account))
    return [one for one in (*found, *_milestones(book, account)) if one.day <= as_of]


def _own(frame: pd.DataFrame, account: str) -> list[dict[Any, Any]]:
    return frame[frame["account"] == account].to_dict("records")


def _plays(book: AccountBook, account: str) -> Iterator[Happening]:
    for row in _own(book.plays, account):
        started, ended = _day(row["started"]), _day(row["ended"])
        by = f" by {row['owner']}" if row["owner"] else ""
        outcome = f": {row['outcome']}" if row["outcome"] else ""
        if started is not None:
            yield Happening(started, "play", "started", f"{row['play']}{by}")
        if ended is not None:
            yield Happening(ended, "play", "ended", f"{row['play']}{outcome}")


def _revenue(book: AccountBook, account: str, as_of: date) -> Iterator[Happening]:
    last = Month.of(as_of)
    first = first_paid(book, last).get(account)
    if first is None:
        return
    months = last.trailing(last.ordinal - first.ordinal + 2)
    history = mrr_history(book, months)
    paid = history.values[history.accounts.index(account)]
    earlier = (paid[:-1] > 0).cumsum() > 0
    kinds = movement_kinds(paid[:-1], paid[1:], earlier)
    for at, month in enumerate(months[1:]):
        if kinds[at]:
            change, arr = float(12 * (paid[at + 1] - paid[at])), float(12 * paid[at + 1])
            yield Happening(
                min(month.last_day, as_of),
                "revenue",
                str(kinds[at]),
                change=round(change, 2),
                arr=round(arr, 2),
            )


def _people(book: AccountBook, account: str) -> Iterator[Happening]:
    for row in _own(book.contacts, account):
        told = [str(row[name]) for name in ("name", "level", "function") if row[name]]
        champion = ["champion"] if row["champion"] is True else []
        for column, what in (("left", "left"), ("last_contact", "last spoken to")):
            day = _day(row[column])
            if day is not None:
                yield Happening(day, "people", what, ", ".join([*told, *champion]))


def _milestones(book: AccountBook, account: str) -> Iterator[Happening]:
    for row in _own(book.milestones, account):
        reached, due = _day(row["reached"]), _day(row["due"])
        if reached is not None:
            yield Happening(reached, "milestone", "reached", str(row["milestone"]))
        elif due is not None:
            yield Happening(due, "milestone", "was due", str(row["milestone"]))


def _day(value: Any) -> date | None:
    """The day of a cell; None for an empty one."""
    if value is None or value != value:
        return None
    day: date = value.date()
    return day
