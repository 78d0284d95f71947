"""Account health, 0-100: a weighted mean of named signals, of which each says why.

    score = sum(weight x signal) / sum(weight of the signals that are known)

A signal that is not known is left out and the rest weighs more; ``coverage`` is the share of weight that is
known, and under ``least_coverage`` there is no score at all. Logins are no signal. Everything is computed for
all accounts at once, from rows dated up to the day alone, so that any day in the past can be asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.health import relationship, usage, voice
from accounts.health.context import (
    WINDOW_DAYS,
    WINDOWS,
    Floats,
    HealthContext,
    HealthFeedback,
    Signal,
    scored_accounts,
    segment_weights,
)
from foundation.health_settings import HEALTH_SIGNALS, CoverageSettings, HealthSettings

if TYPE_CHECKING:
    from accounts.book import AccountBook

TRENDS = (30, 90)
"""Days back that a score is compared with."""

UNKNOWN, BANDS = "not enough data", ("critical", "at risk", "healthy", "thriving")
"""The bands from worst to best, and what stands where there is no score."""


@dataclass(frozen=True, slots=True)
class HealthParams:
    """``undated``: whether facts without a day of their own may count, such as a payment status. ``trends``:
    whether to look back as well."""

    settings: HealthSettings = field(default_factory=HealthSettings)
    coverage: CoverageSettings = field(default_factory=CoverageSettings)
    undated: bool = True
    trends: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class HealthScores:
    """Health of the accounts that pay on ``as_of``, sorted by id.

    ``signals`` in the order of HEALTH_SIGNALS. ``points`` and ``weights`` have a row an account and a column a
    signal; points are NaN where not known. ``score`` is NaN where there is not enough data; it is exact, and
    shown with one decimal. ``trends`` has a column for each of TRENDS: the change of the score over the signals
    known on both days; ``earlier`` are readers of the signals of those days, empty where no trend was asked for: they
    are wanted for one account now and then, and kept they would hold the feedback twice over. ``mrr`` is NaN in a book
    without revenue. ``notes`` say what was told from the data.
    """

    as_of: date
    accounts: tuple[str, ...]
    signals: tuple[Signal, ...]
    points: Floats
    weights: Floats
    score: Floats
    coverage: Floats
    trends: Floats
    earlier: tuple[Callable[[], tuple[Signal, ...]], ...]
    mrr: Floats
    notes: tuple[str, ...]

    def place(self, account: str) -> int:
        """The account's row; raises KeyError for one that is not scored."""
        found = int(np.searchsorted(self.accounts, account))
        if found == len(self.accounts) or self.accounts[found] != account:
            raise KeyError(account)
        return found


