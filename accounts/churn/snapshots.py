"""What was known of every account at a day, as a table of features.

Keeps the rule that a feature comes from rows dated that day or before. Columns that only say how things stand today
(status, last contact, next renewal, a ticket's status) are not used; the renewal is its date's yearly return. What
an account is (segment, industry, size) is taken as constant, as the book keeps no history of it.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from accounts.book import AccountBook
from accounts.churn.table import Feature, FeatureTable, Floats
from accounts.readings import Windows, windows
from accounts.revenue.mrr import mrr_history
from accounts.scorecard.components import days_to_renewal, positions
from accounts.scorecard.feedback import mean_score, speaking_habit
from accounts.scorecard.signal_columns import Days, Flags, SignalColumns
from foundation.months import Month

_MONTH_DAYS = 30
_WINDOWS = 6
_MOST_METRICS = 20
_RECENT_DAYS, _LONG_DAYS = 90, 180


def snapshot(book: AccountBook, signals: SignalColumns, started: Days, as_of: date) -> FeatureTable:
    """Features of all accounts in the book's order at ``as_of``. ``started``: when each began, NaT if unknown."""
    features = [
        *_use(windows(book, as_of, days=_MONTH_DAYS, count=_WINDOWS)),
        *_voice(signals.until(as_of), as_of),
        *_people(book, as_of),
        *_contract(book, started, as_of),
        *_being(book),
    ]
    return FeatureTable(len(book.accounts), tuple(features))


def _use(read: Windows) -> list[Feature]:
    """Of each metric: the last 90 days against the 90 before, the last 30 against the 90 before, share of limit."""
    real = [int(at) for at in read.signals()]
    often = sorted(real, key=lambda at: (-int((read.readings[:, at, 0] > 0).sum()), at))[:_MOST_METRICS]
    found, falls = [], []
    for at in sorted(often):
        name, total, count = (
            read.metrics[at],
            np.nan_to_num(read.mean[:, at] * read.readings[:, at]),
            read.readings[:, at],
        )
        month, recent = _mean(total[:, :1], count[:, :1]), _mean(total[:, :3], count[:, :3])
        before, quarter = _mean(total[:, 3:6], count[:, 3:6]), _mean(total[:, 1:4], count[:, 1:4])
        someone = bool((count[:, 0] > 0).any())
        change = _change(recent, before, someone)
        falls.append(change)
        found.append(Feature(f"{name}, 90 days", numbers=change, unit="%"))
        found.append(Feature(f"{name}, 30 days", numbers=_change(month, quarter, someone), unit="%"))
        limit = read.limit[:, at]
        if bool((limit > 0).any()):
            share = np.where(limit > 0, 100 * month / np.where(limit > 0, limit, 1), np.nan)
            found.append(Feature(f"{name}, share of limit", numbers=share, unit="%"))
    if falls:
        stacked = np.column_stack(falls)
        known = (~np.isnan(stacked)).sum(axis=1)
        mean = np.where(known > 0, np.nansum(stacked, axis=1) / np.maximum(known, 1), np.nan)
        found.append(Feature("use of all metrics, 90 days", numbers=mean, unit="%"))
    return found


