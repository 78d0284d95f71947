"""Health scores as plain values: bands in words, what costs points, an account's signals with why and rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accounts.explanation import Explanation, Input, RowKey
from accounts.health.relationship import newest_imported
from accounts.health.scores import BANDS, TRENDS, HealthScores, band_name, bands
from foundation.health_settings import HEALTH_SIGNALS, HealthSettings

if TYPE_CHECKING:
    from accounts.book import AccountBook

TITLES = {
    "adoption_depth": "adoption depth",
    "adoption_breadth": "adoption breadth",
    "outcomes": "outcomes",
    "support": "support",
    "sentiment": "sentiment",
    "relationship": "relationship",
    "commercial": "commercial",
    "imported": "imported score",
}
"""The signals' names for people."""

SHARE = "coverage"
"""What the id of the share of the weight that is known ends in, after the account."""


@dataclass(frozen=True, slots=True)
class SignalReading:
    """One signal of one account. ``score`` 0-100 and ``value`` are None where not known; ``costs`` is by how many
    points it holds the whole score below 100."""

    name: str
    value: float | None
    score: float | None
    weight: float
    why: str
    rows: tuple[RowKey, ...]
    costs: float


@dataclass(frozen=True, slots=True)
class ImportedScore:
    """Another platform's score, as it stands there; ``direction`` says whether higher or lower is good."""

    signal: str
    score: float
    day: date
    direction: str


def band_words(scores: HealthScores, settings: HealthSettings, before: Mapping[str, str]) -> tuple[str, ...]:
    """The band of each account scored, held by the band it was in ``before`` where one is known."""
    place = {name: at for at, name in enumerate(BANDS)}
    held = np.array([place.get(before.get(one, ""), -1) for one in scores.accounts], dtype=np.int64)
    return tuple(band_name(int(one)) for one in bands(scores.score, settings, held))


def shown_score(scores: HealthScores, at: int) -> float | None:
    """The score with one decimal, None without enough data."""
    return _plain(scores.score[at], 1)


def shown_trends(scores: HealthScores, at: int) -> tuple[float | None, float | None]:
    """The change over 30 and over 90 days, in points with one decimal."""
    month, quarter = (_plain(scores.trends[at, place], 1) for place in range(len(TRENDS)))
    return month, quarter


def weakest(scores: HealthScores) -> tuple[str, ...]:
    """By account the known signal that costs it most points, empty where none costs any."""
    lost = np.nan_to_num(scores.weights * (100 - scores.points))
    worst = lost.argmax(axis=1) if len(lost) else np.zeros(0, dtype=np.int64)
    return tuple(
        HEALTH_SIGNALS[int(at)] if amount > 0 else ""
        for at, amount in zip(worst, lost.max(axis=1, initial=0.0), strict=True)
    )


def signal_readings(scores: HealthScores, at: int) -> tuple[SignalReading, ...]:
    """The signals of one account that have a weight, with the reason and the rows of those that are known."""
    points, weights = scores.points[at], scores.weights[at]
    present = float(weights[~np.isnan(points)].sum())
    found = []
    for place, signal in enumerate(scores.signals):
        weight, score = float(weights[place]), _plain(points[place], 1)
        if weight == 0:
            continue
        found.append(
            SignalReading(
                name=signal.name,
                value=None if score is None else _plain(signal.value[at], 4),
                score=score,
                weight=weight,
                why=signal.why(at) if score is not None else "not known; left out, the others weigh more",
                rows=signal.rows(at) if score is not None else (),
                costs=0.0 if score is None else round(weight * (100 - score) / present, 2),
            )
        )
    return tuple(found)


def unknown_signals(scores: HealthScores) -> tuple[str, ...]:
    """The signals that have a weight and are not known of any account."""
    weighed = np.asarray((scores.weights > 0).any(axis=0))
    known = np.asarray((~np.isnan(scores.points)).any(axis=0))
    return tuple(name for at, name in enumerate(HEALTH_SIGNALS) if weighed[at] and not known[at])


def why_of(scores: HealthScores, at: int, name: str) -> str:
    """Why one signal of an account is what it is; empty for no signal."""
    return scores.signals[HEALTH_SIGNALS.index(name)].why(at) if name else ""


