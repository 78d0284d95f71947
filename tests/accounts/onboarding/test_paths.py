"""Paths as files: which one fits an account, and what is said of a file that is wrong."""

from __future__ import annotations

import pytest

from accounts.onboarding.paths import all_paths, path_of, read_path, shipped_paths
from foundation.errors import SettingsError

GOOD = """
id = "field"
title = "Field teams"
segments = ["SMB"]
[sticky]
milestone = "adopted"
[checkpoint]
day = 30
what = "look"
[exit]
what = "ask"
[[milestones]]
name = "first value"
also = ["go live"]
day = 10
intervention = "help"
[[milestones]]
name = "adopted"
day = 20
intervention = "train"
"""


def _error(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read_path(text, "onboarding/field.toml")
    return str(caught.value)


def test_the_shipped_paths_are_sound_and_one_fits_everybody() -> None:
    assert [path.id for path in shipped_paths()] == ["enterprise", "standard"]
    assert path_of(shipped_paths(), {}).id == "standard"
    assert path_of(shipped_paths(), {"segment": "Enterprise"}).id == "enterprise"


def test_the_path_that_names_most_about_an_account_is_its_own() -> None:
    field = read_path(GOOD, "a.toml")
    plumbing = read_path(
        GOOD.replace('"field"', '"plumbing"').replace("[sticky]", 'industries = ["plumbing"]\n[sticky]', 1),
        "b.toml",
    )
    paths = all_paths([("a.toml", field), ("b.toml", plumbing)])
    assert path_of(paths, {"segment": "smb", "industry": "Plumbing"}).id == "plumbing"
    assert path_of(paths, {"segment": "smb", "industry": "HVAC"}).id == "field"
    assert path_of(paths, {"segment": "mid-market", "industry": "plumbing"}).id == "standard"


def test_a_workspaces_path_replaces_the_shipped_one_of_its_id() -> None:
    own = read_path(GOOD.replace('"field"', '"enterprise"'), "a.toml")
    assert [path.title for path in all_paths([("a.toml", own)])] == ["Field teams", "Standard onboarding"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("day = 20", "day = 5"), "milestones[2].day: it is before the day of the milestone above it"),
        (("day = 20", 'day = "soon"'), "milestones[2].day: input should be a valid integer"),
        (('milestone = "adopted"', 'milestone = "loved"'), "sticky.milestone: 'loved' is none of the path's"),
        (('"go live"', '"Adopted"'), "milestones[2]: 'adopted' names milestones[1] too"),
        (('intervention = "train"', ""), "milestones[2].intervention: it is missing"),
        (('title = "Field teams"', 'titel = "x"\ntitle = "y"'), "titel: there is no such key"),
        (("day = 30", "day = "), "the file is not TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_key(change: tuple[str, str], said: str) -> None:
    words = _error(GOOD.replace(*change, 1))
    assert said in words
    assert "onboarding/field.toml" in words


def test_two_files_of_one_id_and_a_book_without_a_path_for_all_are_refused() -> None:
    path = read_path(GOOD, "a.toml")
    with pytest.raises(SettingsError, match=r"id: 'field' is the id of a.toml too \(b.toml\)"):
        all_paths([("a.toml", path), ("b.toml", path)])
    narrow = read_path(GOOD.replace('"field"', '"standard"'), "c.toml")
    with pytest.raises(SettingsError, match="one must name nobody"):
        all_paths([("c.toml", narrow)])
