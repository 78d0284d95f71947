"""A session that is kept: as long as what it knows holds, and no longer."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from cli.main import main
from workspace.drafts import keep
from workspace.lasting_session import LastingSession
from workspace.play_drafts import playbook
from workspace.workspace import open_workspace


@pytest.fixture
def home(asked_world: Path, tmp_path: Path) -> Path:
    """A copy of the small workspace, to write to."""
    return Path(copytree(asked_world, tmp_path / "w"))


def test_it_is_the_same_session_until_something_changes(home: Path) -> None:
    lasting = LastingSession(home)
    with lasting.use() as first:
        due = first.decided.due
    with lasting.use() as again:
        assert again is first
        assert again.decided.due is due
    assert main(["no-contact", "A1", "--why", "their lawyer wrote", "-w", str(home)]) == 0
    with lasting.use() as after:
        assert after is not first
        assert not [one for one in after.decided.due if one.account == "A1"]


def test_a_file_of_the_teams_own_and_the_settings_count_too(home: Path) -> None:
    lasting = LastingSession(home)
    with lasting.use() as first:
        pass
    (home / "facts.toml").write_text("", encoding="utf-8")
    with lasting.use() as second:
        assert second is not first
    with (home / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[plays]\ncool_days = 3\n")
    with lasting.use() as third:
        assert third is not second
        assert third.workspace.settings.plays.cool_days == 3


def test_a_draft_that_is_kept_does_not_cost_the_session(home: Path) -> None:
    lasting = LastingSession(home)
    with lasting.use() as first:
        draft = playbook(first, "A1", "renewal talk")
        with lasting.unmoved():
            keep(open_workspace(home), draft)
    with lasting.use() as again:
        assert again is first
    keep(open_workspace(home), playbook(again, "C1", "reach out"))
    with lasting.use() as after:
        assert after is not first, "what others write is not known to be without effect"
