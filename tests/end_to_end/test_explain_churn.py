"""``nrr explain`` on every figure that ``nrr churn`` and ``nrr silent`` print of the past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.accounts.churn.books import made_rows
from tests.conftest import Ran
from tests.end_to_end.figures_of import figures_of, opens, take

Run = Callable[..., Ran]
DAY = "2025-12-31"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty accounts of which 26 left; two that stay used to talk and stopped; one was merged into another."""
    root = tmp_path_factory.mktemp("figures") / "book"
    assert main(["init", str(root)]) == 0
    with (root / "nrr.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[churn]\nleast_churned = 10\nleast_tested = 5\n")
    rows, signals = made_rows(churners=26, seed=5, accounts=40)
    rows["accounts"].append({"id": "OLD", "name": "Old", "status": "merged", "parent": "A000"})
    rows["subscriptions"].append(
        {"account": "OLD", "started": "2023-06-01", "ended": "2024-03-01", "mrr": 30}
    )
    for kind, own in rows.items():
        take(root, kind, own)
    said = [(one.account_id, one.day, one.score) for one in signals if one.account_id not in ("A030", "A031")]
    said += [("A030", date(2025, 5, 1) + timedelta(days=9 * at), 8.0) for at in range(8)]
    said += [("A031", date(2025, 2, 1) + timedelta(days=20 * at), 5.0) for at in range(7)]
    answers: list[dict[str, object]] = [
        {"id": f"n{at}", "account_id": account, "date": day, "score": score, "comment": f"Answer {at}."}
        for at, (account, day, score) in enumerate(said)
    ]
    take(root, "nps", answers)
    return root


def _printed(nrr: Run, book: Path, *command: str) -> Any:
    ran = nrr(*command, "--date", DAY, "-w", book, "--json")
    assert ran.code == 0, ran.err
    return ran.json()


def _some(printed: list[Any], *names: str) -> list[Any]:
    chosen = [one for one in printed if one["name"] in names]
    assert len(chosen) == len(names)
    return chosen


def _opened(nrr: Run, book: Path, printed: Any) -> dict[str, Any]:
    """Every figure of what was printed, opened."""
    found = dict(figures_of(printed))
    assert found
    return {
        figure: opens(nrr("explain", figure, "-w", book, "--json"), figure, value)
        for figure, value in found.items()
    }


def test_the_list_and_one_account(nrr: Run, book: Path) -> None:
    """Of the list the first line; of that account its risk and its strongest driver."""
    first = _printed(nrr, book, "churn", "--limit", "1")["accounts"][0]
    one = _printed(nrr, book, "churn", first["account"])
    assert one["figures"].keys() == {"arr", "risk", "arr_at_risk", "coverage"}
    assert first["figures"].keys() <= one["figures"].keys()
    driver = one["drivers"][0]
    found = _opened(nrr, book, [{**one, "figures": {"risk": one["figures"]["risk"]}, "drivers": []}, driver])
    assert set(found) == {one["figures"]["risk"], driver["figures"]["effect"]}
    assert found[one["figures"]["risk"]]["value"] == first["risk"]


def test_the_scorecard_opens_as_the_model_does(nrr: Run, book: Path) -> None:
    """Early on too little is known for a model."""
    day = ("--date", "2025-03-31")
    first = nrr("churn", "--limit", 1, *day, "-w", book, "--json").json()
    assert first["method"] == "scorecard"
    one = nrr("churn", first["accounts"][0]["account"], *day, "-w", book, "--json").json()
    assert one["drivers"]
    found = _opened(nrr, book, one)
    assert sum(found[driver["figures"]["effect"]]["value"] for driver in one["drivers"]) == pytest.approx(1)


