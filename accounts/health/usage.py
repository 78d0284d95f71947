"""The two adoption signals of health: how deep the sticky features are used, and how broadly.

Depth and breadth count, not volume and not visits: metrics that count logins are left out whatever the
settings say. Formulas in ``docs/health.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.explanation import RowKey
from accounts.health.context import (
    WINDOW_DAYS,
    WINDOWS,
    Floats,
    HealthContext,
    Signal,
    mean_present,
    points,
    row_keys,
)
from accounts.seat_metrics import counts_seats
from foundation.health_settings import LOGINS, HealthSettings

_TEAMS = re.compile(r"team|department|division|branch|workspace|\bsites?\b", re.IGNORECASE)
_LATEST = 3
_LEAST_WINDOWS = 2
_LEAST_PEERS = 5
_IN_USE = 0.1
_NOTHING_LEFT = 0.5


@dataclass(frozen=True, slots=True)
class Roles:
    """Which metrics serve which purpose, by their place; ``said`` names them and how they were told."""

    seats: tuple[int, ...]
    teams: tuple[int, ...]
    features: tuple[int, ...]
    sticky: tuple[int, ...]
    chosen: bool
    said: str


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """Use by account and metric. ``now``: mean reading of the latest window in which the book was read, 0 where
    the account fell silent; ``usual``: median of the windows before it, NaN under two; ``read``: whether the
    metric was ever read; ``limit``: plan limit or NaN. ``seats``: licensed seats by account or NaN."""

    roles: Roles
    names: tuple[str, ...]
    now: Floats
    usual: Floats
    read: NDArray[np.bool_]
    limit: Floats
    seats: Floats


def metric_roles(metrics: Sequence[str], limited: Sequence[bool], settings: HealthSettings) -> Roles:
    """The metrics' purposes: as the settings name them, else by their names and plan limits. Seats and teams
    need a limit to be a share of; the other metrics are features, and those without a limit sticky."""
    plain = [name.split(" (")[0].strip().casefold() for name in metrics]
    usable = [at for at, name in enumerate(metrics) if not LOGINS.search(name)]

    def named(wanted: Sequence[str]) -> tuple[int, ...]:
        keys = {name.strip().casefold() for name in wanted}
        return tuple(at for at in usable if plain[at] in keys or metrics[at].casefold() in keys)

    seats = named(settings.seats) or tuple(at for at in usable if limited[at] and counts_seats(metrics[at]))
    teams = named(settings.teams) or tuple(
        at for at in usable if limited[at] and at not in seats and _TEAMS.search(metrics[at])
    )
    rest = tuple(at for at in usable if at not in seats and at not in teams)
    features = named(settings.features) or rest
    unlimited = tuple(at for at in features if not limited[at])
    sticky = named(settings.sticky) or unlimited or features
    how = "by the settings" if settings.sticky else "every metric without a plan limit, as none is named"
    names = ", ".join(metrics[at] for at in sticky)
    said = f"sticky features: {names} ({how})" if names else "no metric of use is known"
    return Roles(seats, teams, features, sticky, bool(settings.sticky), said)


def use_of(context: HealthContext) -> Use:
    """The use of the product by the accounts scored, as known on the day."""
    windows = context.windows
    mean = windows.mean[context.places, :, context.shift : context.shift + WINDOWS]
    limit = windows.limit[context.places]
    limit = np.where(limit > 0, limit, np.nan)
    limited = [bool(one) for one in np.nan_to_num(windows.limit).max(axis=0, initial=0.0) > 0]
    there = ~np.isnan(mean)
    now, usual = _now_and_usual(mean, there)
    return Use(
        roles=metric_roles(windows.metrics, limited, context.settings),
        names=windows.metrics,
        now=now,
        usual=usual,
        read=np.asarray(there.any(axis=2)),
        limit=limit,
        seats=_seats(context),
    )


def _now_and_usual(mean: Floats, there: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Books are read weekly, daily or monthly; monthly readings may all lie in the window before the last."""
    accounts, metrics, _ = mean.shape
    now, usual = np.full((accounts, metrics), np.nan), np.full((accounts, metrics), np.nan)
    for metric in range(metrics):
        heads = there[:, metric, :_LATEST].sum(axis=0)
        enough = heads * 2 >= max(1, there[:, metric, :_LATEST].any(axis=1).sum())
        if not enough.any():
            continue
        latest = int(enough.argmax())
        known = there[:, metric, latest:].any(axis=1)
        now[:, metric] = np.where(known, np.nan_to_num(mean[:, metric, latest]), np.nan)
        usual[:, metric] = _medians(mean[:, metric, latest + 1 :])
    return now, usual


