"""What a team's own plays and routes ask for and the book does not have: said with file and key, never in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from playbooks.play_library import library
from tests.conftest import Ran

Nrr = Callable[..., Ran]

OWN = """\
name = "board review"
owner = "{owner}"
audience = "All"
goal = "Hear from them."
measure = "They have answered."
measure_days = 14
leave = "They have written."
[trigger]
signs = ["renewal"]
tiers = ["{tier}"]
segments = [{segment}]
[[step]]
day = 0
do = "Write."
"""
ROUTE = """\
[[route]]
band = ["thriving", "healthy", "at risk", "critical"]
play = "{play}"
owner = "CSM"
within = "5 days"
"""


@pytest.fixture
def home(asked_world: Path, tmp_path: Path) -> Path:
    copied = Path(copytree(asked_world, tmp_path / "w"))
    (copied / "plays").mkdir()
    return copied


def _own(home: Path, tier: str = "Tier 1", segment: str = "", owner: str = "csm") -> None:
    text = OWN.format(tier=tier, segment=segment and f'"{segment}"', owner=owner)
    (home / "plays" / "board.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", [("plays", "due"), ("plays", "library")])
def test_a_tier_a_segment_and_a_role_that_nobody_has_are_said(
    nrr: Nrr, home: Path, command: tuple[str, ...]
) -> None:
    _own(home, "Teir 2", "Marsians", "exective sponsor")
    ran = nrr(*command, "--json", "-w", home)
    assert ran.code == 0
    tier, segment, role = ran.json()["warnings"]
    assert tier.startswith(
        "plays/board.toml, trigger.tiers: no account is of tier 'Teir 2'; there are: Tier 1"
    )
    assert segment.startswith("plays/board.toml, trigger.segments: no account is of segment 'Marsians'")
    assert role == (
        "plays/board.toml, owner: nobody of an account's own is 'exective sponsor'; did you mean 'executive sponsor'?"
    )
    assert ran.err == "".join(f"Mind: {one}\n" for one in (tier, segment, role))


def test_what_the_book_has_is_not_spoken_of_and_roles_are_read_in_any_case(nrr: Nrr, home: Path) -> None:
    _own(home, "tier 1")
    found = nrr("plays", "due", "--json", "-w", home)
    assert (found.json()["warnings"], found.err) == ([], "")
    own = [one for one in found.json()["plays"] if one["play"] == "board review"]
    assert own
    assert not [one for one in own if one["owner"].casefold() == "csm"]  # the account's own, by name


def test_a_route_to_a_play_that_is_not_there_is_one_clear_line(nrr: Nrr, home: Path) -> None:
    for name in sorted(set(library()) - {"win-back", "close the loop"}):
        (home / "plays" / f"{name}.toml").write_text(f'name = "{name}"\noff = true\n', encoding="utf-8")
    (home / "health_routes.toml").write_text(ROUTE.format(play="executive sav"), encoding="utf-8")
    due = nrr("plays", "due", "--json", "-w", home)
    said = "health_routes.toml, route 1: there is no play 'executive sav', so it cannot be drafted; "
    assert due.code == 0
    assert due.json()["warnings"] == [f"{said}see: nrr plays library."]
    unknown = {one["account"] for one in due.json()["plays"] if not one["in_library"]}
    known = {one["account"] for one in due.json()["plays"] if one["in_library"]}
    account = min(unknown - known)
    ran = nrr("playbook", account, "-w", home)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "'executive sav' is due for" in ran.err
    assert "the library has no such play" in ran.err


def test_a_route_names_a_play_in_any_case(nrr: Nrr, home: Path) -> None:
    (home / "health_routes.toml").write_text(ROUTE.format(play="Executive Save"), encoding="utf-8")
    due = nrr("plays", "due", "--json", "-w", home).json()
    assert due["warnings"] == []
    assert [one for one in due["plays"] if one["play"] == "executive save"]


def test_a_broken_route_file_does_not_hide_the_library(nrr: Nrr, home: Path) -> None:
    (home / "health_routes.toml").write_text("[[route]]\nband = 3\n", encoding="utf-8")
    ran = nrr("plays", "library", "-w", home)
    assert ran.code == 0
    assert "executive save" in ran.out
    assert ran.err.startswith("Mind: ")
    assert "band cannot be 3" in ran.err
    assert nrr("plays", "due", "-w", home).code == 1


def test_where_nothing_has_a_day_only_what_there_is_is_named(nrr: Nrr, tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("id,name\nA1,Alder\n", encoding="utf-8")
    nrr("init", tmp_path / "w")
    nrr("import", "accounts", accounts, "-w", tmp_path / "w")
    ran = nrr("plays", "due", "-w", tmp_path / "w")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "has a date" in ran.err
    assert "--date" not in ran.err
    library = nrr("plays", "library", "-w", tmp_path / "w")
    assert (library.code, library.err) == (0, "")
