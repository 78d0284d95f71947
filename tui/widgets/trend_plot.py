"""A theme over the months of its window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui import words
from tui.stylesheet import stylesheet

if TYPE_CHECKING:
    from synthesis.figures import TrendPoint

_HEIGHT = 4
_WIDTH = 3


class TrendPlot(Static):
    """Statements a month as columns, with the number of each month under it."""

    DEFAULT_CSS = stylesheet(__file__)

    def show_trend(self, trend: Sequence[TrendPoint], growth: float | None) -> None:
        shown = trend[-12:]
        values = words.trend_values(shown)
        note = f"  growth {words.growth(growth)}" if growth is not None else ""
        lines = [Content.assemble(("Statements a month", "bold"), (note, "dim"))]
        lines += [Content.styled(line, "$primary") for line in words.columns(values, _HEIGHT, _WIDTH)]
        lines.append(Content(" ".join(f"{value:^{_WIDTH}.0f}" for value in values)))
        lines.append(Content.styled(words.month_axis([point.month for point in shown], _WIDTH), "dim"))
        self.update(Content("\n").join(lines))
