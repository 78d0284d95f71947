"""Account books of other systems in a workspace: newer exports, subsidiaries, and what the operator is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran

HEAD = (
    "id,Customer ID,Status,Plan,Quantity,Currency,Interval,Amount,Start (UTC),Current Period Start (UTC),"
    "account_id (metadata)\n"
)
COMPLAINT = (
    "The export of reports fails every {day} and we have to start it again by hand, which costs us hours."
)


@pytest.fixture
def folder(tmp_path: Path, nrr: Callable[..., Ran]) -> Path:
    """A workspace with a parent, its subsidiary, and one account apart."""
    nrr("init", tmp_path / "w")
    with (tmp_path / "w" / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    accounts = "id,name,parent\nTOP,Top Group,\nSUB,Sub Works,TOP\nSOLO,Solo,\n"
    (tmp_path / "accounts.csv").write_text(accounts, encoding="utf-8")
    subscriptions = "account,started,mrr\nTOP,2026-01-01,100\nSUB,2026-01-01,50\nSOLO,2026-01-01,10\n"
    (tmp_path / "subs.csv").write_text(subscriptions, encoding="utf-8")
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    tickets = "".join(
        f'{account}{number},2026-10-{number + 1:02d},{account},"{COMPLAINT.format(day=day)}"\n'
        for account in ("SUB", "SOLO")
        for number, day in enumerate(days)
    )
    (tmp_path / "tickets.csv").write_text("id,date,account,text\n" + tickets, encoding="utf-8")
    for kind, name in (("accounts", "accounts"), ("subscriptions", "subs"), ("tickets", "tickets")):
        assert nrr("import", kind, tmp_path / f"{name}.csv", "-w", tmp_path / "w").code == 0
    return tmp_path


def _roll_up(folder: Path) -> None:
    with (folder / "w" / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[accounts]\nroll_up_subsidiaries = true\n")


def _seen(nrr: Callable[..., Ran], folder: Path) -> tuple[Any, Any]:
    where = ("--month", "2026-10", "-w", folder / "w", "--json")
    assert nrr("synthesize", *where).code == 0
    return nrr("themes", *where).json(), nrr("metrics", *where).json()


def test_subsidiaries_count_for_the_top_of_their_family(nrr: Callable[..., Ran], folder: Path) -> None:
    alone, alone_metrics = _seen(nrr, folder)
    _roll_up(folder)
    family, family_metrics = _seen(nrr, folder)
    assert (alone["coverage"]["accounts_total"], family["coverage"]["accounts_total"]) == (3, 2)
    assert alone["coverage"]["arr_total"] == family["coverage"]["arr_total"] == 1920.0
    assert alone_metrics["end_mrr"] == family_metrics["end_mrr"] == 160.0
    assert [one["account"] for one in alone["themes"][0]["top_accounts"]] == ["SUB", "SOLO"]
    assert family["themes"][0]["top_accounts"] == [
        {"account": "TOP", "arr": 1800.0, "statements": 5},
        {"account": "SOLO", "arr": 120.0, "statements": 5},
    ]
    where = ("-w", folder / "w", "--json")
    found = nrr("search", "export of reports", "--account", "Sub Works", *where).json()
    assert found["hits"]
    assert {hit["account"] for hit in found["hits"]} == {"TOP"}
    assert nrr("report", "--month", "2026-10", "-w", folder / "w").code == 0


def test_parents_that_lead_nowhere_are_named_at_import(nrr: Callable[..., Ran], folder: Path) -> None:
    odd = folder / "odd.csv"
    odd.write_text("id,name,parent\nA,A,B\nB,B,A\nC,C,GONE\n", encoding="utf-8")
    assert "circle" not in nrr("import", "accounts", odd, "-w", folder / "w").err
    _roll_up(folder)
    ran = nrr("import", "accounts", odd, "-w", folder / "w")
    assert ran.code == 0
    assert "account A: its parents go in a circle; it stands alone" in ran.err
    assert "account C: its parent GONE is not in the book" in ran.err
    assert nrr("metrics", "--month", "2026-10", "-w", folder / "w").code == 0


def _stripe(folder: Path, *rows: str) -> Path:
    path = folder / "stripe.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def _report(nrr: Callable[..., Ran], folder: Path, kind: str, *arguments: object) -> Any:
    ran = nrr("import", kind, *arguments, "--json", "-w", folder / "w")
    assert ran.code == 0, ran.err
    return ran.json()


def _end_mrr(nrr: Callable[..., Ran], folder: Path) -> float:
    shown = nrr("metrics", "--month", "2026-10", "--json", "-w", folder / "w").json()
    return float(shown["end_mrr"])


def test_a_newer_stripe_export_replaces_plan_price_and_items(nrr: Callable[..., Ran], folder: Path) -> None:
    before = _end_mrr(nrr, folder)
    row = "sub_1,cus_1,active,{plan},2,usd,month,{amount},2026-02-01 00:00,2026-10-01 00:00,{account}"
    first = _stripe(folder, row.format(plan="Start", amount="10.00", account=""))
    assert _report(nrr, folder, "subscriptions", first)["unmatched_accounts"] == 1
    assert _end_mrr(nrr, folder) == before
    named = _stripe(folder, row.format(plan="Start", amount="10.00", account="SOLO"))
    report = _report(nrr, folder, "subscriptions", named)
    assert (report["kept"], report["updated"]) == (0, 1)
    assert _end_mrr(nrr, folder) == before + 20
    upgrade = _stripe(folder, row.format(plan="Team", amount="25.00", account="SOLO"))
    report = _report(nrr, folder, "subscriptions", upgrade)
    assert (report["kept"], report["updated"], report["unchanged"]) == (0, 1, 0)
    assert _end_mrr(nrr, folder) == before + 50
    report = _report(nrr, folder, "subscriptions", upgrade)
    assert (report["kept"], report["updated"], report["unchanged"]) == (0, 0, 1)


def test_of_two_files_the_later_says_all_of_a_subscription(nrr: Callable[..., Ran], folder: Path) -> None:
    before = _end_mrr(nrr, folder)
    row = "sub_1,cus_1,active,{plan},1,usd,month,{amount},2026-02-01 00:00,2026-10-01 00:00,SOLO"
    _stripe(folder, row.format(plan="Start", amount="10.00")).rename(folder / "s1.csv")
    _stripe(folder, row.format(plan="Team", amount="30.00")).rename(folder / "s2.csv")
    report = _report(nrr, folder, "subscriptions", folder / "s2.csv", folder / "s1.csv")
    assert (report["read"], report["kept"], report["dropped"]) == (
        2,
        1,
        {"same record twice in this import": 1},
    )
    assert _end_mrr(nrr, folder) == before + 30


def test_the_wrong_kind_is_one_line_with_the_right_one(nrr: Callable[..., Ran], folder: Path) -> None:
    path = _stripe(folder, "sub_1,cus_1,active,Start,1,usd,month,10.00,2026-02-01 00:00,,")
    ran = nrr("import", "accounts", path, "-w", folder / "w")
    assert ran.code != 0
    assert ran.err.strip().count("\n") == 0
    assert "nrr import subscriptions FILE" in ran.err
    ran = nrr("import", "subscriptions", path, "--format", "hubspot", "-w", folder / "w")
    assert "Formats: stripe, plain" in ran.err
    report = _report(nrr, folder, "subscriptions", path, "--format", "stripe")
    assert report["format"] == "stripe csv"
