"""Tiers by ARR and strategic weight, as the domain defines them; a tier that a person gave wins."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from math import floor, fsum
from typing import TYPE_CHECKING

from foundation.settings import TierSettings

if TYPE_CHECKING:
    from accounts.book import AccountBook

_GIVEN = re.compile(r"(?:tier|t)?[\s_-]*([1-3])", re.IGNORECASE)
_SHARE_SLACK = 1e-9  # 0.2 x 5 accounts is 1, whatever binary fractions make of it


def top_count(accounts: int, share: float) -> int:
    """How many accounts the top ``share`` of them is: never more than that share, but one where there are any.

    The one rule for "the top 20 %", of Tier 1 and of those who need full coverage and an executive sponsor.
    """
    return min(accounts, max(1, floor(accounts * share + _SHARE_SLACK)))


def tiers(arr: Mapping[str, float], strategic: Collection[str], params: TierSettings) -> dict[str, str]:
    """``Tier 1`` to ``Tier 3`` by account id.

    Ranked by ARR, ties by id. Tier 1: the accounts it takes to reach ``tier1_arr_share`` of ARR, but no more
    than ``tier1_account_share`` of accounts (at least one), and every strategic account. Tier 2: those it
    takes for the next ``tier2_arr_share`` of ARR. Tier 3: the rest.
    """
    ranked = sorted(arr, key=lambda account: (-arr[account], account))
    total = fsum(arr.values())
    most = top_count(len(ranked), params.tier1_account_share)
    top = ranked[: min(most, _needed(ranked, arr, total * params.tier1_arr_share))]
    result = dict.fromkeys(strategic, "Tier 1") | dict.fromkeys(top, "Tier 1")
    rest = [account for account in ranked if account not in result]
    second = rest[: _needed(rest, arr, total * params.tier2_arr_share)]
    result |= dict.fromkeys(second, "Tier 2")
    return dict(sorted((dict.fromkeys(rest, "Tier 3") | result).items()))


def book_tiers(book: AccountBook, arr: Mapping[str, float], params: TierSettings) -> dict[str, str]:
    """Tiers of the accounts in ``arr`` and of all that have one in the book.

    The book's ``tier`` column wins: ``1``, ``T1`` and ``tier-1`` read as ``Tier 1``, ``strategic`` puts the
    account into Tier 1, any other text stands as it is.
    """
    given = {
        str(account): str(tier).strip()
        for account, tier in zip(book.accounts["id"], book.accounts["tier"], strict=True)
        if str(tier).strip()
    }
    strategic = {account for account, tier in given.items() if tier.lower() == "strategic"}
    named = {account: _named(tier) for account, tier in given.items() if account not in strategic}
    return dict(sorted((tiers(arr, strategic, params) | named).items()))


def _needed(ranked: list[str], arr: Mapping[str, float], target: float) -> int:
    reached = 0.0
    for count, account in enumerate(ranked):
        if reached >= target * (1 - _SHARE_SLACK):
            return count
        reached += arr[account]
    return len(ranked)


def _named(tier: str) -> str:
    match = _GIVEN.fullmatch(tier)
    return f"Tier {match[1]}" if match else tier
