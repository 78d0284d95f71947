"""What an account has gained, as rows that can be shown: use that grew, milestones reached, its own praise.

The inputs of a lead's value story. Keeps the rule that nothing is told that is not a row: each line leads to its
readings, milestones or feedback items, and a quote is verbatim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from accounts.expansion.context import Context, usage_rows
from accounts.expansion.inputs import Said
from accounts.explanation import RowKey
from accounts.readings import Windows, windows

_WINDOW_DAYS = 90
_LEAST_GROWTH = 0.05
_MOST = 3
PRAISE_DAYS = 365


@dataclass(frozen=True, slots=True)
class ValuePoint:
    """``kind`` is use, milestone or quote; ``text`` is a quote's words verbatim, else a sentence."""

    kind: str
    text: str
    day: date
    rows: tuple[RowKey, ...]


class ValueStories:
    """Stories of the accounts asked for; the readings are looked up once."""

    def __init__(self, ctx: Context, said: Sequence[Said]) -> None:
        self._ctx = ctx
        self._said = said
        self._read: Windows | None = None

    def of(self, account: str) -> tuple[ValuePoint, ...]:
        """At most three points of each kind: the most growth, the latest milestones, the latest praise."""
        return (*self._use(account), *self._milestones(account), *self._praise(account))

    def _use(self, account: str) -> Iterable[ValuePoint]:
        read = self._read = self._read or windows(self._ctx.book, self._ctx.as_of, _WINDOW_DAYS, 2)
        row = self._ctx.place[account]
        now, before = read.mean[row, :, 0], read.mean[row, :, 1]
        known = (np.nan_to_num(before) > 0) & (np.nan_to_num(now) > 0)
        growth = np.divide(now, before, out=np.ones(len(now)), where=known) - 1
        useful = [at for at in read.signals() if known[at] and growth[at] >= _LEAST_GROWTH]
        best = sorted(useful, key=lambda at: (-growth[at], read.metrics[at]))[:_MOST]
        pairs = {(account, read.metrics[at]): None for at in best}
        rows = usage_rows(self._ctx, pairs, 2 * _WINDOW_DAYS)
        return [
            ValuePoint(
                "use",
                f"{read.metrics[at]} {growth[at]:+.0%}: {now[at]:,.4g} a reading in the last {_WINDOW_DAYS} days, "
                f"{before[at]:,.4g} in the {_WINDOW_DAYS} before",
                self._ctx.as_of,
                rows.get((account, read.metrics[at]), ()),
            )
            for at in best
        ]

    def _milestones(self, account: str) -> Iterable[ValuePoint]:
        rows = self._ctx.book.milestones
        own = rows[(rows["account"] == account) & (rows["reached"] <= self._ctx.day(0))]
        own = own.sort_values(["reached", "milestone"], ascending=[False, True])[:_MOST]
        return [
            ValuePoint(
                "milestone",
                f"{name} reached on {day.date()}",
                day.date(),
                (RowKey("milestones", (account, str(name))),),
            )
            for name, day in zip(own["milestone"], own["reached"], strict=True)
        ]

    def _praise(self, account: str) -> Iterable[ValuePoint]:
        since = self._ctx.as_of - timedelta(days=PRAISE_DAYS)
        own = sorted(
            one
            for one in self._said
            if one.account == account and one.kind == "praise" and since < one.day <= self._ctx.as_of
        )
        return [
            ValuePoint("quote", one.text, one.day, (RowKey("feedback", (one.item,)),))
            for one in own[::-1][:_MOST]
        ]
