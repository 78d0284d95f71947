"""What parts those who leave from those who stay: signals with their lift, and the columns that part best.

    lift = share that left within the horizon among rows with the signal / among rows without it

A row is an account at a month's end. Intervals resample accounts, as one account's months are one story. An
association is no cause, and with many signals some look good by chance: the interval is there to be read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accounts.churn.learning import PastRows
from accounts.churn.scores import weighted_area
from accounts.churn.table import Feature, Floats
from accounts.churn.usual import usual_of

_DRAWS = 1000
_SEED = 20260101
_SOFT = 0.5
_LEAD_DAYS = 180
LEAST_ACCOUNTS = 5
_LEAST_CHURNED = 3

FALLS = (", 90 days", ", 30 days")
_RULES: tuple[tuple[str, str, float, str], ...] = (
    ("urgent tickets in 90 days", ">=", 1, "an urgent ticket in 90 days"),
    ("tickets in 90 days", ">=", 3, "three tickets or more in 90 days"),
    ("silence in usual gaps", ">=", 3, "silent for three usual gaps or more"),
    ("mean survey score", "<=", 6, "survey scores of 6 or less on average"),
    ("contacts who left in 180 days", ">=", 1, "a contact left in 180 days"),
    ("champions who left in 180 days", ">=", 1, "a champion left in 180 days"),
    ("milestones overdue", ">=", 1, "a milestone is overdue"),
    ("MRR change in six months", "<=", -5, "MRR fell by 5 % or more in six months"),
    ("days to renewal", "<=", 90, "the renewal date returns within 90 days"),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal: ``lift`` with its 80 and 95 % intervals (None where too few accounts show it); ``rows`` and
    ``accounts`` that showed it, ``churned`` of those accounts that left within the horizon; ``lead_days``: median
    days from the first month end of the last 180 days that showed it to leaving, over ``led`` accounts."""

    name: str
    rows: int
    accounts: int
    churned: int
    share_with: float
    share_without: float
    lift: float | None
    interval_80: tuple[float, float] | None
    interval_95: tuple[float, float] | None
    lead_days: float | None
    led: int


def signals(past: PastRows, flag_from: float) -> list[Signal]:
    """Every signal that the rows know of, highest lower bound of its lift first; too rare ones last."""
    found = [
        one_signal(past, name, rows) for name, rows in signal_rows(past, flag_from).items() if rows.any()
    ]
    return sorted(found, key=lambda one: (-(one.interval_80 or (0.0, 0.0))[0], one.name))


def signal_rows(past: PastRows, flag_from: float) -> dict[str, NDArray[np.bool_]]:
    """Which rows show each signal; what is not known shows nothing."""
    found: dict[str, NDArray[np.bool_]] = {}
    for feature in past.table.features:
        if feature.numbers is None:
            continue
        for tail in FALLS:
            if feature.name.endswith(tail):
                base, days = feature.name.removesuffix(tail), tail.removeprefix(", ")
                found[f"{base} fell by 25 % or more in {days}"] = _shows(feature.numbers, "<=", -25)
        for name, sign, mark, words in _RULES:
            if feature.name == name:
                found[words] = _shows(feature.numbers, sign, mark)
    found[f"scorecard at {flag_from:g} or more"] = _shows(past.scorecard, ">=", flag_from)
    return found


def _shows(values: Floats, sign: str, mark: float) -> NDArray[np.bool_]:
    filled = np.where(np.isnan(values), np.inf if sign == "<=" else -np.inf, values)
    return np.asarray(filled <= mark if sign == "<=" else filled >= mark)


def one_signal(past: PastRows, name: str, rows: NDArray[np.bool_]) -> Signal:
    """The signal that ``rows`` of the past show."""
    accounts, code = np.unique(past.account, return_inverse=True)
    size = len(accounts)
    counts = np.column_stack(
        [
            np.bincount(code[chosen], minlength=size)
            for chosen in (rows, rows & past.left, ~rows, ~rows & past.left)
        ]
    ).astype(np.float64)
    total = counts.sum(axis=0)
    shown = int((counts[:, 0] > 0).sum())
    ratios = _ratio(_drawn(counts))
    churned = int((counts[:, 1] > 0).sum())
    enough = shown >= LEAST_ACCOUNTS and churned >= _LEAST_CHURNED and total[2] > 0
    lead = list(leads(past, rows).values())
    return Signal(
        name=name,
        rows=int(total[0]),
        accounts=shown,
        churned=churned,
        share_with=float(total[1] / max(total[0], 1)),
        share_without=float(total[3] / max(total[2], 1)),
        lift=float(_ratio(total[None, :])[0]) if enough else None,
        interval_80=_middle(ratios, 0.8) if enough else None,
        interval_95=_middle(ratios, 0.95) if enough else None,
        lead_days=float(np.median(lead)) if lead else None,
        led=len(lead),
    )


