"""What-if, cuts and what is in no theme, the way a user meets them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.conftest import Ran

ACCOUNTS = (
    ("A1", "Alder Works", "enterprise", 5000),
    ("B1", "Birch Labs", "enterprise", 2000),
    ("C1", "Cedar House", "smb", 300),
    ("D1", "Dogwood", "smb", 200),
    ("E1", "Elder & Sons", "smb", 100),
)
EXPORT = "The export of reports to csv fails every {} and we have to start it again by hand for hours."
LOGIN = "The login page asks for my password {} since single sign on was switched on for us."
OFTEN = ("again", "hourly", "constantly", "twice", "forever", "repeatedly", "daily")
LONE = "Could somebody tell me whether the office in Lisbon is open on public holidays this spring?"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a month in which two themes and a lone question were raised."""
    base = tmp_path_factory.mktemp("what-if")
    home = base / "w"
    assert main(["init", str(home)]) == 0
    with (home / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    files = {
        "accounts": "id,name,segment\n" + "".join(f"{i},{name},{kind}\n" for i, name, kind, _ in ACCOUNTS),
        "subscriptions": "account,started,mrr\n"
        + "".join(f"{i},2025-01-01,{mrr}\n" for i, _, _, mrr in ACCOUNTS),
        "tickets": "id,date,account,text\n" + "".join(_tickets()),
        "nps": "id,date,account,score,comment\n"
        + "".join(f"n{at},2026-10-20,{ACCOUNTS[at % 5][0]},{10 - at % 5},\n" for at in range(12))
        + "".join(f'm{at},2026-10-2{at},C1,1,"{EXPORT.format(DAYS[at])}"\n' for at in range(3)),
    }
    for kind, text in files.items():
        (base / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert main(["import", kind, str(base / f"{kind}.csv"), "-w", str(home)]) == 0
    assert main(["synthesize", "--month", "2026-10", "-w", str(home)]) == 0
    return home


def _tickets() -> Iterator[str]:
    for at, day in enumerate(DAYS):
        yield f'x{at},2026-10-{at + 1:02d},{ACCOUNTS[at % 4][0]},"{EXPORT.format(day)}"\n'
        yield f'y{at},2026-10-{at + 1:02d},{ACCOUNTS[at % 2 + 2][0]},"{LOGIN.format(OFTEN[at])}"\n'
    yield f'lone,2026-10-09,E1,"{LONE}"\n'


def _stored(folder: Path) -> list[Any]:
    with sqlite3.connect(f"file:{folder / 'data' / 'nrr.db'}?mode=ro", uri=True) as store:
        return store.execute("select * from theme").fetchall()


def test_nothing_changed_is_the_ranking_as_it_stands(nrr: Callable[..., Ran], folder: Path) -> None:
    before = _stored(folder)
    themes = nrr("themes", "--json", "-w", folder).json()["themes"]
    assert len(themes) >= 2
    found = nrr("what-if", "--json", "-w", folder).json()
    assert [one["id"] for one in found["themes"]] == [one["id"] for one in themes]
    assert all(one["before"] == one["after"] for one in found["themes"])
    assert found["book_changed"] is False
    assert [one["before"]["priority"] for one in found["themes"]] == [one["priority"] for one in themes]
    assert _stored(folder) == before


def test_without_an_account_its_words_and_revenue_are_gone(nrr: Callable[..., Ran], folder: Path) -> None:
    found = nrr("what-if", "--without", "alder", "--json", "-w", folder).json()
    assert found["without"] == ["A1"]
    assert found["coverage"]["before"]["arr_total"] - found["coverage"]["after"]["arr_total"] == 60000.0
    split = sum(one["after"]["arr_split"] for one in found["themes"]) + found["unclustered"]["after"]["arr"]
    assert split == pytest.approx(found["coverage"]["after"]["arr"], abs=0.005)
    ran = nrr("what-if", "--without", "Alder Works", "-w", folder)
    assert "Without Alder Works ($60.0k)" in ran.out
    assert "->" in ran.out


def test_a_resolved_theme_leaves_the_list(nrr: Callable[..., Ran], folder: Path) -> None:
    first, *rest = nrr("themes", "--json", "-w", folder).json()["themes"]
    found = nrr("what-if", "--resolve", first["id"][:8], "--json", "-w", folder).json()
    assert [one["id"] for one in found["themes"]] == [*(one["id"] for one in rest), first["id"]]
    assert found["themes"][-1]["after"] is None
    assert "Resolved" in nrr("what-if", "--resolve", first["label"], "-w", folder).out


def test_a_theme_is_named_as_everywhere(nrr: Callable[..., Ran], folder: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(folder, tmp_path / "w"))
    first, second, *_ = nrr("themes", "--json", "-w", home).json()["themes"]
    for one, label in ((first, "Export"), (second, "Export page")):
        assert nrr("theme", "rename", one["id"], label, "-w", home).code == 0
    found = nrr("what-if", "--resolve", "export", "--json", "-w", home)
    assert found.code == 0
    assert [one["id"] for one in found.json()["themes"] if one["after"] is None] == [first["id"]]


def test_other_weights_are_told_in_one_line(nrr: Callable[..., Ran], folder: Path) -> None:
    ran = nrr("what-if", "--weights", "arr=0,at-risk=0", "--weights", "severity=3", "-w", folder)
    assert ran.code == 0
    assert ran.out.rstrip().split("\n")[-1].startswith("With arr 0, at_risk 0, severity 3: ")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--weights", "love=1"), 1, "There are: arr, at_risk, breadth, severity, trend, recency."),
        (("--weights", "arr=many"), 2, "arr=2,severity=0"),
        (("--weights", "arr=-1"), 2, "from 0 on"),
        (("--weights", "arr"), 2, "arr=2,severity=0"),
        (
            ("--weights", "arr=0,at_risk=0,breadth=0,severity=0,trend=0,recency=0"),
            1,
            "Give one of them more than 0.",
        ),
        (("--without", "Nobody Inc"), 1, "Alder Works"),
        (("--without", "e"), 1, "accounts of the month match 'e'"),
        (("--without", ""), 1, "no accounts of the month match"),
        (("--resolve", "the moon"), 1, "`nrr themes` lists them"),
    ],
)
def test_what_is_not_there_is_one_line_that_lists_what_is(
    nrr: Callable[..., Ran], folder: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ran = nrr("what-if", *arguments, "-w", folder)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_figures_of_a_segment_are_those_of_its_accounts(nrr: Callable[..., Ran], folder: Path) -> None:
    whole = nrr("themes", "--json", "-w", folder).json()
    cut = nrr("themes", "--segment", "ENTERPRISE", "--json", "-w", folder).json()
    assert cut["cut"] == {"segment": "ENTERPRISE"}
    assert (cut["coverage"]["accounts_total"], cut["coverage"]["arr_total"]) == (2, 84000.0)
    by_id = {one["id"]: one for one in whole["themes"]}
    assert cut["themes"]
    for one in cut["themes"]:
        row = next(row for row in by_id[one["id"]]["by_segment"] if row["name"] == "enterprise")
        assert {key: one[key] for key in ("accounts", "statements", "arr")} == {
            key: row[key] for key in ("accounts", "statements", "arr")
        }
        assert one["arr_at_risk"] == pytest.approx(row["arr_at_risk"])
        assert {share["account"] for share in one["top_accounts"]} <= {"A1", "B1"}
    split = sum(one["arr_split"] for one in cut["themes"]) + cut["unclustered"]["arr"]
    assert split == pytest.approx(cut["coverage"]["arr"], abs=0.005)
    ran = nrr("themes", "--segment", "enterprise", "--tier", "1", "-w", folder)
    assert ran.out.startswith("Figures of the accounts in segment enterprise and tier 1.\n")
    missing = nrr("themes", "--segment", "giants", "-w", folder)
    assert missing.code == 1
    assert "There are: enterprise, smb." in missing.err


def test_what_is_in_no_theme_is_told_with_names_everywhere(nrr: Callable[..., Ran], folder: Path) -> None:
    shape = nrr("themes", "--json", "-w", folder).json()
    out = shape["unclustered"]
    assert out["statements"] >= 1
    assert out["loudest"][0]["account"] == "E1"
    theme = shape["themes"][0]["id"]
    for ran in (nrr("themes", "-w", folder), nrr("theme", theme, "-w", folder), nrr("report", "-w", folder)):
        assert "Elder & Sons" in ran.out
        assert "1 statement" in ran.out
    one = nrr("theme", theme, "--json", "-w", folder).json()
    assert one["unclustered"] == out


def test_a_theme_shows_its_cuts_and_what_it_does_to_nps(nrr: Callable[..., Ran], folder: Path) -> None:
    themes = nrr("themes", "--json", "-w", folder).json()["themes"]
    export = next(one for one in themes if one["nps_impact"])
    assert export["nps_impact"]["answers"] == 15
    assert export["nps_impact"]["in_theme"] == 3
    assert export["nps_impact"]["points"] < 0
    text = nrr("theme", export["id"], "-w", folder).out
    assert "without the 3 of 15 answers with this theme" in text
    assert "Segment" in text
    assert "Tier 1" in text
    other = next(one for one in themes if not one["nps_impact"])
    assert "too few answers to say" in nrr("theme", other["id"], "-w", folder).out
