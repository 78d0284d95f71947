"""A month at a glance: what is there, and what the workspace still needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foundation.errors import SettingsError
from foundation.months import Month
from tests.workspace.feedback_samples import ticket, with_text
from tests.workspace.run_samples import MONTH, make_run
from workspace.overview import Need, month_view
from workspace.store import runs, tables
from workspace.store.feedback import upsert_feedback
from workspace.workspace import Workspace, init_workspace

MADE = datetime(2026, 11, 1, 8, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return init_workspace(tmp_path / "w", "Acme")


def test_an_empty_workspace_needs_everything(workspace: Workspace) -> None:
    view = month_view(workspace)
    assert view.run is None
    assert view.items == 0
    assert view.imported is None
    assert view.needs == (Need.FEEDBACK, Need.ACCOUNTS, Need.REVENUE, Need.CHAT_MODEL)


def test_feedback_without_a_run_asks_for_a_synthesis(workspace: Workspace) -> None:
    with workspace.store().write("test") as connection:
        tables.upsert_rows(connection, "accounts", [{"id": "acme", "name": "Acme Ltd"}], "imp")
        upsert_feedback(connection, [with_text(ticket("1"))], "imp")
    view = month_view(workspace)
    assert view.feedback_month == Month(2026, 10)
    assert view.items == 1
    assert view.names == {"acme": "Acme Ltd"}
    assert view.needs == (Need.REVENUE, Need.SYNTHESIS, Need.CHAT_MODEL)


def test_it_gives_the_latest_run_or_the_one_asked_for(workspace: Workspace) -> None:
    earlier, statements = make_run(month=MONTH.plus(-1), run_id="before")
    latest, _same = make_run()
    with workspace.store().write("test") as connection:
        runs.save_run(connection, earlier, statements, MADE)
        runs.save_run(connection, latest, statements, MADE)
    view = month_view(workspace)
    assert view.run is not None
    assert view.run.id == "run"
    assert view.synthesized == MADE
    assert view.months == (MONTH.plus(-1), MONTH)
    chosen = month_view(workspace, MONTH.plus(-1)).run
    assert chosen is not None
    assert chosen.id == "before"
    with pytest.raises(SettingsError, match="2020-01 has not been synthesized"):
        month_view(workspace, Month(2020, 1))


def test_newer_feedback_and_much_noise_are_named(workspace: Workspace) -> None:
    run, statements = make_run(month=MONTH.plus(-1))
    run = replace(run, unclustered=replace(run.unclustered, share=0.7))
    with workspace.store().write("test") as connection:
        runs.save_run(connection, run, statements, MADE)
        upsert_feedback(connection, [with_text(ticket("1"))], "imp")
    needs = month_view(workspace).needs
    assert Need.NEWER_SYNTHESIS in needs
    assert Need.GRANULARITY in needs


def test_a_configured_model_is_no_need(workspace: Workspace) -> None:
    settings = workspace.settings
    model = settings.model.model_copy(update={"name": "small"})
    configured = replace(workspace, settings=settings.model_copy(update={"model": model}))
    view = month_view(configured)
    assert view.chat_model == "small"
    assert Need.CHAT_MODEL not in view.needs
