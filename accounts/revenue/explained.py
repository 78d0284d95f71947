"""Opens the figures of ``nrr metrics``: ratios into sums, sums into accounts, accounts into stored rows.

The printed value is taken from ``accounts.revenue.movements`` and the inputs from its ledger, so that a formula that no
longer fits what is printed shows as a difference.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, get_args

import numpy as np

from accounts.explanation import Explanation, Input, RowKey
from accounts.revenue.catalogue import RATIOS, SUMS, Sum
from accounts.revenue.movements import Chosen, Ledger, Split, groups, ledger, metrics_of, mrr_history, peak
from accounts.revenue.paying import paying_rows, row_keys
from accounts.stored import own_rows, revenue_rows

if TYPE_CHECKING:
    import pandas as pd

    from accounts.book import AccountBook
    from foundation.months import Month
    from foundation.settings import TierSettings

BOOK_FAMILIES = (*RATIOS, *SUMS)
"""Figures over a whole book or a part of it, by month."""

ACCOUNT_FAMILIES = ("mrr", "arr", "change", "kept_12")
"""Figures of one account at a month's end."""

_DERIVED: dict[str, tuple[str, str, tuple[tuple[str, int], ...]]] = {
    "arr": ("ARR at the month's end", "12 * mrr", (("mrr", 0),)),
    "change": ("Change of MRR over the month", "after - before", (("after", 0), ("before", 1))),
    "kept_12": (
        "MRR kept of what was paid twelve months before",
        "min(now, then)",
        (("now", 0), ("then", 12)),
    ),
}


def explain_revenue(
    book: AccountBook, family: str, month: Month, part: str, params: TierSettings
) -> Explanation | None:
    """A figure of ``BOOK_FAMILIES`` opened. ``part``: ``""`` for the whole book, else ``tier=…``,
    ``segment=…`` or ``cohort=…``. None where there is no revenue or no such part."""
    if not book.has_revenue:
        return None
    months = ledger(book, month)
    mask = _mask(book, months, part, params)
    if not mask.any():
        return None
    subject = f"{month}/{part}" if part else str(month)
    if family in SUMS:
        return _sum(book, months, mask, family, subject)
    return _ratio(book, months, mask, family, subject)


def _mask(book: AccountBook, months: Ledger, part: str, params: TierSettings) -> Chosen:
    everyone = np.ones(len(months.history.accounts), dtype=np.bool_)
    if not part:
        return everyone
    by, _, name = part.partition("=")
    split: Split | None = next((one for one in get_args(Split) if one == by), None)
    if split is None or not name:
        return ~everyone
    named: Chosen = groups(book, months, split, peak(book, months.month), params) == name
    return named


def _ratio(book: AccountBook, months: Ledger, mask: Chosen, family: str, subject: str) -> Explanation:
    wanted = RATIOS[family]
    inputs = tuple(
        Input(name, _total(SUMS[of], months, mask), _unit(SUMS[of], book), f"{of}:{subject}")
        for name, of in wanted.names
    )
    value = wanted.printed(metrics_of(months, mask))
    nothing = "" if value is not None else " No account paid at the start, so it has no value."
    return Explanation(
        figure=f"{family}:{subject}",
        title=wanted.title,
        value=value,
        unit="ratio",
        formula=wanted.formula,
        inputs=inputs,
        rows=_rows(book, months, mask, *(SUMS[of] for _, of in wanted.names)),
        words=wanted.words + nothing,
    )


def _sum(book: AccountBook, months: Ledger, mask: Chosen, family: str, subject: str) -> Explanation:
    wanted = SUMS[family]
    values = wanted.values(months)
    inputs = tuple(
        Input(
            months.history.accounts[at],
            float(values[at]),
            _unit(wanted, book),
            _opens(wanted, months, int(at)),
        )
        for at in np.flatnonzero(mask & (values != 0))
    )
    printed = wanted.printed and wanted.printed(metrics_of(months, mask))
    return Explanation(
        figure=f"{family}:{subject}",
        title=wanted.title,
        value=_total(wanted, months, mask) if printed is None else printed,
        unit=_unit(wanted, book),
        formula=wanted.formula,
        inputs=inputs,
        rows=_rows(book, months, mask, wanted),
        words=f"The sum over {len(inputs):,} accounts."
        if inputs
        else "No account counts; the rows are those of the accounts looked at.",
    )


