"""The tool ``revenue_metrics``: NRR, GRR, ARR and what moved, of the book, of its parts, or of one account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from accounts.figures import RevenueMetrics
from assistant.tools import Arguments, Scope, Tool, ToolResult
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.tools.leaving_out import past_limit
from workspace.tools.scoping import one_account
from workspace.tools.values import Value, money, share

if TYPE_CHECKING:
    from workspace.tools.session import Session

_MOVES = 12
_NO_REVENUE = SettingsError(
    "there is no revenue data", hint="Import it: nrr import subscriptions FILE, or nrr import mrr FILE."
)


class Revenue(Arguments):
    """Which month, and of what."""

    month: str | None = Field(default=None, description="YYYY-MM; leave out for the latest month.")
    by: Literal["tier", "segment", "cohort"] | None = Field(
        default=None, description="One line for each tier, segment or cohort (month of first payment)."
    )
    account: str | None = Field(default=None, description="One account's MRR and ARR: its id or name.")


def revenue_metrics(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: Revenue, scope: Scope) -> ToolResult:
        account = one_account(session, scope, asked.account)
        month = _month(session, asked.month)
        if not session.book.has_revenue:
            raise _NO_REVENUE
        if account:
            return _of_account(session, account, month)
        return _by(session, asked.by, month) if asked.by else _whole(session, month)

    return Tool(
        "revenue_metrics",
        "NRR, GRR and logo retention of a month and of the twelve months that end with it; MRR and ARR at start and "
        "end; expansion, contraction, churn, new and reactivated MRR, account by account. NRR and GRR belong together.",
        Revenue,
        run,
    )


def _month(session: Session, asked: str | None) -> Month:
    """The month that is meant. Raises SettingsError for one that the data does not reach."""
    month = session.month_asked(asked)
    reached = Month.of(session.day)
    if month is None:
        return session.months[-1] if session.months else reached
    if month > reached:
        raise SettingsError(
            f"{month} is not in the data, which ends on {session.day}", hint="Ask for a month before."
        )
    return month


def _whole(session: Session, month: Month) -> ToolResult:
    from accounts.gaps import outside_snapshots
    from accounts.revenue.movements import revenue_metrics as metrics_of

    found = metrics_of(session.book, month)
    if found is None:
        raise _NO_REVENUE
    if not found.start_mrr and not found.end_mrr:
        return ToolResult({"month": str(month)}, empty=True)
    moves = [move for move in found.movements if move.change]
    data = _figures(found, str(month)) | {
        "movements": [
            {
                "account": move.account_id,
                "account_name": session.name(move.account_id),
                "movement": move.kind.value,
                "mrr_change": money(move.change, found.currency, f"change:{move.account_id}@{month}"),
                "mrr_before": money(move.before, found.currency),
                "mrr_after": money(move.after, found.currency),
            }
            for move in moves[:_MOVES]
        ]
    }
    left_out = [*past_limit(len(moves), min(len(moves), _MOVES), "movement")]
    if session.day < month.last_day:
        left_out.append(f"the rest of {month.title}, which is not over")
    unheard = outside_snapshots(session.book, month)
    if unheard:
        left_out.append(f"{unheard} accounts that the mrr table does not tell of that month")
    return ToolResult(data, not_looked_at=tuple(left_out))


def _figures(found: RevenueMetrics, subject: str) -> Value:
    currency = found.currency
    start, end = found.start_mrr, found.end_mrr
    return {
        "month": str(found.month),
        "nrr": share(found.retention.nrr, f"nrr:{subject}"),
        "grr": share(found.retention.grr, f"grr:{subject}"),
        "logo_retention": share(found.retention.logo_retention, f"logo:{subject}"),
        "trailing_months": 12,
        "nrr_trailing": share(found.trailing_12.nrr, f"nrr_12:{subject}"),
        "grr_trailing": share(found.trailing_12.grr, f"grr_12:{subject}"),
        "logo_retention_trailing": share(found.trailing_12.logo_retention, f"logo_12:{subject}"),
        "start_mrr": money(start, currency, f"start_mrr:{subject}"),
        "end_mrr": money(end, currency, f"end_mrr:{subject}"),
        "end_arr": money(12 * end, currency),
        "expansion_mrr": money(found.expansion, currency, f"expansion_mrr:{subject}"),
        "contraction_mrr": money(found.contraction, currency, f"contraction_mrr:{subject}"),
        "churn_mrr": money(found.churn, currency, f"churn_mrr:{subject}"),
        "new_mrr": money(found.new_mrr, currency, f"new_mrr:{subject}"),
        "reactivation_mrr": money(found.reactivation, currency, f"reactivation_mrr:{subject}"),
        "accounts": found.accounts,
        "arr_per_account": money(12 * end / found.accounts, currency) if found.accounts else None,
    }


def _by(session: Session, by: Literal["tier", "segment", "cohort"], month: Month) -> ToolResult:
    from accounts.revenue.movements import metrics_by

    found = metrics_by(session.book, month, by, session.workspace.settings.tiers)
    parts = [{by: name} | _figures(one, f"{month}/{by}={name}") for name, one in found.items()]
    return ToolResult({"month": str(month), "by": by, "parts": parts}, empty=not parts)


def _of_account(session: Session, account: str, month: Month) -> ToolResult:
    from accounts.revenue.movements import arr_by_account

    now = arr_by_account(session.book, month).get(account, 0.0)
    before = arr_by_account(session.book, month.plus(-1)).get(account, 0.0)
    year = arr_by_account(session.book, month.plus(-12)).get(account, 0.0)
    currency = session.currency
    data: Value = {
        "account": account,
        "account_name": session.name(account),
        "month": str(month),
        "arr": money(now, currency, f"arr:{account}@{month}"),
        "mrr": money(now / 12, currency, f"mrr:{account}@{month}"),
        "mrr_change": money((now - before) / 12, currency, f"change:{account}@{month}"),
        "arr_year_ago": money(year, currency, f"arr:{account}@{month.plus(-12)}"),
        "months_back": 12,
    }
    return ToolResult(data, empty=not (now or before or year))
