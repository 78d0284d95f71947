"""The sums of a month at a glance: each is what its accounts add up to, and opens down to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foundation.errors import SettingsError
from foundation.months import Month
from tests.conftest import Ran
from workspace.book_standing import SOON, at_risk, book_standing
from workspace.explain import explain
from workspace.index_upkeep import stale_index
from workspace.metrics import metrics, retention_trend
from workspace.overview import month_view
from workspace.workspace import Workspace, init_workspace, open_workspace

MONTH = Month(2026, 10)


@pytest.fixture
def world(asked_world: Path) -> Workspace:
    return open_workspace(asked_world)


def test_the_trend_says_of_each_month_what_metrics_says(world: Workspace) -> None:
    points = retention_trend(world, MONTH)
    assert [point.month for point in points] == list(MONTH.trailing(16))
    for point in points[::3] + points[-2:]:
        whole = metrics(world, point.month).whole
        assert (point.retention, point.trailing_12) == (whole.retention, whole.trailing_12)
        assert point.arr == pytest.approx(12 * whole.end_mrr)
    assert points[-2].retention.nrr != 1.0
    assert points[0].trailing_12.nrr is None


def test_months_before_anybody_paid_are_left_out(world: Workspace) -> None:
    points = retention_trend(world, Month(2025, 3))
    assert [point.month for point in points] == [Month(2025, 1), Month(2025, 2), Month(2025, 3)]


def test_standing_adds_up_and_names_who_renews_next(world: Workspace) -> None:
    standing = book_standing(world, MONTH)
    assert standing.arr == 12 * 7600
    assert [row.id for row in standing.renewing] == ["C1", "A1", "E1"]
    assert standing.renewing_arr == 12 * 5400
    assert all(0 <= (row.days or 0) <= SOON for row in standing.renewing)
    assert standing.at_risk == pytest.approx(sum(at_risk(row) for row in standing.risky))
    assert [at_risk(row) for row in standing.risky] == sorted(map(at_risk, standing.risky), reverse=True)


FIGURES = (
    "at_risk:2026-10",
    "heard:2026-10",
    "heard_arr:2026-10",
    "loose:2026-10",
    "contact_gaps:2026-10-31",
)


@pytest.mark.parametrize("figure", FIGURES)
def test_each_figure_is_computed_again_and_its_inputs_open(world: Workspace, figure: str) -> None:
    opened = explain(world, figure)
    assert opened.holds
    for one in opened.explanation.inputs:
        if one.figure:
            further = explain(world, one.figure)
            assert further.explanation.value == pytest.approx(one.value) or figure.startswith("contact_gaps")


def test_figures_are_those_that_the_month_shows(world: Workspace) -> None:
    run = month_view(world, MONTH).run
    assert run is not None
    assert explain(world, "heard:2026-10").explanation.value == run.coverage.arr_share
    assert explain(world, "loose:2026-10").explanation.value == run.unclustered.share
    assert explain(world, "at_risk:2026-10").explanation.value == book_standing(world, MONTH).at_risk


@pytest.mark.parametrize("figure", ["at_risk:2099-01", "heard:2020-01", "loose:x", "contact_gaps:yesterday"])
def test_what_there_is_no_figure_of_is_said(world: Workspace, figure: str) -> None:
    with pytest.raises(SettingsError):
        explain(world, figure)


def test_metrics_trend_on_the_command_line(nrr: Callable[..., Ran], asked_world: Path) -> None:
    ran = nrr("metrics", "--trend", "-w", asked_world, "--json")
    months = ran.json()
    assert (ran.code, len(months), months[-1]["month"]) == (0, 16, "2026-10")
    assert months[-1]["trailing_12"]["figures"]["nrr"] == "nrr_12:2026-10"
    assert "2026-10" in nrr("metrics", "--trend", "-w", asked_world).out.splitlines()[-1]
    assert nrr("metrics", "--trend", "--by", "tier", "-w", asked_world).code == 2


def test_an_index_that_was_never_made_is_not_stale_and_one_of_another_run_is(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path / "w")
    assert stale_index(workspace) == ""
    workspace.index_path.mkdir(parents=True)
    (workspace.index_path / "manifest.json").write_text("{", encoding="utf-8")
    assert stale_index(workspace)
