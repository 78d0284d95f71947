"""The tools ``health`` and ``churn``: how an account stands, why, and how likely it is to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from assistant.tools import Arguments, Scope, Tool, ToolResult
from foundation.errors import SettingsError
from workspace.health import figure as health_figure
from workspace.tools.leaving_out import of_feedback, past_limit
from workspace.tools.parting_words import parting_first
from workspace.tools.scoping import one_account
from workspace.tools.values import Value, evidence, money, number, one_each, share

if TYPE_CHECKING:
    from workspace.churn import RiskLine
    from workspace.health import HealthLine
    from workspace.tools.session import Session

_OWN_WORDS = 4
_AGAINST = 2
_ORDER = ("critical", "at risk", "healthy", "thriving", "not enough data")


class Health(Arguments):
    """Whose health."""

    account: str | None = Field(
        default=None, description="The account's id or name; leave out for all accounts, worst first."
    )
    band: Literal["critical", "at risk", "healthy", "thriving", "not enough data"] | None = Field(
        default=None, description="Without an account: only this band."
    )
    limit: int = Field(default=10, ge=1, le=50)


class Churn(Arguments):
    """Whose risk."""

    account: str | None = Field(
        default=None,
        description="The account's id or name; leave out for all accounts, most ARR at risk first.",
    )
    limit: int = Field(default=10, ge=1, le=50)


def health(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: Health, scope: Scope) -> ToolResult:
        account = one_account(session, scope, asked.account)
        return _health_of(session, account) if account else _health_list(session, asked)

    return Tool(
        "health",
        "Health, 0 to 100, of one account with each signal and its reason, its trend and the plays that are due; or of "
        "all accounts, worst first, with how many stand in each band.",
        Health,
        run,
    )


def churn(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: Churn, scope: Scope) -> ToolResult:
        account = one_account(session, scope, asked.account)
        return _risk_of(session, account) if account else _risk_list(session, asked)

    return Tool(
        "churn",
        "How likely an account is to leave within the horizon and what drives it, with its own complaints; or all "
        "accounts by ARR at risk. Says whether the number is a calibrated probability or points of a scorecard.",
        Churn,
        run,
    )


def health_row(session: Session, line: HealthLine) -> Value:
    """An account's health as lists hold it."""
    return {
        "band": line.band,
        "score": number(line.score, "points", health_figure(line.account, session.day)),
        "trend_30": number(line.trend_30, "points", health_figure(f"{line.account}/30", session.day)),
        "trend_90": number(line.trend_90, "points", health_figure(f"{line.account}/90", session.day)),
        "weakest": line.weakest.replace("_", " "),
    }


def risk_row(session: Session, line: RiskLine, *, told: bool = True) -> Value:
    """An account's risk as lists hold it; where not ``told`` the why is left to be filled in."""
    calibrated = session.risks.calibrated
    risk = share(line.risk, line.figure(session.day)) if calibrated else None
    points = None if calibrated else number(line.risk, "risk points", line.figure(session.day))
    return {
        "risk": risk or points,
        "arr_at_risk": money(line.arr_at_risk, session.currency),
        "why": session.driver_of(line.account_id) if told else "",
        "marks": list(line.marks),
    }


def pays(session: Session, account: str) -> None:
    """Raises SettingsError for an account that pays nothing on the day."""
    if account in session.arr:
        return
    own = session.accounts.get(account)
    gone = f": it left on {own.churned}" if own and own.churned and own.churned <= session.day else ""
    raise SettingsError(
        f"{session.name(account)} pays nothing on {session.day}{gone}, so it has neither health nor risk",
        hint="account_facts says what is known of it.",
    )


def _health_of(session: Session, account: str) -> ToolResult:
    from workspace.health import opened_health

    pays(session, account)
    with session.workspace.store().read() as connection:
        view = opened_health(session.workspace, connection, session.scored, account)
    line = view.line
    data: Value = {
        "account": account,
        "account_name": line.name,
        "date": session.day.isoformat(),
        "tier": line.tier,
        "segment": line.segment,
        "owner": line.owner,
        "renewal": line.renewal.isoformat() if line.renewal else None,
        "arr": None if line.arr is None else money(line.arr, session.currency),
        **health_row(session, line),
        "trend_days": [30, 90],
        "share_of_weight_known": share(line.coverage),
        "signals": [
            {
                "signal": one.name.replace("_", " "),
                "score": one.score,
                "weight": one.weight,
                "costs_points": one.costs,
                "why": one.why,
            }
            for one in view.signals
        ],
        "plays_due": [
            {"play": route.play, "owner": route.owner, "due": route.due.isoformat(), "window": route.within}
            for route in view.routes
        ],
    }
    own = parting_first(session.by_account.get(account, ()))
    complaints = [evidence(session, one) for one in own if one.kind.value == "complaint"]
    praise = [evidence(session, one) for one in own if one.kind.value == "praise"]
    low = line.band in ("critical", "at risk")
    words, against = (complaints, praise) if low or not praise else (praise, complaints)
    unknown = [one.name.replace("_", " ") for one in view.signals if one.score is None]
    left_out = [f"{', '.join(unknown)}: not known of this account"] if unknown else []
    return ToolResult(
        data,
        evidence=tuple(words[:_OWN_WORDS]),
        disagree=tuple(against[:_AGAINST]),
        not_looked_at=(*left_out, *of_feedback(session, account)),
    )