def _opens(wanted: Sum, months: Ledger, at: int) -> str:
    if wanted.opens is None:
        return ""
    family, back = wanted.opens
    return f"{family}:{months.history.accounts[at]}@{months.month.plus(-back)}"


def _total(wanted: Sum, months: Ledger, mask: Chosen) -> float:
    found = fsum(wanted.values(months)[mask])
    return abs(found) if wanted.lost else found


def _unit(wanted: Sum, book: AccountBook) -> str:
    return "accounts" if wanted.opens is None else book.currency


def _rows(book: AccountBook, months: Ledger, mask: Chosen, *wanted: Sum) -> tuple[RowKey, ...]:
    found: set[RowKey] = set()
    lines: dict[int, pd.DataFrame] = {}
    for one in wanted:
        counted = np.flatnonzero(mask & (one.values(months) != 0))
        accounts = [months.history.accounts[at] for at in counted]
        for back in one.rows:
            if back not in lines:
                lines[back] = paying_rows(book, months.month.plus(-back))
            found.update(row_keys(lines[back][lines[back]["account"].isin(accounts)]))
    looked_at = [] if found else [months.history.accounts[at] for at in np.flatnonzero(mask)]
    return tuple(sorted(found)) or own_rows(looked_at)


def explain_account(book: AccountBook, family: str, account: str, month: Month) -> Explanation | None:
    """A figure of ``ACCOUNT_FAMILIES`` opened: what an account pays at the month's end, what that is a year,
    how it changed, what is kept of the year before. None for an account that the book does not hold."""
    if account not in set(book.account_ids()):
        return None
    if family == "mrr":
        return _mrr(book, account, month)
    title, formula, names = _DERIVED[family]
    opened = {name: _mrr(book, account, month.plus(-back)) for name, back in names}
    values = [one.value or 0.0 for one in opened.values()]
    return Explanation(
        figure=f"{family}:{account}@{month}",
        title=f"{title}, {book.account(account).name}",
        value={"arr": 12 * values[0], "change": values[0] - values[-1], "kept_12": min(values)}[family],
        unit=book.currency,
        formula=formula,
        inputs=tuple(Input(name, one.value or 0.0, one.unit, one.figure) for name, one in opened.items()),
        rows=tuple(sorted({row for one in opened.values() for row in one.rows})),
    )


def _mrr(book: AccountBook, account: str, month: Month) -> Explanation:
    history = mrr_history(book, [month])
    lines = paying_rows(book, month)
    own = lines[lines["account"] == account]
    terms, inputs = [], []
    for number, row in enumerate(own.to_dict("records"), start=1):
        inputs.append(Input(f"row_{number}", float(row["stated"]), str(row["stated_currency"])))
        terms.append(inputs[-1].name)
        if row["stated_currency"] != book.currency:
            rate = f"rate_{row['stated_currency']}"
            terms[-1] += f" * {rate}"
            if rate not in {one.name for one in inputs}:
                inputs.append(Input(rate, float(row["rate"]), f"{book.currency} for 1"))
    return Explanation(
        figure=f"mrr:{account}@{month}",
        title=f"MRR on {month.last_day}, {book.account(account).name}",
        value=float(history.values[book.account_ids().index(account), 0]),
        unit=book.currency,
        formula=" + ".join(terms) or "0",
        inputs=tuple(inputs),
        rows=row_keys(own)
        or tuple(sorted({*own_rows([account]), *revenue_rows(book, [account], month.last_day)})),
        words="Each row that runs on the month's last day adds its MRR."
        if terms
        else "No row runs on the month's last day: listed are its own and all that began by then.",
    )
