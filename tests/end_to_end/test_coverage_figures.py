"""``nrr coverage``: each count of the people known at an account, opened the way a reader would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran
from tests.end_to_end.figures_of import figures_of, opens

NRR = Callable[..., Ran]
DAY = ("--date", "2026-10-31")


def test_each_count_of_people_opens_to_the_contacts_and_a_count_of_nobody_to_those_looked_at(
    nrr: NRR, tmp_path: Path
) -> None:
    """A/B is an account too: what is asked of it is not taken for a count of A."""
    people = "account,name,email,level,function,champion,left\n" + "".join(
        f"{line}\n"
        for line in (
            "A,Ann One,ann@a.example,user,IT,,",
            "A,Bo Two,bo@a.example,executive,finance,yes,",
            "A,Cy Three,cy@a.example,user,IT,no,2026-01-05",
            "A/cell,Di Four,di@ab.example,manager,operations,no,",
        )
    )
    tables = {
        "accounts": "id,name\nA,Full House\nB,New Start\nA/cell,Half House\n",
        "subscriptions": "account,started,mrr\n"
        + "".join(f"{one},2024-02-01,80\n" for one in ("A", "B", "A/cell")),
        "contacts": people,
    }
    root = tmp_path / "w"
    assert nrr("init", root).code == 0
    for kind, text in tables.items():
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert nrr("import", kind, tmp_path / f"{kind}.csv", "-w", root).code == 0
    found = nrr("coverage", "--all", *DAY, "-w", root, "--json").json()
    counts = {one["account"]: (one["contacts"], one["champions"], one["filled"]) for one in found["accounts"]}
    assert counts == {"A": (2, 1, 2), "A/cell": (1, 0, 1), "B": (0, 0, 0)}
    told = {one["account"]: list(figures_of(one)) for one in found["accounts"]}
    looked_at = set()
    for account, figures in told.items():
        for figure, value in figures[:: 4 if account == "A/cell" else 3]:
            opened = opens(nrr("explain", figure, "-w", root, "--json"), figure, value)
            if figure.startswith(f"coverage_people:{account}/"):
                looked_at.add((account, value, len(opened["rows"])))
    # Of A three people are on record, one of whom left; nobody of B, whose own row stands for that.
    assert looked_at >= {("A", 0.0, 4), ("A", 1.0, 3), ("B", 0.0, 1)}
