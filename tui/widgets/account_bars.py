"""The accounts behind a theme, by ARR; each can be opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from rich.cells import set_cell_size
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui import words
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from synthesis.figures import AccountShare, ThemeWeights

_NAME = 22
_HEAD = 1  # lines above the first account


class AccountBars(Static, can_focus=True):
    """Name, bar against the largest, ARR, statements; the largest first. Posts ``Opened``, and ``Left`` when the
    cursor is moved past an end."""

    BINDING_GROUP_TITLE = "Accounts of the theme"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Account", tooltip="Open the account"),
        Binding("down,j", "move(1)", "Next account", show=False),
        Binding("up,k", "move(-1)", "Account before", show=False),
    ]

    class Opened(Message):
        """Someone wants to read about the account."""

        def __init__(self, account_id: str) -> None:
            super().__init__()
            self.account_id = account_id

    class Left(Message):
        """The cursor was moved before the first account (``step`` -1) or past the last one (1)."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[AccountShare, ...] = ()
        self._names: Mapping[str, str] = {}
        self._currency = ""
        self._more = 0
        self._cursor = 0

    def show_accounts(self, weights: ThemeWeights, names: Mapping[str, str], currency: str) -> None:
        """The accounts of a theme, from the first."""
        self._shares, self._names, self._currency = weights.top_accounts, names, currency
        self._more = max(0, weights.accounts - len(self._shares))
        self._cursor = 0
        self._draw()

    def _draw(self) -> None:
        top = max((share.arr for share in self._shares), default=0.0) or 1.0
        lines = [Content.styled("Accounts by ARR", "bold")]
        if not self._shares:
            lines.append(Content.styled("nobody with an account spoke of it this month", "dim"))
        for at, share in enumerate(self._shares):
            here = self.has_focus and at == self._cursor
            line = self._line(share, share.arr / top, "▌" if here else " ")
            lines.append(
                line.stylize("$block-cursor-foreground on $block-cursor-background") if here else line
            )
        if self._more:
            lines.append(
                Content.styled(f" and {words.count(self._more, 'account')} more: v lists them", "dim")
            )
        self.update(Content("\n").join(lines))

    def _line(self, share: AccountShare, part: float, mark: str) -> Content:
        name = Untrusted(self._names.get(share.account_id, share.account_id)).line(_NAME)
        return Content.assemble(
            f"{mark}{set_cell_size(name, _NAME)} ",
            (words.bar(part, 8), "$primary"),
            f" {words.short_amount(share.arr, self._currency):>7}",
            (f"  {share.statements:,} said", "dim"),
        )

    def watch_has_focus(self, focused: bool) -> None:
        super().watch_has_focus(focused)
        self._draw()

    def action_move(self, step: int) -> None:
        at = self._cursor + step
        if 0 <= at < len(self._shares):
            self._cursor = at
            self._draw()
        else:
            self.post_message(self.Left(step))

    def action_open(self) -> None:
        if self._shares:
            self.post_message(self.Opened(self._shares[self._cursor].account_id))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        at = event.y - _HEAD
        if 0 <= at < len(self._shares):
            self._cursor = at
            self.action_open()
