"""Use case: where the book stands at a month's end, in two sums: the ARR at risk, and what renews soon."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.months import Month
from workspace.accounts import AccountRow, AccountsQuery, list_accounts
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from workspace.tools.session import Session

SOON = 90
"""Days within which a renewal is soon."""

_CLOCK = SystemClock()


@dataclass(frozen=True, slots=True)
class BookStanding:
    """``at_risk`` is the sum of ARR x risk over the ``told`` of the accounts whose risk can be told; None where none
    can. ``risky`` are those accounts, the highest ARR at risk first; ``renewing`` those that renew within ``SOON``
    days, the next first. ``method`` is what the risks were told by."""

    month: Month
    currency: str
    accounts: int
    arr: float
    at_risk: float | None
    told: int
    method: str
    risky: tuple[AccountRow, ...]
    renewing: tuple[AccountRow, ...]

    @property
    def renewing_arr(self) -> float:
        return fsum(row.arr for row in self.renewing)

    @property
    def figures(self) -> dict[str, str]:
        """The ids that ``nrr explain`` opens the sums by."""
        return {
            "arr": f"listed_arr:{self.month}",
            "at_risk": f"at_risk:{self.month}",
            "renewing_arr": f"listed_arr:{self.month}?renewing={SOON}",
        }


def book_standing(
    workspace: Workspace, month: Month | None, clock: Clock = _CLOCK, session: Session | None = None
) -> BookStanding:
    """The book at the end of ``month``, by default the latest; of what ``session`` has read, where one is given. Raises
    SettingsError without revenue data."""
    found = list_accounts(workspace, AccountsQuery(month), clock, session)
    told = [row for row in found.accounts if row.risk is not None]
    soon = [row for row in found.accounts if row.days is not None and 0 <= row.days <= SOON]
    return BookStanding(
        month=found.month,
        currency=found.currency,
        accounts=len(found.accounts),
        arr=fsum(row.arr for row in found.accounts),
        at_risk=fsum(at_risk(row) for row in told) if told else None,
        told=len(told),
        method=found.risk_method,
        risky=tuple(sorted(told, key=lambda row: (-at_risk(row), row.id))),
        renewing=tuple(sorted(soon, key=lambda row: (row.renewal, -row.arr, row.id))),
    )


def at_risk(row: AccountRow) -> float:
    """ARR x risk; nothing where the risk cannot be told."""
    return row.arr * (row.risk or 0.0)
