"""Account books whose truth is known, for ``bench.intervals``: who pays what, who speaks, who raises a theme.

ARR is log-normal (sigma 1, 1.25 or 1.5), in some books with one or three accounts in 60 to 200 that pay fifteen
times as much. 20 to 200 accounts are heard in a month, 1 to 60 of them raise the theme (both log-uniform in
expectation; a month in which none does is drawn again). Risk is Beta(1.5, 4). The truth is the ARR at risk that
the theme would have on average over such months.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthesis.intervals import Amounts

WORLDS: dict[str, str] = {
    "same book": "next month the same accounts pay; who speaks and who raises the theme is drawn anew",
    "same book, by size": "as before; large accounts raise the theme more often than small ones, or less",
    "same book, by risk": "as before; those at risk raise it more often, large accounts speak more often",
    "new book": "the accounts are a draw as well; a part of them speaks",
    "new book, by size": "as before; large accounts raise the theme more often than small ones, or less",
    "new book, all speak": "as before; every account is heard, so the book is as small as what was heard",
}
_POPULATION = 20_000
_GIANT = 15.0


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedMonth:
    """ARR at risk of the accounts ``heard``, which of them ``raised`` the theme, that of the whole ``book``,
    and the ``truth``."""

    heard: Amounts
    raised: np.ndarray[tuple[int], np.dtype[np.bool_]]
    book: Amounts
    truth: float


def simulated_month(rng: np.random.Generator, world: str) -> SimulatedMonth:
    """One month of a world of ``WORLDS`` in which at least one account raised the theme."""
    while True:
        month = _month(rng, world)
        if month.raised.any():
            return month


def _month(rng: np.random.Generator, world: str) -> SimulatedMonth:
    heard = float(np.exp(rng.uniform(np.log(20), np.log(200))))
    raising = float(np.exp(rng.uniform(0, np.log(min(60, heard * 0.6)))))
    accounts = int(heard if world.endswith("all speak") else heard * rng.uniform(1.3, 6))
    size = accounts if world.startswith("same") else _POPULATION
    arr, risk = _population(rng, size, accounts)
    speaks, raises = np.full(size, heard / accounts), np.full(size, raising / heard)
    if world.endswith("by size"):
        tilt = arr ** rng.choice([-0.4, -0.2, 0.2, 0.4])
        raises = np.minimum(0.95, raises * tilt / tilt.mean())
    if world.endswith("by risk"):
        raises = np.minimum(0.95, raises * risk / risk.mean())
        speaks = np.minimum(0.95, speaks * arr**0.25 / (arr**0.25).mean())
    at_risk = arr * risk
    truth = float((at_risk * speaks * raises).mean() * accounts)
    chosen = np.arange(size) if size == accounts else rng.integers(0, size, accounts)
    spoke = rng.random(accounts) < speaks[chosen]
    raised = rng.random(accounts) < raises[chosen]
    return SimulatedMonth(at_risk[chosen][spoke], raised[spoke], at_risk[chosen], truth)


def _population(rng: np.random.Generator, size: int, accounts: int) -> tuple[Amounts, Amounts]:
    arr = np.exp(rng.normal(9.5, rng.choice([1.0, 1.25, 1.5]), size))
    giants = rng.choice([0, 1, 3]) / max(accounts, 60)
    arr[rng.random(size) < giants] *= _GIANT
    return arr, rng.beta(1.5, 4, size)
