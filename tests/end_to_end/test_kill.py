"""A command killed at any moment leaves a workspace that the next command uses without repair."""

from __future__ import annotations

from pathlib import Path

from bench.kill_commands import kill_commands


def test_killed_commands_leave_nothing_to_repair(tmp_path: Path) -> None:
    stages = ("import tickets", "synthesize", "index rebuild")
    found = kill_commands(tmp_path, kills=3, seed=11, records=80, stages=stages)
    assert found.faults == []
    assert found.kills.total() + found.too_late == 3
    assert found.kills.total() >= 2
