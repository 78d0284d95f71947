"""The app on a real workspace: what the store holds is what the screens show."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.tui.reading import settled, shown, wait_for
from tests.workspace.run_samples import make_run
from tui.app import NrrApp
from tui.desk import Desk
from tui.widgets.theme_table import ThemeTable
from workspace.store import runs, tables
from workspace.workspace import Workspace, init_workspace


def made(tmp_path: Path) -> Workspace:
    workspace = init_workspace(tmp_path / "w", "Acme [b]Ltd[/b]")
    run, statements = make_run()
    with workspace.store().write("test") as connection:
        tables.upsert_rows(connection, "accounts", [{"id": "a1", "name": "First Account"}], "imp")
        runs.save_run(connection, run, statements, datetime(2026, 11, 1, tzinfo=UTC))
    return workspace


async def test_a_stored_run_is_shown_and_a_missing_item_is_told(tmp_path: Path) -> None:
    app = NrrApp(Desk(made(tmp_path).root))
    async with app.run_test(size=(150, 40), notifications=True) as pilot:
        await settled(pilot)
        assert "Acme [b]Ltd[/b]" in shown(app)
        assert "export 0 times out" in shown(app)
        assert "no revenue data" in shown(app)
        await pilot.press("2")
        await settled(pilot)
        assert app.screen.query_one(ThemeTable).row_count == 3
        assert "First Account" in shown(app)
        await pilot.press("enter", "n", "enter")
        await wait_for(pilot, lambda: "there is no feedback item 'i0'" in shown(app))


async def test_an_empty_workspace_teaches_the_next_step(tmp_path: Path) -> None:
    app = NrrApp(Desk(init_workspace(tmp_path / "w").root))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert "No feedback yet" in shown(app)
        assert "import tickets" in shown(app)
        assert "No accounts" in shown(app)
