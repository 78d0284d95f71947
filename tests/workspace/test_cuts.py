"""Tiers are told by the names that the book gives them, by ``Tier N``, and by the number alone."""

from __future__ import annotations

import pytest

from foundation.errors import SettingsError
from workspace.cuts import accounts_in_tier

TIERS = {"a": "Tier 1", "b": "Tier 2", "c": "Gold", "d": "1"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("Tier 1", {"a"}), ("tier 2", {"b"}), ("2", {"b"}), (" gold ", {"c"}), ("GOLD", {"c"}), ("1", {"d"})],
)
def test_a_tier_is_found_by_each_of_its_names(wanted: str, found: set[str]) -> None:
    assert accounts_in_tier(TIERS, wanted) == found


def test_a_tier_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(SettingsError, match="no tier") as raised:
        accounts_in_tier(TIERS, "silver")
    assert "Gold" in raised.value.hint
