"""The parts of the risk scorecard that the book's own tables answer; formulas in ``accounts.risk``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from accounts.book import AccountBook
from accounts.readings import counts_logins
from accounts.revenue import mrr_history
from foundation.months import Month

if TYPE_CHECKING:
    import pandas as pd

_WINDOW_DAYS = 90
_LEAST_READINGS = 2
_FULL_DROP = 0.5
_LEFT_DAYS = 180
_QUIET_DAYS, _SILENT_DAYS = 30, 180
_RENEWAL_DAYS = 90
_CONTRACTION_MONTHS = 6
_OVERDUE = ("past due", "past_due", "past-due", "overdue", "unpaid", "delinquent", "payment failed")


@dataclass(frozen=True, slots=True)
class Component:
    """One component of one account: ``score`` 0 (no concern) to 1, and why, in words."""

    score: float
    why: str


def clip(value: float) -> float:
    """``value`` cut to 0..1."""
    return min(1.0, max(0.0, float(value)))


def usage_scores(book: AccountBook, as_of: date) -> dict[str, Component]:
    """By account with readings in the 90 days before the last 90."""
    import pandas as pd

    usage = book.usage
    logins = [name for name in usage["metric"].cat.categories if counts_logins(str(name))]
    usage = usage[~usage["metric"].isin(logins)]
    day = usage["date"]
    now, middle, start = (
        pd.Timestamp(as_of - timedelta(days=back)) for back in (0, _WINDOW_DAYS, 2 * _WINDOW_DAYS)
    )
    recent = usage[(day > middle) & (day <= now)].groupby(["account", "metric"])["value"].mean()
    earlier = usage[(day > start) & (day <= middle)].groupby(["account", "metric"])["value"]
    if recent.empty:
        return {}
    before = earlier.mean()[earlier.count() >= _LEAST_READINGS]
    before = before[before > 0]
    change = (recent.reindex(before.index).fillna(0.0) / before - 1).clip(-1.0, 1.0)
    result: dict[str, Component] = {}
    for account, changes in change.groupby(level="account"):
        mean = float(changes.mean())
        result[str(account)] = Component(clip(-mean / _FULL_DROP), _usage_words(mean, changes))
    return result


def _usage_words(mean: float, changes: pd.Series[Any]) -> str:
    ordered = changes.droplevel("account").sort_index().sort_values(kind="stable")
    worst = f"{ordered.index[0]} {float(ordered.iloc[0]):+.0%}"
    return f"usage changed by {mean:+.0%} over 90 days, most of all {worst}"


def relationship_scores(book: AccountBook, as_of: date) -> dict[str, Component]:
    """By account with at least one contact."""
    return {
        str(account): _relationship(people, as_of) for account, people in book.contacts.groupby("account")
    }


def _relationship(people: pd.DataFrame, as_of: date) -> Component:
    import pandas as pd

    now = pd.Timestamp(as_of)
    gone = people["left"].notna() & (people["left"] <= now)
    lately = gone & (people["left"] > now - pd.Timedelta(days=_LEFT_DAYS))
    champions = people["champion"].eq(True)
    stay = people[~gone]
    left = int(lately.sum())
    parts: list[tuple[float, str]] = []
    if left:
        led = bool((lately & champions).any())
        words = f"{left} contact{'s' if left > 1 else ''} left in 180 days"
        parts.append((1.0 if led or left > 1 else 0.5, words + (", a champion among them" if led else "")))
    parts.append(_footing(stay, bool(people["champion"].notna().any())))
    touched = stay["last_contact"][stay["last_contact"] <= now]
    if not touched.empty:
        days = (now - touched.max()).days
        score = clip((days - _QUIET_DAYS) / (_SILENT_DAYS - _QUIET_DAYS))
        parts.append((score, f"the last contact was {days} days ago"))
    return _either(parts, "contacts are in place")


def _footing(stay: pd.DataFrame, flagged: bool) -> tuple[float, str]:
    champions = int(stay["champion"].eq(True).sum())
    if stay.empty:
        return 0.4, "no contact is left"
    if flagged and champions == 0:
        return 0.4, "no champion"
    if flagged and champions == 1:
        return 0.3, "a single champion"
    return (0.3, "a single contact") if len(stay) == 1 else (0.0, "")


def commercial_scores(book: AccountBook, as_of: date) -> dict[str, Component]:
    """By account with a renewal date, a status or six months of revenue."""
    import pandas as pd

    month = Month.of(as_of)
    history = mrr_history(book, [month.plus(-_CONTRACTION_MONTHS), month])
    result: dict[str, Component] = {}
    columns = zip(book.accounts["id"], book.accounts["renewal"], book.accounts["status"], strict=True)
    for (account, renewal, status), (before, after) in zip(columns, history.values, strict=True):
        dated = not pd.isna(renewal)
        if not (dated or status or before > 0):
            continue
        parts: list[tuple[float, str]] = []
        days = (renewal.date() - as_of).days if dated else -1
        if 0 <= days <= _RENEWAL_DAYS:
            parts.append((0.4, f"renewal in {days} days"))
        if before > after:
            lost = float(1 - after / before)
            parts.append((clip(2 * lost), f"MRR fell by {lost:.0%} in six months"))
        if any(word in str(status).casefold() for word in _OVERDUE):
            parts.append((1.0, f"status is {status}"))
        result[str(account)] = _either(parts, "no renewal, down-sell or payment in the way")
    return result


def _either(parts: Iterable[tuple[float, str]], fine: str) -> Component:
    """The chance that one of independent concerns holds: 1 - product of (1 - score)."""
    kept, words = 1.0, []
    for score, why in parts:
        kept *= 1 - score
        if score > 0:
            words.append(why)
    return Component(1 - kept, "; ".join(words) or fine)
