"""Changing themes as a user would: commands, their words, their JSON, their refusals; and forgetting."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import ROOT, Ran
from tests.workspace.edit_world import build

Nrr = Callable[..., Ran]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("edits") / "w")


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(built, tmp_path / "w"))
    monkeypatch.setenv("NRR_WORKSPACE", str(folder))
    return folder


def shown(nrr: Nrr) -> dict[str, str]:
    """Label by id of the listed themes."""
    return {one["id"]: one["label"] for one in nrr("themes", "--json").json()["themes"]}


def about(nrr: Nrr, topic: str) -> str:
    """The id of the theme that quotes this topic's words."""
    themes = nrr("themes", "--json").json()["themes"]
    found = (one["id"] for one in themes if any(topic in said["text"].casefold() for said in one["quotes"]))
    return str(next(found))


def test_a_theme_is_shown_as_before_by_id_and_by_words(here: Path, nrr: Nrr) -> None:
    theme_id = next(iter(shown(nrr)))
    by_id = nrr("theme", theme_id, "--quotes", "1", "--json").json()
    assert by_id["id"] == theme_id
    assert len(by_id["quotes"]) == 1
    assert nrr("theme", "--json", "--quotes", "1", theme_id[:8]).json() == by_id
    assert nrr("theme", "show", theme_id, "--quotes", "1", "--json").json() == by_id
    assert nrr("theme", "-w", here, by_id["label"], "--quotes", "1", "--json").json() == by_id
    assert nrr("theme").code == 2
    assert "never-merge" in nrr("theme", "--help").out


def test_a_day_of_editing_and_taking_it_back(here: Path, nrr: Nrr, tmp_path: Path) -> None:
    before = nrr("themes", "--json").out
    book = tmp_path / "themes.txt"
    assert nrr("themes", "registry", "-o", book).code == 0
    registry = book.read_text(encoding="utf-8")
    assert registry.endswith("edits that stand\n  none\n")
    assert nrr("theme", "rename", about(nrr, "export"), "Exports break").out.startswith("#1 rename")
    assert nrr("theme", "hide", about(nrr, "calendar")).code == 0
    assert "Hidden by hand: 1 theme, 12 statements" in nrr("themes").out
    invoice = about(nrr, "invoice")
    assert nrr("theme", "resolve", invoice, "--on", "2026-10-10").code == 0
    assert "Resolved on 2026-10-10, still heard 6 times since." in nrr("theme", invoice).out
    merged = nrr("theme", "merge", about(nrr, "login"), "Exports break", "--json").json()
    assert [one["operation"] for one in merged["edits"]] == ["merge"]
    assert nrr("theme", "pin", "quantum", "--label", "Quantum").code == 0
    assert set(shown(nrr).values()) >= {"Exports break", "Quantum"}
    assert len(shown(nrr)) == 3
    lines = nrr("theme", "history", "--json").json()
    assert [one["state"] for one in lines] == ["stands"] * 5
    changed = nrr("themes", "registry").out
    assert "  hidden\n" in changed
    assert "  status: resolved on 2026-10-10\n" in changed
    for number in range(5, 0, -1):
        assert f"Undone: #{number}" in nrr("theme", "undo").out
    assert nrr("themes", "--json").out == before
    assert nrr("themes", "registry").out == registry
    assert nrr("theme", "history").out.count("undone") == 5


