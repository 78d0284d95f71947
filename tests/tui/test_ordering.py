"""The app's orders are the command line's, and the filter finds what a person would look for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tui.samples import LABELS, NAMES, weighted
from tests.workspace.run_samples import make_run as stored_run
from tui.ordering import SORTS, heard, in_order, matches, search_text
from workspace.store import runs
from workspace.themes import ThemeQuery, list_themes
from workspace.workspace import init_workspace


@pytest.mark.parametrize("sort", SORTS)
def test_orders_are_those_of_the_command_line(tmp_path: Path, sort: str) -> None:
    workspace = init_workspace(tmp_path / "w")
    run, statements = stored_run(themes=6)
    with workspace.store().write("test") as connection:
        runs.save_run(connection, run, statements, datetime(2026, 11, 1, tzinfo=UTC))
    _run, listed = list_themes(workspace, ThemeQuery(sort=sort))
    assert [one.theme.id for one in in_order(heard(run.themes), sort)] == [one.theme.id for one in listed]


@pytest.mark.parametrize("sort", SORTS)
def test_ties_break_by_id(sort: str) -> None:
    one = weighted(0, "same")
    themes = [replace(one, theme=replace(one.theme, id=key)) for key in ("b", "a")]
    assert in_order(themes, sort) == in_order(themes[::-1], sort)


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "export", "EXPORT csv", "northwind", "new", "complaint", "reading this", "times out export"],
)
def test_the_filter_looks_in_labels_quotes_names_status_and_kind(typed: str) -> None:
    assert matches(search_text(weighted(0, LABELS[0]), NAMES), typed)


def test_every_word_must_occur() -> None:
    assert not matches(search_text(weighted(0, LABELS[0]), NAMES), "export unicorn")
