"""The article before a word that is spoken or spelled."""

from __future__ import annotations

import pytest

from foundation.articles import with_article


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("smb account", "an smb account"),
        ("enterprise account", "an enterprise account"),
        ("Tier 3 account", "a Tier 3 account"),
        ("customer", "a customer"),
        ("", "a "),
    ],
)
def test_the_article_is_by_sound(words: str, told: str) -> None:
    assert with_article(words) == told
