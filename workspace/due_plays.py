"""Use case: which plays are due, by whom and by when: the one place where that is decided.

What is due comes from health routes, flagged risk, renewals that are near, silence and stalled onboardings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foundation.months import day_title

if TYPE_CHECKING:
    from workspace.tools.session import Session

RENEWAL_DAYS = 90
_LATE_DAYS = 30
_REACH_OUT_DAYS = 7
_EMERGENCY_DAYS = 1
_QUIET = frozenset(("healthy", "thriving"))


@dataclass(frozen=True, slots=True)
class DuePlay:
    """A play that an account's state calls for. ``why`` says by which sign; ``urgent``: before all that are not."""

    account: str
    play: str
    owner: str
    due: date
    why: str
    urgent: bool


def due_plays(session: Session, only: str = "") -> list[DuePlay]:
    """What is due, urgent plays first, then by day and ARR; ``only``: of that account."""
    from workspace.health import routing

    found: list[DuePlay] = []
    silent, called_for = _silent(session), routing(session.workspace)
    for account, line in session.scored.lines.items():
        if only and account != only:
            continue
        day = session.day
        found += [
            DuePlay(
                account,
                route.play,
                route.owner,
                route.due,
                f"health is {line.band}" + (f" at {line.score:.1f} points" if line.score is not None else ""),
                line.band not in _QUIET,
            )
            for route in called_for(line, day)
        ]
        found += _by_calendar(session, account, silent)
    found += _by_risk(session, only)
    found.sort(
        key=lambda one: (not one.urgent, one.due, -session.arr.get(one.account, 0.0), one.account, one.play)
    )
    return list({(one.account, one.play): one for one in reversed(found)}.values())[::-1]


def _silent(session: Session) -> dict[str, int]:
    from accounts.churn.silence import silent_accounts

    seen = session.churn_book
    return {one.account_id: one.days for one in silent_accounts(seen.book, seen.signals, seen.as_of)}


def _by_calendar(session: Session, account: str, silent: dict[str, int]) -> Iterator[DuePlay]:
    own, day = session.accounts[account], session.day
    if own.renewal is not None and 0 <= (days := (own.renewal - day).days) <= RENEWAL_DAYS:
        due = max(day, own.renewal - timedelta(days=_LATE_DAYS))
        yield DuePlay(
            account,
            "renewal talk",
            own.owner,
            due,
            f"it renews in {days} days, on {day_title(own.renewal)}",
            days <= _LATE_DAYS,
        )
    if account in silent:
        due = day + timedelta(days=_REACH_OUT_DAYS)
        yield DuePlay(
            account, "reach out", own.owner, due, f"not heard from for {silent[account]} days", False
        )
    board = session.onboarding
    stalled = board.stalled_at().get(account)
    if stalled:
        due = day + timedelta(days=_REACH_OUT_DAYS)
        yield DuePlay(account, "stalled onboarding", own.owner, due, f"it has stalled before {stalled}", True)


def _by_risk(session: Session, only: str) -> Iterator[DuePlay]:
    """Accounts whose calibrated risk is flagged, whatever their health says; none of a poor fit."""
    if not session.risks.calibrated:
        return
    flagged = session.workspace.settings.churn.flag_probability
    for line in session.risk_lines:
        if line.risk is None or line.risk < flagged or "poor fit" in line.marks:
            continue
        if only in ("", line.account_id):
            days = _EMERGENCY_DAYS if line.tier == "Tier 1" else _REACH_OUT_DAYS
            yield DuePlay(
                line.account_id,
                "save talk",
                session.accounts[line.account_id].owner,
                session.day + timedelta(days=days),
                f"the model gives it {line.risk:.0%} risk of leaving within "
                f"{session.workspace.settings.churn.horizon_days} days",
                True,
            )
