"""The room of plays on a real workspace: what is due, its drafts, what is done, promises, and what is mended."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from cli.main import main
from foundation.errors import ModelError, StoreError
from playbooks.draft_life import KeptDraft, Outcome
from tests.tui.reading import settled, shown, wait_for
from tui import going
from tui.app import NrrApp
from tui.desk import Desk
from tui.screens.draft import DraftScreen
from tui.screens.help import key_lines
from tui.screens.item import ItemScreen
from tui.screens.plays import PlaysScreen
from tui.screens.style import StyleScreen
from tui.widgets.view_tabs import ViewTabs
from workspace.assistant_tools import open_session
from workspace.draft_exports import ExportRequest, export
from workspace.drafts import OutcomeRequest, approve, done, keep, list_drafts, outcome
from workspace.play_drafts import playbook
from workspace.workspace import open_workspace

LONG = 40.0


class PlayApp(NrrApp):
    """Keeps the ways that screens ask for."""

    def __init__(self, home: Path, desk: Desk | None = None) -> None:
        super().__init__(desk or Desk(home))
        self.went: list[Any] = []

    def on_open_account(self, message: going.OpenAccount) -> None:
        self.went.append(message)
        message.prevent_default()


def told(app: NrrApp) -> str:
    """What toasts say, also where they are too narrow to hold it on one line."""
    return " ".join(one.message for one in app._notifications)


async def entered(pilot: Pilot[None], key: str = "4") -> Any:
    """Go to a room and wait until all of it is there."""
    await settled(pilot)
    await pilot.press(key)
    await wait_for(pilot, lambda: hasattr(pilot.app.screen, "views"))
    await settled(pilot)
    await settled(pilot)
    return pilot.app.screen


def kept_draft(home: Path, account: str = "A1", play: str = "renewal talk") -> KeptDraft:
    workspace = open_workspace(home)
    return keep(workspace, playbook(open_session(workspace), account, play), "play", "Ruth")


def carried_out(home: Path) -> KeptDraft:
    """A draft that is approved, exported and done."""
    workspace = open_workspace(home)
    own = kept_draft(home, "C1", "reach out").id
    approve(workspace, own, "Dana")
    export(workspace, own, ExportRequest(home / "x.md"))
    return done(workspace, own)


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (200, 60)])
async def test_what_is_due_is_listed_with_its_reason_and_enter_drafts_it(
    play_home: Path, size: tuple[int, int]
) -> None:
    app = PlayApp(play_home)
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = await entered(pilot)
        assert isinstance(screen, PlaysScreen)
        page = shown(app)
        assert "Due 6" in page
        assert "Waits 4" in page
        assert "Alder Works" in page
        assert "health is at risk" in page
        assert "drafts: plain, English, by rule (no model configured)" in page
        assert "Draft it" in page
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen), LONG)
        await settled(pilot)
        (kept,) = list_drafts(open_workspace(play_home))
        assert (kept.account, kept.draft.play, kept.status.value) == ("A1", "renewal at risk", "draft")
        assert "renewal at risk for Alder Works" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        await settled(pilot)
        assert "○ draft" in shown(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen))
        assert len(list_drafts(open_workspace(play_home))) == 1


async def test_d_drafts_anew_in_the_tone_and_language_that_t_sets(play_home: Path) -> None:
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await entered(pilot)
        await pilot.press("t")
        await wait_for(pilot, lambda: isinstance(app.screen, StyleScreen))
        assert "No model is configured" in shown(app)
        await pilot.press("right", "right", "down", "right", "enter")
        await settled(pilot)
        assert "formal, German" in " ".join(shown(app).split())
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen), LONG)
        (kept,) = list_drafts(open_workspace(play_home))
        assert any("Mit freundlichen Grüßen" in step.body for step in kept.draft.steps)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("t", "escape", "d")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen), LONG)
        assert len(list_drafts(open_workspace(play_home))) == 1, "the same words are kept once"


async def test_views_are_walked_filtered_sorted_and_copied(play_home: Path) -> None:
    kept_draft(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await entered(pilot)
        names = [view.name for view in screen.views]
        assert names == ["due", "waits", "drafts", "done", "promises", "loop"]
        for name in [*names[1:], names[0]]:
            await pilot.press("right")
            assert screen.view.name == name
        await pilot.press("left")
        assert screen.view.name == "loop"
        assert "No theme is marked as mended" in shown(app)
        await pilot.press("right", "slash", *"dogwood")
        await settled(pilot)
        assert screen.table.row_count == 1
        await pilot.press("enter", "y")
        assert app.clipboard.startswith("## Plays: Due\n\n- **Dogwood** (D1): support escalation, Ben Osei")
        await pilot.press("slash", *"zzz")
        await settled(pilot)
        assert "No line holds all these words" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert screen.table.row_count == 6
        orders = []
        for _ in screen.view.orders:
            await pilot.press("s")
            orders.append([row.line.name for row in screen.table.rows])
        assert orders[1] == sorted(orders[1], key=str.casefold)
        assert orders[-1][0] == "Alder Works"
        tabs = app.screen.query_one(ViewTabs)
        await pilot.click(tabs, offset=(16, 0))
        assert screen.view.name == "waits"
        await settled(pilot)
        assert "waits for" in shown(app)
        await pilot.press("r")
        await settled(pilot)
        await settled(pilot)
        assert screen.table.row_count == 4
        for view in screen.views[:5]:
            screen.show_view(view.name)
            await pilot.press("i")
        await wait_for(pilot, lambda: len(app.went) == 4)
        assert {one.account_id for one in app.went} == {"A1", "C1"}


async def test_drafts_and_done_show_where_each_stands_and_what_came_of_it(play_home: Path) -> None:
    workspace = open_workspace(play_home)
    own = carried_out(play_home)
    outcome(workspace, own.id, OutcomeRequest(Outcome.SAVED, None, 120), "Ruth")
    kept_draft(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=(160, 45), notifications=True) as pilot:
        screen = await entered(pilot)
        await pilot.press("right", "right")
        await settled(pilot)
        assert "Alder Works" in shown(app)
        assert "a approves it" in shown(app)
        await pilot.press("right")
        await settled(pilot)
        page = " ".join(shown(app).split())
        assert "★ outcome" in page
        assert "saved on" in page
        assert "$120 a month" in page
        assert "What this play did so far" in page
        assert "no start of it by the last day with data" in page
        await pilot.press("y")
        assert "reach out, outcome: saved" in app.clipboard
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen))
        assert screen.view.name == "done"


async def test_a_promise_is_opened_marked_and_the_mark_taken_back(play_home: Path) -> None:
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await entered(pilot)
        await pilot.press("left", "left")
        await settled(pilot)
        assert screen.view.name == "promises"
        assert "! overdue 15 d" in shown(app)
        await pilot.press("m", "enter")
        await settled(pilot)
        await settled(pilot)
        line = next(row for row in screen.rows["promises"] if row.standing.mark)
        assert line.standing.state.value == "kept"
        assert line.standing.mark.who == Desk(play_home).user()
        assert "✓ kept" in shown(app)
        at = [row.promise.id for row in screen.table.rows].index(line.promise.id)
        screen.table.cursor = at
        await pilot.press("u")
        await settled(pilot)
        await settled(pilot)
        assert not any(row.standing.mark for row in screen.rows["promises"])
        await pilot.press("u")
        await wait_for(pilot, lambda: "nothing is said of promise" in shown(app))
        screen.table.cursor = 0
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ItemScreen))
        await settled(pilot)
        assert "I'll send you the outage report by Friday" in shown(app)


async def test_who_raised_what_is_mended_gets_a_note(play_home: Path) -> None:
    assert main(["theme", "resolve", "Export of reports", "--on", "2026-10-20", "-w", str(play_home)]) == 0
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await entered(pilot)
        await pilot.press("left")
        await settled(pilot)
        assert screen.table.row_count == 4
        assert "○ waits" in shown(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen), LONG)
        (kept,) = list_drafts(open_workspace(play_home))
        assert (kept.kind, kept.draft.play) == ("loop", "close the loop")
        await pilot.press("escape")
        await settled(pilot)
        await settled(pilot)
        assert "◐ note kept" in shown(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen))
        assert len(list_drafts(open_workspace(play_home))) == 1


async def test_every_key_has_its_line_in_the_help(play_home: Path) -> None:
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await entered(pilot)
        told = {key for line in key_lines(screen) for key in line.keys.split()}
        assert {"d", "t", "s", "r", "y", "/", "←→", "←"} <= told
        assert not {"m", "u"} & told
        await pilot.press("left", "left")
        told = {key for line in key_lines(screen) for key in line.keys.split()}
        assert {"m", "u"} <= told
        assert not {"d", "t"} & told


class _Faulty(Desk):
    """Fails where it is told to."""

    fault: Exception | None = None
    of = ""

    def _ask(self, what: str) -> None:
        if self.fault is not None and what == self.of:
            raise self.fault

    def due_and_held(self) -> Any:
        self._ask("due")
        return super().due_and_held()

    def make_draft(self, *args: Any) -> Any:
        self._ask("make")
        return super().make_draft(*args)


@pytest.mark.parametrize("fault", [StoreError("the store is locked"), RuntimeError("[b]bad[/b] \x1b[31m")])
async def test_what_cannot_be_read_is_said_and_the_app_goes_on(play_home: Path, fault: Exception) -> None:
    desk = _Faulty(play_home)
    desk.fault, desk.of = fault, "due"
    app = PlayApp(play_home, desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await entered(pilot)
        assert "Nothing can be shown. r tries again." in shown(app)
        assert "the store is locked" in shown(app) or "[b]bad[/b]" in shown(app)
        await pilot.press("right", "right")
        await settled(pilot)
        assert "No draft is on its way" in shown(app)
        desk.fault = None
        await pilot.press("left", "left", "r")
        await settled(pilot)
        await settled(pilot)
        assert screen.table.row_count == 6


async def test_a_draft_that_fails_leaves_the_room_as_it_was(play_home: Path) -> None:
    desk = _Faulty(play_home)
    desk.fault, desk.of = ModelError("the model is cut off"), "make"
    app = PlayApp(play_home, desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await entered(pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "the model is cut off" in shown(app))
        assert app.screen is screen
        assert not list_drafts(open_workspace(play_home))


async def test_a_draft_that_is_stopped_is_not_kept(play_home: Path) -> None:
    class Slow(Desk):
        def make_draft(self, wish: Any, progress: Any, notice: Any = None) -> Any:
            for step in range(2000):
                progress("writing the draft", step, None)
                time.sleep(0.01)
            return super().make_draft(wish, progress)

    app = PlayApp(play_home, Slow(play_home))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await entered(pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "writing the draft" in shown(app))
        await pilot.press("down", "d")
        assert screen.table.cursor == 1, "the app stays live"
        await wait_for(pilot, lambda: "One draft is being made" in told(app))
        await pilot.press("escape")
        await wait_for(pilot, lambda: "Stopped." in told(app))
        assert not list_drafts(open_workspace(play_home))


async def test_a_model_that_fails_leaves_the_composed_draft_and_says_so(play_home: Path) -> None:
    from workspace.draft_making import MadeDraft

    kept = kept_draft(play_home)

    class Cut(Desk):
        def model_name(self) -> str:
            return "small-model"

        def make_draft(self, wish: Any, progress: Any, notice: Any = None) -> MadeDraft:
            notice("Redacted text goes to models.example.")
            return MadeDraft(kept.draft, kept, ModelError("cut off after 3 words"))

    app = PlayApp(play_home, Cut(play_home))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await entered(pilot)
        assert "by small-model, checked" in " ".join(shown(app).split())
        await pilot.press("t")
        await pilot.pause()
        assert "small-model, checked against the facts" in shown(app)
        await pilot.press("up", "right", "enter")
        await settled(pilot)
        assert "without small-model" in " ".join(shown(app).split())
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen))
        await settled(pilot)
        page = " ".join(shown(app).split())
        assert "Redacted text goes to models.example." in page
        assert "The model wrote nothing" in page


async def test_a_play_that_is_not_in_the_library_says_so(play_home: Path) -> None:
    from dataclasses import replace

    class Odd(Desk):
        def due_and_held(self) -> Any:
            due, held = super().due_and_held()
            return replace(due, lines=tuple(replace(one, in_library=False) for one in due.lines)), held

    app = PlayApp(play_home, Odd(play_home))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await entered(pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "is not in the library of plays" in shown(app))
        assert app.screen is screen
