"""The app on hand-made months."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.importing import made
from tests.tui.samples import SampleDesk, make_desk
from workspace.workspace import Workspace


@pytest.fixture
def desk() -> SampleDesk:
    return make_desk()


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace, and files beside it in the folder that the app starts in."""
    workspace = made(tmp_path)
    monkeypatch.chdir(tmp_path / "files")
    return workspace
