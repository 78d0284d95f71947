"""``nrr explain`` on themes: what is printed of a theme opens to accounts, items, rows and files, and comes out the
same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foundation.errors import SettingsError
from tests.conftest import Ran
from tests.end_to_end.figures_of import figures_of, opens
from workspace.explain import explain
from workspace.workspace import open_workspace

Run = Callable[..., Ran]


@pytest.mark.parametrize("cut", [(), ("--tier", "1")])
def test_what_nrr_themes_prints_opens_down_to_rows(nrr: Run, built_demo: Path, cut: tuple[str, ...]) -> None:
    themes = nrr("themes", *cut, "--limit", "1", "-w", built_demo, "--json").json()["themes"]
    found = dict(figures_of(themes))
    assert len(found) == 7
    for figure, value in found.items():
        opens(nrr("explain", figure, "-w", built_demo, "--json"), figure, value)


def test_a_theme_of_an_earlier_month_opens_by_that_months_run(nrr: Run, built_demo: Path) -> None:
    theme = nrr("themes", "--month", "2026-08", "--limit", "1", "-w", built_demo, "--json").json()["themes"][
        0
    ]
    shown = nrr("theme", theme["id"], "--month", "2026-08", "-w", built_demo, "--json").json()
    assert shown["figures"] == theme["figures"]
    figure = theme["figures"]["arr"]
    assert figure.endswith("@2026-08")
    opened = opens(nrr("explain", figure, "-w", built_demo, "--json"), figure, theme["arr"])
    assert all(one["figure"].endswith("@2026-08") for one in opened["inputs"])


def test_the_arr_at_risk_opens_to_each_accounts_arr_and_risk(nrr: Run, built_demo: Path) -> None:
    theme = nrr("themes", "--limit", "1", "-w", built_demo, "--json").json()["themes"][0]
    whole = opens(
        nrr("explain", theme["figures"]["arr_at_risk"], "-w", built_demo, "--json"),
        theme["figures"]["arr_at_risk"],
        theme["arr_at_risk"],
    )
    for one in whole["inputs"][:2]:
        part = opens(nrr("explain", one["figure"], "-w", built_demo, "--json"), one["figure"], one["value"])
        arr, risk = part["inputs"]
        assert arr["value"] * risk["value"] == pytest.approx(one["value"])
        for below in (arr, risk):
            opens(
                nrr("explain", below["figure"], "-w", built_demo, "--json"), below["figure"], below["value"]
            )


def test_statements_open_to_the_items_that_hold_them(nrr: Run, built_demo: Path) -> None:
    theme = nrr("themes", "--limit", "1", "-w", built_demo, "--json").json()["themes"][0]
    figure = theme["figures"]["statements"]
    opened = nrr("explain", figure, "-w", built_demo, "--json").json()
    assert [row["key"] for row in opened["rows"]] == [[one["name"]] for one in opened["inputs"]]
    assert {row["table"] for row in opened["rows"]} == {"feedback"}
    assert all(row["values"]["occurred_at"].startswith("2026-10") for row in opened["rows"])


def test_what_a_brief_counts_opens(nrr: Run, built_demo: Path) -> None:
    brief: Any = nrr("brief", "Wren Climate", "--no-llm", "-w", built_demo, "--json").json()
    heard = brief["feedback"]
    opens(
        nrr("explain", heard["figure"], "-w", built_demo, "--json"),
        heard["figure"],
        sum(heard["kinds"].values()),
    )
    assert brief["themes"]
    for theme in brief["themes"]:
        opens(
            nrr("explain", theme["figure"], "-w", built_demo, "--json"), theme["figure"], theme["statements"]
        )
    assert heard["figure"] in nrr("brief", "Wren Climate", "--no-llm", "-w", built_demo).out


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("theme:82f3/worth@2026-10", "names no figure"),
        ("theme:82f3/arr", "names no figure"),
        ("theme:82f3/arr/TF-0001@2026-10", "names no figure"),
        ("theme:nothing/arr@2026-10", "there is no theme of"),
        ("theme:/arr@2026-10", "there is no theme of"),
        ("theme:82f3/arr@2020-01", "has not been synthesized"),
        ("theme:82f3/arr@2026-10?tier=9", "there is no tier"),
        ("said:TF-0093", "names no month"),
        ("said:TF-9999@2026-10", "there is no said of"),
    ],
)
def test_a_slip_is_one_line(built_demo: Path, figure: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as raised:
        explain(open_workspace(built_demo), figure)
    assert raised.value.hint
