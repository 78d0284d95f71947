"""The days of one account's onboarding opened: when it reached a milestone, and the day that it is held to.

Days are counted from the account's start, so that both ends stand in rows of the book.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from accounts.explanation import Explanation, Input, RowKey
from accounts.onboarding.explained import count_figures
from accounts.onboarding.progress import OnboardingBoard
from accounts.onboarding.view import AccountOnboarding, Reached

if TYPE_CHECKING:
    from accounts.book import AccountBook


def reached_figure(account: str, step: Reached, as_of: date) -> str:
    """The id of the day from the start on which an account reached a milestone."""
    return f"onboarding_reached:{account}/{step.milestone}@{as_of}"


def held_figure(one: AccountOnboarding, as_of: date) -> str:
    """The id of the day from the start that an account is held to."""
    return f"onboarding_held:{one.account}@{as_of}"


def explain_reached(board: OnboardingBoard, book: AccountBook, name: str, figure: str) -> Explanation | None:
    """``ACCOUNT/MILESTONE``, None where it was not reached by then."""
    found = board.progress
    for row in np.flatnonzero(found.here).tolist():
        account = found.accounts[row]
        if not name.startswith(f"{account}/"):
            continue
        place = found.path(row).place(name.removeprefix(f"{account}/"))
        if place is None or np.isnan(found.reached[row, place]):
            continue
        started: date = found.started[row].astype(object)
        on = started + timedelta(days=int(found.reached[row, place]))
        return Explanation(
            figure=figure,
            title=f"Days from the start of {account} to {found.path(row).milestones[place].name}",
            value=float(found.reached[row, place]),
            unit="days",
            formula="reached - started",
            inputs=(
                Input("reached", float(on.toordinal()), f"{on} as a number of days"),
                Input("started", float(started.toordinal()), f"{started} as a number of days"),
            ),
            rows=_rows(board, book, row, place),
        )
    return None


def explain_held(board: OnboardingBoard, book: AccountBook, account: str, figure: str) -> Explanation | None:
    """The day that an account is held to for its next milestone; None where nothing is judged."""
    found = board.progress
    row = found.accounts.index(account) if account in found.accounts else -1
    if row < 0 or not (found.here[row] and found.recorded[row]) or board.next[row] < 0:
        return None
    milestone = board.milestone(row)
    times = board.times.get((str(found.segments[row]), milestone))
    if board.by_segment[row] and times is not None:
        held = Input(
            "held_to", float(board.held_to[row]), "days", count_figures(times, board.as_of)["held_to"]
        )
        words = f"By its segment's own times to {milestone}."
    else:
        held = Input("held_to", float(board.held_to[row]), f"target of the path {found.path(row).id}")
        words = f"By its path's target for {milestone}, as its segment's times do not say."
    return Explanation(
        figure=figure,
        title=f"Day from its start that {account} is held to for {milestone}, on {board.as_of}",
        value=held.value,
        unit="days",
        formula="held_to",
        inputs=(held,),
        rows=_rows(board, book, row, None),
        words=words,
    )


def _rows(board: OnboardingBoard, book: AccountBook, row: int, place: int | None) -> tuple[RowKey, ...]:
    """The account, and its rows of the milestone at ``place``; None takes those of all."""
    account, path = board.progress.accounts[row], board.progress.path(row)
    names = book.milestones.loc[book.milestones["account"] == account, "milestone"]
    own = {
        RowKey("milestones", (account, str(one))) for one in names if place in (None, path.place(str(one)))
    }
    return tuple(sorted({RowKey("accounts", (account,)), *own}))
