"""Use case: the accounts with what they pay, when they renew, who looks after them and how much at risk they
are; the renewal calendar; and the rows of the book that something is wrong with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import fsum
from typing import TYPE_CHECKING, Literal

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.account_book import load_book
from workspace.churn import risks_at
from workspace.metrics import book_month, refuse_to_come
from workspace.store import feedback_views
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import Account, AccountBook, Problem
    from accounts.churn.risks import ChurnRisks
    from workspace.tools.session import Session

Sort = Literal["arr", "renewal", "risk", "name"]
_NEVER = date.max
_CLOCK = SystemClock()


@dataclass(frozen=True, slots=True)
class AccountsQuery:
    """Which accounts, in which order: without ``sort`` by ARR, those that renew by their day. ``tier`` (its
    number will do), ``segment`` and ``owner`` are compared without case; ``renewing``: only those that renew
    within so many days. Without ``everyone`` only those that pay."""

    month: Month | None = None
    sort: Sort | None = None
    tier: str = ""
    segment: str = ""
    owner: str = ""
    renewing: int | None = None
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account on a day. ``risk`` is 0-1, by the list's method; None where it cannot be told.
    ``days`` to the renewal are negative where it has passed."""

    id: str
    name: str
    tier: str
    segment: str
    owner: str
    status: str
    mrr: float
    renewal: date | None
    days: int | None
    risk: float | None

    @property
    def arr(self) -> float:
        return 12 * self.mrr


@dataclass(frozen=True, slots=True)
class RenewalMonth:
    """What comes up for renewal in a month; ``by_tier`` is ARR."""

    month: Month
    accounts: int
    arr: float
    by_tier: dict[str, float]


@dataclass(frozen=True, slots=True)
class AccountList:
    """The accounts of ``month``'s last day. ``calendar`` holds their renewals from that day on. ``undated`` of
    them have no renewal date, ``overdue`` one that has passed. ``problems`` counts rows of the whole book."""

    month: Month
    currency: str
    accounts: tuple[AccountRow, ...]
    calendar: tuple[RenewalMonth, ...]
    undated: int
    overdue: int
    problems: int
    risk_method: str
    query: AccountsQuery = AccountsQuery()


def list_accounts(
    workspace: Workspace, query: AccountsQuery, clock: Clock = _CLOCK, session: Session | None = None
) -> AccountList:
    """The accounts asked for, of what ``session`` has read where one is given. Raises SettingsError for a tier, segment
    or owner that no account has."""
    with workspace.store().read() as connection:
        book = load_book(workspace, connection) if session is None else session.book
        month = query.month or book_month(connection, book, clock.now().date())
        refuse_to_come(connection, book, month, clock.now().date())
        day = month.last_day
        risks = risks_on(workspace, connection, book, day) if session is None else session.risks_on(day)
    rows = book_rows(workspace, book, month, risks.by_account())
    found = fitting(rows, replace(query, renewing=None))
    undated, overdue = sum(row.days is None for row in found), sum((row.days or 0) < 0 for row in found)
    found = _renewing(found, query.renewing)
    found.sort(key=_ORDERS[query.sort or ("arr" if query.renewing is None else "renewal")])
    return AccountList(
        month=month,
        currency=book.currency,
        accounts=tuple(found),
        calendar=calendar_of(found),
        undated=undated,
        overdue=overdue,
        problems=len(book.problems),
        risk_method=risks.method,
        query=query,
    )


def fitting(rows: Sequence[AccountRow], query: AccountsQuery) -> list[AccountRow]:
    """Those that a query asks for, in their order. Raises SettingsError for a tier, segment or owner of none."""
    found = [row for row in rows if query.everyone or row.mrr > 0]
    tier = f"Tier {query.tier.strip()}" if query.tier.strip().isdecimal() else query.tier
    for column, wanted in (("tier", tier), ("segment", query.segment), ("owner", query.owner)):
        found = _with(found, column, wanted)
    return _renewing(found, query.renewing)


