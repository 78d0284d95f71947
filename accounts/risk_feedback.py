"""The parts of the risk scorecard that feedback answers; formulas in ``accounts.risk``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from statistics import fmean, median

from accounts.figures import FeedbackSignal
from accounts.risk_components import Component, clip

_WINDOW_DAYS = 90
_HABIT_DAYS = 365
_LEAST_HABIT = 3
_LEAST_GAP = 14
_QUIET_GAPS, _SILENT_GAPS = 2.0, 6.0
_MOOD_DAYS = 180
_PROMOTER = 9
_TICKET = "ticket"
_URGENT = frozenset({"high", "urgent", "critical", "p1", "p2"})
_OPEN = frozenset({"new", "open", "pending", "hold", "on-hold", "waiting"})
_MANY = 4
_PRIOR = 2


def engagement_scores(signals: Sequence[FeedbackSignal], as_of: date) -> dict[str, Component]:
    """By account with a habit of speaking or a recent NPS score; ``signals`` sorted by account."""
    result: dict[str, Component] = {}
    for account, group in groupby(signals, key=lambda signal: signal.account_id):
        own = list(group)
        parts = [part for part in (_silence(own, as_of), _mood(own, as_of)) if part is not None]
        if parts:
            worst = max(parts, key=lambda part: part.score)
            words = "; ".join(part.why for part in parts if part.score > 0) or worst.why
            result[account] = Component(worst.score, words)
    return result


def _silence(own: Sequence[FeedbackSignal], as_of: date) -> Component | None:
    since = as_of - timedelta(days=_HABIT_DAYS)
    days = sorted({signal.day for signal in own if signal.day > since})
    if len(days) < _LEAST_HABIT:
        return None
    gap = median((later - earlier).days for earlier, later in pairwise(days))
    quiet = (as_of - days[-1]).days
    gaps = quiet / max(_LEAST_GAP, gap)
    score = clip((gaps - _QUIET_GAPS) / (_SILENT_GAPS - _QUIET_GAPS))
    return Component(score, f"silent for {quiet} days, used to speak every {gap:.0f}")


def _mood(own: Sequence[FeedbackSignal], as_of: date) -> Component | None:
    since = as_of - timedelta(days=_MOOD_DAYS)
    scores = [signal.score for signal in own if signal.score is not None and signal.day > since]
    if not scores:
        return None
    mean = fmean(scores)
    answers = f"{len(scores)} answer{'s' if len(scores) > 1 else ''}"
    return Component(clip((_PROMOTER - mean) / _PROMOTER), f"NPS score {mean:.1f} on average of {answers}")


def support_scores(
    signals: Sequence[FeedbackSignal], paying: Sequence[str], as_of: date
) -> dict[str, Component]:
    """By paying account that ever wrote a ticket, against the median of those accounts."""
    tickets: dict[str, list[FeedbackSignal]] = {}
    since = as_of - timedelta(days=_WINDOW_DAYS)
    known = set(paying)
    for signal in signals:
        if signal.source == _TICKET and signal.account_id in known:
            recent = tickets.setdefault(signal.account_id, [])
            if signal.day > since:
                recent.append(signal)
    if not any(tickets.values()):
        return {}
    urgent = {account: _count(own, "priority", _URGENT) for account, own in tickets.items()}
    unsolved = {account: _count(own, "status", _OPEN) for account, own in tickets.items()}
    counts = {account: len(own) for account, own in tickets.items()}
    usual = median(counts.values())
    result: dict[str, Component] = {}
    for account, count in counts.items():
        volume = clip((count / max(1.0, usual) - 1) / (_MANY - 1))
        heat = _above(account, urgent, counts)
        backlog = _above(account, unsolved, counts)
        noun = "ticket" if count == 1 else "tickets"
        words = f"{count} {noun} in 90 days, {urgent[account]} of them urgent, {unsolved[account]} open"
        result[account] = Component(
            0.5 * volume + 0.3 * heat + 0.2 * backlog, f"{words}; the book's median is {usual:g}"
        )
    return result


def _count(own: Sequence[FeedbackSignal], field: str, words: frozenset[str]) -> int:
    return sum(1 for signal in own if str(getattr(signal, field)).strip().casefold() in words)


def _above(account: str, part: dict[str, int], whole: dict[str, int]) -> float:
    shares = {one: part[one] / (whole[one] + _PRIOR) for one in whole}
    return clip(2 * (shares[account] - median(shares.values())))
