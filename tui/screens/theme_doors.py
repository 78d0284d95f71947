"""The ways from the themes to what belongs to them: what if, another month, all that was said, every change made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding, BindingType

from tui.going import AskAbout, OpenAccount, OpenEvidence
from tui.markdown import theme_markdown
from tui.screens.theme_editing import ThemeEditing
from tui.widgets.account_bars import AccountBars
from tui.widgets.quote_card import QuoteCard

if TYPE_CHECKING:
    from workspace.theme_table import ThemePage

DOOR_KEYS: tuple[BindingType, ...] = (
    Binding("w", "what_if", "What if", tooltip="What the ranking would be"),
    Binding("c", "compare", "Compare", tooltip="With another month"),
    Binding("v", "evidence", "All said", show=False, tooltip="Everything said in the theme"),
    Binding("h", "history", "History", show=False, tooltip="Every change ever made"),
    Binding("A", "ask", "Ask", show=False, tooltip="Ask about this theme and month"),
    Binding("y", "copy", "Copy as Markdown", show=False),
)


class ThemeDoors(ThemeEditing):
    """Subclasses say what is shown. Screens are imported when they are entered."""

    @property
    def page(self) -> ThemePage | None:
        """The month that is shown, None before it is loaded."""
        return None

    @on(QuoteCard.Opened)
    def _open_item(self, message: QuoteCard.Opened) -> None:
        quote = message.quote
        self.post_message(OpenEvidence(quote.item_id, quote.part_id, quote.text))

    @on(AccountBars.Opened)
    def _open_account(self, message: AccountBars.Opened) -> None:
        self.post_message(OpenAccount(message.account_id))

    def action_what_if(self) -> None:
        from tui.screens.what_if import WhatIfScreen

        if self._has_themes():
            self.app.push_screen(WhatIfScreen(self._desk, self.edited_month))

    def action_compare(self) -> None:
        from tui.screens.theme_compare import CompareScreen

        if self._has_themes() and self.page is not None:
            self.app.push_screen(CompareScreen(self._desk, self.page.months, self.edited_month))

    def action_evidence(self) -> None:
        from tui.screens.theme_evidence import EvidenceScreen

        if (theme := self.chosen()) is not None:
            self.app.push_screen(EvidenceScreen(self._desk, theme.theme.id, self.edited_month))

    def action_history(self) -> None:
        from tui.screens.theme_history import ThemeHistoryScreen

        self.app.push_screen(ThemeHistoryScreen(self._desk, self.edited_month))

    def action_ask(self) -> None:
        if (theme := self.chosen()) is not None:
            self.post_message(AskAbout(theme_id=theme.theme.id, month=self.edited_month))

    def action_copy(self) -> None:
        theme, page = self.chosen(), self.page
        if theme is not None and page is not None:
            self.app.copy_to_clipboard(theme_markdown(theme, page.names, page.currency))
            self.notify("Copied the theme as Markdown.", markup=False)

    def _has_themes(self) -> bool:
        """Whether a month is there to work on; says what to do where none is."""
        if not self.listed():
            self.notify("No themes yet. Go home with 1 and press s to synthesize.", markup=False)
        return bool(self.listed())
