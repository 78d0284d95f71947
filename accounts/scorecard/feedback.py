"""The parts of the risk scorecard that feedback answers; formulas in ``accounts.scorecard.scores``.

All accounts are scored at once; words are made for the account that is asked about.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from accounts.scorecard.components import Component, cut
from accounts.scorecard.signal_columns import Counts, Flags, Floats, SignalColumns

_WINDOW_DAYS = 90
_HABIT_DAYS = 365
_LEAST_HABIT = 3
_LEAST_GAP = 14
_QUIET_GAPS, _SILENT_GAPS = 2.0, 6.0
_MOOD_DAYS = 180
_PROMOTER = 9
_MANY = 4
_PRIOR = 2


def engagement_scores(signals: SignalColumns, as_of: date) -> Component:
    """Of accounts with a habit of speaking or a recent NPS score; nothing in ``signals`` is after ``as_of``."""
    quiet, gap = speaking_habit(signals, as_of)
    gaps = quiet / np.maximum(_LEAST_GAP, gap)
    silence = cut((gaps - _QUIET_GAPS) / (_SILENT_GAPS - _QUIET_GAPS))
    mean, answers = mean_score(signals, as_of, _MOOD_DAYS)
    mood = cut((_PROMOTER - mean) / _PROMOTER)

    def why(index: int) -> str:
        parts = []
        if not np.isnan(silence[index]):
            words = f"silent for {quiet[index]:.0f} days, used to speak every {gap[index]:.0f}"
            parts.append((float(silence[index]), words))
        if answers[index]:
            noun = f"{answers[index]} answer{'s' if answers[index] > 1 else ''}"
            parts.append((float(mood[index]), f"NPS score {mean[index]:.1f} on average of {noun}"))
        said = [words for score, words in parts if score > 0]
        return "; ".join(said) or max(parts, key=lambda part: part[0])[1]

    return Component(np.fmax(silence, mood), why)


def speaking_habit(signals: SignalColumns, as_of: date) -> tuple[Floats, Floats]:
    """Days since each account last spoke, and its median gap between days with feedback of the last year; NaN
    for those with fewer than three such days."""
    lately = signals.where(signals.day > np.datetime64(as_of - timedelta(days=_HABIT_DAYS)))
    fresh = np.ones(len(lately.day), dtype=np.bool_)
    fresh[1:] = (np.diff(lately.account) != 0) | (np.diff(lately.day) != np.timedelta64(0, "D"))
    lately = lately.where(fresh)
    days = lately.count(np.ones(len(lately.day), dtype=np.bool_))
    quiet = (np.datetime64(as_of) - lately.last_day()) / np.timedelta64(1, "D")
    same = np.diff(lately.account) == 0
    gaps = (np.diff(lately.day) / np.timedelta64(1, "D"))[same]
    median = _medians(lately.account[1:][same], gaps, signals.size)
    habit = days >= _LEAST_HABIT
    return np.where(habit, quiet, np.nan), np.where(habit, median, np.nan)


def _medians(owner: Counts, values: Floats, size: int) -> Floats:
    """Each owner's median, NaN without a value."""
    ordered = values[np.lexsort((values, owner))]
    counts = np.bincount(owner, minlength=size)
    first = np.cumsum(counts) - counts
    found = np.full(size, np.nan)
    some = counts > 0
    low, high = (first + (counts - 1) // 2)[some], (first + counts // 2)[some]
    found[some] = (ordered[low] + ordered[high]) / 2
    return found


def mean_score(signals: SignalColumns, as_of: date, days: int) -> tuple[Floats, Counts]:
    """Each account's mean survey score of the last ``days`` days, NaN without one, and its answers."""
    chosen = ~np.isnan(signals.score) & (signals.day > np.datetime64(as_of - timedelta(days=days)))
    count = signals.count(chosen)
    total = np.bincount(signals.account[chosen], weights=signals.score[chosen], minlength=signals.size)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan), count


def support_scores(
    signals: SignalColumns, paying: Flags, as_of: date, looking_back: bool = False
) -> Component:
    """Of paying accounts that ever wrote a ticket, against the median of those accounts."""
    wrote = paying & (signals.count(signals.ticket) > 0)
    recent = signals.ticket & (signals.day > np.datetime64(as_of - timedelta(days=_WINDOW_DAYS)))
    counts = signals.count(recent)
    if not counts[wrote].any():
        return Component(np.full(signals.size, np.nan), lambda _index: "")
    urgent = signals.count(recent & signals.urgent)
    unsolved = signals.count(recent & signals.unsolved & (not looking_back))
    usual = float(np.median(counts[wrote]))
    volume = cut((counts / max(1.0, usual) - 1) / (_MANY - 1))
    score = 0.5 * volume + 0.3 * _above(urgent, counts, wrote) + 0.2 * _above(unsolved, counts, wrote)

    def why(index: int) -> str:
        noun = "ticket" if counts[index] == 1 else "tickets"
        words = f"{counts[index]} {noun} in 90 days, {urgent[index]} of them urgent, {unsolved[index]} open"
        return f"{words}; the book's median is {usual:g}"

    return Component(np.where(wrote, score, np.nan), why)


def _above(part: Counts, whole: Counts, among: Flags) -> Floats:
    shares = part / (whole + _PRIOR)
    return cut(2 * (shares - np.median(shares[among])))