def _renewing(rows: list[AccountRow], within: int | None) -> list[AccountRow]:
    if within is None:
        return rows
    return [row for row in rows if row.days is not None and 0 <= row.days <= within]


_ORDERS: dict[Sort, Callable[[AccountRow], tuple[object, ...]]] = {
    "arr": lambda row: (-row.mrr, row.id),
    "renewal": lambda row: (row.renewal or _NEVER, -row.mrr, row.id),
    "risk": lambda row: (-(row.risk if row.risk is not None else -1.0), -row.mrr, row.id),
    "name": lambda row: (row.name.casefold(), row.id),
}


def risks_on(workspace: Workspace, connection: Connection, book: AccountBook, day: date) -> ChurnRisks:
    """Everyone's risk on a day, by what was said until then."""
    signals = feedback_views.feedback_signals(connection, day, members=book.members)
    return risks_at(workspace, book, signals, day)


def book_rows(
    workspace: Workspace, book: AccountBook, month: Month, risk_of: Mapping[str, float]
) -> list[AccountRow]:
    """Every account at the month's end, in the book's order; ``risk_of``: risks by account, where known."""
    from accounts.revenue.mrr import mrr_history
    from accounts.revenue.tiers import book_tiers

    mrr = [float(one) for one in mrr_history(book, [month]).values[:, 0]]
    arr = {one: 12 * paid for one, paid in zip(book.account_ids(), mrr, strict=True) if paid > 0}
    tiers = book_tiers(book, arr, workspace.settings.tiers)
    return [
        AccountRow(
            id=account.id,
            name=account.name,
            tier=tiers.get(account.id, ""),
            segment=account.segment.strip(),
            owner=account.owner,
            status=account.status,
            mrr=paid,
            renewal=account.renewal,
            days=_days(account, month.last_day),
            risk=risk_of.get(account.id),
        )
        for account, paid in zip(book.all_accounts(), mrr, strict=True)
    ]


def _days(account: Account, day: date) -> int | None:
    return None if account.renewal is None else (account.renewal - day).days


def _with(rows: Sequence[AccountRow], column: str, wanted: str) -> list[AccountRow]:
    if not wanted:
        return list(rows)
    found = [row for row in rows if getattr(row, column).casefold() == wanted.strip().casefold()]
    if not found:
        known = sorted({str(getattr(row, column)) for row in rows} - {""})
        raise SettingsError(
            f"no account of these has the {column} {wanted!r}",
            hint=f"There are: {', '.join(known[:12])}." if known else f"None of them has a {column}.",
        )
    return found


def calendar_of(rows: Sequence[AccountRow]) -> tuple[RenewalMonth, ...]:
    """The months in which accounts are up for renewal; those whose day has passed are left out."""
    months: dict[Month, list[AccountRow]] = {}
    for row in rows:
        if row.renewal is not None and (row.days or 0) >= 0:
            months.setdefault(Month.of(row.renewal), []).append(row)
    return tuple(
        RenewalMonth(month, len(own), fsum(row.arr for row in own), _tier_sums(own))
        for month, own in sorted(months.items())
    )


def _tier_sums(rows: Sequence[AccountRow]) -> dict[str, float]:
    return {
        tier: fsum(row.arr for row in rows if row.tier == tier) for tier in sorted({row.tier for row in rows})
    }


@dataclass(frozen=True, slots=True)
class BookProblems:
    """Rows of the book that were left out, changed or taken with a doubt, and how many by table."""

    problems: tuple[Problem, ...]
    counts: dict[str, int] = field(default_factory=dict)


def book_problems(workspace: Workspace, clock: Clock = _CLOCK) -> BookProblems:
    """All of them, sorted by table and row, those of days to come by today among them."""
    from accounts.future import future_rows

    today = clock.now().date()
    with workspace.store().read() as connection:
        book = load_book(workspace, connection)
    found = tuple(sorted([*book.problems, *future_rows(book, today)]))
    return BookProblems(found, dict(sorted(Counter(one.table for one in found).items())))
