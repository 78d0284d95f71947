"""Figures of churn signals and of churn by tenth opened: counts of account-months, and who left."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.churn.counts_explained import SIGNAL, accounts_counted, extreme, months_counted
from accounts.churn.deciles import Bin, deciles, known_rows, tenths
from accounts.churn.learning import PastRows
from accounts.churn.lifts import Signal, leads, one_signal, signal_rows
from accounts.explanation import Explanation, Input
from accounts.stored import coming_and_going

SIGNAL_FAMILIES = ("lift", "share_with", "share_without", "lead_days")
_MONTHS = "account-months"
ROWS = (
    "The rows are those of the accounts that left, which say when, or of all where none did; every account-month "
    "is counted."
)


def signal_figures(one: Signal, as_of: date) -> dict[str, str]:
    """The id of each figure of a signal that has a value, by the field that holds it."""
    known = {"lift": one.lift is not None, "lead_days": one.lead_days is not None}
    counts = {family.removeprefix("signal_"): f"{family}:{one.name}@{as_of}" for family in SIGNAL}
    return counts | {
        family: f"{family}:{one.name}@{as_of}" for family in SIGNAL_FAMILIES if known.get(family, True)
    }


INTERVAL_FAMILIES = ("decile_share_low", "decile_share_high")
DECILE_FAMILIES = ("decile", "decile_rows", "decile_churned", "decile_low", "decile_high", *INTERVAL_FAMILIES)


def decile_figures(name: str, at: int, as_of: date) -> dict[str, object]:
    """The ids of one tenth of a column, from 0, by the field that holds the figure."""
    fields = ("share", "rows", "churned", "low", "high")
    subject = f"{name}/{at + 1}@{as_of}"
    found: dict[str, object] = {
        field: f"{family}:{subject}"
        for field, family in zip(fields, DECILE_FAMILIES[: len(fields)], strict=True)
    }
    return found | {"interval_80": [f"{family}:{subject}" for family in INTERVAL_FAMILIES]}


def explain_signal(
    book: AccountBook, past: PastRows, flag_from: float, family: str, subject: tuple[str, date]
) -> Explanation | None:
    """A figure of ``SIGNAL_FAMILIES``; ``subject``: the signal and the day. None for a signal that nobody shows, or
    that too few show for that figure."""
    name, as_of = subject
    rows = signal_rows(past, flag_from).get(name)
    if rows is None or not rows.any():
        return None
    found = one_signal(past, name, rows)
    if family not in signal_figures(found, as_of):
        return None
    if family == "lead_days":
        return _lead(book, past, found, rows, as_of)
    counts = {
        "left_with": int((rows & past.left).sum()),
        "with_signal": int(rows.sum()),
        "left_without": int((~rows & past.left).sum()),
        "without_signal": int((~rows).sum()),
    }
    title, value, formula, chosen = {
        "lift": (
            f"Lift of: {name}",
            found.lift,
            "((left_with + 0.5) / (with_signal + 1)) / ((left_without + 0.5) / (without_signal + 1))",
            np.ones(len(rows), dtype=np.bool_),
        ),
        "share_with": (
            f"Share that left with: {name}",
            found.share_with,
            "left_with / with_signal",
            rows,
        ),
        "share_without": (
            f"Share that left without: {name}",
            found.share_without,
            "left_without / max(without_signal, 1)",
            ~rows,
        ),
    }[family]
    return Explanation(
        figure=f"{family}:{name}@{as_of}",
        title=f"{title}, within {past.horizon} days, at {as_of}",
        value=value,
        unit="times" if family == "lift" else "ratio",
        formula=formula,
        inputs=tuple(Input(one, float(count), _MONTHS) for one, count in counts.items() if one in formula),
        rows=coming_and_going(book, who_left(past, chosen)),
        words=(_interval(found) if family == "lift" else "") + ROWS,
    )


def _interval(found: Signal) -> str:
    if found.interval_80 is None or found.interval_95 is None:
        return ""
    (low, high), (least, most) = found.interval_80, found.interval_95
    return (
        "The halves keep a rare signal from a lift of nothing or of anything. "
        f"80 % interval {low:.3f} to {high:.3f}, 95 % {least:.3f} to {most:.3f}: the same formula over 1,000 draws of "
        "as many accounts with replacement. "
    )


def _lead(
    book: AccountBook, past: PastRows, found: Signal, rows: NDArray[np.bool_], as_of: date
) -> Explanation:
    ahead = {past.names[at]: days for at, days in sorted(leads(past, rows).items())}
    return Explanation(
        figure=f"lead_days:{found.name}@{as_of}",
        title=f"Lead time of: {found.name}, at {as_of}",
        value=found.lead_days,
        unit="days",
        formula="median(inputs)",
        inputs=tuple(Input(account, days, "days") for account, days in ahead.items()),
        rows=coming_and_going(book, list(ahead)),
        words="Of each account that left: days from the first month end of its last 180 days that showed the signal.",
    )


def explain_decile(
    book: AccountBook, past: PastRows, family: str, subject: tuple[str, int, date]
) -> Explanation | None:
    """A figure of ``DECILE_FAMILIES``; ``subject``: the column, the tenth (from 1) and the day. None where there is
    no such tenth."""
    name, tenth, as_of = subject
    bins = deciles(past).get(name, [])
    numbers = next((one.numbers for one in past.table.features if one.name == name), None)
    if not 1 <= tenth <= len(bins) or numbers is None:
        return None
    rows, values = known_rows(past, numbers)
    own, found = tenths(values)[tenth - 1], bins[tenth - 1]
    figure, of = f"{family}:{name}/{tenth}@{as_of}", f"tenth {tenth} of {name}, at {as_of}"
    if family == "decile_rows":
        return months_counted(book, figure, f"Account-months in {of}", rows, own)
    if family == "decile_churned":
        gone = who_left(rows, own, nobody=True)
        return accounts_counted(book, figure, f"Accounts that left in {of}", gone, who_left(rows, own))
    if family in ("decile_low", "decile_high"):
        which = ("min", f"Least in {of}") if family == "decile_low" else ("max", f"Most in {of}")
        return extreme(book, figure, which, rows, (own, values))
    low, high = found.interval_80
    if family in INTERVAL_FAMILIES:
        return _share_end(book, figure, of, (rows, own), found)
    return Explanation(
        figure=figure,
        title=f"Share that left within {past.horizon} days where {name} was {found.low:.4g} to {found.high:.4g}, "
        f"at {as_of}",
        value=found.share,
        unit="ratio",
        formula="left / seen",
        inputs=(
            Input("left", float((rows.left & own).sum()), _MONTHS),
            Input("seen", float(own.sum()), _MONTHS),
        ),
        rows=coming_and_going(book, who_left(rows, own)),
        words=f"80 % interval {low:.1%} to {high:.1%} (Jeffreys, each account seen once). {ROWS}",
    )


def _share_end(
    book: AccountBook, figure: str, of: str, counted: tuple[PastRows, NDArray[np.bool_]], found: Bin
) -> Explanation:
    """An end of the 80 % interval of the share that left in a tenth (Jeffreys, each account seen once)."""
    rows, own = counted
    lower = figure.startswith(f"{INTERVAL_FAMILIES[0]}:")
    quantile = "beta_quantile({}, share * accounts + 0.5, accounts - share * accounts + 0.5)"
    formula = quantile.format(0.1 if lower else 0.9)
    return Explanation(
        figure=figure,
        title=f"{'Low' if lower else 'High'} end of the 80 % interval of the share that left in {of}",
        value=found.interval_80[0 if lower else 1],
        unit="ratio",
        formula="0" if lower and found.share == 0 else formula,
        inputs=(
            Input("share", found.share, "ratio", figure.replace(figure.partition(":")[0], "decile", 1)),
            Input("accounts", float(len(np.unique(rows.account[own]))), "accounts"),
        ),
        rows=coming_and_going(book, who_left(rows, own)),
        words=f"Jeffreys, as if each account had been seen once; from 0 where nobody left. {ROWS}",
    )


def who_left(past: PastRows, counted: NDArray[np.bool_], nobody: bool = False) -> list[str]:
    """The accounts that left among the rows counted; where none did, all of them, or ``nobody``."""
    left = counted & past.left
    chosen = left if nobody or left.any() else counted
    return [past.names[at] for at in np.unique(past.account[chosen])]