def _drawn(counts: Floats) -> Floats:
    """Sums of the accounts' counts over resamples of accounts (draws, columns)."""
    size = len(counts)
    draws = np.random.default_rng(_SEED).multinomial(size, np.full(size, 1 / size), _DRAWS)
    return np.asarray(draws @ counts)


def _ratio(totals: Floats) -> Floats:
    with_it = (totals[:, 1] + _SOFT) / (totals[:, 0] + 2 * _SOFT)
    return np.asarray(with_it / ((totals[:, 3] + _SOFT) / (totals[:, 2] + 2 * _SOFT)))


def _middle(values: Floats, share: float) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)


def leads(past: PastRows, rows: NDArray[np.bool_]) -> dict[int, float]:
    """By account's position the days from the first month end with the signal, of those within 180 days of leaving,
    to leaving."""
    ahead = (past.departed - past.day) / np.timedelta64(1, "D")
    near = rows & (ahead > 0) & (ahead <= _LEAD_DAYS)
    first: dict[int, float] = {}
    for account, days in zip(past.account[near].tolist(), ahead[near].tolist(), strict=True):
        first[account] = max(days, first.get(account, 0.0))
    return first


@dataclass(frozen=True, slots=True)
class Driver:
    """How well one thing known of accounts parts those who leave: ``parting`` = |2 AUC - 1|, 0 (not at all) to 1,
    with its 80 % interval. ``left`` and ``stayed``: what is usual of each in words, ``left_value`` and
    ``stayed_value`` as numbers, by ``told_by`` (see ``accounts.churn.usual``). ``kind``: ``behaviour`` or
    ``attribute``; ``measure``: the column that parts best of those on this thing."""

    name: str
    kind: str
    measure: str
    parting: float
    interval_80: tuple[float, float]
    left: str
    stayed: str
    churned: int
    told_by: str
    left_value: float
    stayed_value: float


def sticky_drivers(past: PastRows) -> list[Driver]:
    """One line a metric or attribute, best first. A category stands for the share that left among other accounts
    with it, so that an account never speaks for itself."""
    best: dict[str, Driver] = {}
    for feature in past.table.features:
        found = _driver(past, feature)
        if found is not None and found.parting > getattr(best.get(found.name), "parting", -1.0):
            best[found.name] = found
    return sorted(best.values(), key=lambda one: (-one.interval_80[0], -one.parting, one.name))


def judged_by(past: PastRows, feature: Feature) -> tuple[PastRows, Feature, Floats]:
    """The rows of which a feature is known, the feature of those, and the score that it gives each."""
    known = np.flatnonzero(~feature.missing())
    rows, column = past.take(known), feature.take(known)
    return rows, column, column.numbers if column.numbers is not None else _shares_of_others(rows, column)


def _driver(past: PastRows, feature: Feature) -> Driver | None:
    rows, column, score = judged_by(past, feature)
    if rows.churned() < LEAST_ACCOUNTS or not (~rows.left).any():
        return None
    _, code = np.unique(rows.account, return_inverse=True)
    size = int(code.max()) + 1
    draws = np.random.default_rng(_SEED).multinomial(size, np.full(size, 1 / size), 200)
    areas = weighted_area(score, rows.left, np.vstack([np.ones(size), draws])[:, code])
    parting = 2 * areas - 1
    # The share among others is lower by construction for who left, so that a category parts in one way only.
    sign = -1.0 if column.numeric and parting[0] < 0 else 1.0
    interval = _middle(sign * parting[1:], 0.8)
    base, _, _ = feature.name.partition(", ")
    gone, there = usual_of(column, rows.left)
    return Driver(
        name=base,
        kind="attribute"
        if base in ("segment", "industry", "employees", "MRR", "months as a customer")
        else "behaviour",
        measure=feature.name,
        parting=max(0.0, float(sign * parting[0])),
        interval_80=interval,
        left=gone.told,
        stayed=there.told,
        churned=rows.churned(),
        told_by=gone.measure,
        left_value=gone.value,
        stayed_value=there.value,
    )


def _shares_of_others(rows: PastRows, column: Feature) -> Floats:
    texts = np.array([], dtype=np.str_) if column.texts is None else column.texts
    _, level = np.unique(texts, return_inverse=True)
    pair, own = np.unique(np.column_stack([level, rows.account]), axis=0, return_inverse=True)
    left, count = np.bincount(own, weights=rows.left), np.bincount(own)
    all_left, all_count = np.bincount(pair[:, 0], weights=left), np.bincount(pair[:, 0], weights=count)
    overall = rows.left.mean() if len(rows.left) else 0.0
    others = (all_left[pair[:, 0]] - left + 10 * overall) / (all_count[pair[:, 0]] - count + 10)
    return np.asarray(others[own])
