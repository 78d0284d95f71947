"""Accounts that became another one: under a former id, or merged into the account that they name as parent.

What is stored under them counts for the account that goes on, so that a merger is neither a churn nor a new
customer. Only what the book's owner wrote down merges: an ``aliases`` entry, or the status ``merged``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from accounts.frames import Problem

if TYPE_CHECKING:
    import pandas as pd

MERGED = "merged"
"""The status of an account that goes on as its parent."""


def merged_into(
    parents: Mapping[str, str], statuses: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """Each merged account to the one that it goes on as, over several mergers, and those that name none.

    ``parents`` and ``statuses``: every account of the book to its parent's id and its status.
    """
    away = {account for account, status in statuses.items() if status.strip().casefold() == MERGED}
    into: dict[str, str] = {}
    problems = []
    for account in sorted(away):
        path, at = {account}, parents.get(account, "")
        while at in away and at not in path:
            path.add(at)
            at = parents.get(at, "")
        if at in parents and at not in path:
            into[account] = at
        else:
            reason = "it is merged, but its parent names no account to go on as; it counts for itself"
            problems.append(Problem("accounts", account, reason))
    return into, problems


def former_ids(accounts: pd.DataFrame) -> tuple[dict[str, str], list[Problem]]:
    """Each alias that is no account's id to the account that has it; one that several have leads nowhere."""
    ids = set(accounts["id"])
    owners: dict[str, set[str]] = {}
    named = accounts[accounts["aliases"].map(len) > 0]
    for account, aliases in zip(named["id"], named["aliases"], strict=True):
        for alias in aliases:
            if alias not in ids:
                owners.setdefault(alias, set()).add(str(account))
    shared = sorted(alias for alias, having in owners.items() if len(having) > 1)
    problems = [
        Problem(
            "accounts", alias, f"several accounts have it as an alias: {', '.join(sorted(owners[alias]))}"
        )
        for alias in shared
    ]
    return {alias: min(having) for alias, having in sorted(owners.items()) if len(having) == 1}, problems


def counted_for(kind: str, frame: pd.DataFrame, members: Mapping[str, str]) -> pd.DataFrame:
    """The rows under the account that they count for; use of one day and metric adds up."""
    if not frame["account"].isin(members).any():
        return frame
    owner = frame["account"].map(lambda account: members.get(account, account)).astype("str")
    moved = frame.assign(account=owner)
    if kind == "usage":
        days = moved.groupby(["account", "date", "metric"], as_index=False)
        return days.agg(value=("value", "sum"), limit=("limit", lambda limits: limits.sum(min_count=1)))[
            list(frame.columns)
        ]
    return moved.sort_values("account", kind="stable").reset_index(drop=True)
