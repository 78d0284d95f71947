"""Whom a tool may speak of. With a scope of one account it answers about that one alone, and refuses any other without
saying whether it exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.tools import Scope
from foundation.errors import ToolFault
from foundation.text import folded
from workspace.search import resolve_account

if TYPE_CHECKING:
    from workspace.tools.session import Session


def one_account(session: Session, scope: Scope, asked: str | None) -> str:
    """The id of the account that is meant; empty where none is asked for and the scope names none.

    Raises ToolFault for another than the scope's, SettingsError with near names for an unknown one.
    """
    if not scope.account:
        if not asked or not asked.strip():
            return ""
        session.need_accounts()
        return session.counting(resolve_account(session.names, asked.strip()))
    own = session.counting(scope.account)
    if not asked or not asked.strip():
        return own
    wanted = folded(asked)
    same = {one for one in (own, scope.account) if one} | {
        member for member, top in session.book.members.items() if top == own
    }
    known = {folded(one) for one in same} | {folded(session.name(one)) for one in same}
    if wanted not in known:
        raise _refused(session, own)
    return own


def everyone(session: Session, scope: Scope, what: str) -> None:
    """Raises ToolFault where the scope is one account: ``what`` would list others."""
    if scope.account:
        raise ToolFault(
            f"this conversation is about {session.name(scope.account)} alone, so it gives no {what}",
            hint="Ask without an account.",
        )


def _refused(session: Session, own: str) -> ToolFault:
    return ToolFault(
        f"this conversation is about {session.name(own)} alone", hint="Nothing is said of any other account."
    )