def test_edits_outlive_the_next_month(here: Path, nrr: Nrr, tmp_path: Path) -> None:
    nrr("theme", "rename", about(nrr, "export"), "Exports break")
    kept = nrr("theme", "merge", about(nrr, "login"), "Exports break", "--json").json()["edits"][0]["theme"]
    path = tmp_path / "november.csv"
    lines = ["id,date,score,comment,email"]
    for day, thing in enumerate(("green", "blue", "red", "grey", "brown", "white"), start=2):
        lines.append(
            f"9{day},2026-11-{day:02d},3,The spreadsheet export of the {thing} report stops half way "
            "and the export file is empty.,ines@solmar.example"
        )
        lines.append(
            f"8{day},2026-11-{day:02d},3,Login with the {thing} password loops and nobody can pass the login "
            "page.,peter@nordlicht.example"
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert nrr("import", "nps", path).code == 0
    assert nrr("synthesize", "--month", "2026-11").code == 0
    theme = nrr("theme", kept, "--json").json()
    assert (theme["label"], theme["statements"]) == ("Exports break", 12)


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("rename", "export", "…"), 1, "is no name"),
        (("rename", "zebra", "X"), 1, "`nrr themes` lists them"),
        (("merge", "export"), 2, "Missing argument"),
        (("merge", "export", "export"), 1, "Name two themes"),
        (("split", "export", "--part", "one"), 1, "Give --part twice"),
        (("pin",), 1, "needs words or an example"),
        (("resolve", "export", "--on", "yesterday"), 2, "write YYYY-MM-DD"),
        (("resolve", "export", "--on", "2999-01-01"), 1, "still to come"),
        (("move", "plant more oak trees"), 2, "give the theme's ID, or --out"),
        (("move", "plant more oak trees", "export", "--out"), 2, "give the theme's ID, or --out"),
        (("undo",), 1, "nothing to undo"),
        (("undo", "0"), 2, "write 1 or more"),
        (("unhide", "export"), 1, "is not hidden"),
        (("hide", "export", "--month", "2020-01"), 1, "nrr synthesize"),
    ],
)
def test_what_cannot_be_done_is_one_line_that_says_what_to_do(
    here: Path, nrr: Nrr, arguments: tuple[str, ...], code: int, word: str
) -> None:
    ran = nrr("theme", *(about(nrr, one) if one == "export" else one for one in arguments))
    assert ran.code == code
    assert word in ran.err
    assert ran.out == ""
    assert code == 2 or ran.err.count("\n") == 1
    assert "Nobody has changed a theme yet" in nrr("theme", "history").out


def test_a_registry_that_cannot_be_written_is_said_in_one_line(here: Path, nrr: Nrr, tmp_path: Path) -> None:
    ran = nrr("themes", "registry", "-o", tmp_path / "nowhere" / "themes.txt")
    assert ran.code == 1
    assert "cannot write the registry" in ran.err


def test_forgetting_takes_statements_out_of_what_edits_hold(here: Path, nrr: Nrr) -> None:
    assert nrr("theme", "pin", "--example", "plant more oak trees", "--label", "Oaks of Nordlicht").code == 0
    assert nrr("theme", "never-merge", about(nrr, "export"), about(nrr, "login")).code == 0
    assert nrr("theme", "move", "plant more oak trees", about(nrr, "export")).code == 0
    with sqlite3.connect(here / "data" / "nrr.db") as store:
        theirs = {row[0] for row in store.execute("select id from statement where account_id = 'N-1'")}
    assert nrr("forget", "--account", "N-1", "--yes").code == 0
    held = _held(here)
    assert not theirs & held.statements
    assert held.statements
    assert held.labels == {"Oaks of <COMPANY_1>"}
    assert held.centres["pin"] == {0}
    assert held.centres["never-merge"] == {384}
    assert nrr("synthesize", "--month", "2026-10").code == 0
    assert "does not apply in 2026-10: it has neither words nor an example" in nrr("theme", "history").out


