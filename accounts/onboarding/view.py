"""One account's onboarding in words: what is reached, what comes next, by when, and what to do about it.

Keeps the rule that a judgement names what it was held to: the segment's own times with their count, or the path's
target and why the segment could not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from accounts.explanation import RowKey
from accounts.onboarding.progress import OnboardingBoard, ReachTimes, Stage
from foundation.text import folded

if TYPE_CHECKING:
    from accounts.book import Account, AccountBook
    from accounts.onboarding.paths import OnboardingPath

_SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone of the path: the day from the start on which it was reached, None with no record of it."""

    milestone: str
    day: int | None
    on: date | None


@dataclass(frozen=True, slots=True)
class AccountOnboarding:
    """``day``: days since the start. ``next`` is "" with nothing left; ``held_to``: the day from the start that it
    is judged by, ``held_by`` "segment" or "path", ``figure`` the id of the segment's time. ``why`` says the stage
    in words; ``intervention`` is "" unless it has stalled or is late. ``checkpoint``, ``exit`` and ``sticky`` are
    sentences, "" where there is nothing to say."""

    account: str
    name: str
    segment: str
    owner: str
    path: str
    started: date | None
    day: int | None
    stage: Stage
    steps: tuple[Reached, ...]
    next: str
    target: date | None
    held_to: float | None
    held_by: str
    figure: str
    why: str
    intervention: str
    checkpoint: str
    exit: str
    sticky: str
    rows: tuple[RowKey, ...]


def ttv_figure(segment: str, milestone: str, as_of: date, what: str = "median") -> str:
    """The id of a time: ``ttv:smb@2026-10-31`` is the median to first value, others name the milestone."""
    subject = segment if milestone == "first value" else f"{segment}/{milestone}"
    return f"ttv:{subject}{'' if what == 'median' else f'/{what}'}@{as_of}"


def account_onboarding(board: OnboardingBoard, book: AccountBook, account: Account) -> AccountOnboarding:
    """The view of one account of the book that the board was made from."""
    row = board.progress.accounts.index(account.id)
    path = board.progress.path(row)
    stage = Stage(board.stage[row])
    place = int(board.next[row]) if stage is not Stage.NOT_RECORDED else 0
    held = float(board.held_to[row])
    start = account.started if board.progress.here[row] else None
    judged = stage in (Stage.ON_TRACK, Stage.LATE, Stage.STALLED)
    noted = _noted(board, book, account.id)
    milestone = path.milestones[place] if place >= 0 else None
    own = board.times.get((str(board.progress.segments[row]), board.milestone(row)))
    by_segment = judged and bool(board.by_segment[row])
    return AccountOnboarding(
        account=account.id,
        name=account.name,
        segment=str(board.progress.segments[row]),
        owner=account.owner,
        path=path.id,
        started=start,
        day=int(board.progress.day[row]) if start else None,
        stage=stage,
        steps=_steps(board, row, path, start),
        next=milestone.name if judged and milestone else "",
        target=_date(start, board.wanted_by(row)) if judged and start else None,
        held_to=held if judged else None,
        held_by=("segment" if by_segment else "path") if judged else "",
        figure=ttv_figure(own.segment, own.milestone, board.as_of, "p75") if by_segment and own else "",
        why=_why(board, row, path, own),
        intervention=milestone.intervention if milestone and stage in (Stage.STALLED, Stage.LATE) else "",
        checkpoint=_checkpoint(board, row, path, account, noted) if judged else "",
        exit=_exit(board, row, path, noted) if stage is Stage.DONE else "",
        sticky=_sticky(board, row, path) if stage is not Stage.NOT_HERE else "",
        rows=tuple(sorted(RowKey("milestones", (account.id, name)) for name in noted)),
    )


def _date(start: date, day: float) -> date:
    return start + timedelta(days=round(day))


def _noted(board: OnboardingBoard, book: AccountBook, account: str) -> tuple[str, ...]:
    """Names in the milestones table on the board's day."""
    rows = book.milestones[book.milestones["account"] == account]
    end = np.datetime64(board.as_of, "us")
    known = rows[rows["due"].notna() | (rows["reached"] <= end)]
    return tuple(str(name) for name in known["milestone"])