def _mean(total: Floats, count: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> Floats:
    read = count.sum(axis=1)
    return np.where(read > 0, total.sum(axis=1) / np.maximum(read, 1), np.nan)


def _change(now: Floats, before: Floats, someone: bool) -> Floats:
    """Change in percent, cut at +100. A metric that fell silent while others' readings go on is -100."""
    filled = np.nan_to_num(now) if someone else now
    usable = before > 0
    return np.where(usable, np.minimum(100 * (filled / np.where(usable, before, 1.0) - 1), 100.0), np.nan)


def _voice(signals: SignalColumns, as_of: date) -> list[Feature]:
    if not len(signals.day):
        return []
    recent = signals.day > np.datetime64(as_of - timedelta(days=_RECENT_DAYS))
    earlier = (signals.day > np.datetime64(as_of - timedelta(days=2 * _RECENT_DAYS))) & ~recent
    since = (np.datetime64(as_of) - signals.last_day()) / np.timedelta64(1, "D")
    quiet, gap = speaking_habit(signals, as_of)
    mean, _ = mean_score(signals, as_of, _LONG_DAYS)
    found = {
        "tickets in 90 days": signals.count(recent & signals.ticket).astype(np.float64),
        "urgent tickets in 90 days": signals.count(recent & signals.ticket & signals.urgent).astype(
            np.float64
        ),
        "feedback in 90 days against the 90 before": (signals.count(recent) - signals.count(earlier)).astype(
            np.float64
        ),
        "days since the last feedback": since,
        "silence in usual gaps": quiet / np.maximum(14.0, gap),
        "mean survey score": mean,
    }
    return [Feature(name, numbers=values) for name, values in found.items()]


def _people(book: AccountBook, as_of: date) -> list[Feature]:
    now = np.datetime64(as_of)
    size = len(book.accounts)
    found = []
    if len(book.contacts):
        owner = positions(book, book.contacts["account"])
        left = book.contacts["left"].to_numpy(dtype="datetime64[D]")
        lately = (left <= now) & (left > now - np.timedelta64(_LONG_DAYS, "D"))
        champion = book.contacts["champion"].eq(True).to_numpy(dtype=np.bool_)
        named = _count(owner, np.ones(len(owner), dtype=np.bool_), size) > 0
        for name, chosen in (
            ("contacts who left in 180 days", lately),
            ("champions who left in 180 days", lately & champion),
        ):
            found.append(Feature(name, numbers=np.where(named, _count(owner, chosen, size), np.nan)))
    if len(book.community):
        owner = positions(book, book.community["account"])
        day = book.community["date"].to_numpy(dtype="datetime64[D]")
        took = (day <= now) & (day > now - np.timedelta64(_LONG_DAYS, "D"))
        found.append(Feature("community activities in 180 days", numbers=_count(owner, took, size)))
    if len(book.milestones):
        owner = positions(book, book.milestones["account"])
        due, reached = (book.milestones[name].to_numpy(dtype="datetime64[D]") for name in ("due", "reached"))
        late = (due <= now) & ~(reached <= now)
        planned = _count(owner, due <= now, size) > 0
        found.append(
            Feature("milestones overdue", numbers=np.where(planned, _count(owner, late, size), np.nan))
        )
    return found


def _count(owner: np.ndarray[tuple[int], np.dtype[np.int64]], chosen: Flags, size: int) -> Floats:
    return np.bincount(owner[chosen], minlength=size).astype(np.float64)


def _contract(book: AccountBook, started: Days, as_of: date) -> list[Feature]:
    month = Month.of(as_of + timedelta(days=1)).plus(-1)  # the last one that is over
    history = mrr_history(book, [month.plus(-6), month]).values
    before, now = history[:, 0], history[:, 1]
    age = (np.datetime64(as_of) - started) / np.timedelta64(30, "D")
    known = before > 0
    change = np.where(known, 100 * (now / np.where(known, before, 1.0) - 1), np.nan)
    found = [
        Feature("months as a customer", numbers=np.where(age >= 0, np.floor(age), np.nan)),
        Feature("MRR", numbers=np.where(now > 0, now, np.nan)),
        Feature("MRR change in six months", numbers=np.minimum(change, 100.0), unit="%"),
    ]
    days = days_to_renewal(book, as_of, looking_back=True)
    return [*found, Feature("days to renewal", numbers=days)] if bool((~np.isnan(days)).any()) else found


def _being(book: AccountBook) -> list[Feature]:
    accounts = book.accounts
    found = [
        Feature(name, texts=accounts[name].astype("str").str.strip().to_numpy(dtype=np.str_))
        for name in ("segment", "industry")
    ]
    return [*found, Feature("employees", numbers=accounts["employees"].to_numpy(dtype=np.float64))]


def stacked(tables: list[FeatureTable]) -> FeatureTable:
    """Rows of tables of several days under each other; a column that a day does not know is missing there."""
    names = list(dict.fromkeys(name for table in tables for name in table.names))
    known = [{feature.name: feature for feature in table.features} for table in tables]
    features = []
    for name in names:
        example = next(columns[name] for columns in known if name in columns)
        parts = [
            columns[name] if name in columns else _unknown(example, table.rows)
            for columns, table in zip(known, tables, strict=True)
        ]
        features.append(_joined(example, parts))
    return FeatureTable(sum(table.rows for table in tables), tuple(features))


def aligned(table: FeatureTable, like: FeatureTable) -> FeatureTable:
    """The table with the columns of another, in that order."""
    known = {feature.name: feature for feature in table.features}
    features = tuple(known.get(one.name, _unknown(one, table.rows)) for one in like.features)
    return FeatureTable(table.rows, features)


def _unknown(example: Feature, rows: int) -> Feature:
    if example.numeric:
        return Feature(example.name, numbers=np.full(rows, np.nan), unit=example.unit)
    return Feature(example.name, texts=np.full(rows, "", dtype=np.str_), unit=example.unit)


def _joined(example: Feature, parts: list[Feature]) -> Feature:
    if example.numeric:
        numbers = np.concatenate([part.numbers for part in parts if part.numbers is not None])
        return Feature(example.name, numbers=numbers, unit=example.unit)
    texts = np.concatenate([part.texts for part in parts if part.texts is not None])
    return Feature(example.name, texts=texts, unit=example.unit)