def test_the_command_works_in_a_process_of_its_own(here: Path, nrr: Nrr) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cli", "theme", *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("rename", about(nrr, "export"), "Exports break").stdout.startswith("#1 rename")
    assert json.loads(run("history", "--json").stdout)[0]["state"] == "stands"
    assert json.loads(run("exports break", "--json").stdout)["label"] == "Exports break"


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in the edits: statement ids, labels, and lengths of centres by operation."""

    statements: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    centres: dict[str, set[int]] = field(default_factory=dict)


def _held(folder: Path) -> Held:
    found = Held()
    with sqlite3.connect(folder / "data" / "nrr.db") as store:
        for operation, payload in store.execute("select operation, payload from theme_edit"):
            change = json.loads(payload)
            found.labels.update({change["label"]} if "label" in change else ())
            found.statements.update({change["statement"]} if change.get("statement") else ())
            for anchor in change.values():
                if isinstance(anchor, dict):
                    found.statements.update(anchor["statements"])
                    found.centres.setdefault(operation, set()).add(len(anchor["centroid"]))
    return found


def test_a_theme_is_found_however_its_name_is_written(here: Path, nrr: Nrr) -> None:
    theme_id = about(nrr, "export")
    label = nrr("theme", theme_id.upper(), "--json").json()["label"]
    words = label.upper().split()
    assert len(words) > 1
    assert nrr("theme", *words, "--json").json()["id"] == theme_id
    misspelt = nrr("theme", label[:2] + label[3:])
    assert misspelt.code == 1
    assert f"Did you mean: {theme_id[:8]}" in misspelt.err
    assert "`nrr theme rename`" in nrr("theme", "renam", theme_id, "Exports").err
    assert "name a theme" in nrr("theme").err


def test_two_themes_of_one_name_are_noted_and_a_merged_one_leads_on(here: Path, nrr: Nrr) -> None:
    export, login = about(nrr, "export"), about(nrr, "login")
    label = nrr("theme", login, "--json").json()["label"]
    renamed = nrr("theme", "rename", export, label)
    assert f"{login[:8]} is called “{label}” too" in renamed.err
    assert nrr("theme", "undo", "#1").code == 0
    assert nrr("theme", "merge", login, export).code == 0
    for words in (
        ("never-merge", login, export),
        ("rename", login, "Gone"),
        ("hide", login),
        ("unhide", login),
    ):
        ran = nrr("theme", *words)
        assert ran.code == 1
        assert f"was merged into {export[:8]} by #2" in ran.err


def test_a_hidden_theme_is_in_no_list_and_its_figures_stay(here: Path, nrr: Nrr) -> None:
    hidden = about(nrr, "export")
    assert nrr("theme", hidden, "--json").json()["hidden"] is False
    assert nrr("theme", "hide", hidden).code == 0
    assert nrr("theme", hidden, "--json").json()["hidden"] is True
    listed = [one["id"] for one in nrr("themes", "--json").json()["themes"]]
    found = nrr("what-if", "--json").json()
    assert [one["id"] for one in found["themes"]] == listed
    assert [one["after"]["rank"] for one in found["themes"]] == list(range(1, len(listed) + 1))
    assert found["hidden"] == [hidden]
    assert found["coverage"]["after"] == nrr("themes", "--json").json()["coverage"]
    assert "Hidden by hand: 1 theme" in nrr("what-if").out


def test_words_that_are_no_day_or_number_say_what_to_write(here: Path, nrr: Nrr) -> None:
    theme_id = about(nrr, "export")
    assert "write YYYY-MM-DD" in nrr("theme", "resolve", theme_id, "--on", "yesterday").err
    assert "write 1 or more" in nrr("theme", "undo", "last").err
    assert "write 1 or more" in nrr("themes", "--limit", "0").err
    assert "no option of nrr themes registry" in nrr("themes", "--sort", "arr", "registry").err
    assert nrr("themes", "--segment", "").code == 1
    assert nrr("report", "--json").json()["month"] == "2026-10"
    assert nrr("report", "--json", "-o", here / "r.json").code == 2


def test_the_next_command_is_printed_so_that_it_works(here: Path, nrr: Nrr) -> None:
    ran = nrr("themes", "--month", "2026-10", "--limit", "1", "-w", here)
    line = next(line for line in ran.err.splitlines() if line.startswith("Open one: "))
    assert nrr(*line.removeprefix("Open one: nrr ").split()).code == 0
    assert "without --limit" in ran.err