def imported_scores(book: AccountBook, account: str, as_of: date) -> tuple[ImportedScore, ...]:
    """The newest scores that other platforms gave the account, by signal."""
    own = newest_imported(book.health[book.health["account"] == account], pd.Timestamp(as_of))
    return tuple(
        ImportedScore(row["signal"], row["score"], row["date"].date(), row["direction"])
        for row in own.to_dict("records")
    )


def explain_health(scores: HealthScores, account: str, figure: str) -> Explanation | None:
    """The score opened: its signals and weights, and every row that they were read from. None where the account
    is not scored; without enough data the value is None and the formula empty."""
    try:
        at = scores.place(account)
    except KeyError:
        return None
    known = [one for one in signal_readings(scores, at) if one.score is not None]
    inputs = []
    for one in known:
        inputs.append(Input(one.name, one.score or 0.0, "points of 100"))
        inputs.append(Input(f"w_{one.name}", one.weight, "weight"))
    value = _plain(scores.score[at], 12)
    top = " + ".join(f"w_{one.name} * {one.name}" for one in known)
    bottom = " + ".join(f"w_{one.name}" for one in known)
    share = f"{scores.coverage[at]:.0%} of the weight is known"
    why = "; ".join(f"{TITLES[one.name]} {one.score:g}: {one.why}" for one in known)
    return Explanation(
        figure=figure,
        title=f"Health of {account} on {scores.as_of}",
        value=value,
        unit="points of 100",
        formula="" if value is None else f"({top}) / ({bottom})",
        inputs=tuple(inputs),
        rows=tuple(sorted({row for one in known for row in one.rows})),
        words=(f"{share}. {why}." if value is not None else f"Not enough data: only {share}. {why}."),
    )


def explain_trend(scores: HealthScores, account: str, days: int, figure: str) -> Explanation | None:
    """The change of a score opened: the signals known on both days, as they are and as they were. None where
    the account is not scored or no such trend is computed."""
    if days not in TRENDS or not scores.earlier or account not in scores.accounts:
        return None
    at, past = scores.place(account), TRENDS.index(days)
    inputs: list[Input] = []
    names: list[str] = []
    rows: set[RowKey] = set()
    for place, (now, then) in enumerate(zip(scores.signals, scores.earlier[past](), strict=True)):
        weight = float(scores.weights[at, place])
        if weight and not (np.isnan(now.score[at]) or np.isnan(then.score[at])):
            names.append(now.name)
            inputs += [
                Input(f"{now.name}_now", float(now.score[at]), "points of 100"),
                Input(f"{now.name}_then", float(then.score[at]), "points of 100"),
                Input(f"w_{now.name}", weight, "weight"),
            ]
            rows |= {*now.rows(at), *then.rows(at)}
    value = _plain(scores.trends[at, past], 12)
    top = " + ".join(f"w_{name} * ({name}_now - {name}_then)" for name in names)
    bottom = " + ".join(f"w_{name}" for name in names)
    known = ", ".join(TITLES[name] for name in names) or "none"
    return Explanation(
        figure=figure,
        title=f"Change of the health of {account} over {days} days to {scores.as_of}",
        value=value,
        unit="points",
        formula="" if value is None else f"({top}) / ({bottom})",
        inputs=tuple(inputs),
        rows=tuple(sorted(rows)),
        words=f"Over the signals known on both days: {known}.",
    )


def explain_share(scores: HealthScores, account: str, figure: str) -> Explanation | None:
    """The share of the weight that is known of an account opened, None where it is not scored. Rows: those of the
    signals that are known, and the account's own, which says what is asked of it."""
    if account not in scores.accounts:
        return None
    at = scores.place(account)
    found = signal_readings(scores, at)
    known = [f"w_{one.name}" for one in found if one.score is not None]
    whole = " + ".join(f"w_{one.name}" for one in found)
    return Explanation(
        figure=figure,
        title=f"Share of the weight of health that is known of {account} on {scores.as_of}",
        value=float(scores.coverage[at]),
        unit="share",
        formula=f"({' + '.join(known) or '0'}) / ({whole})" if found else "0",
        inputs=tuple(Input(f"w_{one.name}", one.weight, "weight") for one in found),
        rows=tuple(sorted({RowKey("accounts", (account,)), *(row for one in found for row in one.rows)})),
    )


def _plain(value: float, digits: int) -> float | None:
    return None if np.isnan(value) else round(float(value), digits)
