"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from foundation.clock import FixedClock

ROOT = Path(__file__).resolve().parents[1]
CLOCK = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public test data; the test skips where it is absent."""
    folder = Path(os.environ.get("NRR_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the public data sets are not at {folder}")
    return folder


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did: its exit code and both its streams."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)


@pytest.fixture
def nrr(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs an ``nrr`` command line in this process."""

    def run(*arguments: object) -> Ran:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        streams = capfd.readouterr()
        return Ran(code, streams.out, streams.err)

    return run


@pytest.fixture(scope="session")
def asked_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small workspace of ``tests.ask_world``, built once; only read it."""
    from tests.ask_world import build_world

    return build_world(tmp_path_factory.mktemp("asked"))


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace, built once; only read it."""
    from workspace.demo import build_demo

    folder = tmp_path_factory.mktemp("built") / "demo"
    build_demo(folder, CLOCK)
    return folder


@pytest.fixture
def demo_copy(built_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo workspace to write to."""
    folder = tmp_path / "demo"
    shutil.copytree(built_demo, folder)
    return folder


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """What was planted in the demo."""
    path = ROOT / "workspace" / "demo_data" / "truth.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
