"""``nrr explain`` on figures that ``nrr health backtest`` prints; all of them are held to their formulas in the tests
of the account room.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.accounts.churn.books import made_rows
from tests.conftest import Ran
from tests.end_to_end.figures_of import figures_of, opens, take

Run = Callable[..., Ran]


def test_a_back_test_opens_down_to_who_left(tmp_path: Path, nrr: Run) -> None:
    root = tmp_path / "book"
    nrr("init", root)
    with (root / "nrr.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[health]\nleast_coverage = 0.2\n")
    rows, _ = made_rows(churners=34, seed=5, accounts=40)
    for kind, own in rows.items():
        take(root, kind, own)
    until = "2025-12-31"
    ran = nrr("health", "backtest", "--until", until, "-w", root, "--json")
    printed = dict(figures_of(ran.json()))
    chosen = ("auc", "precision/5", "leads/30", "lead_median", "signal/adoption_depth/adds")
    for name in chosen:
        figure = f"backtest:{name}@{until}"
        opened = opens(nrr("explain", figure, "-w", root, "--json"), figure, printed[figure])
        assert any(row["values"].get("churned") for row in opened["rows"])
    for nothing in (f"backtest:precision/7@{until}", "backtest:auc@2024-12-31"):
        ran = nrr("explain", nothing, "-w", root)
        assert (ran.code, "there is no backtest of" in ran.err) == (1, True)
