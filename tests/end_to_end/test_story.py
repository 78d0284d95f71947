"""The months of the demo tell what was planted in them, and the bench that measures it reads them right."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.demo import plan
from bench.story import Story, identity, others, planted, read
from foundation.months import Month
from workspace.workspace import open_workspace


@pytest.fixture(scope="module")
def story(built_demo: Path) -> Story:
    return read(open_workspace(built_demo))


def test_the_two_themes_born_in_these_months_are_told(story: Story) -> None:
    told = planted(story)
    assert len(told) == sum(bool(theme.event) for theme in plan.THEMES) - 1  # the clock change is no event
    for key in ("battery_drain: born 2026-08", "ai_suggestions_wrong: born 2026-09"):
        assert "never" not in (told[key]["status"])
        assert told[key]["status"].split()[0] in ("new", "emerging")


def test_little_else_is_told(story: Story) -> None:
    found = others(story)
    assert isinstance(found["lines not planted"], list)
    assert len(found["lines not planted"]) <= 2
    assert isinstance(found["steady theme-months"], int)
    assert isinstance(found["steady theme-months called moving"], int)
    assert found["steady theme-months called moving"] <= 0.15 * found["steady theme-months"]


def test_firm_themes_stay(story: Story) -> None:
    kept, firm = (int(word) for word in str(identity(story)["firm themes in the next month"]).split(" of "))
    assert firm >= 40
    assert kept >= 0.9 * firm


def test_every_found_theme_was_meant_to_be_something(story: Story) -> None:
    month = Month(2026, 10)
    meant = {story.meant[month, one.theme.id] for one in story.runs[month].themes}
    assert len(meant & set(plan.BY_KEY)) >= 25
