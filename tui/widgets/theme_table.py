"""The month's themes as a table; it leaves out columns before it cuts figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tui import words
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from synthesis.themes import WeightedTheme


def _columns(currency: str) -> tuple[Column[WeightedTheme], ...]:
    return (
        Column("rank", "#", 3, lambda _theme, rank: str(rank), right=True),
        Column("mark", " ", 1, lambda theme, _rank: words.status_mark(theme.status.value)),
        Column("label", "Theme", 0, lambda theme, _rank: Untrusted(theme.theme.label)),
        Column("status", "Status", 8, lambda theme, _rank: theme.status.value, least=108),
        Column("kind", "Kind", 9, lambda theme, _rank: theme.theme.kind.value, least=120),
        Column(
            "arr", "ARR", 7, lambda theme, _rank: words.short_amount(theme.weights.arr, currency), right=True
        ),
        Column(
            "at-risk",
            "At risk",
            8,
            lambda theme, _rank: words.short_amount(theme.weights.arr_at_risk, currency),
            right=True,
            least=60,
        ),
        Column("breadth", "Accts", 5, lambda theme, _rank: f"{theme.weights.accounts:,}", right=True),
        Column(
            "said", "Said", 5, lambda theme, _rank: f"{theme.weights.statements:,}", right=True, least=100
        ),
        Column(
            "growth",
            "Growth",
            7,
            lambda theme, _rank: words.growth(theme.weights.growth),
            right=True,
            least=132,
        ),
        Column("trend", "Trend", 6, lambda theme, _rank: _spark(theme, 6), least=60, most=87),
        Column("trend", "12 months", 12, lambda theme, _rank: _spark(theme, 12), least=88),
        Column(
            "stability",
            "Stab.",
            5,
            lambda theme, _rank: f"{theme.theme.stability:.2f}",
            right=True,
            least=140,
        ),
        Column("priority", "Prio", 5, lambda theme, _rank: f"{theme.weights.priority:.0f}", right=True),
    )


def _spark(theme: WeightedTheme, months: int) -> str:
    return words.spark(words.trend_values(theme.weights.trend, months))


class ThemeTable(Table["WeightedTheme"]):
    """Shows weighted themes in the order given. Posts ``Highlighted`` and ``Chosen``."""

    class Highlighted(Message):
        """The cursor stands on ``theme``."""

        def __init__(self, theme: WeightedTheme) -> None:
            super().__init__()
            self.theme = theme

    class Chosen(Message):
        """``theme`` was opened."""

        def __init__(self, theme: WeightedTheme) -> None:
            super().__init__()
            self.theme = theme

    def __init__(self) -> None:
        super().__init__(_columns("USD"))

    def show_themes(
        self, themes: Sequence[WeightedTheme], currency: str, sort: str, keep: str | None = None
    ) -> None:
        """Show ``themes``, sorted by ``sort``, with the cursor on the theme of id ``keep`` if it is there."""
        self._columns = _columns(currency)
        self.sorted_by = sort
        at = next((index for index, theme in enumerate(themes) if theme.theme.id == keep), 0)
        self.show_rows(themes, at)

    def highlighted(self, row: WeightedTheme) -> None:
        self.post_message(self.Highlighted(row))

    def chosen(self, row: WeightedTheme) -> None:
        self.post_message(self.Chosen(row))
