"""The tool ``plays_due``: what to do next, by whom and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from assistant.tools import Arguments, Scope, Tool, ToolResult
from workspace.due_plays import due_plays
from workspace.tools.leaving_out import past_limit
from workspace.tools.scoping import one_account
from workspace.tools.values import Value, evidence, money

if TYPE_CHECKING:
    from workspace.tools.session import Session


class PlaysDue(Arguments):
    """Whose."""

    account: str | None = Field(default=None, description="Only this account: its id or name.")
    owner: str | None = Field(default=None, description="Only this owner's (CSM's).")
    due_within: int | None = Field(
        default=None, ge=0, le=400, description="Only those due within so many days, and those overdue."
    )
    limit: int = Field(default=10, ge=1, le=50)


def plays_due(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: PlaysDue, scope: Scope) -> ToolResult:
        account = one_account(session, scope, asked.account)
        return _found(session, asked, account)

    return Tool(
        "plays_due",
        "What to do next: the play that each account's state calls for, with its owner, the day it is due and the sign "
        "that calls for it.",
        PlaysDue,
        run,
    )


def _found(session: Session, asked: PlaysDue, account: str) -> ToolResult:
    session.need_accounts()
    plays = due_plays(session, account)
    if asked.owner:
        plays = [one for one in plays if one.owner.casefold() == asked.owner.strip().casefold()]
    if asked.due_within is not None:
        plays = [one for one in plays if (one.due - session.day).days <= asked.due_within]
    shown = plays[: asked.limit]
    data: Value = {
        "date": session.day.isoformat(),
        "plays_found": len(plays),
        "accounts": len({one.account for one in plays}),
        "renewal_window_days": session.workspace.settings.plays.renewal_days,
        "plays": [
            {
                "account": one.account,
                "account_name": session.name(one.account),
                "tier": session.tiers.get(one.account, ""),
                "arr": money(session.arr_of(one.account), session.currency),
                "play": one.play,
                "owner": one.owner,
                "due": one.due.isoformat(),
                "days_left": (one.due - session.day).days,
                "urgent": one.urgent,
                "why": one.reason,
            }
            for one in shown
        ],
    }
    words = [
        evidence(session, said)
        for one in dict.fromkeys(play.account for play in shown[:5])
        for said in [own for own in session.by_account.get(one, ()) if own.kind.value == "complaint"][:1]
    ]
    if account:
        data = {"account": account, "account_name": session.name(account)} | data
    return ToolResult(
        data,
        evidence=tuple(words),
        not_looked_at=past_limit(len(plays), len(shown), "play"),
        empty=not plays,
    )
