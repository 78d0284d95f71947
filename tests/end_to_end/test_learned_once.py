"""A risk is learned once, and nothing that changes the book is ever answered with what was learned before."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import main
from tests.accounts.churn.books import LAST, made_rows
from tests.conftest import Ran

Run = Callable[..., Ran]
DAY = ("--date", LAST.isoformat())


def _table(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, object]]]:
    return made_rows(churners=45, seed=5)[0]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, rows: dict[str, list[dict[str, object]]]) -> Path:
    """A workspace whose departures have a planted cause; only copy it."""
    folder = tmp_path_factory.mktemp("learned")
    assert main(["init", str(folder / "w")]) == 0
    for kind in ("accounts", "subscriptions", "usage", "contacts"):
        path = _table(folder / f"{kind}.csv", rows[kind])
        assert main(["import", kind, str(path), "-w", str(folder / "w")]) == 0
    return folder / "w"


@pytest.fixture(scope="module")
def warm(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, after the list of risks was asked for once; only copy it."""
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("warm") / "w"))
    assert main(["churn", "--limit", "5", *DAY, "-w", str(folder), "--json"]) == 0
    return folder


def _said(nrr: Run, workspace: Path, *more: str) -> str:
    ran = nrr("churn", *more, *(() if more else ("--limit", 5)), *DAY, "-w", workspace, "--json")
    assert ran.code == 0, ran.err
    return ran.out


def _kept(workspace: Path) -> dict[str, tuple[int, bytes]]:
    folder = workspace / "data" / "kept"
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return {one.name: (one.stat().st_mtime_ns, one.read_bytes()) for one in found}


def _without(workspace: Path, place: Path) -> Path:
    """A copy that has learned nothing yet."""
    copy = Path(shutil.copytree(workspace, place))
    shutil.rmtree(copy / "data" / "kept", ignore_errors=True)
    return copy


def test_answers_are_the_same_with_and_without_what_is_kept(
    made: Path, warm: Path, tmp_path: Path, nrr: Run
) -> None:
    cold = _without(made, tmp_path / "cold")
    before = _kept(warm)
    assert len(before) == 1
    first = nrr("churn", "--limit", 5, *DAY, "-w", cold, "--json").json()
    assert first["method"] == "model"
    for more in ((), ("A050",), ("evaluate",)):
        assert _said(nrr, cold, *more) == _said(nrr, warm, *more)
    assert _kept(warm) == before


def test_where_nothing_can_be_kept_the_answer_is_the_same(warm: Path, tmp_path: Path, nrr: Run) -> None:
    barred = _without(warm, tmp_path / "barred")
    (barred / "data" / "kept").write_text("a file in the way")
    assert _said(nrr, barred) == _said(nrr, warm)
    broken = Path(shutil.copytree(warm, tmp_path / "broken"))
    (one,) = (broken / "data" / "kept").iterdir()
    one.write_bytes(one.read_bytes()[:200])
    ran = nrr("churn", "--limit", 5, *DAY, "-w", broken, "--json")
    assert (ran.out, ran.err) == (_said(nrr, warm), "")


def test_an_import_is_never_answered_with_what_was_learned_before(
    warm: Path, rows: dict[str, list[dict[str, object]]], tmp_path: Path, nrr: Run
) -> None:
    workspace = Path(shutil.copytree(warm, tmp_path / "w"))
    before = _said(nrr, workspace)
    changed = [dict(row) for row in rows["accounts"]]
    for row in changed[:9]:  # what was a reason to leave is none any more, and one account counts for another
        row["churn_reason"] = "card declined"
    merged = [row | {"status": "", "parent": ""} for row in changed]
    merged[60] |= {"status": "merged", "parent": "A061"}
    assert nrr("import", "accounts", _table(tmp_path / "accounts.csv", merged), "-w", workspace).code == 0
    after = _said(nrr, workspace)
    assert after != before
    assert after == _said(nrr, _without(workspace, tmp_path / "cold"))


def test_another_day_or_setting_is_learned_for_itself(warm: Path, tmp_path: Path, nrr: Run) -> None:
    workspace = Path(shutil.copytree(warm, tmp_path / "w"))
    earlier = ("churn", "--limit", 5, "--date", "2025-11-30", "-w", workspace, "--json")
    assert nrr(*earlier).json()["date"] == "2025-11-30"
    assert len(_kept(workspace)) <= 2
    with (workspace / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[churn]\nleast_churned = 60\n")
    assert nrr("churn", "--limit", 5, *DAY, "-w", workspace, "--json").json()["method"] == "scorecard"


def test_to_forget_an_account_removes_what_was_learned(warm: Path, tmp_path: Path, nrr: Run) -> None:
    workspace = Path(shutil.copytree(warm, tmp_path / "w"))
    assert not [name for _, text in _kept(workspace).values() for name in (b"A0", b"A1") if name in text]
    dry = nrr("forget", "--account", "A003", "--dry-run", "-w", workspace)
    assert (dry.code, len(_kept(workspace))) == (0, 1)
    assert nrr("forget", "--account", "A003", "--yes", "-w", workspace).code == 0
    assert not (workspace / "data" / "kept").exists()
