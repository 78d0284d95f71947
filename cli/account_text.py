"""Accounts, their renewals and the book's problems, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cli.churn_text import risk_text
from cli.output import table
from foundation.money import amount, count

if TYPE_CHECKING:
    from workspace.accounts import AccountList, AccountRow, BookProblems


RISK_WORDS = {
    "model": "risk is the calibrated probability of leaving within the horizon: nrr churn evaluate",
    "scorecard": "risk is a share of the scorecard's points, no probability: nrr churn ACCOUNT",
}


def notes(found: AccountList) -> Iterator[str]:
    """What a reader should know beside the list."""
    if any(row.risk is not None for row in found.accounts):
        yield RISK_WORDS[found.risk_method]
    if found.undated:
        yield f"{count(found.undated, 'account')} without a renewal date"
    if found.overdue:
        yield f"{count(found.overdue, 'account')} with a renewal date that has passed"
    if found.problems:
        yield f"{count(found.problems, 'row')} of the book left out, changed or doubted: nrr accounts --problems"


def accounts_text(found: AccountList, limit: int, *, with_calendar: bool) -> str:
    """A line for each account, at most ``limit``, after the calendar of renewals where it is wanted."""
    if not found.accounts:
        return "No account fits."
    lines = [_line(row, found.currency, found.risk_method == "model") for row in found.accounts[:limit]]
    heads = ("Account", "Id", "Tier", "Segment", "Owner", "ARR", "Renewal", "Days", "Risk")
    listed = table(heads, lines, "lllllrlrr")
    more = len(found.accounts) - limit
    if more > 0:
        listed += f"\n… and {count(more, 'account')} more (--limit {len(found.accounts)})"
    return f"{_calendar(found)}\n\n{listed}" if with_calendar else listed


def _line(row: AccountRow, currency: str, calibrated: bool) -> tuple[str, ...]:
    return (
        row.name,
        row.id,
        row.tier,
        row.segment,
        row.owner,
        amount(row.arr, currency),
        str(row.renewal or ""),
        "" if row.days is None else f"{row.days:,}",
        risk_text(row.risk, calibrated),
    )


def _calendar(found: AccountList) -> str:
    tiers = sorted({tier for month in found.calendar for tier in month.by_tier})
    lines = [
        (
            month.month.title,
            f"{month.accounts:,}",
            amount(month.arr, found.currency),
            *(amount(month.by_tier.get(tier, 0.0), found.currency) for tier in tiers),
        )
        for month in found.calendar
    ]
    heads = ("Renewing in", "Accounts", "ARR", *(tier or "no tier" for tier in tiers))
    return table(heads, lines, "lrr" + "r" * len(tiers))


def problems_text(wrong: BookProblems, limit: int) -> str:
    """Each row with what is wrong with it, at most ``limit``."""
    if not wrong.problems:
        return "Nothing is wrong with the rows of the book."
    lines = [(one.table, one.row, one.reason) for one in wrong.problems[:limit]]
    listed = table(("Table", "Row", "What"), lines, "lll")
    more = len(wrong.problems) - limit
    return listed + (f"\n… and {more:,} more (--limit {len(wrong.problems)})" if more > 0 else "")


def problems_shape(wrong: BookProblems) -> dict[str, object]:
    """``nrr accounts --problems --json``."""
    return {
        "counts": wrong.counts,
        "problems": [{"table": one.table, "row": one.row, "reason": one.reason} for one in wrong.problems],
    }


def accounts_shape(found: AccountList, limit: int | None) -> dict[str, object]:
    """``nrr accounts --json``; ``risk`` is the probability of leaving where ``risk_method`` is the model, a share of
    risk points where it is the scorecard. All accounts, unless a ``limit`` was asked for; ``more`` are left out
    by it."""
    from workspace.explain_renewals import calendar_figures, list_figure

    return {
        "month": str(found.month),
        "as_of": found.month.last_day.isoformat(),
        "currency": found.currency,
        "count": len(found.accounts),
        "arr": sum(row.arr for row in found.accounts),
        "figures": {"arr": list_figure(found)} if found.accounts else {},
        "without_renewal": found.undated,
        "renewal_passed": found.overdue,
        "problems": found.problems,
        "risk_method": found.risk_method,
        "renewals": [
            {
                "month": str(month.month),
                "accounts": month.accounts,
                "arr": month.arr,
                "by_tier": month.by_tier,
                "figures": calendar_figures(found, month),
            }
            for month in found.calendar
        ],
        "accounts": [
            {
                "account": row.id,
                "name": row.name,
                "tier": row.tier,
                "segment": row.segment,
                "owner": row.owner,
                "status": row.status,
                "mrr": row.mrr,
                "arr": row.arr,
                "renewal": row.renewal.isoformat() if row.renewal else None,
                "days_to_renewal": row.days,
                "risk": row.risk,
                "figure": f"arr:{row.id}@{found.month}",
                "figures": {"mrr": f"mrr:{row.id}@{found.month}", "arr": f"arr:{row.id}@{found.month}"}
                | ({} if row.risk is None else {"risk": f"churn:{row.id}@{found.month.last_day}"}),
            }
            for row in found.accounts[:limit]
        ],
        "more": max(0, len(found.accounts) - limit) if limit else 0,
    }