def _health_list(session: Session, asked: Health) -> ToolResult:
    lines = [one for one in session.scored.lines.values() if asked.band in (None, one.band)]
    lines.sort(key=lambda one: (_ORDER.index(one.band), -(one.arr or 0.0), one.account))
    bands = {}
    for band in _ORDER:
        own = [one for one in session.scored.lines.values() if one.band == band]
        bands[band] = {
            "accounts": len(own),
            "arr": money(sum(one.arr or 0.0 for one in own), session.currency),
        }
    rows = [
        {
            "account": one.account,
            "account_name": one.name,
            "tier": one.tier,
            "owner": one.owner,
            "arr": None if one.arr is None else money(one.arr, session.currency),
            **health_row(session, one),
        }
        for one in lines[: asked.limit]
    ]
    return ToolResult(
        {
            "date": session.day.isoformat(),
            "bands": bands,
            "accounts_found": len(lines),
            "trend_days": [30, 90],
            "accounts": rows,
        },
        not_looked_at=past_limit(len(lines), len(rows), "account"),
        empty=not lines,
    )


def _risk_of(session: Session, account: str) -> ToolResult:
    from workspace.churn import opened_account

    pays(session, account)
    view = opened_account(session.workspace, session.churn_book, session.risks, account)
    line = view.line
    drivers = view.opened.drivers if view.opened else ()
    data: Value = {
        "account": account,
        "account_name": line.name,
        "date": session.day.isoformat(),
        "tier": line.tier,
        "horizon_days": view.horizon_days,
        "method": "calibrated probability" if view.calibrated else "points of a scorecard, no probability",
        "calibrated": view.calibrated,
        "basis": view.validation.reason,
        "arr": money(line.arr, session.currency),
        "renewal": line.renewal.isoformat() if line.renewal else None,
        "days_to_renewal": (line.renewal - session.day).days if line.renewal else None,
        **risk_row(session, line),
        "why_not": view.why_not,
        "drivers": [
            {"driver": one.name, "raises": one.effect > 0, "why": one.why, "effect": round(one.effect, 4)}
            for one in drivers
        ],
    }
    own = parting_first(session.by_account.get(account, ()))
    complaints = [evidence(session, one) for one in own if one.kind.value == "complaint"]
    praise = [evidence(session, one) for one in own if one.kind.value == "praise"]
    return ToolResult(
        data,
        evidence=tuple(complaints[:_OWN_WORDS]),
        disagree=tuple(praise[:_AGAINST]),
        not_looked_at=of_feedback(session, account),
        empty=line.risk is None,
    )


def _risk_list(session: Session, asked: Churn) -> ToolResult:
    session.need_accounts()
    lines = session.risk_lines
    shown = lines[: asked.limit]
    unknown = sum(one.risk is None for one in lines)
    complaints = [
        evidence(session, said)
        for one in shown
        for said in [
            own for own in session.by_account.get(one.account_id, ()) if own.kind.value == "complaint"
        ][:1]
    ]
    data: Value = {
        "date": session.day.isoformat(),
        "horizon_days": session.workspace.settings.churn.horizon_days,
        "method": "calibrated probability"
        if session.risks.calibrated
        else "points of a scorecard, no probability",
        "calibrated": session.risks.calibrated,
        "accounts_found": len(lines),
        "arr": money(sum(one.arr for one in lines), session.currency),
        "arr_at_risk": money(sum(one.arr_at_risk for one in lines), session.currency),
        "accounts": [
            {
                "account": one.account_id,
                "account_name": one.name,
                "tier": one.tier,
                "arr": money(one.arr, session.currency),
                "renewal": one.renewal.isoformat() if one.renewal else None,
                **risk_row(session, one),
            }
            for one in shown
        ],
    }
    left_out = [*past_limit(len(lines), len(shown), "account")]
    if unknown:
        left_out.append(f"the risk of {unknown} accounts of which too little is known")
    return ToolResult(data, evidence=one_each(complaints, 5), not_looked_at=tuple(left_out), empty=not lines)
