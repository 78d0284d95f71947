"""A theme over the months of the window, corrected for how much was said, by whom and where, and its status.

Volume swings by a third from month to month, and survey waves change who is heard. So a theme is measured by
its share of what was said, source by source (``spans``), an account that repeats itself counts less, and every
figure has an 80 % interval. Small counts are called small: under the thresholds below a theme is steady,
whatever its ratio.

    new       first seen this month or the last: at least 2 statements, at most one stray earlier; or four
              fifths of it from the last three months, by a chance of at most 1 %. In both cases with at least
              2 months before them with any feedback to have been seen in
    emerging  the month holds at least 5 statements and at least 1.5 times what the three before let expect;
              or the last three months do against those before them, twice over
    fading    under two thirds of what the three before let expect, where they had at least 4 statements each
              on average; or the last three months under half of what those before them let expect
    gone      nothing this month and last
    steady    all else

Emerging and fading also need that chance alone would do as much seldom (``_CHANCE``, and less for the
longer look): on themes that do not move, at most one theme and month in twenty is called moving
(docs/months.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.months import Month
from synthesis.figures import TrendPoint
from synthesis.spans import Change, Heard, Told, change, proportion_interval
from synthesis.themes import ThemeStatus
from synthesis.voices import Voice

_BEFORE = 3
_LEAST_FOR_GROWTH = 5
_LEAST_EMERGING = 5
_LEAST_FADING_MEAN = 4
_EMERGING_RATIO, _FADING_RATIO, _CHANCE = 1.5, 2 / 3, 0.04
_LONG_EMERGING_RATIO, _LONG_EMERGING_CHANCE = 2.0, 0.005
_LONG_FADING_RATIO, _LONG_FADING_CHANCE = 0.5, 0.01  # what fades has few statements to show it by
_LEAST_LONG_MONTHS = 4  # before the last three, so that the longer look has a past
_LEAST_NEW = 2
_MOST_STRAYS = 1
_LEAST_HISTORY = 2
_NEW_CHANCE = 0.01
_NEW_STRAY_SHARE = 0.2
_SHRINK = 2.0  # statements added to both sides of a surge, so that 2 after 1 is no doubling


@dataclass(frozen=True, slots=True)
class Movement:
    """How a theme moves. ``growth``: rate of the month over that of the three before, less 1, with its 80 %
    interval; both None on fewer than 5 statements, none before, or a gap in the three months. ``surge``:
    (statements + 2) / (expected + 2) of the same; None only without that history."""

    trend: tuple[TrendPoint, ...]
    growth: float | None
    growth_interval: tuple[float, float] | None
    surge: float | None
    status: ThemeStatus


def movement(voices: Sequence[Voice], heard: Heard, born: Month) -> Movement:
    """One theme's voices against all that was heard in the window; the month is the window's last."""
    told = Told.of(voices, heard)
    trend = _trend(voices, told, heard)
    growth, interval, surge = _growth(told, heard)
    return Movement(trend, growth, interval, surge, theme_status(told, heard, born))


def _trend(voices: Sequence[Voice], told: Told, heard: Heard) -> tuple[TrendPoint, ...]:
    accounts: dict[Month, set[str]] = {month: set() for month in heard.months}
    for voice in voices:
        if voice.month in accounts and voice.statement.account_id:
            accounts[voice.month].add(voice.statement.account_id)
    words, mine = heard.counts.sum(axis=0), told.counts.sum(axis=0)
    rate = mine / words.clip(min=1)
    usual = float(mine.sum() / max(1, words.sum()))
    points = []
    for row, month in enumerate(heard.months):
        said, total = told.in_month(row), int(heard.counts[row].sum())
        expected = float((heard.counts[row] * rate).sum())
        scale = usual * total / expected if expected else 1.0
        low, high = proportion_interval(said, total, told.design_effect([row]))
        share = said / total if total else 0.0
        points.append(
            TrendPoint(
                month=month,
                statements=said,
                accounts=len(accounts[month]),
                share=share,
                level=min(1.0, share * scale),
                low=low * scale,
                high=min(1.0, high * scale),
            )
        )
    return tuple(points)


def _growth(told: Told, heard: Heard) -> tuple[float | None, tuple[float, float] | None, float | None]:
    month = heard.months[-1]
    before = _before(heard)
    if before is None:
        return None, None, None
    found = change(told, heard, [month], before)
    if found is None:
        return None, None, 1.0
    surge = (found.now + _SHRINK) / (found.expected + _SHRINK)
    if found.ratio is None or found.now + found.base < _LEAST_FOR_GROWTH:
        return None, None, surge
    low, high = found.interval
    return found.ratio - 1, (low - 1, high - 1), surge


def _before(heard: Heard) -> list[Month] | None:
    """The three months before the last; None where one of them is not in the window or holds no feedback."""
    months = [heard.months[-1].plus(-back) for back in range(1, _BEFORE + 1)]
    totals = heard.totals
    return months if all(totals.get(month) for month in months) else None


def theme_status(told: Told, heard: Heard, born: Month) -> ThemeStatus:
    """Where a theme stands in the window's last month, by the thresholds above."""
    month = heard.months[-1]
    counts = dict(zip(heard.months, told.counts.sum(axis=1).tolist(), strict=True))
    if not counts[month] + counts.get(month.plus(-1), 0):
        return ThemeStatus.GONE
    if _is_new(counts, heard, born):
        return ThemeStatus.NEW
    before = [month.plus(-back) for back in range(1, _BEFORE + 1)]
    if before[-1] not in counts:
        return ThemeStatus.STEADY
    short = change(told, heard, [month], before)
    long = _long_look(told, heard)
    if (short and _fades(short)) or (long and _fades_for_long(long)):
        return ThemeStatus.FADING
    if (short and _emerges(short)) or (long and _emerges_for_long(long)):
        return ThemeStatus.EMERGING
    return ThemeStatus.STEADY


