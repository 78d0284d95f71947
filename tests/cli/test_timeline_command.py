"""``nrr timeline``: what happened at an account as lines and as JSON, of all kinds or one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran


def test_it_prints_a_line_a_moment(nrr: Callable[..., Ran], asked_world: Path) -> None:
    ran = nrr("timeline", "cedar house", "-w", asked_world)
    assert ran.code == 0
    assert ran.out.startswith("Cedar House (C1) up to 2026-10-31: ticket 6, score 3, revenue 1.")
    lines = [line for line in ran.out.splitlines() if line[:2] == "20"]
    assert len(lines) == 10
    assert [line[:10] for line in lines] == sorted((line[:10] for line in lines), reverse=True)


def test_one_kind_and_a_limit(nrr: Callable[..., Ran], asked_world: Path) -> None:
    ran = nrr("timeline", "C1", "--kind", "score", "--limit", 2, "-w", asked_world)
    assert sum(line[:2] == "20" for line in ran.out.splitlines()) == 2
    assert "and 1 moment more" in ran.out
    said = nrr("timeline", "C1", "--kind", "score", "--json", "-w", asked_world).json()
    assert said["account"] == "C1"
    assert said["counts"] == {"ticket": 6, "score": 3, "revenue": 1}
    assert {one["kind"] for one in said["moments"]} == {"score"}
    assert all(one["item"] for one in said["moments"])
    assert said["more"] == 0


def test_an_unknown_account_ends_in_one_line(nrr: Callable[..., Ran], asked_world: Path) -> None:
    ran = nrr("timeline", "Cedar Hose", "-w", asked_world)
    assert ran.code == 1
    assert "Cedar House" in ran.err