def score_health(
    book: AccountBook, feedback: HealthFeedback, as_of: date, params: HealthParams | None = None
) -> HealthScores:
    """Scores of every account that pays on ``as_of`` (of a book without revenue: that is active then)."""
    params = params or HealthParams()
    context = _context(book, feedback, as_of, params)
    signals, notes = _signals(context)
    points = _table(signals)
    score, coverage = combined(points, context.weights, params.settings.least_coverage)
    days = TRENDS if params.trends else ()
    earlier = tuple(partial(_signals_before, context, back // WINDOW_DAYS) for back in days)
    return HealthScores(
        as_of=as_of,
        accounts=tuple(str(one) for one in context.accounts),
        signals=signals,
        points=points,
        weights=context.weights,
        score=score,
        coverage=coverage,
        trends=_trends(context, points, earlier),
        earlier=earlier,
        mrr=context.mrr,
        notes=notes,
    )


def _context(book: AccountBook, feedback: HealthFeedback, as_of: date, params: HealthParams) -> HealthContext:
    from accounts.readings import windows

    longest = max(TRENDS) // WINDOW_DAYS if params.trends else 0
    places, mrr = scored_accounts(book, as_of)
    segments = book.accounts["segment"].to_numpy(dtype=str)[places]
    return HealthContext(
        book=book,
        as_of=as_of,
        accounts=pd.Index(book.accounts["id"].to_numpy(dtype=object)[places], dtype="str"),
        segments=segments,
        mrr=mrr,
        weights=segment_weights(params.settings, segments),
        windows=windows(book, as_of, days=WINDOW_DAYS, count=WINDOWS + longest),
        places=places,
        feedback=feedback,
        settings=params.settings,
        coverage=params.coverage,
        undated=params.undated,
    )


def _signals(context: HealthContext) -> tuple[tuple[Signal, ...], tuple[str, ...]]:
    use = usage.use_of(context)
    found = {
        one.name: one
        for one in (
            usage.depth(context, use),
            usage.breadth(context, use),
            relationship.outcomes(context),
            voice.support(context, use.seats),
            voice.sentiment(context),
            relationship.relationship(context),
            relationship.commercial(context),
            relationship.imported(context),
        )
    }
    return tuple(found[name] for name in HEALTH_SIGNALS), (use.roles.said,)


def _table(signals: Sequence[Signal]) -> Floats:
    return np.stack([one.score for one in signals], axis=1)


def combined(points: Floats, weights: Floats, least_coverage: float) -> tuple[Floats, Floats]:
    """Score and coverage by account from points (NaN where not known) and weights, both accounts x signals."""
    known = ~np.isnan(points) & (weights > 0)
    present = np.where(known, weights, 0.0).sum(axis=1)
    total = weights.sum(axis=1)
    coverage = np.where(total > 0, present / np.where(total > 0, total, 1.0), 0.0)
    summed = np.where(known, weights * np.nan_to_num(points), 0.0).sum(axis=1)
    enough = (present > 0) & (coverage >= least_coverage - 1e-9)
    return np.where(enough, summed / np.where(present > 0, present, 1.0), np.nan), coverage


def _signals_before(context: HealthContext, windows: int) -> tuple[Signal, ...]:
    return _signals(context.earlier(windows))[0]


def _trends(
    context: HealthContext, points: Floats, earlier: Sequence[Callable[[], Sequence[Signal]]]
) -> Floats:
    """Change of the score over 30 and 90 days, over the signals that are known on both days: a signal that was
    not known then would move the score without anything having happened."""
    least = context.settings.least_coverage
    changes = np.full((len(points), len(TRENDS)), np.nan)
    for at, signals in enumerate(earlier):
        then = _table(signals())
        both = ~np.isnan(points) & ~np.isnan(then)
        now_score, _ = combined(np.where(both, points, np.nan), context.weights, least)
        then_score, _ = combined(np.where(both, then, np.nan), context.weights, least)
        changes[:, at] = now_score - then_score
    return changes


def bands(
    score: Floats, settings: HealthSettings, before: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """The band of each score as a place in BANDS, -1 without a score.

    ``before`` are the bands of the last frozen snapshot (-1: none). A score leaves the band that it was in only
    when it is ``hysteresis`` points past its edge, so that bands do not flap.
    """
    edges = np.array([settings.at_risk, settings.healthy, settings.thriving])
    shown = np.round(score, 1)
    plain = _band(shown, edges)
    if before is None:
        return plain
    slow_up = np.maximum(before, _band(shown - settings.hysteresis, edges))
    slow_down = np.minimum(before, _band(shown + settings.hysteresis, edges))
    held = np.where(plain > before, slow_up, np.where(plain < before, slow_down, plain))
    return np.where((before < 0) | (plain < 0), plain, held)


def _band(score: Floats, edges: Floats) -> NDArray[np.int64]:
    place = np.searchsorted(edges, np.nan_to_num(score), side="right").astype(np.int64)
    return np.where(np.isnan(score), -1, place)


def band_name(place: int) -> str:
    """The band's name; ``not enough data`` for -1."""
    return UNKNOWN if place < 0 else BANDS[place]
