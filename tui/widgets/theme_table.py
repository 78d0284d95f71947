"""The month's themes as a table; it leaves out columns before it cuts figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tui import theme_words, words
from tui.ordering import SORTS
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from synthesis.themes import WeightedTheme

_MARKED = 99  # narrower tables say status and kind by their marks
_SHORT_TREND = 123


def _columns(currency: str, ranks: Mapping[str, int]) -> tuple[Column[WeightedTheme], ...]:
    wide = words.money_width(currency)
    return (
        Column("rank", "#", 3, lambda theme, row: str(ranks.get(theme.theme.id, row)), right=True),
        Column("mark", "", 2, lambda theme, _row: _marks(theme), most=_MARKED),
        Column(
            "mark", "", 1, lambda theme, _row: theme_words.status_mark(theme.status.value), least=_MARKED + 1
        ),
        Column("label", "Theme", 0, lambda theme, _row: Untrusted(theme.theme.label)),
        Column("status", "Status", 8, lambda theme, _row: theme.status.value, least=_MARKED + 1),
        Column("kind", "Kind", 9, lambda theme, _row: theme.theme.kind.value, least=_MARKED + 1),
        Column("arr", "ARR", wide, lambda theme, _row: _money(theme.weights.arr, currency), right=True),
        Column(
            "at-risk",
            "At risk",
            wide + 1,
            lambda theme, _row: _money(theme.weights.arr_at_risk, currency),
            right=True,
            least=60,
        ),
        Column(
            "interval",
            "80 % interval",
            2 * wide + 1,
            lambda theme, _row: words.span(theme.weights.arr_at_risk_interval, currency),
            right=True,
            least=118,
        ),
        Column("breadth", "Accts", 6, lambda theme, _row: f"{theme.weights.accounts:,}", right=True),
        Column("said", "Said", 5, lambda theme, _row: f"{theme.weights.statements:,}", right=True, least=82),
        Column(
            "growth",
            "Growth",
            7,
            lambda theme, _row: words.growth(theme.weights.growth),
            right=True,
            least=136,
        ),
        Column("trend", "Trend", 6, lambda theme, _row: _spark(theme, 6), least=60, most=_SHORT_TREND),
        Column("trend", "12 months", 12, lambda theme, _row: _spark(theme, 12), least=_SHORT_TREND + 1),
        Column(
            "stability",
            "Stab",
            5,
            lambda theme, _row: words.stability(theme.theme.stability, theme.theme.tentative),
            right=True,
            least=92,
        ),
        Column("priority", "Prio", 5, lambda theme, _row: words.whole(theme.weights.priority), right=True),
    )


def _money(value: float, currency: str) -> str:
    return words.short_amount(value, currency)


def _marks(theme: WeightedTheme) -> str:
    return theme_words.status_mark(theme.status.value) + theme_words.kind_mark(theme.theme.kind.value)


def _spark(theme: WeightedTheme, months: int) -> str:
    return words.spark(words.trend_values(theme.weights.trend, months))


class ThemeTable(Table["WeightedTheme"]):
    """Shows weighted themes in the order given. Posts ``Highlighted`` and ``Chosen``."""

    BINDING_GROUP_TITLE = "List of themes"
    ORDERS = SORTS

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
        super().__init__(_columns("USD", {}))

    def show_themes(
        self,
        themes: Sequence[WeightedTheme],
        currency: str,
        sort: str,
        keep: str | None = None,
        ranks: Mapping[str, int] | None = None,
    ) -> None:
        """Show ``themes``, sorted by ``sort``, with the cursor on the theme of id ``keep`` if it is there.
        ``ranks`` are their places in the month by id; without them, their places in the table."""
        self._columns = _columns(currency, ranks or {})
        self.sorted_by = sort
        at = next((index for index, theme in enumerate(themes) if theme.theme.id == keep), 0)
        self.show_rows(themes, at)

    def highlighted(self, row: WeightedTheme) -> None:
        self.post_message(self.Highlighted(row))

    def chosen(self, row: WeightedTheme) -> None:
        self.post_message(self.Chosen(row))