def _medians(values: Floats) -> Floats:
    """Median along the last axis over what is not NaN; NaN under two."""
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    ordered = np.sort(values, axis=1)
    count = (~np.isnan(ordered)).sum(axis=1)
    low = np.maximum(count - 1, 0) // 2
    high = np.minimum(count // 2, values.shape[1] - 1)
    rows = np.arange(len(values))
    middle = (ordered[rows, low] + ordered[rows, high]) / 2
    return np.where(count >= _LEAST_WINDOWS, middle, np.nan)


def _seats(context: HealthContext) -> Floats:
    frame = context.book.subscriptions
    running = frame[(frame["started"] <= context.now) & ~(frame["ended"] <= context.now)]
    owner = context.book.counting(running["account"])
    total = context.sums(owner, running["seats"].fillna(0).to_numpy(dtype=np.float64))
    return np.where(total > 0, total, np.nan)


def depth(context: HealthContext, use: Use) -> Signal:
    """Use of the sticky features against the account's own habit and its peers' use per seat.

    Half the score is the mean of the features, half the worst of them: a sticky feature that is being given up
    is a loss that the others do not make good.
    """
    sticky = list(use.roles.sticky)
    now, usual = use.now[:, sticky], use.usual[:, sticky]
    if use.roles.chosen:
        alive = np.asarray((~np.isnan(use.now)).any(axis=0))[sticky]
        any_use = np.asarray(use.read.any(axis=1))[:, None] & alive
        now = np.where(np.isnan(now) & any_use, 0.0, now)
    own = np.clip((_ratio(now, usual) - _NOTHING_LEFT) / (1 - _NOTHING_LEFT), 0.0, 1.0)
    theirs = _peer_use(now / use.seats[:, None], context.segments)
    peer = np.clip(_ratio(now / use.seats[:, None], theirs), 0.0, 1.0)
    each = mean_present([own, peer])
    if use.roles.chosen:
        each = np.where(np.isnan(each) & (now == 0), 0.0, each)
    mean = mean_present(list(each.T)) if sticky else np.full(len(now), np.nan)
    worst = np.where(np.isnan(each), np.inf, each).min(axis=1, initial=np.inf)
    score = (mean + np.where(np.isinf(worst), np.nan, worst)) / 2
    change = mean_present(list(_ratio(now, usual).T)) if sticky else np.full(len(now), np.nan)

    def why(at: int) -> str:
        order = sorted(
            (place for place in range(len(sticky)) if not np.isnan(each[at, place])),
            key=lambda place: (each[at, place], use.names[sticky[place]]),
        )
        told = [
            _depth_words(use.names[sticky[place]], now[at, place], usual[at, place], peer[at, place])
            for place in order[:3]
        ]
        more = f"; {len(order) - 3} more nearer to usual" if len(order) > 3 else ""
        return "; ".join(told) + more

    def rows(at: int) -> tuple[RowKey, ...]:
        return _usage_rows(context, at, {use.names[place] for place in sticky})

    return Signal("adoption_depth", points(score), change, why, rows)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan)


