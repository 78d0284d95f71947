"""The app on hand-made months."""

from __future__ import annotations

import shutil
from pathlib import Path
from shutil import copytree

import pytest

from tests.tui.importing import made
from tests.tui.play_world import build_play_world
from tests.tui.sample_desk import SampleDesk, make_desk
from workspace.workspace import Workspace


@pytest.fixture
def desk() -> SampleDesk:
    return make_desk()


@pytest.fixture(scope="session")
def built_themes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with four themes over two months, built once; only read it."""
    from tests.workspace.edit_world import build

    return build(tmp_path_factory.mktemp("themes") / "w")


@pytest.fixture
def themed(built_themes: Path, tmp_path: Path) -> Path:
    """A copy of it to write to."""
    folder = tmp_path / "w"
    shutil.copytree(built_themes, folder)
    return folder


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace, and files beside it in the folder that the app starts in."""
    workspace = made(tmp_path)
    monkeypatch.chdir(tmp_path / "files")
    return workspace


@pytest.fixture(scope="session")
def played_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small workspace of ``tests.tui.play_world``, built once; only read it."""
    return build_play_world(tmp_path_factory.mktemp("played"))


@pytest.fixture
def play_home(played_world: Path, tmp_path: Path) -> Path:
    """A copy of it to write to."""
    return Path(copytree(played_world, tmp_path / "w"))
