"""The two health signals that feedback answers: support and sentiment. Formulas in ``docs/health.md``.

More open, more urgent, longer open or reopened tickets never raise the support score: each only adds to the
burden that it is computed from.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.distinct_texts import told_once
from accounts.explanation import RowKey
from accounts.health.context import Floats, HealthContext, Signal, mean_present, points, row_keys
from accounts.health.ticket_words import is_solved, severity_of

RECENT_DAYS = 90
_SOLVED_COUNTS = 0.5
_REOPENED_COUNTS = 2.0
_LONGEST, _DOUBLES = 60, 30
_POINTS_A_BURDEN = 0.25
_SEATS_A_SHARE = 50
_TICKETS_WEIGH, _CSAT_WEIGHS = 0.7, 0.3

NPS_POINTS = np.array([0, 5, 10, 15, 20, 25, 30, 60, 70, 90, 100], dtype=np.float64) / 100
"""What an answer of 0 to 10 is worth: detractors up to 30, passives 60 and 70, promoters 90 and 100."""

_NEUTRAL = 0.7
_PRIOR = 2.0
_REQUESTS_WEIGH = 0.25


def support_burdens(tickets: pd.DataFrame, now: pd.Timestamp) -> pd.DataFrame:
    """The tickets that weigh on ``now``: open ones, and those solved within ninety days.

    Columns added: ``open``, ``days`` it has been or was open, ``burden`` = severity x (1 + days, at most 60,
    / 30) x (2 if reopened) x (1/2 if solved). A ticket whose status tells nothing counts as solved at once.
    """
    known = tickets[tickets["day"] <= now]
    solvable = (known["status"] == "") | told_once(known["status"], is_solved).astype(np.bool_)
    is_open = ~solvable | ((known["changed"] > now) & (known["status"] != ""))
    end = known["changed"].where(~is_open & (known["status"] != ""), known["day"]).where(~is_open, now)
    weighs = is_open | (end > now - pd.Timedelta(days=RECENT_DAYS))
    known = known[weighs].assign(open=is_open[weighs], days=(end - known["day"]).dt.days[weighs])
    severity = told_once(known["priority"], severity_of)
    again = (known["reopened"] <= now).to_numpy()
    length = 1 + np.minimum(known["days"].to_numpy(dtype=np.float64), _LONGEST) / _DOUBLES
    burden = severity * length * np.where(again, _REOPENED_COUNTS, 1.0)
    return known.assign(
        severity=severity,
        again=again,
        burden=burden * np.where(known["open"], 1.0, _SOLVED_COUNTS),
    )


def support(context: HealthContext, seats: Floats) -> Signal:
    """What tickets weigh on an account, for its size, and how their handling was rated.

    Where tickets are imported at all, an account without one has no burden; where none are, nothing is known.
    """
    tickets = context.feedback.tickets
    count = len(context.accounts)
    weighing = support_burdens(tickets, context.now)
    burden = context.sums(weighing["account"], weighing["burden"].to_numpy())
    size = np.sqrt(np.maximum(1.0, np.nan_to_num(seats) / _SEATS_A_SHARE))
    any_tickets = bool((tickets["day"] <= context.now).any())
    free = np.maximum(0.0, 1 - _POINTS_A_BURDEN * burden / size) if any_tickets else np.full(count, np.nan)
    ratings = context.within(context.feedback.csat, RECENT_DAYS)
    answers = context.sums(ratings["account"])
    total = context.sums(ratings["account"], ratings["csat"].to_numpy())
    csat = np.where(answers > 0, total / np.maximum(answers, 1), np.nan)
    score = mean_present([free, np.clip((csat - 1) / 4, 0, 1)], [_TICKETS_WEIGH, _CSAT_WEIGHS])

    def why(at: int) -> str:
        words = [_ticket_words(context.own(weighing, at))] if any_tickets else []
        if answers[at]:
            words.append(f"CSAT {csat[at]:.1f} of 5 from {answers[at]:.0f}")
        return "; ".join(words)

    def rows(at: int) -> tuple[RowKey, ...]:
        items = pd.concat([context.own(weighing, at)["item"], context.own(ratings, at)["item"]]).to_frame()
        return row_keys("feedback", items[items["item"] != ""], ("item",))

    return Signal("support", points(score), np.round(burden / size, 4), why, rows)


def _ticket_words(own: pd.DataFrame) -> str:
    if own.empty:
        return "no ticket open or solved in 90 days"
    unsolved = own[own["open"]]
    words = f"{_tickets(len(unsolved))} open"
    urgent = int((unsolved["severity"] >= 0.6).sum())
    if len(unsolved):
        words += f" ({urgent} urgent or high), the oldest for {int(unsolved['days'].max())} days"
    solved = own[~own["open"]]
    if len(solved):
        words += f"; {len(solved)} solved in 90 days, median {solved['days'].median():.0f} days"
    if own["again"].any():
        words += f"; {int(own['again'].sum())} reopened"
    return words


def _tickets(count: int) -> str:
    return f"{count} ticket" if count == 1 else f"{count} tickets"


def sentiment(context: HealthContext) -> Signal:
    """What the account's people answered and said in the last ninety days."""
    answers = context.within(context.feedback.answers, RECENT_DAYS)
    said = context.within(context.feedback.said, RECENT_DAYS)
    count = context.sums(answers["account"])
    scores = answers["score"].to_numpy()
    worth = NPS_POINTS[np.clip(np.rint(scores), 0, 10).astype(np.int64)]
    nps = np.where(count > 0, context.sums(answers["account"], worth) / np.maximum(count, 1), np.nan)
    mean = np.where(count > 0, context.sums(answers["account"], scores) / np.maximum(count, 1), np.nan)
    mood, balance = _mood(context, said)
    score = mean_present([nps, mood])

    def why(at: int) -> str:
        words = []
        if count[at]:
            noun = "answer" if count[at] == 1 else "answers"
            words.append(f"NPS score {mean[at]:.1f} on average of {count[at]:.0f} {noun} in 90 days")
        own = context.own(said, at)
        if len(own):
            words.append(_said_words(own))
        return "; ".join(words)

    def rows(at: int) -> tuple[RowKey, ...]:
        items = pd.concat([context.own(answers, at)["item"], context.own(said, at)["item"]]).to_frame()
        return row_keys("feedback", items[items["item"] != ""], ("item",))

    return Signal("sentiment", points(score), np.where(np.isnan(mean), balance, mean), why, rows)


