"""``nrr themes diff`` on the demo: every theme of both months is accounted for, in text and JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran

Nrr = Callable[..., Ran]


def _ids(nrr: Nrr, demo: Path, month: str) -> set[str]:
    """Ids of the themes heard in a month."""
    return {one["id"] for one in nrr("themes", "--month", month, "--json", "-w", demo).json()["themes"]}


@pytest.fixture
def september_to_october(nrr: Nrr, built_demo: Path) -> Any:
    return nrr("themes", "diff", "2026-09", "2026-10", "--json", "-w", built_demo).json()


def test_every_theme_of_both_months_is_new_gone_or_kept(
    nrr: Nrr, built_demo: Path, september_to_october: Any
) -> None:
    shape = september_to_october
    new, gone, kept = ({one["id"] for one in shape[key]} for key in ("new", "gone", "kept"))
    assert not new & gone
    assert not kept & (new | gone)
    assert _ids(nrr, built_demo, "2026-09") <= kept | gone
    assert _ids(nrr, built_demo, "2026-10") <= kept | new
    assert len(kept) >= 25
    assert set(shape["grown"]) | set(shape["shrunk"]) <= kept
    assert not set(shape["grown"]) & set(shape["shrunk"])


def test_figures_are_those_of_the_months(nrr: Nrr, built_demo: Path, september_to_october: Any) -> None:
    shown = nrr("themes", "--month", "2026-10", "--json", "-w", built_demo).json()
    themes = {one["id"]: one for one in shown["themes"]}
    for one in september_to_october["kept"]:
        after = one["after"]
        if after["rank"] is not None:
            theme = themes[one["id"]]
            assert (after["statements"], after["arr"], after["status"]) == (
                theme["statements"], theme["arr"], theme["status"],
            )  # fmt: skip
    assert september_to_october["unclustered"]["2026-10"]["share"] == shown["unclustered"]["share"]
    assert september_to_october["coverage"]["2026-10"]["arr_share"] == shown["coverage"]["arr_share"]


def test_what_is_alone_says_where_its_statements_are(september_to_october: Any) -> None:
    for one in [*september_to_october["new"], *september_to_october["gone"]]:
        assert 0 <= one["known"] <= 1
        assert sum(relative["share"] for relative in one["relatives"]) <= 1 + 1e-9


def test_months_that_are_not_neighbours_bring_the_whole_ledger(nrr: Nrr, built_demo: Path) -> None:
    def ledger(*months: str) -> list[Any]:
        lines: list[Any] = nrr("themes", "diff", *months, "--json", "-w", built_demo).json()["ledger"]
        return lines

    whole = ledger("2026-08", "2026-10")
    assert whole == ledger("2026-08", "2026-09") + ledger("2026-09", "2026-10")
    assert whole == ledger("2026-10", "2026-08")


def test_text_names_both_months_and_the_ledger_in_words(nrr: Nrr, built_demo: Path) -> None:
    shape = nrr("themes", "diff", "2026-08", "2026-10", "--json", "-w", built_demo).json()
    ran = nrr("themes", "diff", "2026-08", "2026-10", "-w", built_demo)
    assert ran.code == 0
    assert "2026-08: heard from" in ran.out
    assert "2026-10: heard from" in ran.out
    for line in shape["ledger"]:
        assert line["detail"] in ran.out
    for one in shape["new"]:
        assert one["id"][:8] in ran.out


def test_the_options_may_stand_before_the_word(nrr: Nrr, built_demo: Path) -> None:
    ran = nrr("themes", "-w", built_demo, "--json", "diff", "2026-09", "2026-10")
    assert ran.json()["before"] == "2026-09"


def test_a_month_without_a_run_says_what_to_run(nrr: Nrr, built_demo: Path) -> None:
    ran = nrr("themes", "diff", "2026-05", "2026-10", "-w", built_demo)
    assert ran.code == 1
    assert ran.out == ""
    assert "nrr synthesize --month 2026-05" in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_wrong_use_is_one_line(nrr: Nrr, built_demo: Path) -> None:
    same = nrr("themes", "diff", "2026-10", "2026-10", "-w", built_demo)
    assert (same.code, same.out) == (1, "")
    assert nrr("themes", "diff", "2026-10", "-w", built_demo).code == 2
    assert nrr("themes", "diff", "May", "June", "-w", built_demo).code == 2
    assert nrr("themes", "difff", "-w", built_demo).code == 2


def test_themes_still_works_without_a_word(nrr: Nrr, built_demo: Path) -> None:
    ran = nrr("themes", "--limit", "3", "--sort", "arr", "-w", built_demo)
    assert ran.code == 0
    assert "Unclustered" in ran.out or "In no theme" in ran.out
    assert "diff" in nrr("themes", "--help").out
