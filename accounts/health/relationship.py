"""The health signals that the book's own tables answer: outcomes, relationship, commercial, imported scores.

Formulas in ``docs/health.md``. A payment status and a renewal date carry no day of their own, and of contacts
only the latest day is kept: where ``undated`` facts must not count, as in a back-test, they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from accounts.distinct_texts import told_once
from accounts.explanation import RowKey
from accounts.health.context import Floats, HealthContext, Signal, mean_present, points, row_keys
from accounts.stakeholders import FUNCTIONS, LEVELS, last_executive_contact, stakeholders
from accounts.state_words import payment_is_overdue

_VALUE = re.compile(r"value|adopt|goal|outcome|\broi\b|benefit|go[\s-]?live|success", re.I)
_LEVELS_WEIGH, _FUNCTIONS_WEIGH, _EXECUTIVE_WEIGHS = 0.4, 0.3, 0.3
_AHEAD_DAYS = 180
_AT_RENEWAL = 0.4
_LAPSED = 0.2


def outcomes(context: HealthContext) -> Signal:
    """Share of the value milestones reached, of those that are reached or were due by the day."""
    frame = context.book.milestones
    wanted = {name.strip().casefold() for name in context.settings.milestones}
    names = list(frame["milestone"].unique())
    value = {name for name in names if name.strip().casefold() in wanted} if wanted else set()
    value = value or {name for name in names if _VALUE.search(name)} or set(names)
    frame = frame[frame["milestone"].isin(value)]
    reached = frame["reached"] <= context.now
    asked = frame[reached | (frame["due"] <= context.now)]
    done = np.asarray(asked["reached"] <= context.now, dtype=np.float64)
    of = context.sums(asked["account"])
    got = context.sums(asked["account"], done)
    share = np.where(of > 0, got / np.maximum(of, 1), np.nan)

    def why(at: int) -> str:
        own = context.own(asked, at)
        late = own[~(own["reached"] <= context.now)].sort_values(["due", "milestone"])
        words = f"{got[at]:.0f} of {of[at]:.0f} value milestones reached"
        if late.empty:
            return words
        first = late.iloc[0]
        return f"{words}; {first['milestone']!r} was due {first['due'].date()}"

    def rows(at: int) -> tuple[RowKey, ...]:
        return row_keys("milestones", context.own(asked, at), ("account", "milestone"))

    return Signal("outcomes", points(share), share, why, rows)


def relationship(context: HealthContext) -> Signal:
    """Levels known (40 %), functions known (30 %), an executive spoken to in the last quarter (30 %)."""
    count = len(context.accounts)
    found = stakeholders(context.book.contacts, context.accounts, context.as_of, context.coverage)
    quarter = context.coverage.executive_days
    levels = (found.levels > 0).sum(axis=1) / len(LEVELS)
    functions = (found.functions > 0).sum(axis=1) / len(FUNCTIONS)
    days = _executive_days(context, last_executive_contact(found, context.as_of, count))
    recency = np.clip((2 * quarter - days) / quarter, 0.0, 1.0)
    recency = np.where(found.levels[:, 0] > 0, recency, 0.0)
    if not context.undated:
        recency = np.full(count, np.nan)
    any_level = bool((found.people["level_place"] >= 0).any())
    any_function = bool((found.people["family"] >= 0).any())
    parts = [
        np.where(found.known & any_level, levels, np.nan),
        np.where(found.known & any_function, functions, np.nan),
        np.where(found.known & any_level, recency, np.nan),
    ]
    score = mean_present(parts, [_LEVELS_WEIGH, _FUNCTIONS_WEIGH, _EXECUTIVE_WEIGHS])

    def why(at: int) -> str:
        words = [
            _known_words("level", "no ", " and no ", LEVELS, found.levels[at].tolist()),
            _known_words("function", "nobody in ", " or ", FUNCTIONS, found.functions[at].tolist()),
        ]
        if found.levels[at, 0] and context.undated:
            told = f"{days[at]:.0f} days ago" if not np.isnan(days[at]) else "on a day that is not known"
            words.append(f"an executive was last spoken to {told}")
        return "; ".join(words)

    def rows(at: int) -> tuple[RowKey, ...]:
        return row_keys("contacts", context.own(context.book.contacts, at), ("account", "email", "name"))

    filled = (found.cells > 0).sum(axis=(1, 2)).astype(np.float64)
    return Signal("relationship", points(score), np.where(found.known, filled, np.nan), why, rows)


def _known_words(noun: str, lacks: str, joined: str, names: Sequence[str], have: Sequence[int]) -> str:
    missing = [name for name, count in zip(names, have, strict=True) if not count]
    if not missing:
        return f"all three {noun}s known"
    return f"{3 - len(missing)} of 3 {noun}s known, {lacks}{joined.join(missing)}"


def _executive_days(
    context: HealthContext, latest: np.ndarray[tuple[int, ...], np.dtype[np.datetime64]]
) -> Floats:
    days = (np.datetime64(context.as_of, "D") - latest).astype("timedelta64[D]")
    return np.where(np.isnat(latest), np.nan, days.astype(np.float64))


def commercial(context: HealthContext) -> Signal:
    """Whether bills are paid, and how long the term still runs; the mean of what is known."""
    accounts = context.book.accounts.set_index("id").reindex(context.accounts)
    status = accounts["status"].fillna("").astype("str")
    overdue = told_once(status, payment_is_overdue) > 0
    paid = np.where((status == "").to_numpy(), np.nan, np.where(overdue, 0.0, 1.0))
    renewal = accounts["renewal"].to_numpy().astype("datetime64[D]")
    left = (renewal - np.datetime64(context.as_of, "D")).astype("timedelta64[D]").astype(np.float64)
    left = np.where(np.isnat(renewal), np.nan, left)
    ahead = _AT_RENEWAL + (1 - _AT_RENEWAL) * np.clip(left / _AHEAD_DAYS, 0, 1)
    term = np.where(left < 0, _LAPSED, ahead)
    score = mean_present([paid, term])
    if not context.undated:
        score = np.full(len(score), np.nan)
        left = score

    def why(at: int) -> str:
        words = []
        if status.iloc[at]:
            words.append(f"payment is {status.iloc[at]}" if overdue[at] else "no payment is overdue")
        if not np.isnan(left[at]):
            words.append(
                f"the renewal date passed {-left[at]:.0f} days ago"
                if left[at] < 0
                else f"{left[at]:.0f} days to the renewal"
            )
        return "; ".join(words)

    def rows(at: int) -> tuple[RowKey, ...]:
        return (RowKey("accounts", (str(context.accounts[at]),)),)

    return Signal("commercial", points(score), left, why, rows)


def imported(context: HealthContext) -> Signal:
    """Another platform's newest scores, turned so that high is good."""
    frame = newest_imported(context.book.health, context.now)
    wanted = context.settings.imported_signal.strip().casefold()
    if wanted:
        frame = frame[frame["signal"].str.casefold() == wanted]
    good = np.where(frame["direction"] == "lower", 100 - frame["score"], frame["score"])
    count = context.sums(frame["account"])
    total = context.sums(frame["account"], np.clip(good, 0, 100) / 100)
    score = np.where(count > 0, total / np.maximum(count, 1), np.nan)

    def why(at: int) -> str:
        told = [
            f"{row['signal'] or 'score'} {row['score']:g} on {row['date'].date()}, {row['direction']} is good"
            for row in context.own(frame, at).to_dict("records")
        ]
        return "; ".join(told)

    def rows(at: int) -> tuple[RowKey, ...]:
        return row_keys("health", context.own(frame, at), ("account", "date", "signal"))

    return Signal("imported", points(score), 100 * score, why, rows)


def newest_imported(health: pd.DataFrame, now: pd.Timestamp) -> pd.DataFrame:
    """Of each account and signal the newest score up to ``now``."""
    known = health[health["date"] <= now].sort_values(["account", "signal", "date"], kind="stable")
    return known.drop_duplicates(["account", "signal"], keep="last").reset_index(drop=True)