def _mood(context: HealthContext, said: pd.DataFrame) -> tuple[Floats, Floats]:
    """Balance b = (praise - pain) / (praise + pain + 2) of what was said, and 70 + 30 b or 70 + 70 b of it."""

    def total(kind: str, amounts: NDArray[np.float64]) -> Floats:
        chosen = (said["kind"] == kind).to_numpy()
        return context.sums(said["account"][chosen], amounts[chosen])

    severity = said["severity"].to_numpy(dtype=np.float64)
    praise = total("praise", np.ones(len(said)))
    pain = total("complaint", severity) + _REQUESTS_WEIGH * total("request", severity)
    heard = context.sums(said["account"])
    balance = np.where(heard > 0, (praise - pain) / (praise + pain + _PRIOR), np.nan)
    return np.where(balance > 0, _NEUTRAL + (1 - _NEUTRAL) * balance, _NEUTRAL * (1 + balance)), balance


def _said_words(own: pd.DataFrame) -> str:
    counts = Counter(own["kind"])
    parts = [
        f"{counts[kind]} {kind}{'' if counts[kind] == 1 else 's'}"
        for kind in ("complaint", "request")
        if kind in counts
    ]
    if "praise" in counts:
        parts.append(f"praise {counts['praise']} times" if counts["praise"] > 1 else "praise once")
    if not parts:
        parts.append(f"{len(own)} question{'' if len(own) == 1 else 's'}")
    words = ", ".join(parts)
    themes = own[(own["kind"] == "complaint") & (own["theme"] != "")].groupby("theme")["severity"].sum()
    if len(themes):
        worst = themes.sort_index().sort_values(ascending=False, kind="stable").index[0]
        words += f", the gravest about “{worst}”"
    return words
