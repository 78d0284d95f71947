"""What speaks of going is shown first, and a cancelled visit is no departure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workspace.tools.parting_words import parting_first


class _Said:
    def __init__(self, text: str) -> None:
        self.text, self.day = text, date(2026, 10, 1)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("If it fails again we will cancel and move to another tool.", True),
        ("We are going to terminate our contract.", True),
        ("We won't renew in December.", True),
        ("We are looking for alternatives.", True),
        ("Wir werden kündigen.", True),
        ("Nous allons résilier.", True),
        ("We must cancel the appointment twice a day.", False),
        ("Nothing moves.", False),
    ],
)
def test_parting_words_come_first(text: str, first: bool) -> None:
    said: list[Any] = [_Said("The export fails."), _Said(text)]
    assert (parting_first(said)[0].text == text) is first


def test_the_order_is_kept_among_equals() -> None:
    said: list[Any] = [_Said("one"), _Said("We will leave."), _Said("two"), _Said("We will quit.")]
    assert [one.text for one in parting_first(said)] == ["We will leave.", "We will quit.", "one", "two"]
