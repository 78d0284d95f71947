"""The tool ``promises_made``: what our staff promised, by when, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from assistant.tools import Arguments, Evidence, Scope, Tool, ToolResult
from playbooks.promises.standing import State
from workspace.promises import LedgerQuery, ledger_of
from workspace.tools.leaving_out import past_limit
from workspace.tools.scoping import one_account
from workspace.tools.values import Value

if TYPE_CHECKING:
    from workspace.promises import Ledger, LedgerLine
    from workspace.tools.session import Session


class PromisesMade(Arguments):
    """Whose, and how they stand."""

    account: str | None = Field(default=None, description="Only those to this account: its id or name.")
    state: Literal["open", "overdue", "kept", "broken", "seems kept"] | None = Field(
        default=None, description="Only those that stand so."
    )
    due_within: int | None = Field(
        default=None, ge=0, le=3650, description="Only those due in so many days to come."
    )
    limit: int = Field(default=10, ge=1, le=50)


def promises_made(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: PromisesMade, scope: Scope) -> ToolResult:
        account = one_account(session, scope, asked.account)
        query = LedgerQuery(
            account=account,
            state=State(asked.state) if asked.state else None,
            due_within=asked.due_within,
        )
        return _found(session, ledger_of(session.workspace, session.day, query), account, asked.limit)

    return Tool(
        "promises_made",
        "What our own staff promised customers in calls and ticket replies: in which words, by when, and whether it is "
        "open, overdue, kept or broken. Only a person's mark makes one kept or broken. The evidence is our staff's "
        "words, not the customer's.",
        PromisesMade,
        run,
    )


def _found(session: Session, ledger: Ledger, account: str, limit: int) -> ToolResult:
    shown = ledger.lines[:limit]
    data: Value = {
        "date": ledger.as_of.isoformat(),
        "promises_found": len(ledger.lines),
        "states": ledger.counts,
        "accounts": len({one.promise.turn.account for one in ledger.lines}),
        "said_without_a_time": ledger.undated,
        "promises": [_row(session, one) for one in shown],
    }
    if account:
        data = {"account": account, "account_name": session.name(account)} | data
    return ToolResult(
        data,
        evidence=tuple(_words(session, one) for one in shown),
        not_looked_at=past_limit(len(ledger.lines), len(shown), "promise"),
        empty=not ledger.lines,
    )


def _row(session: Session, line: LedgerLine) -> Value:
    promise, standing = line.promise, line.standing
    return {
        "id": promise.id,
        "account": promise.turn.account,
        "account_name": session.name(promise.turn.account),
        "item": promise.turn.item,
        "said": promise.turn.day.isoformat(),
        "due": promise.day.isoformat() if promise.day else None,
        "state": standing.state.value,
        "days_late": standing.late_days,
        "owner": line.owner,
    }


def _words(session: Session, line: LedgerLine) -> Evidence:
    turn = line.promise.turn
    return Evidence(
        turn.item,
        turn.account,
        session.name(turn.account),
        turn.day.isoformat(),
        f"{turn.source}, our staff",
        line.promise.what,
    )
