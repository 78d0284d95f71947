"""``nrr churn`` and ``nrr silent`` on the demo's account tables, the way a user runs them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import main
from tests.conftest import Ran

DATA = Path(__file__).resolve().parents[2] / "workspace" / "demo_data"
DAY = ("--date", "2026-10-31")
Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the demo's account tables and survey answers, without any synthesis."""
    root = tmp_path_factory.mktemp("churn") / "book"
    assert main(["init", str(root)]) == 0
    for kind, file in (
        ("accounts", "accounts.csv"),
        ("subscriptions", "subscriptions.csv"),
        ("usage", "usage.parquet"),
        ("contacts", "contacts.csv"),
        ("nps", "nps.csv"),
    ):
        assert main(["import", kind, str(DATA / file), "-w", str(root)]) == 0
    return root


def test_the_list_and_one_account_agree_and_can_be_opened(book: Path, nrr: Run) -> None:
    found = nrr("churn", *DAY, "--limit", 5, "-w", book, "--json").json()
    assert (len(found["accounts"]), found["more"] > 0) == (5, True)
    whole = nrr("churn", *DAY, "-w", book, "--json").json()
    assert (len(whole["accounts"]), whole["more"]) == (5 + found["more"], 0)
    assert (
        f"{whole['accounts'] and len(whole['accounts']) - 20} more accounts"
        in nrr("churn", *DAY, "-w", book).out
    )
    at_risk = [one["arr_at_risk"] for one in found["accounts"]]
    assert at_risk == sorted(at_risk, reverse=True)
    first = found["accounts"][0]
    one = nrr("churn", first["name"], *DAY, "-w", book, "--json").json()
    assert {"account", "horizon_days", "risk", "method", "calibrated", "drivers"} <= one.keys()
    assert (one["account"], one["risk"], one["horizon_days"]) == (first["account"], first["risk"], 90)
    assert one["method"] in ("model", "scorecard")
    assert one["calibrated"] is (one["method"] == "model")
    assert all({"name", "effect", "why"} <= driver.keys() for driver in one["drivers"])
    opened = nrr("explain", first["figure"], "-w", book, "--json")
    assert opened.code == 0
    assert opened.json()["value"] == first["risk"]


def test_text_names_the_method_and_fits_a_terminal(book: Path, nrr: Run) -> None:
    ran = nrr("churn", *DAY, "-w", book)
    assert ran.code == 0
    assert re.search(r"calibrated", ran.out)
    assert max(map(len, ran.out.splitlines())) <= 120


def test_signals_drivers_and_evaluation_say_their_numbers(book: Path, nrr: Run) -> None:
    signals = nrr("churn", "signals", *DAY, "-w", book, "--json").json()
    assert signals["churned"] >= 20
    assert signals["signals"][0]["name"].startswith("mobile_jobs_closed")
    drivers = nrr("churn", "drivers", *DAY, "-w", book, "--json").json()["drivers"]
    assert drivers[0]["name"] == "mobile_jobs_closed"
    checked = nrr("churn", "evaluate", *DAY, "-w", book, "--json").json()
    assert checked["method"] in ("model", "scorecard")
    assert checked["reason"]
    for command in ("signals", "drivers", "evaluate"):
        assert nrr("churn", command, *DAY, "-w", book).code == 0


def test_cohorts_hold_shares_and_curves(book: Path, nrr: Run) -> None:
    found = nrr("churn", "cohorts", *DAY, "-w", book, "--json").json()
    assert found["survival"]["all"]["accounts"] == 190
    assert found["survival"]["all"]["left"] == 38
    one = next(cohort for cohort in found["cohorts"] if cohort["start"] == "2025-09")
    assert one["accounts_kept"][3] == pytest.approx(0.6)
    opened = nrr("explain", "cohort:2025-09/accounts/12@2026-10-31", "-w", book, "--json").json()
    assert opened["value"] == pytest.approx(0.6)
    assert nrr("churn", "cohorts", *DAY, "-w", book).code == 0