def _is_new(counts: dict[Month, int], heard: Heard, born: Month) -> bool:
    month = heard.months[-1]
    totals = heard.totals
    if sum(1 for one, total in totals.items() if total and one < month.plus(-1)) < _LEAST_HISTORY:
        return False
    earlier = sum(said for one, said in counts.items() if one < month.plus(-1))
    latest = counts[month] + counts.get(month.plus(-1), 0)
    if born >= month.plus(-1) and earlier <= _MOST_STRAYS and latest >= _LEAST_NEW:
        return True
    since = month.plus(-2)
    return starts_late(
        sum(said for one, said in counts.items() if one < since),
        sum(said for one, said in counts.items() if one >= since),
        sum(total for one, total in totals.items() if one < since) / max(1, sum(totals.values())),
    )


def starts_late(early: int, late: int, early_share: float, strays: float = _NEW_STRAY_SHARE) -> bool:
    """Whether ``late`` of ``early + late`` voices are too many for a theme that was always there, where
    ``early_share`` of all that was said is early: at most the share ``strays`` is early, and so little by a
    chance of at most 1 % (binomial)."""
    from scipy.special import bdtr

    total = early + late
    if not total or early > strays * total:
        return False
    return float(bdtr(early, total, early_share)) <= _NEW_CHANCE


def _long_look(told: Told, heard: Heard) -> Change | None:
    """The last three months against all before them, where those are enough and hold feedback."""
    recent = [heard.months[-1].plus(-back) for back in range(_BEFORE)]
    totals = heard.totals
    past = [month for month in heard.months if month < recent[-1] and totals[month]]
    return change(told, heard, recent, past) if len(past) >= _LEAST_LONG_MONTHS else None


def _emerges(found: Change) -> bool:
    grown = found.ratio is None or found.ratio >= _EMERGING_RATIO
    return grown and found.now >= _LEAST_EMERGING and found.many <= _CHANCE and found.interval[0] > 1


def _emerges_for_long(found: Change) -> bool:
    grown = found.ratio is None or found.ratio >= _LONG_EMERGING_RATIO
    return grown and found.now >= _LEAST_EMERGING and found.many <= _LONG_EMERGING_CHANCE


def _fades(found: Change) -> bool:
    enough = found.ratio is not None and found.base >= _LEAST_FADING_MEAN * _BEFORE
    return enough and (found.ratio or 0.0) < _FADING_RATIO and found.few <= _CHANCE and found.interval[1] < 1


def _fades_for_long(found: Change) -> bool:
    return found.ratio is not None and found.ratio < _LONG_FADING_RATIO and found.few <= _LONG_FADING_CHANCE
