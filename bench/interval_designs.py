"""Other ways to an 80 % interval of a theme's ARR at risk, measured beside the one that is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from statistics import NormalDist

import numpy as np

from bench.interval_books import SimulatedMonth
from synthesis.intervals import Amounts, at_risk_interval, reference

Interval = tuple[float, float]
Design = Callable[[np.random.Generator, SimulatedMonth], Interval]

OURS = "this one"
_RESAMPLES = 1000
_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(0.9)


def ours(_rng: np.random.Generator, month: SimulatedMonth) -> Interval:
    """The engine's own."""
    return at_risk_interval(month.heard[month.raised], reference(month.book))


def _fixed_book(_rng: np.random.Generator, month: SimulatedMonth) -> Interval:
    """The engine's, but the book is not resampled."""
    book = reference(month.book)
    if book is None:
        return (0.0, 0.0)
    means, masses = (part.mean(axis=0, keepdims=True) for part in (book.means, book.log_masses))
    return at_risk_interval(month.heard[month.raised], replace(book, means=means, log_masses=masses))


def _amounts(month: SimulatedMonth) -> Amounts:
    return np.where(month.raised, month.heard, 0.0)


def _resampled(rng: np.random.Generator, amounts: Amounts) -> Amounts:
    return amounts[rng.integers(0, amounts.size, (_RESAMPLES, amounts.size))]


def _ends(drawn: Amounts) -> Interval:
    low, high = np.quantile(drawn, (0.1, 0.9))
    return float(low), float(high)


def _percentile(rng: np.random.Generator, month: SimulatedMonth) -> Interval:
    return _ends(_resampled(rng, _amounts(month)).sum(axis=1))


def _bca(rng: np.random.Generator, month: SimulatedMonth) -> Interval:
    amounts = _amounts(month)
    drawn = np.sort(_resampled(rng, amounts).sum(axis=1))
    below = (np.sum(drawn < amounts.sum()) + 0.5 * np.sum(drawn == amounts.sum())) / _RESAMPLES
    shift = _NORMAL.inv_cdf(float(np.clip(below, 0.001, 0.999)))
    apart = amounts - amounts.mean()
    skew = float((apart**3).sum() / (6 * (apart**2).sum() ** 1.5))
    ends = []
    for z in (-_Z, _Z):
        moved = shift + (shift + z) / (1 - skew * (shift + z))
        ends.append(float(np.quantile(drawn, _NORMAL.cdf(moved))))
    return ends[0], ends[1]


def _bootstrap_t(rng: np.random.Generator, month: SimulatedMonth) -> Interval:
    amounts = _amounts(month)
    total, error = amounts.sum(), np.sqrt((amounts**2).sum()) / amounts.sum()
    drawn = _resampled(rng, amounts)
    sums = drawn.sum(axis=1)
    drawn, sums = drawn[sums > 0], sums[sums > 0]
    low, high = _ends((np.log(sums) - np.log(total)) * sums / np.sqrt((drawn**2).sum(axis=1)))
    return float(total * np.exp(-high * error)), float(total * np.exp(-low * error))


def _bayesian(pseudo: float) -> Design:
    def interval(rng: np.random.Generator, month: SimulatedMonth) -> Interval:
        amounts = month.heard[month.raised]
        drawn = rng.standard_exponential((_RESAMPLES, amounts.size)) @ amounts
        if pseudo:
            drawn = drawn + rng.gamma(pseudo / month.book.size, 1, (_RESAMPLES, month.book.size)) @ month.book
        return _ends(drawn)

    return interval


def _pooled(_rng: np.random.Generator, month: SimulatedMonth) -> Interval:
    amounts, book = month.heard[month.raised], month.book
    spread = np.log1p((1 + book.var() / book.mean() ** 2) / amounts.size)
    middle, reach = amounts.sum() * np.exp(spread / 2), np.exp(_Z * np.sqrt(spread))
    return float(middle / reach), float(middle * reach)


DESIGNS: dict[str, Design] = {
    OURS: ours,
    "percentile bootstrap over the accounts heard": _percentile,
    "BCa bootstrap": _bca,
    "bootstrap-t on the log scale": _bootstrap_t,
    "Bayesian bootstrap of the theme's accounts": _bayesian(0.0),
    "the same, with two pseudo-accounts of the book": _bayesian(2.0),
    "log-normal, spread of amounts from the book": _pooled,
    "this one, book not resampled": _fixed_book,
}
