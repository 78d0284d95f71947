"""Expansion and onboarding as a user meets them: tables in, commands out, files of one's own, mistakes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import workspace.growth_gates
from accounts.expansion.inputs import HealthOf, RiskOf
from tests.conftest import Ran
from tests.end_to_end.figures_of import figures_of, opens

AS_OF = date(2026, 10, 31)
NRR = Callable[..., Ran]
DAY = ("--date", AS_OF.isoformat())
PLANS = """
[[plans]]
name = "Team"
price_per_seat = 10
"""
PATH_FILE = """
id = "standard"
title = "Ours"
[sticky]
milestone = "{sticky}"
[checkpoint]
day = 20
what = "look"
[exit]
what = "ask"
[[milestones]]
name = "first value"
day = 5
intervention = "visit them"
[[milestones]]
name = "live"
day = 30
intervention = "train"
"""


def _ago(days: int) -> str:
    return (AS_OF - timedelta(days=days)).isoformat()


@pytest.fixture
def book(tmp_path: Path, nrr: NRR, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two accounts: Full House at its limit of seats, New Start in onboarding; both in good health."""
    root = tmp_path / "w"
    assert nrr("init", root).code == 0
    tables = {
        "accounts": "id,name,segment,owner,started\n"
        f"A,Full House,smb,Kim,2024-02-01\nB,New Start,smb,Lee,{_ago(40)}\n",
        "subscriptions": "account,started,mrr,plan,seats\n"
        f"A,2024-02-01,800,Team,100\nB,{_ago(40)},300,Team,30\n",
        "usage": "account,date,metric,value,limit\n"
        + "".join(f"A,{_ago(3 + 7 * week)},seats_used,93,100\n" for week in range(4)),
        "milestones": f"account,milestone,due,reached\nB,kickoff,{_ago(37)},{_ago(38)}\nB,first value,{_ago(10)},\n",
        "contacts": "account,name,email,level,function\nA,Ann One,ann@a.example,user,IT\n",
    }
    for kind, text in tables.items():
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert nrr("import", kind, tmp_path / f"{kind}.csv", "-w", root).code == 0

    def healthy(*_: object) -> HealthOf:
        return {"A": (82.0, "thriving"), "B": (75.0, "healthy")}

    monkeypatch.setattr(workspace.growth_gates, "health_of", healthy)
    return root


def _leads(nrr: NRR, root: Path, *options: str) -> Any:
    ran = nrr("expansion", *options, *DAY, "-w", root, "--json")
    assert ran.code == 0, ran.err
    return ran.json()


def test_a_lead_has_its_triggers_rows_play_and_a_figure_that_opens(book: Path, nrr: NRR) -> None:
    (book / "plans.toml").write_text(PLANS, encoding="utf-8")
    found = _leads(nrr, book)
    assert [lead["account"] for lead in found["leads"]] == ["A"]
    lead = found["leads"][0]
    assert (lead["play"], lead["owner"], lead["health"]) == ("expansion: usage", "Kim", 82.0)
    assert [row["key"][1] for row in lead["triggers"][0]["rows"]] == [
        _ago(3 + 7 * week) for week in (3, 2, 1, 0)
    ]
    # 93 / 0.75 = 124 seats, 24 more than the 100 bought, at 800 / 100 = 8.00 each.
    assert lead["estimate"]["mrr"] == pytest.approx(192.0)
    opened = nrr("explain", lead["estimate"]["figure"], "-w", book)
    assert opened.code == 0, opened.err
    assert "192" in opened.out
    assert "subscriptions.csv" in opened.out
    text = nrr("expansion", "full house", *DAY, "-w", book).out
    assert "24 more seats bring use back to 75% of what is bought" in text


