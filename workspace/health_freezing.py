"""Use case: health is frozen for a day, once and for good, so that it can be said later what was known then.

A day is frozen when somebody asks for it, and at each month's end by its synthesis. Reading never freezes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from foundation.clock import Clock
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.account_book import account_names
from workspace.as_of import chosen_day, data_reach
from workspace.health import scored_book
from workspace.search import resolve_account
from workspace.store import health_snapshots, tables
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workspace.health import ScoredBook


_LATE = timedelta(days=7)
"""How far the data may lie behind a day that is frozen: what is read weekly is a week old at most."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What freezing did: how many accounts; ``before`` is when the day had been frozen already, if it had."""

    day: date
    accounts: int
    before: datetime | None


def freeze_health(workspace: Workspace, day: date | None, clock: Clock) -> Frozen:
    """Freeze ``day`` (default: the latest that the data reaches). A day that is frozen already stays as it is.

    Raises SettingsError for a day that has not come or lies over a week after all data: what is frozen early is
    wrong for good.
    """
    now = clock.now()
    with workspace.store().read() as connection:
        last = data_reach(connection, clock)
        if day is not None and day > now.date():
            told = f"; nothing is known after {last}" if last else ""
            raise SettingsError(f"{day} is not here yet{told}", hint="Freeze a day that the data reaches.")
        wanted = chosen_day(connection, day, clock)
        before = health_snapshots.frozen_at(connection, wanted)
        if before is None and last is not None and wanted > last + _LATE:
            raise SettingsError(
                f"nothing is known after {last}, and {wanted} would be frozen for good",
                hint=f"Import what happened since, or freeze that day: --date {last}.",
            )
        found = None if before else scored_book(workspace, connection, wanted)
    if found is None:
        return Frozen(wanted, 0, before)
    with workspace.store().write(f"freeze health of {wanted}") as connection:
        count = health_snapshots.freeze(connection, wanted, _snapshots(found), now)
        return Frozen(wanted, count, None if count else health_snapshots.frozen_at(connection, wanted))


def ends_unfrozen(connection: Connection, month: Month, clock: Clock) -> bool:
    """Whether ``month`` is over and its last day waits to be frozen."""
    if month.last_day > clock.now().date() or not tables.account_ids(connection):
        return False
    return health_snapshots.frozen_at(connection, month.last_day) is None


def freeze_month_end(workspace: Workspace, connection: Connection, month: Month, clock: Clock) -> None:
    """Freeze the last day of ``month``, within the caller's transaction, if it waits for that."""
    if ends_unfrozen(connection, month, clock):
        found = scored_book(workspace, connection, month.last_day)
        health_snapshots.freeze(connection, month.last_day, _snapshots(found), clock.now())


def frozen_health(
    workspace: Workspace, day: date | None, wanted: str | None = None
) -> tuple[date, tuple[health_snapshots.Snapshot, ...], dict[str, str]]:
    """The snapshots of a frozen day (default: the latest), by account, of one account where it is ``wanted``;
    and the names of accounts. Raises SettingsError where the day is not frozen."""
    with workspace.store().read() as connection:
        names = account_names(connection)
        days = health_snapshots.frozen_days(connection)
        if not days or (day is not None and day not in days):
            told = ", ".join(str(one) for one in days[-5:])
            raise SettingsError(
                f"health of {day} is not frozen" if day else "no day's health is frozen",
                hint=f"Frozen lately: {told}." if told else "Freeze one: nrr health --freeze.",
            )
        chosen = day or days[-1]
        found = health_snapshots.snapshots_of(connection, chosen)
    if wanted is not None:
        account = resolve_account(names, wanted)
        if account not in found:
            raise SettingsError(
                f"{account} is not among the accounts frozen for {chosen}", hint="Name another day."
            )
        found = {account: found[account]}
    return chosen, tuple(found.values()), names


def _snapshots(found: ScoredBook) -> list[health_snapshots.Snapshot]:
    from foundation.health_settings import HEALTH_SIGNALS

    scores = found.scores
    points = scores.points.tolist()
    weights = scores.weights.tolist()
    return [
        health_snapshots.Snapshot(
            account_id=account,
            score=found.lines[account].score,
            band=found.lines[account].band,
            coverage=round(found.lines[account].coverage, 4),
            signals={
                name: (None if own != own else own, weight)
                for name, own, weight in zip(HEALTH_SIGNALS, points[at], weights[at], strict=True)
                if weight
            },
        )
        for at, account in enumerate(scores.accounts)
    ]
