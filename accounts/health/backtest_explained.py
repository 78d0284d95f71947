"""Figures of the back-test of health opened: counts, pairs told apart, and days of warning by account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from accounts.explanation import Explanation, Input
from accounts.health.backtest import Backtest, Share, lead_days_of, measured, score_without
from accounts.health.past import Ground
from accounts.stored import coming_and_going
from accounts.told_apart import AUC_FORMULA, pair_inputs, told_apart
from foundation.health_settings import HEALTH_SIGNALS

if TYPE_CHECKING:
    from accounts.book import AccountBook

_MONTHS, _ACCOUNTS = "account-months", "accounts"
_QUARTILES = {
    "lead_low": ("Lower quartile", "lower_quartile(inputs)"),
    "lead_median": ("Median", "median(inputs)"),
    "lead_high": ("Upper quartile", "upper_quartile(inputs)"),
}


def figure(name: str, found: Backtest) -> str:
    """The id of a figure of a back-test."""
    return f"backtest:{name}@{found.until}"


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is peculiar to one figure."""

    title: str
    value: float | None
    unit: str
    formula: str
    inputs: tuple[Input, ...]
    words: str = ""


def explain_backtest(book: AccountBook, stands: Ground, name: str) -> Explanation | None:
    """A figure by its name: ``base``, ``flagged``, ``auc``, ``precision/K``, ``band/BAND``, ``leads/DAYS``,
    ``lead_median``, ``signal/NAME/known``, ``…/alone``, ``…/without``, ``…/adds``. None for another one, or one
    without a value."""
    found = measured(stands)
    if stands.history is None:
        return None
    opened = _shares(found).get(name) or _days(stands, found, name) or _area(stands, found, name)
    if opened is None or opened.value is None:
        return None
    churned = [str(one) for one in stands.churned.index[stands.churned.notna()]]
    return Explanation(
        figure=figure(name, found),
        title=f"{opened.title}, back-test of health until {found.until}",
        value=opened.value,
        unit=opened.unit,
        formula=opened.formula,
        inputs=opened.inputs,
        rows=coming_and_going(book, churned),
        words=f"{opened.words} Health at {len(found.months)} months' ends, without facts that have no day of their "
        "own. The rows are those of the accounts that churned, which say when.".strip(),
    )


def _shares(found: Backtest) -> dict[str, _Opened]:
    followed = "Share that churned within 90 days"
    named: list[tuple[str, str, str, Share | None]] = [
        ("base", f"{followed}, of all account-months", _MONTHS, found.base),
        ("flagged", f"{followed}, of those at risk or critical", _MONTHS, found.flagged),
        *(
            (f"precision/{k}", f"{followed}, of the {k} lowest scores of each month", _MONTHS, one)
            for k, one in found.precision
        ),
        *(
            (f"band/{band}", f"{followed}, of those in the band {band}", _MONTHS, one)
            for band, one in found.by_band
        ),
        *(
            (f"leads/{days}", f"Churned accounts at risk from {days} days before on", _ACCOUNTS, one)
            for days, one in found.leads
        ),
    ]
    return {name: _share(title, unit, one) for name, title, unit, one in named if one is not None}


def _share(title: str, unit: str, one: Share) -> _Opened:
    inputs = (Input("hits", float(one.hits), unit), Input("n", float(one.n), unit))
    low, high = one.interval or (0.0, 1.0)
    return _Opened(
        title, one.share, "ratio", "hits / n", inputs, f"95 % interval {low:.1%} to {high:.1%} (Wilson)."
    )


def _days(stands: Ground, found: Backtest, name: str) -> _Opened | None:
    if name not in _QUARTILES or stands.history is None or found.lead_days is None:
        return None
    history = stands.history
    accounts = np.unique(history.account[~np.isnan(history.days)])
    leads = lead_days_of(history, len(stands.months))
    inputs = tuple(
        Input(str(stands.churned.index[account]), float(days), "days")
        for account, days in zip(accounts, leads, strict=True)
        if days > 0
    )
    title, formula = _QUARTILES[name]
    value = found.lead_days[list(_QUARTILES).index(name)]
    words = "By account that was warned of: days from the first month's end of the unbroken run at risk to its churn."
    return _Opened(f"{title} of days of warning", value, "days", formula, inputs, words)


def _area(stands: Ground, found: Backtest, name: str) -> _Opened | None:
    history = stands.history
    if history is None:
        return None
    known = history.known
    churns = history.churns[known]
    words = "Pairs of an account-month before churn and another one; won: the first scored lower."
    if name == "auc":
        pairs = pair_inputs(told_apart(churns, -history.score[known]))
        return _Opened("AUC", found.auc, "ratio", AUC_FORMULA, pairs, words)
    head, _, rest = name.partition("/")
    signal, _, what = rest.rpartition("/")
    test = next((one for one in found.signals if one.name == signal), None)
    if head != "signal" or test is None:
        return None
    at = HEALTH_SIGNALS.index(signal)
    points = history.points[known]
    there = ~np.isnan(points[:, at])
    title = signal.replace("_", " ")
    if what == "known":
        inputs = (Input("known", float(there.sum()), _MONTHS), Input("all", float(len(there)), _MONTHS))
        return _Opened(f"Share of account-months with {title}", test.known, "ratio", "known / all", inputs)
    if what == "alone":
        pairs = pair_inputs(told_apart(churns[there], -points[there, at]))
        return _Opened(f"AUC of {title} alone", test.alone, "ratio", AUC_FORMULA, pairs, words)
    score = score_without(points, history.weights[known], at)
    scored = ~np.isnan(score)
    if what == "without":
        pairs = pair_inputs(told_apart(churns[scored], -score[scored]))
        return _Opened(f"AUC of health without {title}", test.without, "ratio", AUC_FORMULA, pairs, words)
    if what == "adds" and found.auc is not None and test.without is not None:
        inputs = (
            Input("auc", found.auc, "ratio", figure("auc", found)),
            Input("without", test.without, "ratio", figure(f"signal/{signal}/without", found)),
        )
        return _Opened(f"What {title} adds to the AUC", found.auc - test.without, "", "auc - without", inputs)
    return None
