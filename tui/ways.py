"""Where each message of ``tui.going`` leads: into a room, or to a screen on top of the one that posted it."""

from __future__ import annotations

from contextlib import suppress

from textual import on
from textual.app import App
from textual.screen import Screen

from tui import going
from tui.desk import Desk
from tui.rooms import ROOMS


class Ways(App[None]):
    """The app as far as it leads from screen to screen. ``desk`` is None while there is no workspace."""

    desk: Desk | None

    async def enter(self, name: str) -> Screen[object] | None:
        """Go to the room of this name, closing what lies on top of it there, and answer with its screen; None where
        something written there would be lost."""
        await self.switch_mode(name)
        while len(self.screen_stack) > 1:
            if not _may_close(self.screen):
                return None
            await self.pop_screen()
        return self.screen

    async def action_quit(self) -> None:
        """End the app; where something written in any room would be lost, only when asked again."""
        screens: list[Screen[object]] = []
        for room in ROOMS:
            with suppress(KeyError):  # a room that was not entered yet
                screens += self.get_screen_stack(room.name)
        if all(_may_close(screen) for screen in screens):
            self.exit()

    @on(going.OpenRoom)
    async def _open_room(self, message: going.OpenRoom) -> None:
        if message.name in {room.name for room in ROOMS}:
            await self.enter(message.name)

    @on(going.OpenTheme)
    async def _open_theme(self, message: going.OpenTheme) -> None:
        from tui.screens.themes import ThemesScreen

        screen = await self.enter("themes")
        if isinstance(screen, ThemesScreen):
            screen.open_theme(message.theme_id, message.month)

    @on(going.OpenAccount)
    def _open_account(self, message: going.OpenAccount) -> None:
        from tui.screens.account import AccountPageScreen

        if self.desk is not None:
            self.push_screen(AccountPageScreen(self.desk, message.account_id))

    @on(going.OpenEvidence)
    def _open_evidence(self, message: going.OpenEvidence) -> None:
        from tui.screens.item import ItemScreen

        if self.desk is not None:
            self.push_screen(ItemScreen(self.desk, message.item_id, message.part_id, message.quoted))

    @on(going.OpenFigure)
    def _open_figure(self, message: going.OpenFigure) -> None:
        from tui.screens.explain import ExplainScreen

        if self.desk is not None:
            self.push_screen(ExplainScreen(self.desk, message.figure_id))

    @on(going.AskAbout)
    async def _ask_about(self, message: going.AskAbout) -> None:
        from tui.screens.assistant import AssistantScreen

        screen = await self.enter("assistant")
        if isinstance(screen, AssistantScreen):
            screen.ask_about(message.account_id, message.theme_id, message.month)

    @on(going.OpenDraft)
    def _open_draft(self, message: going.OpenDraft) -> None:
        from tui.screens.draft import DraftScreen

        if self.desk is not None:
            self.push_screen(DraftScreen(self.desk, message.draft_id))


def _may_close(screen: Screen[object]) -> bool:
    from tui.screens.work import WorkScreen

    return not isinstance(screen, WorkScreen) or screen.may_close()
