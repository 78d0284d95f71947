"""Times to a milestone opened: the ladder of the estimate, how many it counts, and the rows it rests on; and the
days of one account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from accounts.explanation import Explanation, Input, RowKey
from accounts.onboarding.progress import OnboardingBoard, ReachTimes
from accounts.onboarding.time_to_reach import Quantile, band, quantile

if TYPE_CHECKING:
    from accounts.book import AccountBook

_DEFAULT = "first value"
BOUNDS = ("low", "high")
_COUNTED: Mapping[str, tuple[str, Callable[[float], bool]]] = {
    "n": ("are counted", lambda day: True),
    "reached": ("have reached it", lambda day: not isnan(day)),
    "reached_before_start": ("reached it before their start", lambda day: day < 0),
}


def explain_time(board: OnboardingBoard, book: AccountBook, subject: str) -> Explanation | None:
    """The figure ``ttv:SUBJECT@DATE`` of the board's day, None where there is no such time.

    ``subject``: ``SEGMENT``, ``SEGMENT/MILESTONE``, ``SEGMENT/p75`` or ``SEGMENT/MILESTONE/p75``; of each
    ``…/low`` and ``…/high``, the ends of its interval.
    """
    named = subject.partition("/")[::2] in board.times  # a milestone may be called low
    ends = () if named else tuple(one for one in BOUNDS if subject.endswith(f"/{one}"))
    bound = ends[0] if ends else ""
    whole = subject.removesuffix(f"/{bound}") if bound else subject
    bare, p75 = (whole.removesuffix("/p75"), True) if whole.endswith("/p75") else (whole, False)
    segment, _, milestone = bare.partition("/")
    times = board.times.get((segment, milestone or _DEFAULT))
    if times is None:
        return None
    found = times.p75 if p75 else times.median
    share = "three quarters" if p75 else "half"
    if bound:
        return _bound(board, book, times, found, (subject, bound, 0.25 if p75 else 0.5))
    return Explanation(
        figure=f"ttv:{subject}@{board.as_of}",
        title=f"Days until {share} of {segment} accounts have reached {times.milestone}",
        value=found.day,
        unit="days",
        formula="day" if found.day is not None else "",
        inputs=_inputs(times, found),
        rows=_rows(board, book, times),
        words=_words(times, found, 0.25 if p75 else 0.5),
    )


def bound_ids(found: Quantile, figure: str) -> list[str | None]:
    """The ids of both ends of a time's interval, None for an end that there is not; ``figure``: the time's own."""
    subject, _, day = figure.rpartition("@")
    ends = zip(BOUNDS, (found.low, found.high), strict=True)
    return [None if value is None else f"{subject}/{bound}@{day}" for bound, value in ends]


def _bound(
    board: OnboardingBoard,
    book: AccountBook,
    times: ReachTimes,
    found: Quantile,
    subject: tuple[str, str, float],
) -> Explanation | None:
    """An end of a time's interval: the first day on which an end of the curve's band is at most ``aim``."""
    name, bound, aim = subject
    day = found.low if bound == BOUNDS[0] else found.high
    if day is None:
        return None
    at = int(np.flatnonzero(times.curve.days == day)[0])
    under, over = band(float(times.curve.left[at]), float(times.curve.variance[at]))
    side = ("lower", under) if bound == BOUNDS[0] else ("upper", over)
    return Explanation(
        figure=f"ttv:{name}@{board.as_of}",
        title=f"{bound.capitalize()} end of the 95 % interval of a time of {times.segment} to {times.milestone}",
        value=day,
        unit="days",
        formula="day",
        inputs=(
            Input("day", day, "days"),
            Input("still_on_the_way", float(times.curve.left[at]), "share"),
            Input(f"{side[0]}_end_of_its_band", side[1], "share"),
        ),
        rows=_rows(board, book, times),
        words=f"The first day on which the {side[0]} end of the 95 % band of the share still on the way is at most "
        f"{aim:.2f}.",
    )


def count_figures(times: ReachTimes, as_of: date) -> dict[str, str]:
    """The ids of what stands beside the times of a segment to a milestone, by field."""
    names = [*_COUNTED, *(() if times.stall is None else ("held_to",))]
    return {name: f"onboarding_time:{times.segment}/{times.milestone}/{name}@{as_of}" for name in names}


def explain_count(board: OnboardingBoard, book: AccountBook, name: str, figure: str) -> Explanation | None:
    """``SEGMENT/MILESTONE/`` and one of ``n``, ``reached``, ``reached_before_start`` and ``held_to``."""
    subject, _, what = name.rpartition("/")
    times = next((one for key, one in board.times.items() if "/".join(key) == subject), None)
    if times is None:
        return None
    rows = _rows(board, book, times)
    if what == "held_to" and times.stall is not None:
        share = board.params.stall_quantile
        found = quantile(times.curve, share)
        return Explanation(
            figure=figure,
            title=f"Day that {times.segment} accounts are held to for {times.milestone}: {share:.0%} are there by then",
            value=times.stall,
            unit="days",
            formula="day",
            inputs=_inputs(times, found),
            rows=rows,
            words=_words(times, found, 1 - share),
        )
    if what not in _COUNTED:
        return None
    words, holds = _COUNTED[what]
    days = board.days_to(times.segment, times.milestone)
    inputs = tuple(Input(account, float(holds(day)), "account") for account, day in sorted(days.items()))
    return Explanation(
        figure=figure,
        title=f"{times.segment} accounts that {words} for {times.milestone} on {board.as_of}",
        value=float(sum(one.value for one in inputs)),
        unit="accounts",
        formula="sum(inputs)",
        inputs=inputs,
        rows=rows,
    )


def _inputs(times: ReachTimes, found: Quantile) -> tuple[Input, ...]:
    counts = (
        Input("accounts", float(times.curve.n), "accounts"),
        Input("reached", float(times.curve.reached), "accounts"),
        Input("still_on_the_way_before", found.before, "share"),
        Input("still_on_the_way_after", found.after, "share"),
    )
    return counts if found.day is None else (Input("day", found.day, "days"), *counts)


def _words(times: ReachTimes, found: Quantile, aim: float) -> str:
    ladder = ", ".join(
        f"day {day:.0f}: x (1 - {arrived:.0f}/{on_the_way:.0f}) = {left:.3f}"
        for day, arrived, on_the_way, left in zip(
            times.curve.days, times.curve.arrived, times.curve.on_the_way, times.curve.left, strict=True
        )
        if found.day is None or day <= found.day
    )
    waiting = times.curve.n - times.curve.reached
    end = (
        f"The day is the first with at most {aim:.2f} left."
        if found.day is not None
        else f"It never falls to {aim:.2f}: too few have arrived to say."
    )
    return (
        f"Share of accounts that have not reached it yet, by day from the start (product-limit estimate; the "
        f"{waiting} that are still on their way or left count for as long as they were seen). {ladder}. {end}"
    )


def _rows(board: OnboardingBoard, book: AccountBook, times: ReachTimes) -> tuple[RowKey, ...]:
    """The accounts, for their start and the day they left, and their rows of the milestone."""
    found = board.progress
    place = found.places[times.milestone][found.path_index]
    own = np.flatnonzero((found.segments == times.segment) & found.recorded & (place >= 0))
    accounts = {found.accounts[row] for row in own}
    paths = {found.accounts[row]: found.path(int(row)) for row in own}
    rows = book.milestones[book.milestones["account"].isin(accounts)]
    keys = [RowKey("accounts", (account,)) for account in accounts]
    for account, name in zip(rows["account"], rows["milestone"], strict=True):
        if paths[str(account)].place(str(name)) == paths[str(account)].place(times.milestone):
            keys.append(RowKey("milestones", (str(account), str(name))))
    return tuple(sorted(keys))
