"""Whether a model of the book's past beats the scorecard and the base rate, judged as time went by.

Month ends are judged in stretches; a stretch is predicted by a model of rows whose horizon was over when it began,
so that nothing it learned from lay in its future. Differences are resampled by account, as one account's months are
one story.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from accounts.churn.learning import PastRows
from accounts.churn.model import LEAST_OF_EACH, fit
from accounts.churn.scores import Scores, scores, won_pairs
from accounts.churn.table import Floats, Ints
from accounts.churn.tuning import Outcome
from foundation.churn_settings import ChurnSettings
from foundation.money import count

_STRETCHES = 4
_DRAWS = 400
_LOW, _HIGH = 0.1, 0.9
_SEED = 20260101
_CHANCE = 0.55  # an AUC that a model of nothing comes to by chance


@dataclass(frozen=True, slots=True)
class Validation:
    """What was judged and how it came out. ``method``: ``model`` or ``scorecard``; ``reason`` says why in words.

    ``known``: accounts known to have left in a way that could be saved. ``rows``, ``accounts``, ``churned``: judged
    account-months, accounts, and accounts that left. The three figures are None where too little could be judged;
    the scorecard's are those of its risk turned into a probability by the same past rows that taught the model.
    ``within``: the model's AUC among accounts of one month end, so that a better year is not taken for a better
    model; ``gain``: that less the scorecard's; each with its 80 % interval.
    """

    method: str
    reason: str
    known: int
    rows: int = 0
    accounts: int = 0
    churned: int = 0
    model: Scores | None = None
    scorecard: Scores | None = None
    base_rate: Scores | None = None
    within: float | None = None
    within_interval: tuple[float, float] | None = None
    gain: float | None = None
    gain_interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Out-of-time risks of the judged rows: by the model, by the scorecard turned into a probability, and the
    share that had left before (base rate)."""

    rows: PastRows
    model: Floats
    scorecard: Floats
    base_rate: Floats


def validate(past: PastRows | None, settings: ChurnSettings) -> Validation:
    """The choice of method with its figures."""
    known = past.churned() if past is not None else 0
    if past is None or known < settings.least_churned:
        return Validation(
            "scorecard",
            f"{known} {'account is' if known == 1 else 'accounts are'} known to have left in a way that could be "
            "saved; a model needs "
            f"{settings.least_churned}",
            known,
        )
    judged = judge(past)
    if judged is None or judged.rows.churned() < settings.least_tested:
        seen = judged.rows.churned() if judged is not None else 0
        return Validation(
            "scorecard",
            f"only {count(seen, 'account')} left after a model could first be trained; judging one needs "
            f"{settings.least_tested}",
            known,
        )
    return compared(judged, known)


def enough_judged(past: PastRows | None, settings: ChurnSettings) -> Judged | None:
    """The judged rows that the figures of ``validate`` are of; None where it has none."""
    if past is None or past.churned() < settings.least_churned:
        return None
    judged = judge(past)
    return judged if judged is not None and judged.rows.churned() >= settings.least_tested else None


def judge(past: PastRows) -> Judged | None:
    """Every month end that a model could be trained before, predicted by it; None where there is none."""
    days = np.unique(past.day)
    found: list[tuple[Ints, Floats, Floats, Floats]] = []
    later = days[max(1, len(days) // 3) :]
    for stretch in np.array_split(later, min(_STRETCHES, max(1, len(later)))):
        over = past.day + np.timedelta64(past.horizon, "D") <= (
            stretch[0] if len(stretch) else past.day.min()
        )
        train, test = np.flatnonzero(over), np.flatnonzero(np.isin(past.day, stretch))
        if not len(test) or past.churned(over) < LEAST_OF_EACH or past.left[train].all():
            continue
        left = past.left[train]
        model = fit(past.table.take(train), left, past.account[train]).predict(past.table.take(test))
        card = _as_probability(past.scorecard[train], left, past.scorecard[test])
        found.append((test, model, card, np.full(len(test), left.mean())))
    if not found:
        return None
    rows, model, card, base = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Judged(past.take(rows), model, card, base)


def _as_probability(risk: Floats, left: Outcome, later: Floats) -> Floats:
    from sklearn.linear_model import LogisticRegression

    line = LogisticRegression(C=10.0).fit(np.nan_to_num(risk)[:, None], left)
    return np.asarray(line.predict_proba(np.nan_to_num(later)[:, None])[:, 1])


def compared(judged: Judged, known: int) -> Validation:
    """The figures of what was judged, and the method that they speak for; ``known`` as in ``Validation``."""
    rows = judged.rows
    model, card, base = (scores(rows.left, one) for one in (judged.model, judged.scorecard, judged.base_rate))
    mine, theirs = _areas_within(rows, judged.model), _areas_within(rows, judged.scorecard)
    gains = mine - theirs
    low, high = _middle(gains[1:])
    within = _middle(mine[1:])
    better = low > 0 and within[0] > _CHANCE
    sharper = model.brier < base.brier
    return Validation(
        method="model" if better and sharper else "scorecard",
        reason=_reason(better, sharper),
        known=known,
        rows=len(rows.left),
        accounts=len(np.unique(rows.account)),
        churned=rows.churned(),
        model=model,
        scorecard=card,
        base_rate=base,
        within=float(mine[0]),
        within_interval=within,
        gain=float(gains[0]),
        gain_interval=(low, high),
    )


def _reason(better: bool, above_base: bool) -> str:
    if better and above_base:
        return "judged as time went by, the model beats the scorecard and the base rate"
    if not better:
        return "judged as time went by, the model does not surely beat the scorecard"
    return "judged as time went by, the model does not surely beat the base rate"


def _areas_within(rows: PastRows, risk: Floats) -> Floats:
    """AUC over pairs of accounts at one month end: first of the rows as they are, then of resampled accounts."""
    names, code = np.unique(rows.account, return_inverse=True)
    size = len(names)
    draws = np.random.default_rng(_SEED).multinomial(size, np.full(size, 1 / size), _DRAWS)
    weights = np.vstack([np.ones(size), draws]).astype(np.float64)
    won, pairs = np.zeros(_DRAWS + 1), np.zeros(_DRAWS + 1)
    for day in np.unique(rows.day):
        own = rows.day == day
        more, of = won_pairs(risk[own], rows.left[own], weights[:, code[own]])
        won, pairs = won + more, pairs + of
    return np.asarray(won / np.maximum(pairs, 1e-12))


def _middle(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, [_LOW, _HIGH])
    return float(low), float(high)
