"""Runs that were stored before a figure was known still load, without it."""

from __future__ import annotations

import json
from dataclasses import replace

from synthesis.figures import CutFigures, NpsImpact
from tests.workspace.run_samples import figures, make_run
from workspace.store.run_rows import run_row, stored_unclustered, stored_weights, weights_text


def test_weights_without_the_later_figures_load() -> None:
    stored = json.loads(weights_text(figures()))
    for later in ("copies", "nps", "by_segment", "by_tier"):
        del stored[later]
    assert stored_weights(json.dumps(stored)) == figures()


def test_the_later_figures_come_back_as_they_went_in() -> None:
    full = replace(
        figures(),
        nps=NpsImpact(100 / 3, -0.1, 30, 4),
        by_segment=(CutFigures("big", 1, 2, 1 / 3, 0.1),),
        by_tier=(CutFigures("Tier 1", 1, 2, 1 / 3, 0.1),),
    )
    assert stored_weights(weights_text(full)) == full


def test_what_was_in_no_theme_loads_without_its_accounts() -> None:
    row = run_row(make_run()[0])
    stored = json.loads(str(row["unclustered"]))
    del stored["accounts"]
    assert stored_unclustered(json.dumps(stored)) == make_run()[0].unclustered
