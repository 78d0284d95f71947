"""Opens the sums of ``nrr accounts``: the renewal calendar, and what the accounts listed pay together.

A figure names the month's end, the month of renewal, and what the list was narrowed to, written as in an address:
``renewals:2026-12@2026-10?tier=Tier+1``.
"""

from __future__ import annotations

from functools import partial
from math import fsum
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from accounts.explanation import Explanation, Input, RowKey
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.account_book import load_book
from workspace.accounts import (
    AccountList,
    AccountRow,
    AccountsQuery,
    RenewalMonth,
    book_rows,
    calendar_of,
    fitting,
)
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook

_TEXTS = ("tier", "segment", "owner")
_OF_TIER = "of_tier"


def list_figure(found: AccountList) -> str:
    """The id of the ARR of the accounts listed."""
    return f"listed_arr:{found.month}{_narrowed(found.query)}"


def calendar_figures(found: AccountList, month: RenewalMonth) -> dict[str, object]:
    """The ids of a month of the calendar, by the field that holds the figure."""
    subject, narrowed = f"{month.month}@{found.month}", _narrowed(found.query)
    return {
        "arr": f"renewals:{subject}{narrowed}",
        "accounts": f"renewing_accounts:{subject}{narrowed}",
        "by_tier": {
            tier: f"renewals:{subject}{_narrowed(found.query, **{_OF_TIER: tier})}" for tier in month.by_tier
        },
    }


def _narrowed(query: AccountsQuery, **more: str) -> str:
    parts = {name: getattr(query, name) for name in _TEXTS if getattr(query, name)}
    parts |= {} if query.renewing is None else {"renewing": str(query.renewing)}
    parts |= {"all": "yes"} if query.everyone else {}
    written = urlencode(parts | more)
    return f"?{written}" if written else ""


def _explain(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``RENEWAL-MONTH@MONTH?…``, or of what is listed ``MONTH?…``."""
    months, _, written = subject.partition("?")
    parts = dict(parse_qsl(written, keep_blank_values=True))
    renewal, at, month_text = months.rpartition("@")
    if bool(at) is (family == "listed_arr"):
        form = "YYYY-MM" if family == "listed_arr" else "YYYY-MM@YYYY-MM, the renewal's month and the book's"
        raise SettingsError(f"{family}:{subject} names no figure", hint=f"Write {family}:{form}.")
    month = Month.parse(month_text)
    book = load_book(workspace, connection)
    found = fitting(book_rows(workspace, book, month, {}), _query(month, parts))
    title = f"ARR of the accounts listed for {month.title}"
    if at:
        own = next((one for one in calendar_of(found) if one.month == Month.parse(renewal)), None)
        title = (
            f"{'ARR' if family == 'renewals' else 'Accounts'} up for renewal in {Month.parse(renewal).title}"
        )
        found = (
            []
            if own is None
            else [row for row in found if row.renewal and Month.of(row.renewal) == own.month]
        )
        found = [row for row in found if (row.days or 0) >= 0]
    if _OF_TIER in parts:
        found = [row for row in found if row.tier == parts[_OF_TIER]]
    if not found:
        return None
    counted = family == "renewing_accounts"
    return Explanation(
        figure=f"{family}:{subject}",
        title=f"{title}, as the book stood on {month.last_day}",
        value=float(len(found)) if counted else fsum(row.arr for row in found),
        unit="accounts" if counted else book.currency,
        formula="sum(inputs)",
        inputs=tuple(_input(row, month, book.currency, counted=counted) for row in found),
        rows=stored_rows(book, month, {row.id for row in found}),
        words=""
        if not parts
        else f"Narrowed to {', '.join(f'{name} {value}' for name, value in parts.items())}.",
    )


def _query(month: Month, parts: dict[str, str]) -> AccountsQuery:
    days = parts.get("renewing", "")
    return AccountsQuery(
        month=month,
        renewing=int(days) if days.isdecimal() else None,
        everyone="all" in parts,
        tier=parts.get("tier", ""),
        segment=parts.get("segment", ""),
        owner=parts.get("owner", ""),
    )


def _input(row: AccountRow, month: Month, currency: str, *, counted: bool) -> Input:
    if counted:
        return Input(row.id, 1.0, f"renews {row.renewal}")
    return Input(row.id, row.arr, currency, f"arr:{row.id}@{month}")


def stored_rows(book: AccountBook, month: Month, accounts: set[str]) -> tuple[RowKey, ...]:
    """The accounts' own rows, which say when they renew, and those that their ARR is the sum of."""
    from accounts.revenue.paying import paying_rows, row_keys

    lines = paying_rows(book, month)
    paid = row_keys(lines[lines["account"].isin(accounts)])
    return tuple(sorted({*paid, *(RowKey("accounts", (one,)) for one in accounts)}))


FAMILIES = {family: partial(_explain, family) for family in ("renewals", "renewing_accounts", "listed_arr")}
