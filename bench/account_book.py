"""A book of many accounts, made at once as frames: plans, prices, use, people and feedback over months, seeded.

Accounts that leave use the product less in the three months before, so that there is something to learn. Nothing
here is read from a file: at 36 million readings the book's own frames are what is measured.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.figures import FeedbackSignal

LAST = date(2026, 6, 30)
METRICS = (
    "active_seats", "api_calls", "automations", "boards", "exports",
    "files_shared", "integrations", "mobile_jobs", "reports", "templates",
)  # fmt: skip
_SEGMENTS = ("enterprise", "mid-market", "smb")
_INDUSTRIES = (
    "cleaning",
    "electrical",
    "facilities",
    "heating",
    "plumbing",
    "roofing",
    "security",
    "utilities",
)
_PLANS = (("Start", 90.0), ("Team", 400.0), ("Business", 2400.0))
_LEAVES_A_MONTH = 0.012
_FADES_MONTHS = 3

Ints = NDArray[np.int64]
Columns = dict[str, Any]
"""Values of each column by its name; one text stands for all rows."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made: ``metrics`` at most ten, one reading a month each; ``feedback`` items an account and year."""

    accounts: int = 100_000
    months: int = 36
    metrics: int = 10
    feedback: float = 2.0
    seed: int = 11


@dataclass(frozen=True, slots=True, eq=False)
class _Lives:
    """``begins`` and ``ends`` are days before ``LAST``, ``ends`` below 0 where the account is still there."""

    ids: pd.Index[str]
    segment: Ints
    begins: Ints
    ends: Ints
    size: NDArray[np.float64]


def made_book(size: Size) -> tuple[AccountBook, list[FeedbackSignal]]:
    """The book and its feedback by ``LAST``."""
    rng = np.random.default_rng(size.seed)
    lives = _lives(size, rng)
    empty = AccountBook.from_rows({}, "USD")
    book = replace(
        empty,
        accounts=_like(empty.accounts, _accounts(lives, rng)),
        subscriptions=_like(empty.subscriptions, _subscriptions(lives, rng)),
        contacts=_like(empty.contacts, _contacts(lives, rng)),
        usage=_usage(size, lives, rng),
    )
    return book, _feedback(size, lives, rng)


def _lives(size: Size, rng: np.random.Generator) -> _Lives:
    days = size.months * 30
    begins = rng.integers(30, days * 2, size.accounts)
    lasts = np.ceil(rng.exponential(30 / _LEAVES_A_MONTH, size.accounts)).astype(np.int64)
    segment = rng.choice(3, size.accounts, p=[0.1, 0.3, 0.6])
    return _Lives(
        ids=pd.Index([f"AC-{at:06d}" for at in range(size.accounts)], dtype="str"),
        segment=segment.astype(np.int64),
        begins=begins,
        ends=np.maximum(begins - lasts, -1),
        size=rng.lognormal(np.array([4.5, 3.0, 1.5])[segment], 0.6),
    )


def _accounts(lives: _Lives, rng: np.random.Generator) -> Columns:
    count = len(lives.ids)
    return {
        "id": lives.ids,
        "name": [f"Account {at}" for at in range(count)],
        "segment": np.array(_SEGMENTS)[lives.segment],
        "industry": rng.choice(_INDUSTRIES, count),
        "employees": np.round(lives.size * 4),
        "started": _ago(lives.begins),
        "renewal": _ago(lives.begins % 365 - 365),
        "churned": _ago(lives.ends, lives.ends >= 0),
        "status": np.where(lives.ends >= 0, "churned", "active"),
        "fit": "good",
        "domains": [()] * count,
        "aliases": [()] * count,
    }


def _subscriptions(lives: _Lives, rng: np.random.Generator) -> Columns:
    """One a year, each a little dearer or cheaper than the one before."""
    years = lives.begins // 365 + 1
    owner = np.repeat(np.arange(len(lives.ids)), years)
    year = np.arange(len(owner)) - np.repeat(np.cumsum(years) - years, years)
    starts = lives.begins[owner] - 365 * year
    runs = starts > lives.ends[owner]
    owner, year, starts = owner[runs], year[runs], starts[runs]
    last = np.append(owner[1:] != owner[:-1], True)
    plan = 2 - lives.segment[owner]
    step = rng.choice([0.85, 1.0, 1.0, 1.05, 1.2], len(owner))
    return {
        "account": lives.ids[owner],
        "id": (lives.ids[owner].astype("object") + "-s").astype("str"),
        "started": _ago(starts),
        "ended": _ago(np.where(last, lives.ends[owner], starts - 365), ~last | (lives.ends[owner] >= 0)),
        "mrr": np.round(np.array([price for _, price in _PLANS])[plan] * step * (1 + 0.03 * year), 2),
        "currency": "USD",
        "plan": np.array([name for name, _ in _PLANS])[plan],
        "seats": np.ceil(lives.size[owner]),
    }


