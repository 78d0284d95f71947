"""Use cases that look at churn that was: cohorts, signals, drivers, how risks did, retrospectives, silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.money import count
from workspace import account_book
from workspace.churn import load_churn_book
from workspace.kept_files import KeptFiles
from workspace.search import resolve_account
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from accounts.churn.cohorts import Cohort
    from accounts.churn.deciles import Bin
    from accounts.churn.learning import PastRows
    from accounts.churn.lifts import Driver, Signal
    from accounts.churn.retro import Departed, Retrospective
    from accounts.churn.silence import Silent
    from accounts.churn.survival import Survival
    from accounts.churn.validation import Validation
    from foundation.months import Month
    from workspace.churn import ChurnBook

_LEAST_LEFT = 5


@dataclass(frozen=True, slots=True, eq=False)
class CohortView:
    """Cohorts in order of time, survival by segment (``all`` first), and churn by tenth of each metric; ``older``
    accounts paid before ``since``, the first month that cohorts look at."""

    as_of: date
    currency: str
    cohorts: list[Cohort]
    survival: dict[str, Survival]
    deciles: dict[str, list[Bin]]
    horizon_days: int
    older: int
    since: Month


@dataclass(frozen=True, slots=True)
class Past:
    """What the past that was looked at holds: month ends from ``first`` to ``last``, account-months, accounts
    that left in a way that could be saved, and those that left in another way by ``as_of``."""

    as_of: date
    first: date
    last: date
    rows: int
    accounts: int
    churned: int
    otherwise: int
    horizon_days: int


def cohort_view(workspace: Workspace, day: date | None) -> CohortView:
    """Retention by start month, and how long accounts stay. Raises SettingsError without revenue."""
    from accounts.churn.cohorts import cohorts, first_start, paid_before, survival_by_segment
    from accounts.churn.deciles import deciles
    from accounts.churn.learning import past_rows
    from accounts.churn.outcomes import outcomes

    seen = _seen(workspace, day)
    if not seen.book.has_revenue:
        raise SettingsError("there is no revenue data", hint="Import it: nrr import subscriptions FILE.")
    settings = workspace.settings.churn
    past = past_rows(seen.book, seen.signals, seen.as_of, settings.horizon_days, settings.reasons)
    found = outcomes(seen.book, seen.as_of, settings.reasons)
    return CohortView(
        seen.as_of,
        seen.book.currency,
        cohorts(seen.book, seen.as_of),
        survival_by_segment(seen.book, found, seen.as_of),
        {} if past is None else deciles(past),
        settings.horizon_days,
        int(paid_before(seen.book, seen.as_of).sum()),
        first_start(seen.as_of),
    )


def signal_view(workspace: Workspace, day: date | None) -> tuple[Past, list[Signal]]:
    """Signals with their lift. Raises SettingsError where too few accounts left."""
    from accounts.churn.lifts import signals

    past, said = _learned(workspace, day)
    return said, signals(past, workspace.settings.churn.flag_from)


def driver_view(workspace: Workspace, day: date | None) -> tuple[Past, list[Driver]]:
    """What parts those who stay. Raises SettingsError where too few accounts left."""
    from accounts.churn.lifts import sticky_drivers

    past, said = _learned(workspace, day)
    return said, sticky_drivers(past)


def evaluation(workspace: Workspace, day: date | None) -> tuple[date, Validation, int]:
    """How the model and the scorecard did as time went by, and the horizon in days."""
    from accounts.churn.learned import learned
    from accounts.churn.learning import past_rows

    seen = _seen(workspace, day)
    settings = workspace.settings.churn
    past = past_rows(seen.book, seen.signals, seen.as_of, settings.horizon_days, settings.reasons)
    taught = learned(past, settings, KeptFiles(workspace.kept_path, "churn"))
    return seen.as_of, taught.validation, settings.horizon_days


@dataclass(frozen=True, slots=True)
class RetroView:
    """Everyone who left, latest first, and one of them opened."""

    as_of: date
    currency: str
    flag_days: int
    flag_from: float
    names: dict[str, str]
    departed: tuple[Departed, ...]
    opened: Retrospective | None


def retro_view(workspace: Workspace, account: str | None, day: date | None) -> RetroView:
    """Retrospectives. Raises SettingsError for an account that has not left."""
    from accounts.churn.outcomes import outcomes
    from accounts.churn.retro import departed_accounts, retrospective

    with workspace.store().read() as connection:
        seen = load_churn_book(workspace, connection, day)
        wanted = resolve_account(seen.names, account) if account else ""
        counted = account_book.counting_account(workspace, connection, wanted) if wanted else ""
    settings = workspace.settings.churn
    found = outcomes(seen.book, seen.as_of, settings.reasons)
    left = departed_accounts(seen.book, seen.signals, found, settings)
    opened = None
    if counted:
        one = next((line for line in left if line.account_id == counted), None)
        if one is None:
            raise SettingsError(
                f"{seen.names[counted]} ({counted}) had not left by {seen.as_of}",
                hint="List those that did: nrr churn retro.",
            )
        opened = retrospective(seen.book, seen.signals, found, one, settings)
    return RetroView(
        seen.as_of,
        seen.book.currency,
        settings.flag_days,
        settings.flag_from,
        seen.names,
        tuple(left),
        opened,
    )


@dataclass(frozen=True, slots=True)
class SilentView:
    """Who fell silent, highest ARR first."""

    as_of: date
    currency: str
    names: dict[str, str]
    silent: tuple[Silent, ...]
    talkers: int


def silent_view(workspace: Workspace, day: date | None) -> SilentView:
    """Accounts that used to talk and stopped; ``talkers`` counts accounts with a habit of talking."""
    from accounts.churn.silence import silent_accounts, talkers

    seen = _seen(workspace, day)
    return SilentView(
        seen.as_of,
        seen.book.currency,
        seen.names,
        tuple(silent_accounts(seen.book, seen.signals, seen.as_of)),
        int(talkers(seen.book, seen.signals, seen.as_of).sum()),
    )


def _seen(workspace: Workspace, day: date | None) -> ChurnBook:
    with workspace.store().read() as connection:
        return load_churn_book(workspace, connection, day)


def _learned(workspace: Workspace, day: date | None) -> tuple[PastRows, Past]:
    import numpy as np

    from accounts.churn.learning import past_rows
    from accounts.churn.outcomes import Way, outcomes

    seen = _seen(workspace, day)
    settings = workspace.settings.churn
    past = past_rows(seen.book, seen.signals, seen.as_of, settings.horizon_days, settings.reasons)
    churned = past.churned() if past is not None else 0
    if past is None or churned < _LEAST_LEFT:
        raise SettingsError(
            f"not enough data: {count(churned, 'account')} known to have left in a way that could be saved, "
            f"and it takes {_LEAST_LEFT}",
            hint=f"Only departures whose {settings.horizon_days} days before are on record count.",
        )
    way = outcomes(seen.book, seen.as_of, settings.reasons).way
    return past, Past(
        as_of=seen.as_of,
        first=past.day.min().astype(date),
        last=past.day.max().astype(date),
        rows=len(past.left),
        accounts=len(np.unique(past.account)),
        churned=churned,
        otherwise=int(((way == Way.POOR_FIT) | (way == Way.PAYMENT)).sum()),
        horizon_days=settings.horizon_days,
    )
