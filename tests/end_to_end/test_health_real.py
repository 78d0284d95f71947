"""Health and coverage on a book without use and contacts: not enough data is said, never a number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran


def test_a_book_of_revenue_and_feedback_alone(
    nrr: Callable[..., Ran], shared_data: Path, tmp_path: Path
) -> None:
    where = ("-w", tmp_path / "w")
    nrr("init", tmp_path / "w")
    for kind in ("accounts", "subscriptions"):
        assert nrr("import", kind, shared_data / "real-text" / f"{kind}.csv", *where).code == 0
    ran = nrr("health", "--date", "2026-10-31", *where, "--json")
    found = ran.json()
    assert {line["band"] for line in found["accounts"]} == {"not enough data"}
    assert {line["score"] for line in found["accounts"]} == {None}
    assert {line["coverage"] for line in found["accounts"]} == {0.05}
    assert any("relationship (nrr import contacts)" in note for note in found["notes"])
    assert {line["tier"] for line in found["accounts"]} == {"Tier 1", "Tier 2", "Tier 3"}
    covered = nrr("coverage", "--date", "2026-10-31", *where)
    assert covered.code == 0
    assert "no contacts are imported" in covered.err
    whole = nrr("coverage", "--date", "2026-10-31", *where, "--json").json()
    assert len(whole["accounts"]) == whole["top"] == -(-len(found["accounts"]) // 5)
    assert all("no contact is known" in line["gaps"] for line in whole["accounts"])
