"""Checks across rows of the account book: what contradicts itself is left out and named.

Rules: a subscription ends after it starts; MRR is not negative; every row belongs to an account of the book;
the same subscription does not overlap itself; all amounts can be brought into one currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from accounts.frames import Problem
from foundation.errors import SettingsError

if TYPE_CHECKING:
    import pandas as pd


def known_accounts_only(
    kind: str, frame: pd.DataFrame, accounts: pd.DataFrame
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows whose account is in the book, and one problem an unknown account with its count of rows."""
    known = frame["account"].isin(accounts["id"])
    counts = frame.loc[~known, "account"].value_counts()
    problems = [
        Problem(kind, str(account), f"the account is not in the book; rows left out: {count}")
        for account, count in counts.items()
    ]
    return frame[known].reset_index(drop=True), problems


def vetted_revenue(kind: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Rows without negative MRR."""
    return _without(kind, frame, frame["mrr"] < 0, "MRR is negative; row left out")


def vetted_subscriptions(frame: pd.DataFrame, accounts: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Rows that end after they start; a subscription that overlaps itself (same account, id and plan) ends
    where its next version starts. Accounts that churned with a subscription still open are named, unchanged.
    """
    backwards = frame["ended"].notna() & (frame["ended"] < frame["started"])
    frame, problems = _without("subscriptions", frame, backwards, "it ends before it starts; row left out")
    if frame.empty:
        return frame, problems
    groups = frame.sort_values(["account", "id", "plan", "started"]).groupby(["account", "id", "plan"])
    following = groups["started"].shift(-1).reindex(frame.index)
    overlaps = (
        (frame["id"] != "") & following.notna() & (frame["ended"].isna() | (frame["ended"] > following))
    )
    problems += [
        Problem("subscriptions", _name(row), "it overlaps its next version; cut off where that starts")
        for row in frame[overlaps].to_dict("records")
    ]
    frame = frame.assign(ended=frame["ended"].where(~overlaps, following))
    return frame, problems + _open_after_churn(frame, accounts)


def _open_after_churn(frame: pd.DataFrame, accounts: pd.DataFrame) -> list[Problem]:
    churned = frame["account"].map(accounts.set_index("id")["churned"])
    counts_on = frame["ended"].isna() & (frame["mrr"] > 0) & (churned >= frame["started"])
    return [
        Problem("subscriptions", _name(row), "the account churned but this has no end date; it counts on")
        for row in frame[counts_on].to_dict("records")
    ]


def in_one_currency(
    kind: str,
    frame: pd.DataFrame,
    accounts: pd.DataFrame,
    currency: str,
    rates: Mapping[str, float],
) -> pd.DataFrame:
    """``mrr`` in ``currency``. A row without a currency has its account's, else the book's.

    What the row itself says stays beside it: ``stated`` in ``stated_currency``; ``mrr`` = stated x ``rate``.
    Raises SettingsError that names the first currency without a rate.
    """
    theirs = frame["account"].map(accounts.set_index("id")["currency"]).fillna("").astype("str")
    codes = frame["currency"].where(frame["currency"] != "", theirs).str.upper()
    codes = codes.where(codes != "", currency)
    known = {**rates, currency: 1.0}
    missing = sorted(set(codes) - set(known))
    if missing:
        raise SettingsError(
            f"{kind} hold amounts in {', '.join(missing)}, the workspace counts in {currency}",
            hint="Convert them before import, or set company.currency in nrr.toml if all are in one.",
        )
    factors = codes.map(known).astype("float64")
    return frame.assign(
        stated=frame["mrr"],
        stated_currency=codes,
        rate=factors,
        mrr=frame["mrr"] * factors,
        currency=currency,
    )


def _without(
    kind: str, frame: pd.DataFrame, bad: pd.Series[Any], reason: str
) -> tuple[pd.DataFrame, list[Problem]]:
    problems = [Problem(kind, _name(row), reason) for row in frame[bad].to_dict("records")]
    return frame[~bad].reset_index(drop=True), problems


def _name(row: Mapping[Any, Any]) -> str:
    when = row.get("started", row.get("month"))
    day = when.date() if hasattr(when, "date") else when
    return ", ".join(str(part) for part in (row["account"], row.get("id", ""), day) if str(part))
