"""A theme over the months of the window, corrected for how much was said in all, and its status.

Volume swings by a third from month to month, so a theme is measured by its share of the month's statements,
and small counts are called small: under the thresholds below a theme is steady, whatever its ratio.

    new       first seen this month or the last: at least 2 statements, at most one stray earlier, and at
              least 2 months before them with any feedback to have been seen in
    emerging  at least 5 statements, a share of at least 1.5 times the mean of the three months before, and a
              chance of at most 5 % that as many fall into the month where nothing changed
    fading    a share under half that mean, where the three months before had at least 4 statements each on
              average, and a chance of at most 5 % (so never on a fall from 2 to 1)
    gone      nothing this month and last
    steady    all else
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from foundation.months import Month
from synthesis.themes import ThemeStatus, TrendPoint
from synthesis.voices import Voice

_BEFORE = 3
_LEAST_FOR_GROWTH = 5
_LEAST_EMERGING = 5
_LEAST_FADING_MEAN = 4
_EMERGING_RATIO = 1.5
_EMERGING_CHANCE = 0.05
_FADING_CHANCE = 0.05
_FADING_RATIO = 0.5
_LEAST_NEW = 2
_MOST_STRAYS = 1
_LEAST_HISTORY = 2
_SHRINK = 2.0  # statements added to both sides of a surge, so that 2 after 1 is no doubling


def month_totals(voices: Sequence[Voice], months: Sequence[Month]) -> dict[Month, int]:
    """Statements of each month, themes and unclustered together."""
    totals = dict.fromkeys(months, 0)
    for voice in voices:
        if voice.month in totals:
            totals[voice.month] += 1
    return totals


def trend_of(voices: Sequence[Voice], totals: Mapping[Month, int]) -> tuple[TrendPoint, ...]:
    """One theme's voices by month, oldest first, a point for every month of ``totals``."""
    counts = dict.fromkeys(totals, 0)
    accounts: dict[Month, set[str]] = {month: set() for month in totals}
    for voice in voices:
        if voice.month in counts:
            counts[voice.month] += 1
            if voice.statement.account_id:
                accounts[voice.month].add(voice.statement.account_id)
    return tuple(
        TrendPoint(month, counts[month], len(accounts[month]), counts[month] / max(1, totals[month]))
        for month in sorted(totals)
    )


def growth_of(
    trend: Sequence[TrendPoint], totals: Mapping[Month, int], month: Month
) -> tuple[float | None, float | None]:
    """Growth and surge of the month against the three before.

    Growth = share / mean share of the three - 1; None with fewer than 5 statements in the four months, with
    none in the three, or where one of the three holds no feedback at all. Surge = (statements + 2) /
    (expected + 2), where expected = mean share x the month's statements of all themes; None only without
    that history.
    """
    before = _before(trend, month)
    if len(before) < _BEFORE or any(not totals.get(point.month) for point in before):
        return None, None
    now = next(point for point in trend if point.month == month)
    base = fsum(point.share for point in before) / _BEFORE
    surge = (now.statements + _SHRINK) / (base * totals[month] + _SHRINK)
    enough = now.statements + sum(point.statements for point in before) >= _LEAST_FOR_GROWTH
    return (now.share / base - 1 if enough and base else None), surge


def theme_status(
    trend: Sequence[TrendPoint], born: Month, month: Month, heard_months: int | None = None
) -> ThemeStatus:
    """Where a theme stands at ``month``, by the thresholds above.

    ``heard_months`` counts the window's months before the last two that hold any feedback at all; when it is
    None they are taken to hold some.
    """
    by_month = {point.month: point for point in trend}
    now, last = by_month.get(month), by_month.get(month.plus(-1))
    latest = (now.statements if now else 0) + (last.statements if last else 0)
    if not latest:
        return ThemeStatus.GONE
    earlier = sum(point.statements for point in trend if point.month < month.plus(-1))
    seen_elsewhere = heard_months is None or heard_months >= _LEAST_HISTORY
    if born >= month.plus(-1) and earlier <= _MOST_STRAYS and latest >= _LEAST_NEW and seen_elsewhere:
        return ThemeStatus.NEW
    before = _before(trend, month)
    if len(before) < _BEFORE:
        return ThemeStatus.STEADY
    return _moving(now or TrendPoint(month, 0, 0, 0.0), before)


def _moving(now: TrendPoint, before: Sequence[TrendPoint]) -> ThemeStatus:
    base = fsum(point.share for point in before) / len(before)
    seen = sum(point.statements for point in before)
    expected = base * now.statements / now.share if now.share else seen / len(before)
    fewer, more = _chances(now.statements, seen, expected)
    enough = seen >= _LEAST_FADING_MEAN * len(before)
    if enough and now.share < _FADING_RATIO * base and fewer <= _FADING_CHANCE:
        return ThemeStatus.FADING
    grown = now.statements >= _LEAST_EMERGING and now.share >= _EMERGING_RATIO * base
    return ThemeStatus.EMERGING if grown and more <= _EMERGING_CHANCE else ThemeStatus.STEADY


def _chances(now: int, before: int, expected: float) -> tuple[float, float]:
    """How likely so few, and so many, are by chance alone.

    Given all ``now + before`` statements, each falls into the month with the odds ``expected : before`` where
    nothing changed (the exact conditional test of two Poisson rates).
    """
    from scipy.special import bdtr, bdtrc

    if not before:
        return 1.0, 0.0
    odds = expected / (expected + before)
    total = now + before
    return float(bdtr(now, total, odds)), float(bdtrc(now - 1, total, odds)) if now else 1.0


def _before(trend: Sequence[TrendPoint], month: Month) -> list[TrendPoint]:
    return [point for point in trend if month.plus(-_BEFORE) <= point.month < month]
