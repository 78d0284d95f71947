"""The tool ``list_accounts``: which accounts, by revenue, renewal, risk or health, and those that left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from assistant.tools import Scope, Tool, ToolResult
from foundation.errors import SettingsError, ToolFault
from foundation.months import Month
from workspace.tools.account_limits import AccountLimits, Speakers, keeps_limits, limits_told
from workspace.tools.heard_items import heard_items
from workspace.tools.leaving_out import past_limit
from workspace.tools.scoping import everyone
from workspace.tools.standing import health_row, risk_row
from workspace.tools.values import Value, money

if TYPE_CHECKING:
    from workspace.tools.session import Session


class ListAccounts(AccountLimits):
    """Which accounts, in which order."""

    sort: Literal["arr", "least-arr", "renewal", "risk", "at-risk", "health", "name"] = Field(
        default="arr",
        description="arr: largest first; least-arr: smallest first; renewal: soonest first; risk: likeliest to leave "
        "first; at-risk: most ARR at risk first; health: lowest score first.",
    )
    tier: str | None = Field(default=None, description="Only this tier, such as 1.")
    segment: str | None = Field(default=None, description="Only this segment.")
    owner: str | None = Field(default=None, description="Only accounts of this owner (CSM).")
    band: (
        Literal[
            "critical",
            "at risk",
            "critical or at risk",
            "healthy",
            "thriving",
            "healthy or thriving",
            "not enough data",
        ]
        | None
    ) = Field(default=None, description="Only accounts whose health is in this band.")
    renewing_within: int | None = Field(
        default=None, ge=0, le=1000, description="Only accounts that renew within so many days."
    )
    mark: Literal["silent", "single champion", "payment", "poor fit", "emergency"] | None = Field(
        default=None, description="Only accounts with this mark; silent: used to talk and stopped."
    )
    stage: Literal["onboarding", "stalled"] | None = Field(
        default=None, description="Only accounts in onboarding, or stalled in it."
    )
    left: bool = Field(
        default=False, description="True: accounts that left, latest first, instead of those that pay."
    )
    since: str | None = Field(
        default=None, description="With left: only those that left since this month, YYYY-MM."
    )
    until: str | None = Field(
        default=None, description="With left: only those that left up to this month, YYYY-MM."
    )
    limit: int = Field(default=10, ge=1, le=50)


def list_accounts(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: ListAccounts, scope: Scope) -> ToolResult:
        everyone(session, scope, "list of accounts")
        session.need_accounts()
        return _departed(session, asked) if asked.left else _listed(session, asked, scope)

    return Tool(
        "list_accounts",
        "Which accounts: by ARR, renewal, risk of leaving or health; filtered by tier, segment, owner, health band, "
        "renewal window, silence, onboarding, limits of health and ARR, what they spoke of; all of it "
        "together; or those that left.",
        ListAccounts,
        run,
    )


def _listed(session: Session, asked: ListAccounts, scope: Scope) -> ToolResult:
    speakers = Speakers(session, asked, scope)
    rows = [row for row in _rows(session, asked) if _fits(row, asked)]
    if speakers.asked and asked.spoke_not:
        rows = [row for row in rows if row["account"] not in speakers.accounts]
    elif speakers.asked:
        rows = [
            row | {"statements": speakers.accounts[row["account"]]}
            for row in rows
            if row["account"] in speakers.accounts
        ]
    _refuse_unknown(session, asked, rows)
    rows.sort(key=_ORDERS[asked.sort])
    shown = [_told(session, row) for row in rows[: asked.limit]]
    data: Value = {
        "date": session.day.isoformat(),
        "sort": asked.sort,
        "renewing_within_days": asked.renewing_within,
        "accounts_found": len(rows),
        "limits": limits_told(asked, session.currency),
        "arr": money(sum(row["arr"]["value"] for row in rows if row["arr"]), session.currency),
        "accounts": shown,
    }
    items = heard_items(session, [row["account"] for row in rows], asked.heard_since, asked.heard_until)
    if items is not None:
        data["heard_in_span"] = items
    if any(row.get("arr_at_risk") for row in rows):
        total = sum(row["arr_at_risk"]["value"] for row in rows if row.get("arr_at_risk"))
        data["arr_at_risk"] = money(total, session.currency)
    return ToolResult(
        data,
        evidence=speakers.words(shown),
        not_looked_at=past_limit(len(rows), len(shown), "account"),
        empty=not rows,
    )


def _rows(session: Session, asked: ListAccounts) -> Iterable[Value]:
    """The paying accounts; risk is learned where it is asked for, health scored likewise."""
    by_risk = asked.sort in ("risk", "at-risk") or asked.mark is not None
    risks = {one.account_id: one for one in session.risk_lines} if by_risk else {}
    scored = session.scored.lines if asked.sort == "health" or asked.band or asked.of_health else {}
    stages = _stages(session) if asked.stage else {}
    month = Month.of(session.day)
    for account, arr in session.arr.items():
        own = session.accounts[account]
        row: Value = {
            "account": account,
            "account_name": own.name,
            "tier": session.tiers.get(account, ""),
            "segment": own.segment.strip(),
            "owner": own.owner,
            "arr": money(arr, session.currency, f"arr:{account}@{month}"),
            "renewal": own.renewal.isoformat() if own.renewal else None,
            "days_to_renewal": (own.renewal - session.day).days if own.renewal else None,
        }
        if account in risks:
            row |= risk_row(session, risks[account], told=False)
        if account in scored:
            row |= health_row(session, scored[account])
        if stages:
            row["stage"] = stages.get(account, "")
        yield row


def _told(session: Session, row: Value) -> Value:
    """A row with why its account is at risk, where its risk is known."""
    return row | {"why": session.driver_of(row["account"])} if "why" in row else row


def _stages(session: Session) -> dict[str, str]:
    board = session.onboarding
    return {one: str(board.stage[at]) for at, one in enumerate(board.progress.accounts)}


def _fits(row: Value, asked: ListAccounts) -> bool:
    tier = asked.tier
    if tier and not tier.casefold().startswith("tier"):
        tier = f"Tier {tier.strip()}"
    for wanted, has in ((tier, row["tier"]), (asked.segment, row["segment"]), (asked.owner, row["owner"])):
        if wanted and wanted.strip().casefold() != has.casefold():
            return False
    days = row["days_to_renewal"]
    if asked.renewing_within is not None and (days is None or not 0 <= days <= asked.renewing_within):
        return False
    if asked.renewing_after is not None and (days is None or days < asked.renewing_after):
        return False
    if asked.band and row.get("band", "?") not in _BANDS.get(asked.band, (asked.band,)):
        return False
    if not keeps_limits(row, asked):
        return False
    if asked.stage and row["stage"] not in _STAGES[asked.stage]:
        return False
    return not asked.mark or any(mark.startswith(asked.mark) for mark in row.get("marks", ()))


_BANDS = {"critical or at risk": ("critical", "at risk"), "healthy or thriving": ("healthy", "thriving")}


_STAGES = {"onboarding": ("on track", "late", "stalled"), "stalled": ("stalled",)}


_LAST = "9999"


_ORDERS: dict[str, Callable[[Value], tuple[object, ...]]] = {
    "arr": lambda row: (-row["arr"]["value"], row["account"]),
    "least-arr": lambda row: (row["arr"]["value"], row["account"]),
    "renewal": lambda row: (row["renewal"] or _LAST, -row["arr"]["value"], row["account"]),
    "risk": lambda row: (-_value(row.get("risk")), -row["arr"]["value"], row["account"]),
    "at-risk": lambda row: (-_value(row.get("arr_at_risk")), -row["arr"]["value"], row["account"]),
    "health": lambda row: (
        row.get("score") is None,
        _value(row.get("score")),
        -row["arr"]["value"],
        row["account"],
    ),
    "name": lambda row: (row["account_name"].casefold(), row["account"]),
}


def _value(held: Value | None) -> float:
    return -1.0 if held is None else float(held["value"])


def _refuse_unknown(session: Session, asked: ListAccounts, rows: list[Value]) -> None:
    """Raises SettingsError for a segment, tier or owner that no account has."""
    if rows:
        return
    own = session.accounts.values()
    tier = f"Tier {asked.tier.strip()}" if asked.tier and len(asked.tier.strip()) == 1 else asked.tier
    for what, wanted, known in (
        ("segment", asked.segment, {one.segment.strip() for one in own}),
        ("tier", tier, set(session.tiers.values())),
        ("owner", asked.owner, {one.owner for one in own}),
    ):
        if wanted and wanted.strip().casefold() not in {one.casefold() for one in known}:
            listed = ", ".join(sorted(known - {""})[:12])
            raise SettingsError(
                f"no account has the {what} {wanted!r}", hint=f"There are: {listed or 'none'}."
            )


def _departed(session: Session, asked: ListAccounts) -> ToolResult:
    from accounts.revenue.movements import arr_by_account

    since, until = session.month_asked(asked.since), session.month_asked(asked.until)
    if since and until and since > until:
        raise ToolFault(f"{since} is after {until}", hint="Give the earlier month as since.")
    gone = [
        one
        for one in session.accounts.values()
        if one.churned is not None
        and one.churned <= session.day
        and (since is None or Month.of(one.churned) >= since)
        and (until is None or Month.of(one.churned) <= until)
        and (not asked.segment or one.segment.strip().casefold() == asked.segment.strip().casefold())
        and (not asked.owner or one.owner.casefold() == asked.owner.strip().casefold())
    ]
    gone.sort(key=lambda one: (one.churned or session.day, one.id), reverse=True)
    last: dict[Month, dict[str, float]] = {}
    rows = []
    for one in gone[: asked.limit]:
        before = Month.of(one.churned or session.day).plus(-1)
        if before not in last:
            last[before] = arr_by_account(session.book, before)
        rows.append(
            {
                "account": one.id,
                "account_name": one.name,
                "segment": one.segment,
                "churned": one.churned.isoformat() if one.churned else None,
                "churn_reason": one.churn_reason,
                "fit": one.fit,
                "arr_before": money(last[before].get(one.id, 0.0), session.currency),
            }
        )
    reasons = Counter(one.churn_reason or "no reason on record" for one in gone)
    return ToolResult(
        {
            "date": session.day.isoformat(),
            "since": str(since) if since else None,
            "until": str(until) if until else None,
            "accounts_left": len(gone),
            "churn_reasons": [
                {"label": reason, "accounts": count} for reason, count in reasons.most_common(6)
            ],
            "accounts": rows,
        },
        not_looked_at=past_limit(len(gone), len(rows), "account"),
        empty=not gone,
    )
