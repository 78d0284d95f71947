"""Checks across rows of the account book: what contradicts itself is left out and named.

Rules: a subscription ends after it starts; MRR is not negative; every row belongs to an account of the book;
the same subscription does not overlap itself, and others that overlap are named, as are ids that two accounts
have; all amounts can be brought into one currency.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.frames import Problem, among
from accounts.term_ends import ends_as_first_unpaid_day
from foundation.errors import SettingsError
from foundation.money import count

if TYPE_CHECKING:
    import pandas as pd

_LISTED = 50  # rows of shared ids that are named one by one
_OTHERS = 3


def known_accounts_only(
    kind: str, frame: pd.DataFrame, known: Collection[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows whose account is ``known``, and one problem an unknown account with its count of rows."""
    in_book = among(frame["account"], known)
    if in_book.all():
        return frame, []
    counts = frame.loc[~in_book, "account"].value_counts()
    problems = [
        Problem(kind, str(account), f"the account is not in the book; rows left out: {rows}")
        for account, rows in counts.items()
    ]
    return frame[in_book].reset_index(drop=True), problems


def vetted_revenue(kind: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Rows without negative MRR."""
    return _without(kind, frame, frame["mrr"] < 0, "MRR is negative; row left out")


def vetted_subscriptions(
    frame: pd.DataFrame, accounts: pd.DataFrame, members: Mapping[str, str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Rows that end after they start; ends that are last days move to the day after; a subscription that overlaps
    itself (same account, id and plan) ends where its next version starts. Others that overlap, ids that several
    accounts have, and accounts that churned with a subscription still open, are named and unchanged. ``members``
    lead from former accounts to those that they count for.
    """
    backwards = frame["ended"].notna() & (frame["ended"] < frame["started"])
    frame, problems = _without("subscriptions", frame, backwards, "it ends before it starts; row left out")
    if frame.empty:
        return frame, problems
    frame = frame.assign(owner=_owners(frame["account"], members))
    frame, told = ends_as_first_unpaid_day(frame)
    problems += told
    groups = frame.sort_values(["owner", "id", "plan", "started"]).groupby(["owner", "id", "plan"])
    following = groups["started"].shift(-1).reindex(frame.index)
    overlaps = (
        (frame["id"] != "") & following.notna() & (frame["ended"].isna() | (frame["ended"] > following))
    )
    reason = "it overlaps its next version; cut off where that starts"
    problems += _named("subscriptions", frame[overlaps], reason)
    frame = frame.assign(ended=frame["ended"].where(~overlaps, following))
    problems += _overlapping(frame) + _at_several(frame) + _open_after_churn(frame, accounts)
    return frame.drop(columns="owner"), problems


def _overlapping(frame: pd.DataFrame) -> list[Problem]:
    """Subscriptions that start while an earlier one of the same id, or of the same plan, runs."""
    paid = frame[frame["mrr"] > 0]
    both = _while_earlier_runs(paid, "plan") | (_while_earlier_runs(paid, "id") & (paid["id"] != ""))
    found = paid[both].sort_values(["owner", "id", "plan", "started"], kind="stable")
    return _named("subscriptions", found, "it starts while an earlier one like it runs; both count")


def _while_earlier_runs(paid: pd.DataFrame, like: str) -> pd.Series[bool]:
    """Which rows start while a row of the same owner and the same ``like``, that started before, runs."""
    import pandas as pd

    ordered = paid.sort_values(["owner", like, "started"], kind="stable")
    until = ordered["ended"].fillna(pd.Timestamp.max.floor("us")).astype("int64")
    keys = [ordered["owner"], ordered[like]]
    running = until.groupby(keys).cummax().groupby(keys).shift(1)
    earlier = ordered["started"].groupby(keys).shift(1)
    both = running.notna() & (running > ordered["started"].astype("int64")) & (earlier < ordered["started"])
    return both.reindex(paid.index)


def _at_several(frame: pd.DataFrame) -> list[Problem]:
    """Subscriptions whose id another account has as well: of many the first, and how many more there are."""
    named = frame[frame["id"] != ""]
    owners = named.groupby("id")["owner"]
    shared = named[owners.transform("nunique") > 1].sort_values(["id", "owner", "started"], kind="stable")
    problems = []
    for row in shared.head(_LISTED).to_dict("records"):
        others = shared.loc[(shared["id"] == row["id"]) & (shared["owner"] != row["owner"]), "owner"]
        told = ", ".join(others.drop_duplicates().head(_OTHERS))
        reason = f"its id is that of a subscription of {told} too; all count"
        problems.append(Problem("subscriptions", _name(row), reason))
    more = len(shared) - len(problems)
    reason = "its id is that of a subscription of another account too; all count"
    return problems + ([Problem("subscriptions", count(more, "more row"), reason)] if more else [])


def _owners(accounts: pd.Series[Any], members: Mapping[str, str]) -> pd.Series[Any]:
    return accounts.map(lambda account: members.get(account, account)).astype("str") if members else accounts


def _open_after_churn(frame: pd.DataFrame, accounts: pd.DataFrame) -> list[Problem]:
    churned = frame["owner"].map(accounts.set_index("id")["churned"])
    counts_on = frame["ended"].isna() & (frame["mrr"] > 0) & (churned >= frame["started"])
    reason = "the account churned but this has no end date; it counts on"
    return _named("subscriptions", frame[counts_on], reason)


@dataclass(frozen=True, slots=True)
class Money:
    """The currency that the book counts in, and the worth of one unit of others in it."""

    currency: str
    rates: Mapping[str, float]


def in_one_currency(kind: str, frame: pd.DataFrame, own: Mapping[str, str], money: Money) -> pd.DataFrame:
    """``mrr`` in the book's currency. A row without one has its account's (``own``), else the book's.

    What the row itself says stays beside it: ``stated`` in ``stated_currency``; ``mrr`` = stated x ``rate``.
    Raises SettingsError that names the first currency without a rate.
    """
    theirs = frame["account"].map(own).fillna("").astype("str")
    codes = frame["currency"].where(frame["currency"] != "", theirs).str.upper()
    codes = codes.where(codes != "", money.currency)
    known = {**money.rates, money.currency: 1.0}
    missing = sorted(set(codes.drop_duplicates()) - set(known))
    if missing:
        raise SettingsError(
            f"{kind} hold amounts in {', '.join(missing)}, the workspace counts in {money.currency}",
            hint=rate_hint(missing[0], money.currency),
        )
    factors = codes.map(known).astype("float64")
    return frame.assign(
        stated=frame["mrr"],
        stated_currency=codes,
        rate=factors,
        mrr=frame["mrr"] * factors,
        currency=money.currency,
    )


def rate_hint(code: str, currency: str) -> str:
    """How to say what a currency is worth."""
    return f"Say what 1 {code} is worth in {currency} in nrr.toml: under [currencies], {code} = NUMBER."


def _without(
    kind: str, frame: pd.DataFrame, bad: pd.Series[Any], reason: str
) -> tuple[pd.DataFrame, list[Problem]]:
    return frame[~bad].reset_index(drop=True), _named(kind, frame[bad], reason)


def _named(kind: str, frame: pd.DataFrame, reason: str) -> list[Problem]:
    return [Problem(kind, _name(row), reason) for row in frame.to_dict("records")]


def _name(row: Mapping[Any, Any]) -> str:
    when = row.get("started", row.get("month"))
    day = when.date() if hasattr(when, "date") else when
    return ", ".join(str(part) for part in (row["account"], row.get("id", ""), day) if str(part))
