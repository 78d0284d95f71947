"""Opens the sums of a month at a glance: the ARR at risk, the ARR heard from, what is in no theme, the
contacts that are missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import fsum
from typing import TYPE_CHECKING

from accounts.explanation import Explanation, Input
from foundation.clock import SystemClock
from foundation.months import Month
from workspace import coverage
from workspace.account_book import load_book
from workspace.accounts import AccountsQuery, book_rows, fitting, risks_on
from workspace.book_standing import at_risk
from workspace.explain_renewals import stored_rows
from workspace.metrics import refuse_to_come
from workspace.store import runs
from workspace.themes import finished_run
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook

_CLOCK = SystemClock()


def explain_at_risk(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``at_risk:2026-10``: ARR x risk of every account that pays at the month's end."""
    month, today = Month.parse(subject), _CLOCK.now().date()
    book = load_book(workspace, connection)
    refuse_to_come(connection, book, month, today)
    risks = risks_on(workspace, connection, book, month.last_day)
    rows = fitting(book_rows(workspace, book, month, risks.by_account()), AccountsQuery())
    told = [row for row in rows if row.risk is not None]
    if not told:
        return None
    over = month.last_day <= today
    inputs = tuple(
        Input(row.id, at_risk(row), book.currency, f"arr_at_risk:{row.id}@{month.last_day}" if over else "")
        for row in told
    )
    return Explanation(
        figure=f"at_risk:{month}",
        title=f"ARR at risk at the end of {month.title}",
        value=fsum(at_risk(row) for row in told),
        unit=book.currency,
        formula="sum(inputs)",
        inputs=inputs,
        rows=stored_rows(book, month, {row.id for row in told}),
        words="ARR x risk, added up over the accounts whose risk can be told"
        + (
            "."
            if risks.calibrated
            else "; the risk is a share of points, no probability: this is for ordering."
        ),
    )


def explain_heard(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``heard:2026-10``: the share of the ARR whose accounts said something that month."""
    month = Month.parse(subject)
    printed = finished_run(connection, month).coverage.arr_share
    book = load_book(workspace, connection)
    paid = _arr(book, month)
    heard = fsum(paid[account] for account in _heard(connection, book, month) if account in paid)
    return Explanation(
        figure=f"heard:{month}",
        title=f"Share of the ARR heard from in {month.title}",
        value=printed,
        unit="ratio",
        formula="heard / paid",
        inputs=(
            Input("heard", heard, book.currency, f"heard_arr:{month}"),
            Input("paid", fsum(paid.values()), book.currency, f"listed_arr:{month}"),
        ),
        rows=(),
        words="Printed as the month's synthesis found it; what was imported since would change it.",
    )


def explain_heard_arr(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``heard_arr:2026-10``: the ARR of the accounts with at least one statement in the month."""
    month = Month.parse(subject)
    finished_run(connection, month)
    book = load_book(workspace, connection)
    paid = _arr(book, month)
    heard = sorted(account for account in _heard(connection, book, month) if account in paid)
    if not heard:
        return None
    return Explanation(
        figure=f"heard_arr:{month}",
        title=f"ARR of the accounts heard from in {month.title}",
        value=fsum(paid[account] for account in heard),
        unit=book.currency,
        formula="sum(inputs)",
        inputs=tuple(
            Input(account, paid[account], book.currency, f"arr:{account}@{month}") for account in heard
        ),
        rows=stored_rows(book, month, set(heard)),
        words="Each account with at least one statement counts once.",
    )


def explain_loose(_workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``loose:2026-10``: the share of the month's statements that are in no theme."""
    run = finished_run(connection, Month.parse(subject))
    if not run.coverage.statements:
        return None
    reasons = ", ".join(f"{count:,} {name}" for name, count in sorted(run.unclustered.reasons.items()))
    return Explanation(
        figure=f"loose:{run.month}",
        title=f"Share of the statements of {run.month.title} in no theme",
        value=run.unclustered.share,
        unit="ratio",
        formula="loose / statements",
        inputs=(
            Input("loose", float(run.unclustered.statements), "statements"),
            Input("statements", float(run.coverage.statements), "statements"),
        ),
        rows=(),
        words=f"Why: {reasons}." if reasons else "",
    )


def explain_contact_gaps(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``contact_gaps:2026-10-31``: the top accounts at which somebody who should be known is not."""
    try:
        day = date.fromisoformat(subject)
    except ValueError:
        return None
    found, book = coverage.coverage_on(workspace, connection, day)
    gaps = [line for line in found.accounts if line.top and line.gaps]
    return Explanation(
        figure=f"contact_gaps:{day}",
        title=f"Top accounts with gaps among their contacts on {day}",
        value=float(len(gaps)),
        unit="accounts",
        formula="sum(inputs)" if gaps else "0",
        inputs=tuple(Input(line.account, 1.0, "", coverage.figure(line.account, day)) for line in gaps),
        rows=stored_rows(book, Month.of(day), {line.account for line in gaps}),
        words="nrr coverage says who is missing at each.",
    )


def _arr(book: AccountBook, month: Month) -> dict[str, float]:
    from accounts.revenue.mrr import arr_by_account

    return arr_by_account(book, month)


def _heard(connection: Connection, book: AccountBook, month: Month) -> set[str]:
    run = runs.load_run(connection, month)
    said = runs.statements_of(connection, run.id) if run else []
    accounts = {one.account_id for one in said if one.account_id and Month.of(one.day) == month}
    return {book.members.get(account, account) for account in accounts}


FAMILIES: Mapping[str, Callable[[Workspace, Connection, str], Explanation | None]] = {
    "at_risk": explain_at_risk,
    "heard": explain_heard,
    "heard_arr": explain_heard_arr,
    "loose": explain_loose,
    "contact_gaps": explain_contact_gaps,
}