def _steps(board: OnboardingBoard, row: int, path: OnboardingPath, start: date | None) -> tuple[Reached, ...]:
    days = board.progress.reached[row]
    return tuple(
        Reached(one.name, int(days[place]), start + timedelta(days=int(days[place])))
        if start and not np.isnan(days[place])
        else Reached(one.name, None, None)
        for place, one in enumerate(path.milestones)
    )


def _why(board: OnboardingBoard, row: int, path: OnboardingPath, own: ReachTimes | None) -> str:
    stage = Stage(board.stage[row])
    if stage is Stage.NOT_HERE:
        return "it has not started, has left, or has no start date"
    if stage is Stage.NOT_RECORDED:
        return "no milestone of its path is on record, so nothing is judged"
    if stage is Stage.DONE:
        return "the last milestone is reached and the sticky driver is in use"
    name, day = board.milestone(row), int(board.progress.day[row])
    target = path.milestones[int(board.next[row])].day
    wanted = board.wanted_by(row)
    planned = (
        f"the path's target of day {target}" if wanted == target else f"its own plan of day {wanted:.0f}"
    )
    against = _against(board, row, target, own)
    if stage is Stage.STALLED:
        return f"day {day} without {name}; {against}"
    if stage is Stage.LATE:
        return f"day {day} without {name}, past {planned}; {against}"
    return f"day {day}, {name} comes next; {against}"


def _against(board: OnboardingBoard, row: int, target: int, own: ReachTimes | None) -> str:
    segment = str(board.progress.segments[row])
    share = f"{board.params.stall_quantile:.0%}"
    if own is not None and own.stall is not None and board.by_segment[row]:
        counted = f"{own.curve.reached} of {own.curve.n} have reached it"
        return f"{share} of {segment} accounts are there by day {own.stall:.0f} ({counted})"
    reached = own.curve.reached if own is not None else 0
    if reached < board.params.min_reached:
        reason = f"{reached} {segment} accounts have reached it, {board.params.min_reached} are needed"
    else:
        reason = f"fewer than {share} of {segment} accounts have reached it so far"
    return f"the path's target is day {target} ({reason})"


def _checkpoint(
    board: OnboardingBoard, row: int, path: OnboardingPath, account: Account, noted: tuple[str, ...]
) -> str:
    step = path.checkpoint
    if _is_noted(step.recorded_as, noted) or board.progress.day[row] < step.day - _SOON_DAYS:
        return ""
    sponsor = account.executive_sponsor or "an executive sponsor (none is named)"
    day = board.progress.started[row].astype(object) + timedelta(days=step.day)
    return f"with {sponsor}, {'was due' if day < board.as_of else 'due'} on {day}: {step.what}"


def _exit(board: OnboardingBoard, row: int, path: OnboardingPath, noted: tuple[str, ...]) -> str:
    ended = float(np.nanmax(board.progress.reached[row]))
    fresh = board.progress.day[row] - ended <= board.params.exit_days
    return path.exit.what if fresh and not _is_noted(path.exit.recorded_as, noted) else ""


def _sticky(board: OnboardingBoard, row: int, path: OnboardingPath) -> str:
    place = int(board.progress.sticky[row])
    if np.isnan(board.progress.reached[row, place]):
        return f"{path.milestones[place].name}: not on record"
    if not path.sticky.metric:
        return f"{path.milestones[place].name}: on record"
    use = float(board.progress.sticky_use[row])
    days = board.params.sticky_days
    if np.isnan(use):
        return f"{path.milestones[place].name}: on record; no reading of {path.sticky.metric} in {days} days"
    return (
        f"{path.milestones[place].name}: on record; {path.sticky.metric} {use:g} on average "
        f"in {days} days, {path.sticky.least:g} counts as in use"
    )


def _is_noted(names: tuple[str, ...], noted: tuple[str, ...]) -> bool:
    return not {folded(name) for name in names}.isdisjoint(folded(name) for name in noted)


def segment_times(board: OnboardingBoard) -> Mapping[str, tuple[ReachTimes, ...]]:
    """Times by segment, milestones in the order of the paths."""
    order = {name: at for at, name in enumerate(board.progress.places)}
    found: dict[str, list[ReachTimes]] = {}
    for (segment, _), times in sorted(board.times.items(), key=lambda one: (one[0][0], order[one[0][1]])):
        found.setdefault(segment, []).append(times)
    return {segment: tuple(times) for segment, times in found.items()}
