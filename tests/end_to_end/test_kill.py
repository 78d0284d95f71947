"""A command killed at any moment leaves a workspace that the next command uses without repair."""

from __future__ import annotations

from pathlib import Path

from bench.kill_commands import STAGES, kill_commands


def test_killed_commands_leave_nothing_to_repair(tmp_path: Path) -> None:
    found = kill_commands(tmp_path, kills=len(STAGES), seed=11, records=80)
    assert found.faults == []
    assert found.kills.total() + found.too_late == len(STAGES)
    assert found.kills.total() >= 3
