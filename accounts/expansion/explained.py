"""The estimate of a lead opened: its formula, what goes into it, and the rows."""

from __future__ import annotations

from datetime import date

from accounts.expansion.context import Context
from accounts.expansion.inputs import Lead
from accounts.explanation import Explanation, RowKey
from accounts.revenue.standing import running_on


def expansion_figure(account: str, as_of: date) -> str:
    """The id of an account's estimate."""
    return f"expansion:{account}@{as_of}"


def explain_lead(ctx: Context, lead: Lead) -> Explanation:
    """The estimated expansion MRR of a lead of the context; value None where it could not be said."""
    rows = [row for trigger in lead.triggers for row in trigger.rows]
    words = [f"{trigger.family.value}: {trigger.why}" for trigger in lead.triggers]
    if lead.risk is not None:
        method = "calibrated probability" if ctx.inputs.risk.calibrated else "share of the scorecard's points"
        words.append(f"churn risk {lead.risk:.3g}, a {method}: nrr explain churn:{lead.account}@{ctx.as_of}")
    if lead.reasons:
        words.append("held back: " + "; ".join(lead.reasons))
    return Explanation(
        figure=expansion_figure(lead.account, ctx.as_of),
        title=f"Estimated expansion MRR of {lead.account} on {ctx.as_of}",
        value=lead.estimate.mrr,
        unit=f"{ctx.book.currency} a month",
        formula=lead.estimate.formula,
        inputs=lead.estimate.inputs,
        rows=tuple(sorted({*rows, *_paid(ctx, lead.account)})),
        words=f"{lead.estimate.words}; prices by plans.toml. " + ". ".join(words) + ".",
    )


def _paid(ctx: Context, account: str) -> list[RowKey]:
    running = running_on(ctx.book, ctx.as_of)
    own = running[running["account"] == account]
    return [
        RowKey("subscriptions", (payer, name, start, plan))
        for payer, name, start, plan in zip(
            own["payer"], own["id"], own["started"].dt.strftime("%Y-%m-%d"), own["plan"], strict=True
        )
    ]