def test_a_cohort(nrr: Run, book: Path) -> None:
    one = _printed(nrr, book, "churn", "cohorts")["cohorts"][0]
    wanted = [float(one["accounts"]), one["mrr"]]
    wanted += [
        share for kept in (one["accounts_kept"], one["revenue_kept"]) for share in kept if share is not None
    ]
    for figure, value in zip(one["figures"], wanted, strict=True):
        opens(nrr("explain", figure, "-w", book, "--json"), figure, value)


def test_signals(nrr: Run, book: Path) -> None:
    printed = _printed(nrr, book, "churn", "signals")
    printed["signals"] = printed["signals"][:1] + printed["signals"][-1:]
    found = _opened(nrr, book, printed)
    assert {figure.partition(":")[0] for figure in found} == {
        "lift",
        "share_with",
        "share_without",
        "lead_days",
        "signal_rows",
        "signal_accounts",
        "signal_churned",
        "signal_led",
        "churn_past",
    }
    lift = found[f"lift:exports fell by 25 % or more in 30 days@{DAY}"]
    counts = {one["name"]: one["value"] for one in lift["inputs"]}
    by_hand = ((counts["left_with"] + 0.5) / (counts["with_signal"] + 1)) / (
        (counts["left_without"] + 0.5) / (counts["without_signal"] + 1)
    )
    assert lift["value"] == pytest.approx(by_hand)
    assert "80 % interval" in lift["words"]
    assert ["OLD", "", "2023-06-01", ""] in [
        row["key"] for row in lift["rows"] if row["table"] == "subscriptions"
    ]


def test_churn_by_tenth(nrr: Run, book: Path) -> None:
    """The lowest and the highest tenth of a column stand for the rest."""
    deciles = _printed(nrr, book, "churn", "cohorts")["deciles"]
    assert "exports, 90 days" in deciles
    bins = deciles["exports, 90 days"]
    last = {**bins[-1], "figures": {field: bins[-1]["figures"][field] for field in ("churned", "high")}}
    found = _opened(nrr, book, [bins[0], last])
    lowest = found[f"decile:exports, 90 days/1@{DAY}"]
    counts = {one["name"]: one["value"] for one in lowest["inputs"]}
    assert counts["seen"] == bins[0]["rows"]
    assert lowest["value"] == counts["left"] / counts["seen"] > bins[-1]["share"]


def test_drivers(nrr: Run, book: Path) -> None:
    """A metric told by its median, one by its mean and a category stand for the rest."""
    drivers = _printed(nrr, book, "churn", "drivers")["drivers"]
    found = _opened(nrr, book, _some(drivers, "exports", "segment", "MRR change in six months"))
    counts = {one["name"]: one["value"] for one in found[f"driver:exports@{DAY}"]["inputs"]}
    area = (counts["won"] + counts["tied"] / 2) / counts["pairs"]
    assert found[f"driver:exports@{DAY}"]["value"] == pytest.approx(abs(2 * area - 1))


def test_survival(nrr: Run, book: Path) -> None:
    printed = _printed(nrr, book, "churn", "cohorts")["survival"]
    curve = printed["smb"]["curve"]
    found = _opened(nrr, book, {**printed["smb"], "curve": [curve[0], curve[-1]]})
    last = printed["smb"]["curve"][-1]
    share = found[last["figures"]["share"]]
    names = {one["name"]: one["value"] for one in share["inputs"]}
    by_hand = 1.0
    for at in range(1, len(printed["smb"]["curve"]) + 1):
        by_hand *= 1 - names[f"left_{at}"] / names[f"there_{at}"]
    assert share["value"] == pytest.approx(by_hand) == pytest.approx(last["share"])
    assert {"survival", "survival_low", "survival_high"} <= {figure.partition(":")[0] for figure in found}
    before = nrr("explain", f"survival:all/12@{DAY}", "-w", book, "--json").json()
    assert (before["value"], before["recomputed"]) == (1.0, 1.0)


