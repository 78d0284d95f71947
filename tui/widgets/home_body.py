"""What stands on the home screen between its title and its keys, block by block."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.widgets.attention import AttentionList
from tui.widgets.block import Block
from tui.widgets.due_today import DueToday
from tui.widgets.headline import Headline
from tui.widgets.renewal_table import RenewalTable
from tui.widgets.retention_plot import RetentionPlot
from tui.widgets.theme_table import ThemeTable
from tui.widgets.whats_new import WhatsNew


class HomeBody(VerticalScroll, can_focus=False):
    """The month's blocks, empty until the screen fills them."""

    def compose(self) -> ComposeResult:
        yield Headline()
        yield Static(Content.styled("Loading…", "dim"), id="data")
        yield AttentionList()
        with Horizontal(id="today"):
            yield Block("Plays due", DueToday(), "due")
            yield Block("Retention", RetentionPlot(), "trend")
        with Horizontal(id="month"):
            yield Block("Top themes by priority", ThemeTable(), "themes")
            with Vertical(id="beside"):
                yield Block("Renewals in 90 days", RenewalTable(), "renewals")
                yield Block("What changed", WhatsNew(), "news")
