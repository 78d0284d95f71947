"""How risks did, opened: pairs told apart, squared gaps, and bins of risk against the share that left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.churn.learning import PastRows
from accounts.churn.scores import equal_bins, scores
from accounts.churn.table import Floats
from accounts.churn.tuning import Outcome
from accounts.churn.validation import Judged, Validation, compared
from accounts.explanation import Explanation, Input
from accounts.stored import coming_and_going
from accounts.told_apart import AUC_FORMULA, pair_inputs, told_apart

SCORE_FAMILIES = ("churn_auc", "churn_average_precision", "churn_brier", "churn_ece")
WITHIN_FAMILIES = ("churn_auc_within", "churn_gain")
_TITLES = {"model": "the model", "scorecard": "the scorecard as a probability", "base_rate": "the base rate"}
_ACCOUNT_MONTHS = "account-months"


def score_figures(method: str, as_of: date) -> dict[str, str]:
    """The ids of one method's scores, by the field that holds them."""
    return {family.removeprefix("churn_"): f"{family}:{method}@{as_of}" for family in SCORE_FAMILIES}


def within_figures(as_of: date) -> dict[str, str]:
    """The ids of the figures among accounts of one month end, by the field that holds them."""
    return {"within": f"churn_auc_within:model@{as_of}", "gain": f"churn_gain:model@{as_of}"}


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is peculiar to one figure."""

    title: str
    value: float
    unit: str
    formula: str
    inputs: tuple[Input, ...]
    words: str


def explain_score(
    book: AccountBook, judged: Judged, family: str, subject: tuple[str, date]
) -> Explanation | None:
    """A figure of ``SCORE_FAMILIES`` or ``WITHIN_FAMILIES``; ``subject``: ``model``, ``scorecard`` or ``base_rate``,
    and the day. None for another method."""
    method, as_of = subject
    risks = {"model": judged.model, "scorecard": judged.scorecard, "base_rate": judged.base_rate}
    if method not in risks or (family == "churn_gain" and method != "model"):
        return None
    rows, risk = judged.rows, risks[method]
    if family in SCORE_FAMILIES:
        found = _score(rows, risk, family)
    elif family == "churn_auc_within":
        found = _within(rows, risk)
    else:
        found = _gain(rows, judged, as_of)
    left = [rows.names[at] for at in np.unique(rows.account[rows.left])]
    return Explanation(
        figure=f"{family}:{method}@{as_of}",
        title=f"{found.title} of {_TITLES[method]}, at {as_of}",
        value=found.value,
        unit=found.unit,
        formula=found.formula,
        inputs=found.inputs,
        rows=coming_and_going(book, left),
        words=f"{found.words} Each account-month's risk is by what was known before it. The rows are those of the "
        "accounts that left, which say when.",
    )


def _score(rows: PastRows, risk: Floats, family: str) -> _Opened:
    found = scores(rows.left, risk)
    if family == "churn_auc":
        return _area(
            "AUC", found.auc, told_apart(rows.left, risk), "Pairs of one that left and one that stayed."
        )
    if family == "churn_average_precision":
        return _Opened(
            "Average precision",
            found.average_precision,
            "ratio",
            "mean(inputs)",
            _precisions(rows, risk),
            "Of each account-month before leaving: the share that left among those of its risk or a higher one.",
        )
    if family == "churn_brier":
        squares = (risk - rows.left) ** 2
        inputs = (
            Input("squares_left", float(squares[rows.left].sum()), "sum of (risk - 1) squared"),
            Input("squares_stayed", float(squares[~rows.left].sum()), "sum of risk squared"),
            Input("left", float(rows.left.sum()), _ACCOUNT_MONTHS),
            Input("stayed", float((~rows.left).sum()), _ACCOUNT_MONTHS),
        )
        formula = "(squares_left + squares_stayed) / (left + stayed)"
        return _Opened(
            "Brier score", found.brier, "", formula, inputs, "The mean squared gap of risk and outcome."
        )
    return _calibration(rows.left, risk, found.ece)


def _calibration(left: Outcome, risk: Floats, value: float) -> _Opened:
    inputs: list[Input] = []
    bins = equal_bins(risk)
    for at, part in enumerate(bins, start=1):
        inputs += [
            Input(f"risk_{at}", float(risk[part].mean()), "mean risk"),
            Input(f"left_{at}", float(left[part].mean()), "share that left"),
            Input(f"rows_{at}", float(len(part)), _ACCOUNT_MONTHS),
        ]
    numbers = range(1, len(bins) + 1)
    gaps = " + ".join(f"abs(risk_{at} - left_{at}) * rows_{at}" for at in numbers)
    formula = f"({gaps}) / ({' + '.join(f'rows_{at}' for at in numbers)})"
    return _Opened(
        "Calibration error", value, "", formula, tuple(inputs), "Ten bins of as many rows, lowest risk first."
    )


def _within(rows: PastRows, risk: Floats) -> _Opened:
    found = [
        told_apart(rows.left[own], risk[own]) for own in (rows.day == day for day in np.unique(rows.day))
    ]
    won, tied, pairs = (sum(one[at] for one in found) for at in range(3))
    words = f"Pairs of one that left and one that stayed at the same month end, over {len(found)} month ends."
    return _area("AUC within month ends", (won + tied / 2) / max(pairs, 1), (won, tied, pairs), words)


def _gain(rows: PastRows, judged: Judged, as_of: date) -> _Opened:
    found: Validation = compared(judged, 0)
    low, high = found.gain_interval or (0.0, 0.0)
    inputs = tuple(
        Input(name, _within(rows, risk).value, "ratio", f"churn_auc_within:{name}@{as_of}")
        for name, risk in (("model", judged.model), ("scorecard", judged.scorecard))
    )
    return _Opened(
        "AUC within month ends above the scorecard's",
        found.gain or 0.0,
        "",
        "model - scorecard",
        inputs,
        f"80 % interval {low:+.3f} to {high:+.3f}, over 400 draws of accounts with replacement.",
    )


def _area(title: str, value: float, counts: tuple[int, int, int], words: str) -> _Opened:
    return _Opened(
        title,
        value,
        "ratio",
        AUC_FORMULA,
        pair_inputs(counts),
        f"{words} Won: the one that left had the higher risk.",
    )


def _precisions(rows: PastRows, risk: Floats) -> tuple[Input, ...]:
    everyone, gone = np.sort(risk), np.sort(risk[rows.left])
    found = []
    for at in np.flatnonzero(rows.left):
        hits = len(gone) - int(np.searchsorted(gone, risk[at], side="left"))
        seen = len(everyone) - int(np.searchsorted(everyone, risk[at], side="left"))
        name = f"{rows.names[rows.account[at]]} at {rows.day[at]}"
        found.append(Input(name, hits / seen, f"{hits:,} of {seen:,}"))
    return tuple(found)