def test_silence(nrr: Run, book: Path) -> None:
    printed = _printed(nrr, book, "silent")
    assert {"A030", "A031"} <= {one["account"] for one in printed["silent"]}
    printed["silent"] = [one for one in printed["silent"] if one["account"] in ("A030", "A031")]
    found = _opened(nrr, book, printed)
    assert found[f"talkers:all@{DAY}"]["value"] == printed["talkers"] >= 2
    # It spoke every nine days from 1 May on, eight times: the last time on 3 July.
    assert found[f"usual_gap:A030@{DAY}"]["value"] == 9
    assert found[f"silent_days:A030@{DAY}"]["value"] == (date(2025, 12, 31) - date(2025, 7, 3)).days
    assert len(found[f"usual_gap:A030@{DAY}"]["rows"]) == 8


def test_a_retrospective(nrr: Run, book: Path) -> None:
    listed = _printed(nrr, book, "churn", "retro")
    listed["unflagged"] = listed["unflagged"][:1]
    found = _opened(nrr, book, listed)
    assert found[f"retro_count:departed@{DAY}"]["value"] == listed["departed"] == 26
    story = _printed(nrr, book, "churn", "retro", listed["unflagged"][0]["account"])
    assert story["drivers"]
    assert story["risk"] in [one["risk"] for one in story["timeline"] if one["day"] == story["looked_at"]]
    story["timeline"] = [one for one in story["timeline"] if one["risk"] is not None][:1]
    story["drivers"] = story["drivers"][:1]
    assert len(_opened(nrr, book, story)) >= 5


def test_evaluation(nrr: Run, book: Path) -> None:
    """One score and the gain; the laws of all of them stand in the tests of the account room."""
    printed = _printed(nrr, book, "churn", "evaluate")
    ids = dict(figures_of(printed))
    assert len(ids) == 3 * 4 + 2 + 4
    chosen = (f"churn_brier:model@{DAY}", f"churn_gain:model@{DAY}", f"churn_judged:rows@{DAY}")
    found = {
        figure: opens(nrr("explain", figure, "-w", book, "--json"), figure, ids[figure]) for figure in chosen
    }
    of = [one["figure"] for one in found[chosen[1]]["inputs"]]
    assert of == [f"churn_auc_within:model@{DAY}", f"churn_auc_within:scorecard@{DAY}"]


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("lift:a wish", "names no day"),
        ("lift:a wish@soon", "is no day"),
        (f"lift:a wish@{DAY}", "there is no lift of"),
        (f"decile:exports, 90 days/11@{DAY}", "there is no decile of"),
        (f"decile:exports, 90 days@{DAY}", "there is no decile of"),
        (f"survival:nobody/12@{DAY}", "there is no survival of"),
        (f"survival:all/900@{DAY}", "there is no survival of"),
        (f"survival:all/soon@{DAY}", "there is no survival of"),
        (f"survival_low:all/1@{DAY}", "there is no survival_low of"),
        (f"churn_gain:scorecard@{DAY}", "there is no churn_gain of"),
        ("churn_auc:model@2024-06-30", "there is no churn_auc of"),
        (f"driver:shoes@{DAY}", "there is no driver of"),
        (f"driver_left:shoes@{DAY}", "there is no driver_left of"),
        (f"signal_rows:a wish@{DAY}", "there is no signal_rows of"),
        (f"churn_past:shoes@{DAY}", "there is no churn_past of"),
        (f"retro_risk:A039/2025-06-30@{DAY}", "there is no retro_risk of"),
        (f"retro_effect:nobody/usage@{DAY}", "there is no retro_effect of"),
        (f"churn_effect:A039/shoes@{DAY}", "there is no churn_effect of"),
        (f"cohort:2023-06/accounts/999999999@{DAY}", "there is no cohort of"),
        (f"talkers:some@{DAY}", "there is no talkers of"),
        (f"silent_days:A039@{DAY}", "there is no silent_days of"),
    ],
)
def test_an_unknown_figure_is_one_line(nrr: Run, book: Path, figure: str, said: str) -> None:
    ran = nrr("explain", figure, "-w", book)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert said in ran.err
