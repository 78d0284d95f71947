"""A store of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from workspace.store.engine import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "nrr" / "store.db", wait=0.2)
