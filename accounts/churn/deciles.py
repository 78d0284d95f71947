"""Churn by tenth of a metric: the share that left among the rows of each tenth of its values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accounts.churn.learning import PastRows
from accounts.churn.lifts import FALLS, LEAST_ACCOUNTS
from accounts.churn.table import Floats

_DECILES = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """One tenth of a column's rows: its values from ``low`` to ``high``, its rows, accounts that left, the share
    of rows that left within the horizon, and that share's 80 % interval."""

    low: float
    high: float
    rows: int
    churned: int
    share: float
    interval_80: tuple[float, float]


def deciles(past: PastRows) -> dict[str, list[Bin]]:
    """Of each metric of use (its change over 90 days) and survey score: the share that left, by tenth of the
    rows; fewer parts where values repeat. Columns with too few churned accounts are absent."""
    found = {}
    for feature in past.table.features:
        if feature.numbers is None or not (
            feature.name.endswith(FALLS[0]) or feature.name == "mean survey score"
        ):
            continue
        rows, values = known_rows(past, feature.numbers)
        if rows.churned() >= LEAST_ACCOUNTS:
            found[feature.name] = _bins(rows, values)
    return found


def known_rows(past: PastRows, numbers: Floats) -> tuple[PastRows, Floats]:
    """The rows for which a column's number is known, and those numbers."""
    known = ~np.isnan(numbers)
    return past.take(np.flatnonzero(known)), numbers[known]


def tenths(values: Floats) -> list[NDArray[np.bool_]]:
    """Which values fall into each tenth, lowest first; fewer than ten where values repeat."""
    edges = np.unique(np.quantile(values, np.linspace(0, 1, _DECILES + 1)))
    place = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, max(0, len(edges) - 2))
    return [place == at for at in np.unique(place)]


def _bins(rows: PastRows, values: Floats) -> list[Bin]:
    found = []
    for own in tenths(values):
        share = float(rows.left[own].mean())
        found.append(
            Bin(
                float(values[own].min()),
                float(values[own].max()),
                int(own.sum()),
                rows.churned(own),
                share,
                _share_interval(share, len(np.unique(rows.account[own]))),
            )
        )
    return found


def _share_interval(share: float, accounts: int) -> tuple[float, float]:
    """The middle 80 % of what the share may be (Jeffreys), as if each account had been seen once: one account's
    months are hardly more than one look at it."""
    from scipy.stats import beta

    seen = share * accounts
    low, high = beta.ppf([0.1, 0.9], seen + 0.5, accounts - seen + 0.5)
    return (0.0 if share == 0 else float(low)), float(high)