def _peer_use(per_seat: Floats, segments: NDArray[np.str_]) -> Floats:
    """Median use per seat of each account's segment, of the whole book where the segment is small."""
    result = np.full(per_seat.shape, np.nan)
    everybody = np.ones(len(segments), dtype=np.bool_)
    for segment in (None, *np.unique(segments)):
        members = everybody if segment is None else segments == segment
        for metric in range(per_seat.shape[1]):
            known = per_seat[members, metric]
            known = known[~np.isnan(known)]
            if len(known) >= _LEAST_PEERS:
                result[members, metric] = np.median(known)
    return result


def _depth_words(name: str, now: float, usual: float, peer: float) -> str:
    words = [f"{name} at {now:,.4g} a reading"]
    if not np.isnan(usual) and usual > 0:
        words.append(f"{now / usual:.0%} of its usual {usual:,.4g}")
    if not np.isnan(peer):
        words.append(
            "as much a seat as its peers or more" if peer >= 1 else f"{peer:.0%} of its peers' use a seat"
        )
    return ", ".join(words)


def breadth(context: HealthContext, use: Use) -> Signal:
    """Share of what is licensed that is in use: that of seats x that of teams x that of features, of those that
    are known."""
    full = context.settings.seats_in_use
    seats = _share(use, use.roles.seats, use.seats)
    teams = _share(use, use.roles.teams, None)
    features = use.roles.features
    has, used = _features(use)
    licensed, in_use = has.sum(axis=1), (has & used).sum(axis=1)
    share = _ratio(in_use.astype(np.float64), licensed.astype(np.float64))
    parts = np.stack([np.clip(seats / full, 0, 1), np.clip(teams / full, 0, 1), share])
    score = np.where(np.isnan(parts).all(axis=0), np.nan, np.where(np.isnan(parts), 1.0, parts).prod(axis=0))

    def why(at: int) -> str:
        words = []
        for label, part in (("seats", seats), ("teams", teams)):
            if not np.isnan(part[at]):
                words.append(f"{part[at]:.0%} of {label} in use (full marks from {full:.0%})")
        if licensed[at]:
            idle = [use.names[features[place]] for place in np.flatnonzero(has[at] & ~used[at])]
            spare = f", not {', '.join(idle)}" if idle else ""
            words.append(f"{in_use[at]} of {licensed[at]} features in use{spare}")
        return "; ".join(words)

    def rows(at: int) -> tuple[RowKey, ...]:
        places = (*use.roles.seats, *use.roles.teams, *features)
        return _usage_rows(context, at, {use.names[place] for place in places}, days=WINDOW_DAYS * _LATEST)

    return Signal("adoption_breadth", points(score), np.where(np.isnan(seats), share, seats), why, rows)


def _features(use: Use) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which features each account has, and which of them it uses; both accounts x features."""
    features = list(use.roles.features)
    now = use.now[:, features]
    # A metric that nobody's readings hold any more was not given up by a customer: it is not read.
    has = use.read[:, features] & np.asarray((~np.isnan(now)).any(axis=0))
    used = np.nan_to_num(now) > _IN_USE * np.nan_to_num(use.usual[:, features])
    return has, used


def _share(use: Use, metrics: Sequence[int], fallback: Floats | None) -> Floats:
    parts = []
    for metric in metrics:
        limit = use.limit[:, metric]
        if fallback is not None:
            limit = np.where(np.isnan(limit), fallback, limit)
        parts.append(np.clip(_ratio(use.now[:, metric], limit), 0.0, 1.0))
    return mean_present(parts) if parts else np.full(len(use.now), np.nan)


def _usage_rows(context: HealthContext, at: int, metrics: set[str], days: int = 360) -> tuple[RowKey, ...]:
    frame = context.book.usage
    own = frame[frame["account"] == context.accounts[at]]
    since = context.now - pd.Timedelta(days=days)
    own = own[(own["date"] > since) & (own["date"] <= context.now) & own["metric"].isin(metrics)]
    return row_keys("usage", own, ("account", "date", "metric"))
