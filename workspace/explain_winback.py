"""Opens the counts of ``nrr winback``: who stopped paying, who of them pays again, and what they pay."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from accounts.departures import stops_and_returns
from accounts.explanation import Explanation, Input, RowKey
from accounts.tallied import tallied
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.account_book import load_book
from workspace.winback import RETURN_MONTHS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workspace.workspace import Workspace

_TITLES = {
    "stopped": "Accounts that stopped paying",
    "returned": "Accounts that stopped paying and pay again",
    "mrr": "MRR of the accounts that came back",
    "share": "Share of the accounts that stopped paying that pay again",
}


def _opened(what: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``all@YYYY-MM-DD``."""
    named, _, written = subject.rpartition("@")
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        raise SettingsError(
            f"winback_{what}:{subject} names no day", hint=f"Write winback_{what}:all@YYYY-MM-DD."
        ) from error
    if named != "all":
        return None
    figure, title = f"winback_{what}:{subject}", f"{_TITLES[what]}, {RETURN_MONTHS} months up to {day}"
    found = stops_and_returns(load_book(workspace, connection), day, RETURN_MONTHS)
    back = [one for one in found if one.back]
    if what == "share":
        return _share(figure, title, len(found), len(back), day, [one.account for one in found])
    chosen = found if what == "stopped" else back
    adds = {one.account: one.mrr if what == "mrr" else 1.0 for one in chosen}
    opens = {one.account: f"mrr:{one.account}@{Month.of(day)}" for one in back} if what == "mrr" else {}
    return tallied(
        figure,
        title,
        adds,
        "MRR" if what == "mrr" else "accounts",
        opens,
        words="; ".join(
            f"{one.account}: paid until {one.stopped}, again from {one.back or 'never'}" for one in chosen
        ),
        among=[one.account for one in found],
    )


def _share(figure: str, title: str, stopped: int, back: int, day: date, accounts: list[str]) -> Explanation:
    return Explanation(
        figure=figure,
        title=title,
        value=back / stopped if stopped else None,
        unit="share",
        formula="returned / stopped",
        inputs=(
            Input("returned", float(back), "accounts", f"winback_returned:all@{day}"),
            Input("stopped", float(stopped), "accounts", f"winback_stopped:all@{day}"),
        ),
        rows=tuple(RowKey("accounts", (one,)) for one in accounts),
    )


FAMILIES = {f"winback_{what}": partial(_opened, what) for what in _TITLES}
