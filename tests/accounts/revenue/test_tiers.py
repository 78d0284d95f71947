"""Tiers: whichever is fewer, ties by id, a given tier wins."""

from __future__ import annotations

from accounts.book import AccountBook
from accounts.revenue.tiers import book_tiers, tiers
from foundation.settings import TierSettings

PARAMS = TierSettings()


def test_tier_one_is_a_fifth_of_accounts_when_revenue_is_flat() -> None:
    arr = {f"A{index}": 100.0 for index in range(10)}
    assert list(tiers(arr, (), PARAMS).items()) == [
        *((f"A{index}", "Tier 1") for index in range(2)),
        *((f"A{index}", "Tier 2") for index in range(2, 4)),
        *((f"A{index}", "Tier 3") for index in range(4, 10)),
    ]


def test_tier_one_is_fewer_when_one_account_makes_most_revenue() -> None:
    arr = {f"A{index}": 1.0 for index in range(9)} | {"big": 991.0}
    result = tiers(arr, (), PARAMS)
    assert [account for account, tier in result.items() if tier == "Tier 1"] == ["big"]


def test_a_strategic_account_is_in_tier_one_beside_the_top() -> None:
    arr = {f"A{index}": 100.0 - index for index in range(5)}
    result = tiers(arr, {"A4"}, PARAMS)
    assert result == {"A0": "Tier 1", "A1": "Tier 2", "A2": "Tier 3", "A3": "Tier 3", "A4": "Tier 1"}


def test_no_accounts_no_tiers() -> None:
    assert tiers({}, (), PARAMS) == {}


def test_the_books_tier_wins() -> None:
    given = {"A": "t3", "B": "Strategic", "C": "", "D": "Tier-2", "E": "Gold"}
    book = AccountBook.from_rows(
        {"accounts": [{"id": one, "name": one, "tier": tier} for one, tier in given.items()]}, "USD"
    )
    arr = {"A": 1000.0, "B": 1.0, "C": 50.0}
    assert book_tiers(book, arr, PARAMS) == {
        "A": "Tier 3",
        "B": "Tier 1",
        "C": "Tier 2",
        "D": "Tier 2",
        "E": "Gold",
    }
