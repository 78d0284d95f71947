"""Whose accounts are mine: as configured, or as the machine's user is called where that is one owner alone."""

from __future__ import annotations

import pytest

from workspace.whose import own_name

OWNERS = ("Ben Osei", "Ruth Abara", "Ruth Vos")


@pytest.mark.parametrize(
    ("configured", "user", "own"),
    [
        ("ruth abara", "ben", "Ruth Abara"),
        ("Nobody Known", "ben", "Nobody Known"),
        ("", "ruth.abara", "Ruth Abara"),
        ("", "Ruth_Vos", "Ruth Vos"),
        ("", "osei", "Ben Osei"),
        ("", "ruth", ""),
        ("", "root", ""),
        ("", "…", ""),
    ],
)
def test_the_owner_who_reads(configured: str, user: str, own: str) -> None:
    assert own_name(configured, OWNERS, user) == own


def test_nobody_owns_anything() -> None:
    assert own_name("", (), "ruth") == ""
