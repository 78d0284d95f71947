"""Who promised, in words: a name where one is known."""

from __future__ import annotations

from datetime import date

import pytest

from playbooks.promises.promise import Turn


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("Agent", "a staff member"),
        ("Agent 2", "a staff member"),
        ("staff", "a staff member"),
        ("", "a staff member"),
        ("Agenta Boll", "Agenta Boll"),
        ("Mei L", "Mei L"),
    ],
)
def test_a_label_is_no_name(who: str, said: str) -> None:
    assert Turn("i", "p", "A1", who, date(2026, 10, 1), "I will.").by == said
