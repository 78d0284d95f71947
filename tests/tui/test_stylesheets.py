"""A screen's stylesheet holds for the whole app once the screen was open: so each of its rules names its screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tui.screens

_FILES = sorted(Path(tui.screens.__file__).parent.glob("*.tcss"))
_RULE = re.compile(r"^([^\s{}&][^{}]*)\{", re.MULTILINE)


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_every_rule_names_a_screen_of_its_own_or_a_dialog(path: Path) -> None:
    rules = _RULE.findall(path.read_text(encoding="utf-8"))
    assert rules
    selectors = [one.strip() for rule in rules for one in rule.split(",")]
    assert [one for one in selectors if not re.match(r"\w*(Screen|Room)\b|#question\b", one)] == []


def test_no_two_screens_have_one_name() -> None:
    names = [
        name
        for module in Path(tui.screens.__file__).parent.glob("*.py")
        for name in re.findall(
            r"^class (\w+(?:Screen|Room))\b", module.read_text(encoding="utf-8"), re.MULTILINE
        )
    ]
    assert len(names) == len(set(names))
