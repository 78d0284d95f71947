"""Files to import and a workspace beside them, as the tests of the import screens share them."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from tests.conftest import CLOCK
from tests.tui.reading import settled, wait_for
from tui.screens.import_plan import PlanScreen
from workspace.importing import ImportRequest, import_files
from workspace.store import feedback_views
from workspace.workspace import Workspace, init_workspace

SURE = "Vorgangsnummer,Erstellt am,Beschreibung,Kunde\n" + "".join(
    f"{at},0{at}.03.2026,Der Export bricht nach Minuten ab,Kestrel Robotik\n" for at in range(1, 9)
)
UNSURE = "id,date,Was sie schrieben\n" + "".join(
    f"{at},2026-03-0{at},Der Export bricht nach Minuten immer wieder ab\n" for at in range(1, 9)
)


def made(root: Path) -> Workspace:
    """A workspace with one account, and below ``root / "files"`` files of every sort."""
    files = root / "files"
    (files / "empty").mkdir(parents=True)
    (files / "empty" / "scan.pdf").write_bytes(b"%PDF")
    (files / "sure.csv").write_text(SURE, encoding="utf-8")
    (files / "unsure.csv").write_text(UNSURE + "9,never,Es hakt jeden Tag aufs Neue\n", encoding="utf-8")
    (files / "void.csv").write_bytes(b"")
    workspace = init_workspace(root / "w")
    (root / "book.csv").write_text("id,name\nA-1,Kestrel Robotics\n", encoding="utf-8")
    import_files(workspace, ImportRequest("accounts", (root / "book.csv",)), CLOCK)
    return workspace


def kept(workspace: Workspace) -> int:
    """How many feedback items the store holds."""
    with workspace.store().read() as connection:
        return sum(feedback_views.count_items(connection).values())


async def opened(pilot: Pilot[None], name: str) -> None:
    """Go to the import screen and open a file by its path."""
    await pilot.press("8")
    await settled(pilot)
    await pilot.press("slash")
    pilot.app.screen.query_one("#path", Input).value = name
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, PlanScreen))
    await settled(pilot)
