"""``nrr community`` and ``nrr plays outcomes`` the way a user runs them, from files to the document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.end_to_end.figures_of import figures_of, opens, take

Run = Callable[..., Ran]
DAY = date(2026, 6, 30)
_BESIDE_AN_EFFECT = ("low", "high", "expected_events")


def _csv(path: Path, head: str, rows: list[str]) -> Path:
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def book(tmp_path: Path, nrr: Run) -> Path:
    """120 accounts, every second of which takes part; plays on thirty of them; every fifth leaves in May."""
    ids = [f"A{n:03d}" for n in range(120)]
    left = {one: "2026-05-10" if n % 5 == 3 else "" for n, one in enumerate(ids)}
    files = {
        "accounts": ("id,name,segment", [f"{one},Firm {one} | <b>,smb" for one in ids]),
        "subscriptions": ("account,started,ended,mrr", [f"{one},2025-01-01,{left[one]},100" for one in ids]),
        "contacts": (
            "account,name,email,level",
            [f"{one},Exec {one},{one}@x.example,executive" for one in ids[:20]],
        ),
        "community": (
            "account,person,date,activity,topic",
            [
                f"{one},{one}@x.example,{day},answer,reports"
                for one in ids[::2]
                for day in ("2025-11-03", "2026-06-01")
            ],
        ),
        "plays": (
            "account,play,started,ended,outcome",
            [
                f"{one},rescue,{date(2026, 2, 1) + timedelta(days=n)},,saved"
                for n, one in enumerate(ids[30:60])
            ],
        ),
    }
    folder = tmp_path / "w"
    nrr("init", folder)
    for kind, (head, rows) in files.items():
        assert nrr("import", kind, _csv(tmp_path / f"{kind}.csv", head, rows), "-w", folder).code == 0
    return folder


def test_the_plan_as_text_json_and_document(nrr: Run, book: Path, tmp_path: Path) -> None:
    plan = nrr("community", "--date", DAY, "-w", book, "--json").json()
    assert plan["participation"]["what"] == "association"
    assert plan["participation"]["n"] == 120
    assert len(plan["advisory_board"]) == 15
    assert len(plan["belong_nowhere"]) == 48
    text = nrr("community", "--date", DAY, "-w", book)
    assert text.code == 0
    assert "an association of" in text.out
    assert max(map(len, text.out.splitlines())) <= 140
    assert nrr("community", "--date", DAY, "-w", book, "-o", tmp_path / "plan.md").code == 0
    document = (tmp_path / "plan.md").read_text(encoding="utf-8")
    assert document.startswith("# Community plan of My company, 2026-06-30")
    assert "<b>" not in document
    assert "Firm A001 \\| \\<b\\>" in document
    assert nrr("community", "--date", DAY, "-w", book, "-o", tmp_path / "plan.docx").code == 1


def test_outcomes_open_in_explain(nrr: Run, book: Path) -> None:
    found = nrr("plays", "outcomes", "--date", DAY, "-w", book, "--json").json()
    whole = found["all"]
    assert (whole["started"], whole["n"]) == (30, 30)
    assert whole["kept"]["interval"][0] <= whole["kept"]["effect"] <= whole["kept"]["interval"][1]
    for effect in (
        whole["kept"],
        whole["mrr_change"],
        nrr("community", "-w", book, "--date", DAY, "--json").json()["participation"],
    ):
        opened = nrr("explain", effect["figure"], "-w", book, "--json").json()
        assert opened["same"]
        assert opened["value"] == pytest.approx(effect.get("effect", effect.get("difference")))
    text = nrr("plays", "outcomes", "--date", DAY, "-w", book)
    assert "These are associations" in text.out
    few = nrr("plays", "outcomes", "--date", "2026-05-05", "-w", book)
    assert "too few to say" in few.out
    assert nrr("plays", "outcomes", "--date", "2020-01-01", "-w", book).out.startswith("No play had started")


def test_each_number_of_plan_and_outcomes_opens_to_rows_of_the_store(nrr: Run, book: Path) -> None:
    """Of long lists of figures of a kind, the first and the last."""
    kinds: dict[str, list[tuple[str, float]]] = {}
    for words in (("community",), ("plays", "outcomes")):
        for figure, value in figures_of(nrr(*words, "--date", DAY, "-w", book, "--json").json()):
            kinds.setdefault(figure.rpartition("@")[0].partition("/")[0], []).append((figure, value))
    assert kinds.keys() >= {
        "community:account_arr",
        "community:answers",
        "community:board",
        "community:board_arr",
        "community:board_taking_part",
        "community:done",
        "community:people",
        "outcome:all plays",
        "outcome:rescue",
    }
    seen = set()
    for found in kinds.values():
        told = {one for one in found if one[0].partition("@")[0].endswith(_BESIDE_AN_EFFECT)}
        for figure, value in {found[0], found[-1], *told}:
            seen.add(figure.partition("@")[0])
            opens(nrr("explain", figure, "-w", book, "--json"), figure, value)
    assert seen >= {
        *(f"community:participation_{one}" for one in ("low", "high")),
        *(
            f"outcome:{play}{of}/{one}"
            for play in ("all plays", "rescue")
            for of in ("", "/mrr")
            for one in _BESIDE_AN_EFFECT
        ),
    }


def test_scores_and_use_of_a_champion_open_under_the_members_that_gave_them(nrr: Run, tmp_path: Path) -> None:
    """A parent and its subsidiary count as one account; their rows stand in the store under their own ids."""
    root = tmp_path / "w"
    nrr("init", root)
    with (root / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[accounts]\nroll_up_subsidiaries = true\n")
    ids = ["P", "S", "B", "C"]
    take(
        root,
        "accounts",
        [
            {"id": one, "name": f"Firm {one}", "segment": "smb", "parent": "P" if one == "S" else ""}
            for one in ids
        ],
    )
    take(root, "subscriptions", [{"account": one, "started": "2025-01-01", "mrr": 100} for one in ids])
    take(
        root,
        "usage",
        [
            {"account": one, "date": "2026-06-20", "metric": "jobs", "value": value}
            for one, value in (("P", 20), ("S", 90), ("B", 10), ("C", 5))
        ],
    )
    take(
        root,
        "community",
        [
            {
                "account": "S",
                "person": "sam",
                "date": f"2026-06-{day:02d}",
                "activity": "answer",
                "topic": "reports",
            }
            for day in (1, 2)
        ],
    )
    scores = _csv(
        tmp_path / "nps.csv",
        "id,date,score,comment,account",
        ["1,2026-06-01,9,It saves us an hour each day,S", "2,2026-06-10,10,Still good for us,P"],
    )
    assert nrr("import", "nps", scores, "-w", root).code == 0
    plan = nrr("community", "--date", DAY, "-w", root, "--json").json()
    assert [one["score"]["answers"] for one in plan["champions"] if one["account"] == "P"] == [2]
    for figure, value in figures_of(plan):
        ran = nrr("explain", figure, "-w", root, "--json")
        opens(ran, figure, value)


def test_long_names_do_not_widen_the_text(nrr: Run, tmp_path: Path) -> None:
    root, name = tmp_path / "w", "Fenwick Heating " * 25
    nrr("init", root)
    ids = ["A", "B"]
    take(root, "accounts", [{"id": one, "name": f"{name}{one}", "started": "2026-05-01"} for one in ids])
    take(root, "subscriptions", [{"account": one, "started": "2026-05-01", "mrr": 100} for one in ids])
    take(root, "community", [{"account": "A", "person": name, "date": "2026-06-01", "activity": "answer"}])
    take(root, "contacts", [{"account": "B", "name": name, "email": "b@b.example", "level": "executive"}])
    take(root, "milestones", [{"account": "B", "milestone": "kickoff", "reached": "2026-05-02"}])
    take(root, "plays", [{"account": "A", "play": name, "started": "2026-06-01", "outcome": name}])
    for words in (("community",), ("onboarding",), ("onboarding", "B"), ("plays", "outcomes")):
        ran = nrr(*words, "--date", DAY, "-w", root)
        assert ran.code == 0, ran.err
        assert "Fenwick" in ran.out
        assert max(map(len, ran.out.splitlines())) <= 120, words


def test_what_is_missing_is_named(nrr: Run, tmp_path: Path) -> None:
    nrr("init", tmp_path / "w")
    _csv(tmp_path / "a.csv", "id,name", ["A,Alder"])
    nrr("import", "accounts", tmp_path / "a.csv", "-w", tmp_path / "w")
    for command, missing in (
        ("community", "nothing is known of a community"),
        ("plays outcomes", "no play is known"),
    ):
        ran = nrr(*command.split(), "-w", tmp_path / "w")
        assert ran.code == 1
        assert missing in ran.err