def test_start_months_that_are_not_shown_are_counted(book: Path, nrr: Run) -> None:
    few, everything = (nrr("churn", "cohorts", *DAY, *more, "-w", book).out for more in ((), ("--all",)))
    found = nrr("churn", "cohorts", *DAY, "-w", book, "--json").json()
    hidden = len(found["cohorts"]) - 24
    assert hidden > 0
    assert f"{hidden} of {len(found['cohorts'])} start months are not shown" in few
    assert "not shown" not in everything
    assert found["cohorts"][0]["start"] in everything.split("Share of accounts")[0].split("Start")[1]
    assert f"{found['older_accounts']} accounts that paid before" in few


def test_drivers_whose_medians_are_alike_are_told_another_way(book: Path, nrr: Run) -> None:
    drivers = nrr("churn", "drivers", *DAY, "-w", book, "--json").json()["drivers"]
    assert not [one["name"] for one in drivers if one["told_by"] == "median" and one["left"] == one["stayed"]]
    champions = next(one for one in drivers if one["name"] == "champions who left in 180 days")
    assert champions["told_by"] == "share with any"
    assert champions["left"] == f"{100 * champions['left_value']:.1f} % any" != champions["stayed"]


def test_the_list_names_a_second_driver_of_another_kind(book: Path, nrr: Run) -> None:
    lines = nrr("churn", *DAY, "--limit", 10, "-w", book, "--json").json()["accounts"]
    named = [line for line in lines if line["second_driver"]]
    assert named
    for line in named:
        first, second = (
            line[field].partition(":")[0].partition(", ")[0] for field in ("driver", "second_driver")
        )
        assert first != second
    text = nrr("churn", *DAY, "--limit", 10, "-w", book).out
    assert text.count("\n" + " " * 40) >= len(named)


def test_a_retrospective_and_the_list_of_those_nobody_flagged(book: Path, nrr: Run) -> None:
    listed = nrr("churn", "retro", *DAY, "-w", book, "--json").json()
    assert listed["departed"] == 38
    assert len(listed["unflagged"]) == 38 - listed["flagged"]
    story = nrr("churn", "retro", "TF-0015", *DAY, "-w", book, "--json").json()
    assert (story["account"], story["day"], story["reason"]) == ("TF-0015", "2026-10-25", "reliability")
    assert story["timeline"]
    assert story["changes"]
    assert nrr("churn", "retro", "TF-0015", *DAY, "-w", book).code == 0


def test_silence(book: Path, nrr: Run) -> None:
    found = nrr("silent", *DAY, "-w", book, "--json").json()
    arr = [one["arr"] for one in found["silent"]]
    assert arr == sorted(arr, reverse=True)
    assert nrr("silent", *DAY, "-w", book).code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("churn", "Penant Heating"), "Did you mean: Pennant Heating (TF-0002)"),
        (("churn", "TF-0001", *DAY), "nrr churn retro TF-0001"),
        (("churn", "retro", "TF-0002", *DAY), "had not left by 2026-10-31"),
        (("churn", "signals", "--date", "2025-08-31"), "not enough data: 0 accounts"),
        (("explain", "churn:TF-0002"), "names no day"),
        (("explain", "cohort:2025-09/logos/1@2026-10-31"), "names no cohort"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_line(
    book: Path, nrr: Run, arguments: tuple[str, ...], message: str
) -> None:
    ran = nrr(*arguments, "-w", book)
    assert ran.code == 1
    assert message in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_an_empty_workspace_is_told_what_to_import(tmp_path: Path, nrr: Run) -> None:
    assert nrr("init", tmp_path / "empty").code == 0
    ran = nrr("churn", "-w", tmp_path / "empty")
    assert (ran.code, "nrr import accounts" in ran.err) == (1, True)
