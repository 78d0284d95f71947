"""Health and coverage as commands, from files to the screen; snapshots that stay; imported scores that are asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.end_to_end.figures_of import figures_of

Nrr = Callable[..., Ran]
_METRICS = ("exports", "reports")


def _write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, nrr: Nrr) -> Path:
    """A workspace with two accounts: BIG sound, SMALL losing a feature, with an urgent ticket open."""
    nrr("init", tmp_path / "w")
    where = ("-w", tmp_path / "w")
    usage = ["account,date,metric,value,limit"]
    for week in range(40):
        month, day = divmod(week, 4)
        for account in ("BIG", "SMALL"):
            value = 20 if account == "SMALL" and month == 9 else 100
            stamp = f"2026-{month + 1:02d}-{1 + 7 * day:02d}"
            usage += [f"{account},{stamp},exports,{value},", f"{account},{stamp},reports,50,"]
            usage.append(f"{account},{stamp},seats_used,{8 if account == 'BIG' else 5},10")
    files = {
        "accounts": _write(
            tmp_path,
            "accounts.csv",
            "id,name,segment,owner,executive_sponsor,renewal,status",
            "BIG,Big Works,enterprise,Ruth Abara,Victor Osei,2027-09-01,active",
            "SMALL,Small Works,smb,Ruth Abara,,2026-12-01,active",
        ),
        "subscriptions": _write(
            tmp_path,
            "subs.csv",
            "account,started,mrr,seats",
            "BIG,2025-01-01,900,10",
            "SMALL,2025-01-01,100,10",
        ),
        "usage": _write(tmp_path, "usage.csv", *usage),
        "contacts": _write(
            tmp_path,
            "contacts.csv",
            "account,name,email,level,function,champion,last_contact",
            "BIG,Ann Lee,ann@big.example,executive,finance,yes,2026-10-01",
            "SMALL,Bo Kim,bo@small.example,user,IT,yes,2026-10-02",
        ),
    }
    for kind, path in files.items():
        assert nrr("import", kind, path, *where).code == 0
    _tickets(nrr, tmp_path, "T1,2026-10-08,2026-10-08,SMALL,open,urgent")
    return tmp_path


def _tickets(nrr: Nrr, folder: Path, *rows: str) -> None:
    words = '"The nightly export stops half way and nobody gets the report."'
    lines = [f"{row},{words}" for row in rows]
    path = _write(folder, "tickets.csv", "id,date,updated,account,status,priority,text", *lines)
    ran = nrr("import", "tickets", path, "-w", folder / "w", "--map", "updated_at=updated")
    if ran.code:
        ran = nrr("import", "tickets", path, "-w", folder / "w")
    assert ran.code == 0, ran.err


def _at(folder: Path, *more: str) -> tuple[object, ...]:
    return ("--date", "2026-10-24", "-w", folder / "w", *more)


def test_the_list_has_the_worst_first_and_filters(nrr: Nrr, folder: Path) -> None:
    found = nrr("health", *_at(folder, "--json")).json()
    assert [line["account"] for line in found["accounts"]] == ["SMALL", "BIG"]
    small, big = found["accounts"]
    assert big["band"] in ("healthy", "thriving")
    assert small["band"] in ("at risk", "critical")
    assert small["figure"] == "health:SMALL@2026-10-24"
    assert found["bands"][small["band"]] == {"accounts": 1, "arr": 1200.0}
    assert [
        line["account"] for line in nrr("health", "--tier", "1", *_at(folder, "--json")).json()["accounts"]
    ] == ["BIG"]
    text = nrr("health", *_at(folder))
    assert "Small Works (SMALL)" in text.out
    assert (
        "sticky features: exports, reports (every metric without a plan limit, as none is named)" in text.err
    )
    assert "No account fits" in nrr("health", "--band", "not enough data", *_at(folder)).out
    wrong = nrr("health", "--segment", "smbs", *_at(folder))
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    assert "There are: enterprise, smb" in wrong.err


def test_each_number_of_the_list_opens_and_a_band_without_accounts_rests_on_those_looked_at(
    nrr: Nrr, folder: Path
) -> None:
    found = nrr("health", *_at(folder, "--json")).json()
    opened = {}
    for figure, value in dict(figures_of(found)).items():
        ran = nrr("explain", figure, "-w", folder / "w", "--json")
        opened[figure] = ran.json()
        assert (opened[figure]["same"], bool(opened[figure]["rows"])) == (True, True), figure
        # Scores and their changes are printed to a tenth.
        assert opened[figure]["value"] == pytest.approx(value, abs=0.051), figure
    nobody = opened["band:not enough data/arr@2026-10-24"]
    assert [row["key"] for row in nobody["rows"]] == [["BIG"], ["SMALL"]]
    known = opened["health:SMALL/coverage@2026-10-24"]
    assert known["value"] == pytest.approx(found["accounts"][0]["coverage"])
    assert nrr("explain", "band:sound/arr@2026-10-24", "-w", folder / "w").code == 1


def test_one_account_says_why_and_what_to_do(nrr: Nrr, folder: Path) -> None:
    found = nrr("health", "small works", *_at(folder, "--json")).json()
    assert {
        "account",
        "date",
        "score",
        "band",
        "coverage",
        "trend_30",
        "trend_90",
        "signals",
        "routes",
    } <= set(found)
    signals = {one["name"]: one for one in found["signals"]}
    assert {"name", "value", "score", "weight", "why"} <= set(signals["support"])
    assert signals["outcomes"]["score"] is None
    assert signals["support"]["why"].startswith("1 ticket open (1 urgent or high), the oldest for 16 days")
    assert [row["kind"] for row in signals["support"]["rows"]] == ["feedback"]
    assert "exports at 20 a reading, 20% of its usual 100" in signals["adoption_depth"]["why"]
    assert {"play", "owner", "due"} <= set(found["routes"][0])
    known = [one for one in found["signals"] if one["score"] is not None]
    by_hand = sum(one["score"] * one["weight"] for one in known) / sum(one["weight"] for one in known)
    assert found["score"] == pytest.approx(by_hand, abs=0.051)
    text = nrr("health", "SMALL", *_at(folder)).out
    assert "What to do" in text
    assert "nrr explain health:SMALL@2026-10-24" in text
    opened = nrr("explain", "health:SMALL@2026-10-24", "-w", folder / "w", "--json").json()
    assert opened["value"] == pytest.approx(found["score"], abs=0.051)
    trend = nrr("explain", found["trend_figures"]["30"], "-w", folder / "w", "--json").json()
    assert trend["value"] == pytest.approx(found["trend_30"], abs=0.051)
    assert "Did you mean: Small Works" in nrr("health", "Smal Works", *_at(folder)).err


def test_a_frozen_day_stays_as_it_was_whatever_comes_later(nrr: Nrr, folder: Path) -> None:
    assert "2 accounts on 2026-10-24 is frozen" in nrr("health", "--freeze", *_at(folder)).out
    before = nrr("health", "--frozen", *_at(folder, "--json")).out
    rows = _snapshot_rows(folder)
    score = nrr("health", "BIG", *_at(folder, "--json")).json()["score"]
    _tickets(
        nrr, folder, "T2,2026-10-20,2026-10-20,BIG,open,urgent", "T3,2026-10-01,2026-10-01,BIG,open,urgent"
    )
    again = nrr("health", "BIG", *_at(folder, "--json")).json()
    assert again["score"] < score == again["frozen"]["score"]
    assert "stays as it was" in nrr("health", "--freeze", *_at(folder)).out
    assert nrr("health", "--frozen", *_at(folder, "--json")).out == before
    assert _snapshot_rows(folder) == rows
    assert nrr("health", "--frozen", "--date", "2026-10-23", "-w", folder / "w").code == 1
    assert "not here yet" in nrr("health", "--freeze", "--date", "2999-01-01", "-w", folder / "w").err


def _snapshot_rows(folder: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "w" / "data" / "nrr.db") as store:
        return store.execute("select * from health_snapshot order by day, account_id").fetchall()


def test_a_band_is_held_by_the_last_snapshot_and_said(nrr: Nrr, folder: Path) -> None:
    score = nrr("health", "BIG", *_at(folder, "--json")).json()["score"]
    edges = f"\n[health]\nthriving = {score - 0.1:.1f}\nhealthy = 20\nat_risk = 10\n"
    toml = folder / "w" / "nrr.toml"
    plain = toml.read_text(encoding="utf-8")
    toml.write_text(plain + edges, encoding="utf-8")
    nrr("health", "--freeze", "--date", "2026-10-20", "-w", folder / "w")
    toml.write_text(plain + edges.replace(f"{score - 0.1:.1f}", f"{score + 2:.1f}"), encoding="utf-8")
    found = nrr("health", "BIG", *_at(folder, "--json")).json()
    assert (found["band"], found["band_before"]) == ("thriving", "thriving")
    assert (
        "(healthy by the score alone; thriving in the last snapshot)"
        in nrr("health", "BIG", *_at(folder)).out
    )
    toml.write_text(plain + edges.replace(f"{score - 0.1:.1f}", f"{score + 4:.1f}"), encoding="utf-8")
    assert nrr("health", "BIG", *_at(folder, "--json")).json()["band"] == "healthy"


def test_forgetting_an_account_takes_its_snapshots_along(nrr: Nrr, folder: Path) -> None:
    nrr("health", "--freeze", *_at(folder))
    assert nrr("forget", "--account", "SMALL", "--yes", "-w", folder / "w").code == 0
    assert [row[1] for row in _snapshot_rows(folder)] == ["BIG"]


def test_an_import_of_scores_asks_which_direction_is_good(nrr: Nrr, folder: Path) -> None:
    path = _write(folder, "health.csv", "account,date,score,signal", "BIG,2026-10-20,20,churn risk")
    where = ("-w", folder / "w")
    ran = nrr("import", "health", path, *where)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "which direction of these scores is good?" in ran.err
    assert "--set direction=higher" in ran.err
    auto = nrr("import", "auto", path, *where)
    assert "which direction of these scores is good?" in auto.err
    assert "say it: --set direction=higher or lower" in nrr("import", "health", path, "--propose", *where).out
    assert "cannot be 'up'" in nrr("import", "health", path, "--set", "direction=up", *where).err
    assert nrr("import", "health", path, "--set", "direction=lower", *where).code == 0
    alone = nrr("health", "BIG", *_at(folder, "--json")).json()
    assert alone["imported"] == [
        {"signal": "churn risk", "score": 20.0, "day": "2026-10-20", "direction": "lower"}
    ]
    assert "imported" not in {one["name"] for one in alone["signals"]}
    with (folder / "w" / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[health]\nimported = 20\n")
    weighed = nrr("health", "BIG", *_at(folder, "--json")).json()
    assert next(one for one in weighed["signals"] if one["name"] == "imported")["score"] == 80


def test_a_configuration_that_weights_logins_is_refused_with_the_reason(nrr: Nrr, folder: Path) -> None:
    toml = folder / "w" / "nrr.toml"
    plain = toml.read_text(encoding="utf-8")
    for line in (
        "[health]\nlogins = 20\n",
        '[health]\nsticky = ["weekly_logins"]\n',
        "[health.segments.smb]\nlogin_rate = 1\n",
        "[health.weights]\nlogins = 5\n",
    ):
        toml.write_text(f"{plain}\n{line}", encoding="utf-8")
        ran = nrr("health", *_at(folder))
        assert (ran.code, ran.err.count("\n")) == (1, 1)
        assert "logins are no health signal" in ran.err


def test_routes_are_a_file_in_the_workspace(nrr: Nrr, folder: Path) -> None:
    where = ("-w", folder / "w")
    assert nrr("health", "routes", "--write", *where).code == 0
    assert nrr("health", "routes", "--write", *where).code == 1
    path = folder / "w" / "health_routes.toml"
    rule = '[[route]]\nband = ["at risk", "critical"]\nplay = "call them"\nowner = "CSM"\nwithin = "2 days"\n'
    path.write_text(rule, encoding="utf-8")
    assert nrr("health", "SMALL", *_at(folder, "--json")).json()["routes"] == [
        {"play": "call them", "owner": "Ruth Abara", "due": "2026-10-26", "within": "2 days", "rule": 1}
    ]
    path.write_text(rule + rule.replace("at risk", "at-risk"), encoding="utf-8")
    ran = nrr("health", "routes", *where)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "route 2: band cannot be 'at-risk'" in ran.err
    assert "line 6" in ran.err


def test_coverage_lists_what_the_top_accounts_lack(nrr: Nrr, folder: Path) -> None:
    found = nrr("coverage", *_at(folder, "--json")).json()
    assert (found["accounts_paying"], found["top"]) == (2, 1)
    line = found["accounts"][0]
    assert (line["account"], line["executive_sponsor"]) == ("BIG", "Victor Osei")
    assert line["cells"]["executive"]["business"] == 1
    assert line["last_executive_contact"] == "2026-10-01"
    assert "no manager" in line["gaps"]
    assert len(nrr("coverage", "--all", *_at(folder, "--json")).json()["accounts"]) == 2
    opened = nrr("explain", line["figure"], "-w", folder / "w", "--json").json()
    assert opened["value"] == line["filled"] == 1
    assert nrr("explain", "coverage:NOBODY@2026-10-24", "-w", folder / "w").code == 1
    text = nrr("coverage", "Small Works", *_at(folder)).out
    assert "last heard              2026-10-08" in text


def test_few_churned_accounts_are_said(nrr: Nrr, folder: Path) -> None:
    found = nrr("health", "backtest", "-w", folder / "w", "--json").json()
    assert (found["enough"], found["churned"], found["minimum"]) == (False, 0, 30)
    assert "a back-test needs 30" in nrr("health", "backtest", "-w", folder / "w").out


def test_an_empty_workspace_says_what_to_import(nrr: Nrr, tmp_path: Path) -> None:
    nrr("init", tmp_path / "w")
    for words in (("health",), ("coverage",), ("health", "backtest"), ("health", "--freeze")):
        ran = nrr(*words, "-w", tmp_path / "w")
        assert (ran.code, ran.err.count("\n")) == (1, 1)
        assert "Import" in ran.err
