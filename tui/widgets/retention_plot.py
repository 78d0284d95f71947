"""Retention over the year that ends with each month: NRR heavy, GRR light, with a month that can be walked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tui import plotting, words
from tui.going import OpenFigure
from tui.stylesheet import stylesheet

if TYPE_CHECKING:
    from workspace.metrics import RetentionPoint

_HEIGHT = 7
_AXIS = 6  # cells before the plot
_STYLES = ("bold $primary", "$accent")
_ROOMY = 50  # cells from which the ARR is named too
_GROUND = 1.0  # what was paid at the start, kept


class RetentionPlot(Static, can_focus=True):
    """Left and right walk the months; Enter opens that month's NRR, g its GRR. Empty until it is shown points."""

    BINDING_GROUP_TITLE = "Retention"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open('nrr_12')", "Open NRR", tooltip="Open the month's NRR of twelve months"),
        Binding("g", "open('grr_12')", "Open GRR", tooltip="Open the month's GRR of twelve months"),
        Binding("right", "step(1)", "Next month of the plot", show=False),
        Binding("left", "step(-1)", "Month of the plot before", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._points: Sequence[RetentionPoint] = ()
        self._known = False
        self._currency = ""
        self._at = 0

    def show_points(self, points: Sequence[RetentionPoint], currency: str) -> None:
        """Show months, oldest first, standing on the last."""
        self._points, self._currency, self._at = points, currency, len(points) - 1
        self._known = True
        self._draw()

    def wait(self) -> None:
        """Show nothing until the points are known."""
        self._points, self._known = (), False
        self.update("")

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        points = self._points
        if not self._known or not self.size.width:
            return
        lines = [[one.trailing_12.nrr for one in points], [one.trailing_12.grr for one in points]]
        scale = plotting.scale_of(lines)
        if scale is None:
            self.update(Content.styled("No month has revenue of a year before to compare with.", "dim"))
            return
        height = max(4, min(_HEIGHT, self.size.height - 3))
        step = max(1, min(6, (self.size.width - _AXIS) // len(points)))
        rows = plotting.draw(lines, scale, height, step, _GROUND)
        shown = [
            Content(self._axis(height - 1 - at, height, scale)) + _painted(row) for at, row in enumerate(rows)
        ]
        self.update(Content("\n").join([*shown, self._months(step), self._named()]))

    @staticmethod
    def _axis(row: int, height: int, scale: plotting.Scale) -> str:
        labelled = row in (0, height // 2, height - 1)
        return f"{words.percent(scale.at(row, height), 0):>5} " if labelled else " " * _AXIS

    def _months(self, step: int) -> Content:
        parts = [Content(" " * _AXIS)]
        for place, point in enumerate(self._points):
            name = f"{point.month.number:02d}" if step > 2 else "JFMAMJJASOND"[point.month.number - 1]
            parts.append(Content.styled(f"{name:^{step}}", "reverse" if place == self._at else "dim"))
        return Content("").join(parts)

    def _named(self) -> Content:
        point = self._points[self._at]
        year = point.trailing_12
        arr = f"  ARR {words.short_amount(point.arr, self._currency)}" if self.size.width >= _ROOMY else ""
        return Content.assemble(
            f"{point.month}  ",
            ("━ NRR ", _STYLES[0]),
            f"{words.percent(year.nrr)}  ",
            ("─ GRR ", _STYLES[1]),
            words.percent(year.grr),
            (arr, "dim"),
        )

    def action_step(self, step: int) -> None:
        if self._points:
            self._at = min(max(0, self._at + step), len(self._points) - 1)
            self._draw()

    def action_open(self, family: str) -> None:
        if self._points:
            self.post_message(OpenFigure(f"{family}:{self._points[self._at].month}"))


def _painted(row: Sequence[plotting.Cell]) -> Content:
    styles = {plotting.NO_LINE: "dim"} | dict(enumerate(_STYLES))
    parts: list[Content] = []
    start = 0
    for at in range(1, len(row) + 1):
        if at == len(row) or row[at][1] != row[start][1]:
            text = "".join(character for character, _which in row[start:at])
            parts.append(Content.styled(text, styles[row[start][1]]))
            start = at
    return Content("").join(parts)
