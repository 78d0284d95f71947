"""Subsidiaries: which account stands at the top of each family, by the accounts' ``parent``.

A parent that is not in the book ends the climb below it; parents that go in a circle end it where the circle
is entered. Both are named, and neither stops anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from accounts.frames import Problem
from accounts.merging import former_ids, merged_into

if TYPE_CHECKING:
    import pandas as pd

    from accounts.book import AccountBook


def topmost(parents: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """The top of each account's family, for those that are not their own top, and the parents that lead
    nowhere. ``parents``: every account of the book to its parent's id, empty without one."""
    tops: dict[str, str] = {}
    problems: list[Problem] = []
    circular = _circular(parents)
    for account, parent in sorted(parents.items()):
        if parent and parent not in parents:
            problems.append(Problem("accounts", account, f"its parent {parent} is not in the book"))
        if account in circular:
            problems.append(Problem("accounts", account, "its parents go in a circle; it stands alone"))
            continue
        top = account
        while top not in circular and parents[top] in parents:
            top = parents[top]
        if top != account:
            tops[account] = top
    return tops, problems


def _circular(parents: Mapping[str, str]) -> set[str]:
    """The accounts that are their own ancestors. Each account is climbed from once."""
    done: set[str] = set()
    found: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at = start
        while at in parents and at not in done and at not in path:
            path[at] = None
            at = parents[at]
        if at in path:
            steps = list(path)
            found.update(steps[steps.index(at) :])
        done.update(path)
    return found


def rolled_up(book: AccountBook) -> AccountBook:
    """The book with each family as its topmost account: revenue, usage, people and plays count for it.

    A family is paying and active as long as one of its members is, and its renewal is the top's own, else the
    members' first. A member's metrics of use stay apart, as one member's silence is a silence. Sums of revenue
    are those of the book as it was.
    """
    ids = [str(value) for value in book.accounts["id"]]
    named = [book.members.get(str(value), str(value)) for value in book.accounts["parent"]]
    tops, problems = topmost(dict(zip(ids, named, strict=True)))
    accounts = _families(book.accounts, tops)
    return replace(
        book,
        accounts=accounts,
        members={one: tops.get(into, into) for one, into in book.members.items()} | tops,
        problems=tuple(sorted([*book.problems, *problems])),
        usage=_apart(book.usage, tops, accounts["id"]),
        contacts=_moved(book.contacts, tops),
        milestones=_moved(book.milestones, tops),
        health=_moved(book.health, tops),
        plays=_moved(book.plays, tops),
        community=_moved(book.community, tops),
    )


def settled_accounts(accounts: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str], list[Problem]]:
    """The accounts without those that are merged into another, which former id or merged account counts for
    which account, and what could not be settled."""
    ids = [str(one) for one in accounts["id"]]
    into, problems = merged_into(
        dict(zip(ids, map(str, accounts["parent"]), strict=True)),
        dict(zip(ids, map(str, accounts["status"]), strict=True)),
    )
    former, found = former_ids(accounts)
    members = {alias: into.get(account, account) for alias, account in former.items()} | into
    return _families(accounts, into) if into else accounts, members, problems + found


def _moved(frame: pd.DataFrame, tops: Mapping[str, str]) -> pd.DataFrame:
    owner = frame["account"].map(lambda account: tops.get(account, account)).astype("str")
    return frame.assign(account=owner).sort_values("account", kind="stable").reset_index(drop=True)


def _apart(usage: pd.DataFrame, tops: Mapping[str, str], heads: pd.Series[Any]) -> pd.DataFrame:
    """Usage by topmost account, a member's metrics named after it; categories in, categories out."""
    import numpy as np
    import pandas as pd

    account, metric = pd.Categorical(usage["account"]), pd.Categorical(usage["metric"])
    ids, metrics = [str(one) for one in account.categories], [str(one) for one in metric.categories]
    member = np.array([one in tops for one in ids], dtype=np.bool_)[account.codes]
    pairs, which = np.unique(
        metric.codes[member].astype(np.int64) * len(ids) + account.codes[member], return_inverse=True
    )
    own = [f"{metrics[pair // len(ids)]} ({ids[pair % len(ids)]})" for pair in pairs]
    names = sorted({*metrics, *own})
    position = {name: at for at, name in enumerate(names)}
    code = np.array([position[name] for name in metrics], dtype=np.int64)[metric.codes]
    code[member] = np.array([position[name] for name in own], dtype=np.int64)[which]
    top_at = pd.Index(heads).get_indexer([tops.get(one, one) for one in ids])
    moved = usage.assign(
        account=pd.Categorical.from_codes(top_at[account.codes], categories=pd.Index(heads)),
        metric=pd.Categorical.from_codes(code, categories=pd.Index(names, dtype="str")),
    )
    return moved.sort_values("account", kind="stable").reset_index(drop=True)


def _families(accounts: pd.DataFrame, tops: Mapping[str, str]) -> pd.DataFrame:
    top = accounts["id"].map(lambda account: tops.get(account, account))
    whole = accounts.assign(top=top)
    families = whole.groupby("top")
    started = families["started"].agg(lambda days: days.min(skipna=False))
    churned = families["churned"].agg(lambda days: days.max(skipna=False))
    renewal = families["renewal"].min()
    heads = accounts[~accounts["id"].isin(tops)]
    return heads.assign(
        started=heads["id"].map(started).astype(accounts["started"].dtype),
        churned=heads["id"].map(churned).astype(accounts["churned"].dtype),
        renewal=heads["renewal"].fillna(heads["id"].map(renewal)).astype(accounts["renewal"].dtype),
    ).reset_index(drop=True)
