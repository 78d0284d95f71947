"""The accounts that may grow on a day, with what they have: looked up once, shared by all families."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accounts.expansion.inputs import ExpansionInputs, Said
from accounts.expansion.plans import Plan
from accounts.explanation import RowKey
from accounts.revenue.standing import mrr_on, plans_on, seats_on
from accounts.seat_metrics import counts_seats
from foundation.growth_settings import ExpansionSettings
from foundation.text import folded

if TYPE_CHECKING:
    from accounts.book import AccountBook


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """``ids`` in the book's order; ``paying``: MRR above 0 and neither left nor yet to come on the day.
    ``plan_of``: what the plan table says of each plan name that there is. ``said`` are the statements of the last
    ``asks_days`` of paying accounts, sorted."""

    book: AccountBook
    as_of: date
    params: ExpansionSettings
    inputs: ExpansionInputs
    ids: tuple[str, ...]
    paying: NDArray[np.bool_]
    mrr: NDArray[np.float64]
    seats: NDArray[np.float64]
    plans: NDArray[np.object_]
    plan_of: Mapping[str, Plan | None]
    place: Mapping[str, int]
    said: tuple[Said, ...]

    def pays(self, account: str) -> bool:
        """Whether the account is in the book and pays."""
        at = self.place.get(account)
        return at is not None and bool(self.paying[at])

    def day(self, back: int) -> np.datetime64:
        """The day ``back`` days before."""
        return np.datetime64(self.as_of - timedelta(days=back), "D")

    def counts_seats(self, metric: str) -> bool:
        """Whether a metric counts seats in use: as the team names them, else by the names that such metrics have."""
        table = self.inputs.plans
        named = (*self.params.seat_metrics, *(table.seat_metrics if table else ()))
        return folded(metric) in {folded(one) for one in named} or counts_seats(metric)


def context(book: AccountBook, as_of: date, inputs: ExpansionInputs, params: ExpansionSettings) -> Context:
    """The context of a day; statements after it are left out here, once for all."""
    ids = book.account_ids()
    mrr = mrr_on(book, as_of)
    today = np.datetime64(as_of, "D")
    churned = book.accounts["churned"].to_numpy(dtype="datetime64[D]")
    started = book.accounts["started"].to_numpy(dtype="datetime64[D]")
    gone = (~np.isnat(churned) & (churned <= today)) | (~np.isnat(started) & (started > today))
    paying = (mrr > 0) & ~gone
    place = {account: at for at, account in enumerate(ids)}
    since = as_of - timedelta(days=params.asks_days)
    said = sorted(
        one
        for one in inputs.said
        if since < one.day <= as_of and one.account in place and paying[place[one.account]]
    )
    plans = plans_on(book, as_of).to_numpy(dtype=object)
    table = inputs.plans
    return Context(
        book=book,
        as_of=as_of,
        params=params,
        inputs=inputs,
        ids=ids,
        paying=paying,
        mrr=mrr,
        seats=seats_on(book, as_of),
        plans=plans,
        plan_of={str(name): table.plan(str(name)) if table and name else None for name in sorted(set(plans))},
        place=place,
        said=tuple(said),
    )


def naming(said: Iterable[Said], words: Sequence[str], kinds: frozenset[str]) -> dict[str, list[Said]]:
    """The statements of those kinds that hold one of ``words`` as whole words, by account, the latest first."""
    if not words:
        return {}
    listed = sorted({folded(word) for word in words}, key=len, reverse=True)
    wanted = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)")
    found: dict[str, list[Said]] = {}
    for one in said:
        if one.kind in kinds and wanted.search(folded(one.text)):
            found.setdefault(one.account, []).append(one)
    return {account: own[::-1] for account, own in found.items()}


def feedback_rows(said: Iterable[Said]) -> tuple[RowKey, ...]:
    """The items that statements stand in."""
    return tuple(sorted({RowKey("feedback", (one.item,)) for one in said}))


def usage_rows(
    ctx: Context, wanted: Mapping[tuple[str, str], object], days: int
) -> dict[tuple[str, str], tuple[RowKey, ...]]:
    """The usage rows of the last ``days`` by (account, metric), for the pairs in ``wanted``."""
    usage = ctx.book.usage
    metrics = {metric for _, metric in wanted}
    accounts = {account for account, _ in wanted}
    near = usage[(usage["date"] > ctx.day(days)) & (usage["date"] <= ctx.day(0))]
    near = near[near["metric"].isin(metrics) & near["account"].isin(accounts)]
    found: dict[tuple[str, str], list[RowKey]] = {}
    days_read = np.datetime_as_string(near["date"].to_numpy(dtype="datetime64[D]")).tolist()
    owners, names = near["account"].astype("object").tolist(), near["metric"].astype("object").tolist()
    for account, day, metric in zip(owners, days_read, names, strict=True):
        if (account, metric) in wanted:
            found.setdefault((account, metric), []).append(RowKey("usage", (account, day, metric)))
    return {pair: tuple(sorted(rows)) for pair, rows in found.items()}
