"""Where each account stands in its onboarding, and who has stalled.

An account's next milestone is the one after the furthest it has reached; the sticky driver is never skipped. It has
stalled when more days have passed since its start than most accounts of its segment took: the p75 of the
product-limit estimate (``accounts.onboarding.time_to_reach``), in which accounts that are still on their way count
with the days they have, so that the slow ones are not left out. Below ``min_reached`` arrivals, or where the
estimate does not get that far, the path's own target stands in, and it is said which of the two was used.

Onboarding is done when the last milestone is reached and the sticky driver is in use, and not before. Nothing after
``as_of`` is looked at: a milestone reached later is not reached, an account that left later is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accounts.onboarding.paths import OnboardingPath
from accounts.onboarding.rows import Progress, progress
from accounts.onboarding.time_to_reach import Curve, Quantile, curve, quantile
from foundation.growth_settings import OnboardingSettings

if TYPE_CHECKING:
    from accounts.book import AccountBook


class Stage(StrEnum):
    """Where an account stands."""

    ON_TRACK = "on track"
    LATE = "late"
    STALLED = "stalled"
    DONE = "done"
    NOT_RECORDED = "not recorded"
    NOT_HERE = "not here"


@dataclass(frozen=True, slots=True, eq=False)
class ReachTimes:
    """Days from the start to ``milestone`` in a segment. ``early``: arrivals noted before the start, which
    count as day 0. ``stall``: the quantile that accounts are held to, None below ``min_reached`` arrivals."""

    segment: str
    milestone: str
    curve: Curve
    median: Quantile
    p75: Quantile
    stall: float | None
    early: int


@dataclass(frozen=True, slots=True, eq=False)
class OnboardingBoard:
    """Every account of the book in its order. ``stage``: the value of its ``Stage``; ``next``: place in its path
    of what it has yet to reach, -1 with nothing left; ``held_to``: the day that it should have been there by, NaN with
    nothing left; ``by_segment``: whether that day is its segment's quantile and not the path's target."""

    as_of: date
    progress: Progress
    stage: NDArray[np.object_]
    next: NDArray[np.int64]
    held_to: NDArray[np.float64]
    by_segment: NDArray[np.bool_]
    times: dict[tuple[str, str], ReachTimes]
    params: OnboardingSettings

    def stalled_at(self) -> dict[str, str]:
        """The milestone that each stalled account has not reached, by account id."""
        rows = np.flatnonzero(self.stage == Stage.STALLED.value)
        return {self.progress.accounts[row]: self.milestone(int(row)) for row in rows}

    def milestone(self, row: int) -> str:
        """The name of an account's next milestone, "" with nothing left."""
        place = int(self.next[row])
        return self.progress.path(row).milestones[place].name if place >= 0 else ""

    def wanted_by(self, row: int) -> float:
        """The day from the start that an account's next milestone is planned for, its own plan first."""
        return float(self.progress.targets(self.next)[row])

    def days_to(self, segment: str, milestone: str) -> dict[str, float]:
        """Days from the start to a milestone by the accounts that its time is made of, NaN where not reached."""
        found = self.progress
        own = (found.segments == segment) & found.recorded
        rows, days = _counted(found, own, found.places[milestone][found.path_index])
        return {found.accounts[row]: float(day) for row, day in zip(rows, days, strict=True)}

    def counts(self) -> dict[str, int]:
        """Accounts by stage; those that have not started or have left are no part of it."""
        return {
            stage.value: int((self.stage == stage.value).sum())
            for stage in Stage
            if stage is not Stage.NOT_HERE
        }


def onboarding(
    book: AccountBook, as_of: date, paths: Sequence[OnboardingPath], params: OnboardingSettings
) -> OnboardingBoard:
    """The board on ``as_of``. ``paths``: see ``accounts.onboarding.paths.all_paths``."""
    found = progress(book, as_of, paths, params.sticky_days)
    times = _times(found, params)
    nxt = _next(found)
    held, by_segment = _held_to(found, nxt, times)
    return OnboardingBoard(
        as_of=as_of,
        progress=found,
        stage=_stages(found, nxt, held),
        next=nxt,
        held_to=held,
        by_segment=by_segment,
        times=times,
        params=params,
    )


def _next(found: Progress) -> NDArray[np.int64]:
    """The place after the furthest reached; the sticky driver when all but it is reached; -1 when done."""
    there = ~np.isnan(found.reached)
    width = found.reached.shape[1]
    furthest = np.where(there.any(axis=1), width - 1 - there[:, ::-1].argmax(axis=1), -1)
    nxt = furthest + 1
    last = nxt >= found.length
    sticky_due = last & ~found.sticky_kept
    return np.where(sticky_due, found.sticky, np.where(last, -1, nxt)).astype(np.int64)


def _times(found: Progress, params: OnboardingSettings) -> dict[tuple[str, str], ReachTimes]:
    """By segment and milestone, over the accounts with any milestone on record."""
    result: dict[tuple[str, str], ReachTimes] = {}
    for segment in sorted(set(found.segments)):
        own = (found.segments == segment) & found.recorded
        for milestone, place in found.places.items():
            rows, days = _counted(found, own, place[found.path_index])
            if rows.size:
                result[segment, milestone] = _times_of(segment, milestone, days, found.seen[rows], params)
    return result


def _counted(
    found: Progress, own: NDArray[np.bool_], at: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Which of the ``own`` rows say something of the milestone at ``at``, and the days that it took them."""
    rows = np.flatnonzero(own & (at >= 0))
    days = found.reached[rows, at[rows]]
    known = ~np.isnan(days) | ~found.passed(rows, at[rows])
    return rows[known], days[known]


def _times_of(
    segment: str,
    milestone: str,
    days: NDArray[np.float64],
    seen: NDArray[np.float64],
    params: OnboardingSettings,
) -> ReachTimes:
    there = ~np.isnan(days)
    whole = curve(np.where(there, np.maximum(days, 0), seen), there)
    stall = quantile(whole, params.stall_quantile).day if whole.reached >= params.min_reached else None
    early = int((days[there] < 0).sum())
    return ReachTimes(segment, milestone, whole, quantile(whole, 0.5), quantile(whole, 0.75), stall, early)


def _held_to(
    found: Progress, nxt: NDArray[np.int64], times: dict[tuple[str, str], ReachTimes]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    held = np.full(len(nxt), np.nan)
    by_segment = np.zeros(len(nxt), dtype=np.bool_)
    for index, path in enumerate(found.paths):
        for place, milestone in enumerate(path.milestones):
            here = (found.path_index == index) & (nxt == place)
            held[here] = milestone.day
            for segment in sorted(set(found.segments[here])):
                judged = times.get((segment, milestone.name))
                if judged is not None and judged.stall is not None:
                    own = here & (found.segments == segment)
                    held[own] = judged.stall
                    by_segment[own] = True
    return held, by_segment


def _stages(found: Progress, nxt: NDArray[np.int64], held: NDArray[np.float64]) -> NDArray[np.object_]:
    stage = np.full(len(nxt), Stage.ON_TRACK.value, dtype=object)
    stage[found.day > found.targets(nxt)] = Stage.LATE.value
    stage[found.day > held] = Stage.STALLED.value
    stage[nxt < 0] = Stage.DONE.value
    stage[~found.recorded] = Stage.NOT_RECORDED.value
    stage[~found.here] = Stage.NOT_HERE.value
    return stage
