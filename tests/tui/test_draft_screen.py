"""A draft in the app: beside its facts, mended in place, walked by findings, decided on, exported, its versions."""

from __future__ import annotations

import csv
import json
import re
from email import message_from_bytes
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input

from foundation.errors import StoreError
from playbooks.draft_life import KeptDraft
from tests.tui.reading import settled, shown, wait_for
from tests.tui.test_plays_screen import LONG, PlayApp, carried_out, entered, kept_draft
from tui.desk import Desk
from tui.going import OpenDraft
from tui.screens.draft import DraftScreen
from tui.screens.draft_history import HistoryScreen
from tui.screens.fields import FieldsScreen
from tui.screens.item import ItemScreen
from tui.widgets.draft_page import DraftPage
from tui.widgets.fact_quote import FactQuote
from tui.widgets.finding_table import FindingTable
from tui.widgets.part_editor import PartEditor
from tui.widgets.part_view import PartView
from workspace.draft_exports import ExportRequest, export
from workspace.drafts import approve, edit, findings, list_drafts, show, versions
from workspace.workspace import open_workspace

PART = "step 2 message"
BAD = "We promise you 30 % off until Friday, see https://evil.example."


async def opened(pilot: Pilot[None], draft_id: str) -> DraftScreen:
    """Open a draft from anywhere, and wait until it is checked."""
    await settled(pilot)
    pilot.app.post_message(OpenDraft(draft_id))
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, DraftScreen))
    screen = pilot.app.screen
    assert isinstance(screen, DraftScreen)
    await wait_for(pilot, lambda: "against it" in shown(pilot.app) or "finding" in shown(pilot.app), LONG)
    await settled(pilot)
    return screen


def now(home: Path, kept: KeptDraft) -> KeptDraft:
    return show(open_workspace(home), kept.id)


def part_of(screen: DraftScreen, name: str) -> PartView:
    return next(one for one in screen.query(PartView) if one.block.part.name == name)


async def test_from_plays_to_an_approved_draft_with_three_keys(play_home: Path) -> None:
    """The path that a person takes who has read no manual: the footer names each key."""
    app = PlayApp(play_home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await entered(pilot)
        assert "⏎ Draft it" in shown(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen), LONG)
        await wait_for(pilot, lambda: "a approves it as" in shown(app), LONG)
        await settled(pilot)
        assert "a Approve" in shown(app).splitlines()[-1]
        await pilot.press("a")
        await wait_for(pilot, lambda: "◉ approved" in shown(app), LONG)
        await settled(pilot)
        assert "x exports it" in shown(app)
        (kept,) = list_drafts(open_workspace(play_home))
        assert kept.approval is not None
        assert kept.approval.by == Desk(play_home).user()


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (200, 60)])
async def test_draft_and_facts_stand_side_by_side_or_behind_f(play_home: Path, size: tuple[int, int]) -> None:
    kept = kept_draft(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = await opened(pilot, kept.id)
        page = shown(app)
        assert "Alder Works pays $60,000 a year" in page
        assert "composed by rule, no model is configured" in " ".join(page.split())
        assert ("Its own words, by number" in page) is (size[0] > 80)
        await pilot.press("f")
        await settled(pilot)
        assert "Its own words, by number" in shown(app)
        assert "$60,000 of ARR" in shown(app)
        assert isinstance(app.focused, FactQuote)
        (numbered, *_) = screen.query(FactQuote)
        assert "[1]" in str(numbered.visual)
        await pilot.press("down", "up", "f")
        await settled(pilot)
        assert isinstance(app.focused, PartView)
        await pilot.press("f", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ItemScreen))
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.resize_terminal(100, 30)
        await settled(pilot)
        assert app.screen is screen
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert app.screen is not screen