def _contacts(lives: _Lives, rng: np.random.Generator) -> Columns:
    """Two or three people an account, the first its champion."""
    each = rng.integers(2, 4, len(lives.ids))
    owner = np.repeat(np.arange(len(lives.ids)), each)
    which = np.arange(len(owner)) - np.repeat(np.cumsum(each) - each, each)
    return {
        "account": lives.ids[owner],
        "name": [f"Person {at}" for at in range(len(owner))],
        "email": [f"p{at}@example.com" for at in range(len(owner))],
        "level": np.array(["user", "manager", "executive"])[which],
        "function": rng.choice(["operations", "finance", "IT"], len(owner)),
        "champion": [True if first else None for first in (which == 0).tolist()],
        "last_contact": _ago(rng.integers(0, 200, len(owner))),
        "left": _ago(rng.integers(0, 400, len(owner)), rng.random(len(owner)) < 0.05),
    }


def _usage(size: Size, lives: _Lives, rng: np.random.Generator) -> pd.DataFrame:
    """One reading a month of every metric of every account, 0 when it is not there; made by account and month."""
    accounts, months, metrics = size.accounts, size.months, size.metrics
    ago = np.arange(months - 1, -1, -1) * 30 + 3
    level = np.where(
        (lives.begins[:, None] > ago) & (ago > lives.ends[:, None]),
        np.where(ago < lives.ends[:, None] + 30 * _FADES_MONTHS, 0.4, 1.0),
        0.0,
    )
    level *= lives.size[:, None] * rng.lognormal(0, 0.15, level.shape)
    value = np.repeat(level.ravel(), metrics)
    value *= np.tile(np.linspace(0.5, 3.0, metrics), accounts * months)
    np.round(value, out=value)
    limit = np.full(len(value), np.nan)
    limit[::metrics] = np.repeat(np.ceil(lives.size * 1.2), months)
    owner = np.repeat(np.arange(accounts, dtype=np.int32), months * metrics)
    return pd.DataFrame(
        {
            "account": pd.Categorical.from_codes(owner, categories=lives.ids),
            "date": np.tile(np.repeat(_ago(ago), metrics), accounts),
            "metric": pd.Categorical.from_codes(
                np.tile(np.arange(metrics, dtype=np.int8), accounts * months),
                categories=pd.Index(METRICS[:metrics], dtype="str"),
            ),
            "value": value,
            "limit": limit,
        },
        copy=False,
    )


def _feedback(size: Size, lives: _Lives, rng: np.random.Generator) -> list[FeedbackSignal]:
    """Tickets and survey answers at random days of the last year in which the account was there."""
    count = round(size.accounts * size.feedback)
    owner = rng.integers(0, size.accounts, count)
    ago = rng.integers(0, 365, count)
    there = (lives.begins[owner] > ago) & (ago > lives.ends[owner])
    survey, score = rng.random(count) < 0.3, rng.integers(0, 11, count)
    urgent = rng.random(count) < 0.1
    columns = (owner[there], ago[there], survey[there], score[there], urgent[there])
    return [
        FeedbackSignal(
            account_id=lives.ids[who],
            day=LAST - timedelta(days=days),
            source="nps" if asked else "ticket",
            score=float(given) if asked else None,
            priority="" if asked else "urgent" if hot else "normal",
            status="" if asked else "solved",
        )
        for who, days, asked, given, hot in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _ago(days: Ints, known: NDArray[np.bool_] | None = None) -> NDArray[np.datetime64]:
    found = (np.datetime64(LAST) - days.astype("timedelta64[D]")).astype("datetime64[us]")
    return found if known is None else np.where(known, found, np.datetime64("NaT", "us"))


def _like(empty: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """A frame with the columns and types of ``empty``; text that is not given is empty, the rest unknown."""
    rows = len(next(iter(columns.values())))
    data = {}
    for name in empty.columns:
        kind = empty[name].dtype
        plain = "" if kind == "str" else pd.NaT if kind.kind == "M" else np.nan if kind.kind == "f" else None
        given = columns.get(name, [plain] * rows)
        data[name] = pd.Series([given] * rows if isinstance(given, str) else given, dtype=kind)
    return pd.DataFrame(data)
