"""The list of what is released is read strictly, and says what is wrong and where."""

from __future__ import annotations

from datetime import date

import pytest

from foundation.errors import SettingsError
from playbooks.guardrails.facts_file import read_facts
from playbooks.guardrails.sheet import ReleasedFact

_TODAY = date(2026, 10, 31)


def test_facts_are_read_the_oldest_first() -> None:
    text = (
        '[[fact]]\ntext = "B"\ndate = 2026-10-12\n[[fact]]\ntext = "A"\ndate = 2026-09-01\ntheme = "export"\n'
    )
    assert read_facts(text, "facts.toml", _TODAY) == (
        ReleasedFact("A", date(2026, 9, 1), "export"),
        ReleasedFact("B", date(2026, 10, 12)),
    )
    assert read_facts("", "facts.toml", _TODAY) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[fact]]\ntext = "A"\n', "fact 1, date"),
        ('[[fact]]\ntext = ""\ndate = 2026-09-01\n', "fact 1, text"),
        ('[[fact]]\ntext = "A"\ndate = 2026-09-01\nsince = 3\n', "fact 1, since"),
        ('[[fact]]\ntext = "A"\ndate = "soon"\n', "fact 1, date"),
        ('[[fact]]\ntext = "A"\ndate = 2026-11-01\n', "fact 1: 2026-11-01 is still to come"),
        ('facts = ["A"]\n', "facts"),
        ("[[fact\n", "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_facts(text, "facts.toml", _TODAY)
    assert said in str(error.value)
    assert "facts.toml" in str(error.value)