async def test_a_part_is_edited_in_place_and_saved_as_a_version(play_home: Path) -> None:
    kept = kept_draft(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await opened(pilot, kept.id)
        focused = app.focused
        assert isinstance(focused, PartView)
        assert focused.block.part.name == "step 2 subject"
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.focused, PartEditor))
        await pilot.press("space", "2", "q")
        await pilot.press("escape")
        await settled(pilot)
        assert "ctrl+s saves them" in shown(app)
        assert isinstance(app.focused, PartEditor)
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: screen.kept is not None and screen.kept.version == 2, LONG)
        await settled(pilot)
        stored = now(play_home, kept)
        assert stored.draft.steps[1].subject.endswith(" 2q")
        assert stored.status.value == "edited"
        assert "◉ edited" in shown(app)
        assert isinstance(app.focused, PartView)
        assert app.focused.block.part.name == "step 2 subject"
        await pilot.press("e", "x", "escape", "escape")
        await settled(pilot)
        assert not screen.query(PartEditor)
        assert now(play_home, kept).version == 2
        await pilot.press("enter", "ctrl+s")
        await settled(pilot)
        assert now(play_home, kept).version == 2, "where no word differs nothing is written"
        await pilot.press("down", "j", "up", "k", "up")
        assert isinstance(app.focused, PartView)
        await pilot.press("u")
        await wait_for(pilot, lambda: screen.kept is not None and screen.kept.version == 3, LONG)
        assert now(play_home, kept).draft == kept.draft


async def test_an_editor_that_was_closed_may_be_painted_once_more(play_home: Path) -> None:
    """A timer of the screen may fire between the removal and the next layout."""
    kept = kept_draft(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await opened(pilot, kept.id)
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.focused, PartEditor))
        editor = screen.query_one(PartEditor)
        assert "Preparing your renewal" in editor.render_lines(Region(0, 0, 60, 3))[1].text
        await screen.query_one(DraftPage).end_edit()
        assert [one.text for one in editor.render_lines(Region(0, 0, 8, 2))] == [" " * 8] * 2


async def test_findings_are_marked_at_their_words_and_walked(play_home: Path) -> None:
    workspace = open_workspace(play_home)
    kept = kept_draft(play_home)
    edit(workspace, kept.id, {PART: f"{BAD}\n\nHello [bold]Ann[/]"})
    against = findings(workspace, kept.id)[1]
    assert len(against) > 2
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await opened(pilot, kept.id)
        table = screen.query_one(FindingTable)
        assert table.row_count == len(against)
        assert f"✗ {len(against)} findings" in shown(app)
        content: Any = part_of(screen, PART).visual
        flat = content.plain
        for number, one in enumerate(against, start=1):
            if one.part == PART and one.end:
                assert f"⚑{number}" in flat
        assert re.sub(r"⚑\d+", "", flat) == part_of(screen, PART).block.part.text
        for number, one in enumerate(against, start=1):
            await pilot.press("n")
            await pilot.pause()
            assert table.cursor == number - 1
            assert f"⚑{number} {one.rule} in {one.part}" in shown(app)
            content = part_of(screen, one.part).visual
            marked = [content.plain[s.start : s.end] for s in content.spans if "reverse" in str(s.style)]
            assert "".join(marked).replace(" ", "") == one.words.replace(" ", "")
        await pilot.press("n")
        assert table.cursor == 0
        await pilot.press("p")
        assert table.cursor == len(against) - 1
        await pilot.press("a")
        await settled(pilot)
        assert "against it: n walks them" in shown(app)
        assert now(play_home, kept).approval is None
        table.focus()
        await pilot.press("home")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.focused, PartEditor))


