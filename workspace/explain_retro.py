"""Opens the figures of ``nrr churn retro`` for ``nrr explain``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from workspace.churn import load_churn_book
from workspace.churn_rows import risk_rows
from workspace.explain_churn import owner_of
from workspace.figure_subjects import name_and_day
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.churn.retro import Departed
    from accounts.explanation import Explanation
    from workspace.churn import ChurnBook


def _count(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``departed@YYYY-MM-DD`` or ``flagged@…``."""
    from accounts.churn.retro_explained import explain_count

    what, day = name_and_day("retro_count", subject, "departed")
    seen = load_churn_book(workspace, connection, day)
    return explain_count(seen.book, _departed(workspace, seen), what, day)


def _risk(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``ACCOUNT/YYYY-MM-DD@YYYY-MM-DD``: the scorecard at the first day, of an account that left by the second."""
    from accounts.churn.retro_explained import explain_scored

    named, day = name_and_day("retro_risk", subject, "ACCOUNT/YYYY-MM-DD")
    account, _, at = named.rpartition("/")
    seen = load_churn_book(workspace, connection, day)
    try:
        look = date.fromisoformat(at)
    except ValueError:
        return None
    if look > day or not any(one.account_id == account for one in _departed(workspace, seen)):
        return None
    rows = risk_rows(connection, seen.book, account, look)
    return explain_scored(seen.book, seen.signals, account, (look, day), rows)


def _effect(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``ACCOUNT/DRIVER@YYYY-MM-DD``."""
    from accounts.churn.retro_explained import explain_retro_effect

    named, day = name_and_day("retro_effect", subject, "ACCOUNT/DRIVER")
    seen = load_churn_book(workspace, connection, day)
    account = owner_of(named, seen.book.account_ids())
    one = next((one for one in _departed(workspace, seen) if one.account_id == account), None)
    if one is None:
        return None
    rows = risk_rows(connection, seen.book, account, one.looked_at)
    driver = (named.removeprefix(f"{account}/"), day)
    return explain_retro_effect(seen.book, seen.signals, one, driver, rows)


def _departed(workspace: Workspace, seen: ChurnBook) -> list[Departed]:
    from accounts.churn.outcomes import outcomes
    from accounts.churn.retro import departed_accounts

    settings = workspace.settings.churn
    found = outcomes(seen.book, seen.as_of, settings.reasons)
    return departed_accounts(seen.book, seen.signals, found, settings)


FAMILIES: Mapping[str, Callable[[Workspace, Connection, str], Explanation | None]] = {
    "retro_count": _count,
    "retro_risk": _risk,
    "retro_effect": _effect,
}