def test_without_health_everybody_is_held_back_and_told_why(
    book: Path, nrr: NRR, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unhappy(*_: object) -> HealthOf:
        return {"A": (64.0, "at risk")}

    monkeypatch.setattr(workspace.growth_gates, "health_of", unhappy)
    assert _leads(nrr, book)["leads"] == []
    held = _leads(nrr, book, "--suppressed")["leads"]
    assert [lead["reasons"] for lead in held] == [["health 64 < 70"]]
    assert "Held back: health 64 < 70" in nrr("expansion", "--suppressed", *DAY, "-w", book).out


def test_what_cannot_be_known_is_said_and_becomes_known_with_a_later_import(
    book: Path, nrr: NRR, tmp_path: Path
) -> None:
    notes = " ".join(_leads(nrr, book)["not_judged"])
    assert "new executive: contacts have no date of their own" in notes
    assert "there is no plans.toml" in notes
    later = tmp_path / "later.csv"
    people = "account,name,email,level,function\nA,Ann One,ann@a.example,user,IT\n"
    later.write_text(people + "A,Bo Two,bo@a.example,executive,finance\n", encoding="utf-8")
    assert nrr("import", "contacts", later, "-w", book).code == 0
    today = datetime.now(UTC).date()
    ran = nrr("expansion", "A", "--date", today.isoformat(), "-w", book, "--json").json()
    assert "new executive" not in " ".join(ran["not_judged"])
    assert {trigger["rule"] for lead in ran["leads"] for trigger in lead["triggers"]} >= {
        "new executive",
        "new department",
    }


@pytest.mark.parametrize("command", ["expansion", "onboarding"])
def test_an_unknown_account_gets_the_near_names(book: Path, nrr: NRR, command: str) -> None:
    ran = nrr(command, "Full Hose", *DAY, "-w", book)
    assert (ran.code, ran.out) == (1, "")
    assert "Did you mean: Full House (A)?" in ran.err


def test_a_plan_table_that_is_wrong_is_one_line(book: Path, nrr: NRR) -> None:
    (book / "plans.toml").write_text(PLANS.replace("price_per_seat", "prise"), encoding="utf-8")
    ran = nrr("expansion", *DAY, "-w", book)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == ("nrr: plans[1].prise: there is no such key (plans.toml). See docs/expansion.md.\n")


def test_onboarding_tells_who_stalled_what_next_and_by_what_measure(book: Path, nrr: NRR) -> None:
    found = nrr("onboarding", *DAY, "-w", book, "--json").json()
    assert found["counts"] == {"on track": 0, "late": 0, "stalled": 1, "done": 0, "not recorded": 1}
    one = found["accounts"][0]
    assert (one["account"], one["stage"], one["next"], one["held_to"], one["held_by"]) == (
        "B", "stalled", "data connected", 14.0, "path",
    )  # fmt: skip
    text = nrr("onboarding", "--stalled", *DAY, "-w", book).out
    assert (
        "day 40 without data connected; the path's target is day 14 (0 smb accounts have reached it" in text
    )
    kickoff = next(times for times in found["times"] if times["milestone"] == "kickoff")
    for figure, value in figures_of(kickoff):
        opens(nrr("explain", figure, "-w", book, "--json"), figure, value)
    assert (kickoff["n"], kickoff["median"]["days"], kickoff["enough"]) == (1, 2.0, False)
    assert nrr("explain", kickoff["median"]["figure"], "-w", book).code == 0


def test_a_path_of_ones_own_replaces_the_shipped_one_and_a_wrong_one_is_one_line(
    book: Path, nrr: NRR
) -> None:
    (book / "onboarding").mkdir()
    own = book / "onboarding" / "ours.toml"
    own.write_text(PATH_FILE.format(sticky="live"), encoding="utf-8")
    one = nrr("onboarding", "B", *DAY, "-w", book, "--json").json()["accounts"][0]
    assert (one["next"], one["intervention"], one["held_to"]) == ("first value", "visit them", 5.0)
    own.write_text(PATH_FILE.format(sticky="loved"), encoding="utf-8")
    ran = nrr("onboarding", *DAY, "-w", book)
    assert ran.code == 1
    assert ran.err.startswith(
        "nrr: sticky.milestone: 'loved' is none of the path's milestones (onboarding/ours.toml)."
    )


def test_before_anything_happened_there_is_nothing_to_say(book: Path, nrr: NRR) -> None:
    ran = nrr("onboarding", "--date", "2020-01-01", "-w", book)
    assert (ran.code, ran.out) == (1, "")
    assert "no milestone is on record by 2020-01-01" in ran.err
    assert "No account has a trigger." in nrr("expansion", "--date", "2020-01-01", "-w", book).out


def test_the_demo_finds_what_was_planted(built_demo: Path, truth: dict[str, Any], nrr: NRR) -> None:
    found = nrr("onboarding", "--stalled", "-w", built_demo, "--json").json()["accounts"]
    assert {one["account"] for one in found} == set(truth["accounts"]["stalled"])
    shown = [
        lead
        for option in ((), ("--suppressed",))
        for lead in nrr("expansion", *option, "--limit", 500, "-w", built_demo, "--json").json()["leads"]
    ]
    ripe = {lead["account"] for lead in shown if {"usage", "team"} <= set(lead["families"])}
    planted = set(truth["accounts"]["expanding"])
    growing = {lead["account"] for lead in shown if {"usage", "team"} & set(lead["families"])}
    assert planted <= growing
    assert ripe <= planted
    assert all(lead["suppressed"] == bool(lead["reasons"]) for lead in shown)
    assert all(not lead["reasons"] and lead["health"] >= 70 for lead in shown if not lead["suppressed"])


def test_who_is_likely_to_leave_is_held_back_with_the_risk_as_the_reason(
    book: Path, nrr: NRR, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leaving(*_: object) -> RiskOf:
        return RiskOf({"A": 0.58}, calibrated=True)

    monkeypatch.setattr(workspace.growth_gates, "risk_of", leaving)
    assert _leads(nrr, book)["leads"] == []
    held = _leads(nrr, book, "--suppressed")
    assert held["risk_method"] == "model"
    assert [(lead["risk"], lead["reasons"]) for lead in held["leads"]] == [
        (0.58, ["churn risk 58 % >= 30 %"])
    ]
    text = nrr("expansion", "A", *DAY, "-w", book).out
    assert "Health 82, churn risk 58 % (calibrated)" in text
    assert "Held back: churn risk 58 % >= 30 %" in text


def test_a_book_without_any_churn_risk_says_that_it_holds_nobody_back(
    book: Path, nrr: NRR, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object) -> RiskOf:
        return RiskOf()

    monkeypatch.setattr(workspace.growth_gates, "risk_of", nothing)
    found = _leads(nrr, book)
    assert [lead["account"] for lead in found["leads"]] == ["A"]
    assert f"churn risk: none is known on {AS_OF}, so it holds nobody back" in found["not_judged"]
    assert found["leads"][0]["notes"] == []


def test_every_number_of_the_growth_commands_opens_and_comes_out_the_same(nrr: NRR, built_demo: Path) -> None:
    """Over all ids in the JSON of the demo; of long lists the first, the last and one between."""
    where = ("-w", built_demo, "--json")
    opened: set[str] = set()
    for words in (
        ("expansion",),
        ("onboarding",),
        ("coverage",),
        ("community",),
        ("plays", "outcomes"),
        ("accounts", "--renewing", 60),
    ):
        by_family: dict[str, list[tuple[str, float | None]]] = {}
        for figure, value in figures_of(nrr(*words, *where).json()):
            by_family.setdefault(figure.partition(":")[0], []).append((figure, value))
        assert by_family, words
        for found in by_family.values():
            for figure, value in {found[0], found[len(found) // 2], found[-1]}:
                again = nrr("explain", figure, *where)
                assert again.code == 0, (figure, again.err)
                assert again.json()["same"], figure
                # Health is printed to a tenth.
                assert again.json()["value"] == pytest.approx(value, abs=0.051), figure
                opened.add(figure.partition(":")[0])
    assert opened >= {
        "expansion_leads",
        "expansion_worth",
        "onboarding_stage",
        "onboarding_day",
        "onboarding_time",
        "onboarding_reached",
        "onboarding_held",
        "coverage_count",
        "coverage_lacking",
        "coverage_exposed",
        "coverage_people",
        "community",
        "outcome",
        "mrr",
        "arr",
        "health",
        "churn",
        "renewals",
    }
