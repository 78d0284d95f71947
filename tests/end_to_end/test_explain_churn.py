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


def _opened(nrr: Run, book: Path, printed: Any) -> dict[str, Any]:
    """Every figure of what was printed, opened."""
    found = dict(figures_of(printed))
    assert found
    return {
        figure: opens(nrr("explain", figure, "-w", book, "--json"), figure, value)
        for figure, value in found.items()
    }


def test_signals(nrr: Run, book: Path) -> None:
    found = _opened(nrr, book, _printed(nrr, book, "churn", "signals"))
    assert {figure.partition(":")[0] for figure in found} == {
        "lift",
        "share_with",
        "share_without",
        "lead_days",
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
    """The lowest and the highest tenth of each column stand for those between."""
    deciles = _printed(nrr, book, "churn", "cohorts")["deciles"]
    assert "exports, 90 days" in deciles
    found = _opened(nrr, book, [[bins[0], bins[-1]] for bins in deciles.values()])
    lowest = found[f"decile:exports, 90 days/1@{DAY}"]
    counts = {one["name"]: one["value"] for one in lowest["inputs"]}
    bins = deciles["exports, 90 days"]
    assert counts["seen"] == bins[0]["rows"]
    assert lowest["value"] == counts["left"] / counts["seen"] > bins[-1]["share"]


def test_drivers(nrr: Run, book: Path) -> None:
    """Two metrics, a day and a category stand for the rest."""
    drivers = _printed(nrr, book, "churn", "drivers")["drivers"]
    chosen = [one for one in drivers if one["name"] in ("exports", "invoices", "segment", "days to renewal")]
    assert len(chosen) == 4
    found = _opened(nrr, book, chosen)
    counts = {one["name"]: one["value"] for one in found[f"driver:exports@{DAY}"]["inputs"]}
    area = (counts["won"] + counts["tied"] / 2) / counts["pairs"]
    assert found[f"driver:exports@{DAY}"]["value"] == pytest.approx(abs(2 * area - 1))


def test_survival(nrr: Run, book: Path) -> None:
    printed = _printed(nrr, book, "churn", "cohorts")["survival"]
    found = _opened(nrr, book, printed["smb"])
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
    found = _opened(nrr, book, [one for one in printed["silent"] if one["account"] in ("A030", "A031")])
    # It spoke every nine days from 1 May on, eight times: the last time on 3 July.
    assert found[f"usual_gap:A030@{DAY}"]["value"] == 9
    assert found[f"silent_days:A030@{DAY}"]["value"] == (date(2025, 12, 31) - date(2025, 7, 3)).days
    assert len(found[f"usual_gap:A030@{DAY}"]["rows"]) == 8


def test_evaluation(nrr: Run, book: Path) -> None:
    """One score and the gain; the laws of all of them stand in the tests of the account room."""
    printed = _printed(nrr, book, "churn", "evaluate")
    ids = dict(figures_of(printed))
    assert len(ids) == 3 * 4 + 2
    chosen = (f"churn_brier:model@{DAY}", f"churn_gain:model@{DAY}")
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
        (f"silent_days:A039@{DAY}", "there is no silent_days of"),
    ],
)
def test_an_unknown_figure_is_one_line(nrr: Run, book: Path, figure: str, said: str) -> None:
    ran = nrr("explain", figure, "-w", book)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert said in ran.err