async def test_a_refusal_that_only_the_check_at_approval_finds_is_shown(play_home: Path) -> None:
    kept = kept_draft(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await opened(pilot, kept.id)
        edit(open_workspace(play_home), kept.id, {PART: BAD})
        await pilot.press("a")
        await wait_for(pilot, lambda: bool(screen.findings), LONG)
        assert now(play_home, kept).approval is None
        await pilot.press("r")
        await wait_for(pilot, lambda: "We promise" in shown(app), LONG)


async def test_an_approved_draft_is_exported_in_every_form_done_and_given_an_outcome(
    play_home: Path, tmp_path: Path
) -> None:
    workspace = open_workspace(play_home)
    kept = kept_draft(play_home)
    approve(workspace, kept.id, "Dana")
    folder = tmp_path / "out"
    folder.mkdir()
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await opened(pilot, kept.id)
        for down, form in enumerate((".md", ".eml", "clipboard", ".csv", ".json")):
            await pilot.press("x", *["down"] * down, "enter")
            if form != "clipboard":
                await pilot.pause()
                app.screen.query_one(Input).value = f"{folder}/"
                await pilot.press("enter")
            await wait_for(pilot, partial(_has_exports, screen, down + 1), LONG)
            await settled(pilot)
        assert "Hello Ann" in app.clipboard
        written = {one.suffix: one for one in folder.iterdir()}
        assert set(written) == {".md", ".eml", ".csv", ".json"}
        assert "Approved by Dana" in written[".md"].read_text(encoding="utf-8")
        assert message_from_bytes(written[".eml"].read_bytes())["X-Unsent"] == "1"
        with written[".csv"].open(encoding="utf-8", newline="") as rows:
            assert [row["to_email"] for row in csv.DictReader(rows)] == ["ann@alder.example"]
        assert json.loads(written[".json"].read_text(encoding="utf-8"))
        assert "renewal-talk-alder-works" in written[".md"].name
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, FieldsScreen))
        await pilot.press("ctrl+u", *"gestern", "enter")
        await wait_for(pilot, lambda: "is not a day" in shown(app))
        await pilot.press("ctrl+u", *"2026-10-02", "enter")
        await wait_for(pilot, lambda: "◉ done" in shown(app), LONG)
        await settled(pilot)
        await pilot.press("w", "down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, FieldsScreen))
        await pilot.press("tab", *"much", "enter")
        await wait_for(pilot, lambda: "is no amount" in shown(app))
        await pilot.press("ctrl+u", *"450", "enter")
        await wait_for(pilot, lambda: "◉ outcome" in shown(app), LONG)
        last = now(play_home, kept).changes[-1]
        assert (last.outcome, last.amount) == ("expanded", 450)
        await settled(pilot)
        await pilot.press("w", "down", "down", "down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, FieldsScreen))
        await pilot.press("enter")
        await wait_for(pilot, lambda: "no answer on" in " ".join(shown(app).split()), LONG)
        assert now(play_home, kept).changes[-1].outcome == "no answer"


def _has_exports(screen: DraftScreen, many: int) -> bool:
    return screen.kept is not None and many == sum(
        one.action.value == "exported" for one in screen.kept.changes
    )


def _says(app: PlayApp, words: str) -> bool:
    return words in shown(app)


async def test_a_step_that_may_not_follow_says_why(play_home: Path) -> None:
    kept = kept_draft(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await opened(pilot, kept.id)
        for key, words in (
            ("x", "cannot be exported"),
            ("d", "cannot be marked as done"),
            ("w", "given an outcome"),
        ):
            await pilot.press(key)
            await wait_for(pilot, partial(_says, app, words))
        await pilot.press("y")
        await wait_for(pilot, lambda: "Only what was approved leaves" in shown(app))
        assert not app.clipboard
        await pilot.press("n")
        await wait_for(pilot, lambda: "Nothing stands against it." in shown(app))
        await pilot.press("u")
        await wait_for(pilot, lambda: "Nothing was changed in it yet" in shown(app))
        assert "x Export" not in shown(app).splitlines()[-1]
        await pilot.press("i")
        await wait_for(pilot, lambda: bool(app.went))
        assert app.went[0].account_id == "A1"


async def test_a_draft_is_rejected_with_its_reason_and_drafted_anew(play_home: Path) -> None:
    kept = kept_draft(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await opened(pilot, kept.id)
        await pilot.press("R")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.press("R")
        await pilot.pause()
        await pilot.press(*"on leave", "enter")
        await wait_for(pilot, lambda: "◉ rejected" in shown(app), LONG)
        assert now(play_home, kept).changes[-1].why == "on leave"
        await settled(pilot)
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.focused, PartEditor))
        await pilot.press("x", "ctrl+s")
        await wait_for(pilot, lambda: "cannot be edited" in shown(app), LONG)
        assert isinstance(app.focused, PartEditor), "what was written is still there"
        await pilot.press("escape", "escape")
        await settled(pilot)
        await pilot.press("t", "right", "enter")
        await wait_for(pilot, lambda: screen.kept is not None and screen.kept.id != kept.id, LONG)
        assert len(list_drafts(open_workspace(play_home))) == 2


async def test_versions_are_compared_and_put_back(play_home: Path) -> None:
    workspace = open_workspace(play_home)
    kept = kept_draft(play_home)
    edit(workspace, kept.id, {"goal": "Renew. [/]", "risks 1": ""})
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await opened(pilot, kept.id)
        await pilot.press("h")
        await wait_for(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await wait_for(pilot, lambda: "Renew. [/]" in shown(app))
        assert "(was taken away)" in shown(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "the words that it has now" in shown(app))
        await pilot.press("down")
        await wait_for(pilot, lambda: "as it was drafted" in shown(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.kept is not None and screen.kept.version == 3, LONG)
        assert now(play_home, kept).draft == kept.draft
        assert len(versions(workspace, kept.id)[1]) == 3
        await settled(pilot)
        await pilot.press("h", "escape")
        await settled(pilot)
        assert app.screen is screen


class _Locked(Desk):
    """Fails at the step named ``at``."""

    at = ""

    def _fail(self, step: str) -> None:
        if step == self.at:
            raise StoreError("the store is locked by another process [b]x[/b]")

    def draft(self, draft_id: str) -> Any:
        self._fail("draft")
        return super().draft(draft_id)

    def ground(self, kept: KeptDraft) -> Any:
        self._fail("ground")
        return super().ground(kept)

    def edit_draft(self, draft_id: str, texts: Any) -> Any:
        self._fail("edit")
        return super().edit_draft(draft_id, texts)

    def approve_draft(self, draft_id: str) -> Any:
        self._fail("approve")
        return super().approve_draft(draft_id)


async def test_a_locked_store_costs_no_words_and_no_app(play_home: Path) -> None:
    kept = kept_draft(play_home)
    desk = _Locked(play_home)
    app = PlayApp(play_home, desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await settled(pilot)
        desk.at = "draft"
        app.post_message(OpenDraft(kept.id))
        await wait_for(pilot, lambda: "The draft cannot be shown" in shown(app))
        desk.at = "ground"
        await pilot.press("r")
        await wait_for(pilot, lambda: "It could not be checked" in shown(app), LONG)
        desk.at = ""
        await pilot.press("r")
        await wait_for(pilot, lambda: "Nothing stands against it" in shown(app), LONG)
        await settled(pilot)
        desk.at = "approve"
        await pilot.press("a")
        await wait_for(pilot, lambda: "locked by another process" in shown(app), LONG)
        desk.at = "edit"
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.focused, PartEditor))
        await pilot.press(*"Kept words ", "ctrl+s")
        await settled(pilot)
        editor = app.screen.query_one(PartEditor)
        assert "Kept words" in editor.text
        desk.at = ""
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: now(play_home, kept).version == 2, LONG)


@pytest.mark.parametrize("way", ["ctrl+q", "escape", "elsewhere", "room"])
async def test_unsaved_words_are_not_lost_unasked(play_home: Path, way: str) -> None:
    kept = kept_draft(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await opened(pilot, kept.id)
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.focused, PartEditor))
        await pilot.press(*"My words")

        async def leave() -> None:
            if way == "room":
                await app.run_action(f"go('{app.current_mode}')")
            elif way == "elsewhere":
                await app.run_action("go('themes')")
                await pilot.press("q")
            else:
                screen.set_focus(None)  # as by the mouse
                await pilot.press(way)
            await settled(pilot)

        await leave()
        assert app.is_running
        assert "ctrl+s saves them" in shown(app)
        assert "My words" in screen.query_one(PartEditor).text
        if way == "elsewhere":
            return
        screen.query_one(PartEditor).focus()
        await pilot.press("x")
        await leave()
        assert "My wordsx" in screen.query_one(PartEditor).text, "other words are warned of anew"
        await leave()
        assert not screen.is_attached or not app.is_running
    assert now(play_home, kept).version == 1


async def test_an_unknown_draft_is_told(play_home: Path) -> None:
    app = PlayApp(play_home)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        app.post_message(OpenDraft("ffffffff"))
        await wait_for(pilot, lambda: "no drafts begin with" in shown(app))
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, DraftScreen)


async def test_a_draft_that_is_done_shows_its_road(play_home: Path) -> None:
    kept = carried_out(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await opened(pilot, kept.id)
        assert "● exported ── ◉ done" in shown(app)
        assert "w What came of it" in shown(app).splitlines()[-1]
        assert "a approves it" not in shown(app)


async def test_what_another_process_exported_is_read_again(play_home: Path, tmp_path: Path) -> None:
    kept = kept_draft(play_home)
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        screen = await opened(pilot, kept.id)
        approve(open_workspace(play_home), kept.id, "Dana")
        export(open_workspace(play_home), kept.id, ExportRequest(tmp_path / "x.md"))
        await pilot.press("r")
        await wait_for(pilot, lambda: "◉ exported" in shown(app), LONG)
        assert screen.query_one(DraftPage).editor is None
