"""Draws the charts of a report as SVG, from their tables alone: the same picture in a page and in a typeset document.

Shapes carry classes; colours come from the style sheet of the page or the document. What is told apart by colour
is told apart by place, dash or words too.
"""

from __future__ import annotations

import math
from itertools import pairwise

from reports.document import Chart, Drawing, number_in
from reports.svg import EM, fitted, line, path, picture, rect, room, words
from reports.words import Figure, Text, Unit, plain

_WIDTH = 720.0
_TOP = 18.0
_LABELS = 220.0
_ROW = 26.0
_TALL = 240.0
_STEP_LABEL = 96.0

PRINT_STYLE = (
    "text{font-family:'Noto Sans','DejaVu Sans',sans-serif;font-size:12px}"
    ".ink{fill:#1b1f24}.muted{fill:#57606a}.grid{stroke:#d0d7de;stroke-width:1}"
    ".total{fill:#57606a}.up{fill:#0072b2}.down{fill:#d55e00}.bar{fill:#0072b2}"
    ".whisker{stroke:#1b1f24;stroke-width:1.6}.first{stroke:#0072b2;stroke-width:2.4;fill:none}"
    ".second{stroke:#d55e00;stroke-width:2.4;fill:none;stroke-dasharray:6 4}"
    ".dot1{fill:#0072b2}.dot2{fill:#d55e00}"
)
"""The colours of a printed chart: blue and vermilion, which the colour-blind tell apart."""


def drawn(chart: Chart, style: str = "") -> str:
    """The chart as one SVG element; empty where there is nothing to draw."""
    if not chart.table.rows:
        return ""
    draw = {Drawing.WATERFALL: _waterfall, Drawing.LINES: _lines, Drawing.BARS: _bars}[chart.drawing]
    height, body = draw(chart)
    return picture(_WIDTH, height, body, plain(chart.point), style) if body else ""


def _value(cell: Text) -> float:
    return number_in(cell) or 0.0


def _bars(chart: Chart) -> tuple[float, list[str]]:
    """Bars that lie, each with its name at the left, its value at its end, and its interval as a line."""
    rows, column = chart.table.rows, chart.series[0]
    ends = [_value(row[chart.high if chart.high else column]) for row in rows]
    top = max([*ends, *(_value(row[column]) for row in rows), 0.0]) or 1.0
    scale = (_WIDTH - _LABELS - 90) / top
    body: list[str] = [line((_LABELS, 4), (_LABELS, _TOP + _ROW * len(rows)), "grid")]
    for at, row in enumerate(rows):
        y = _TOP + _ROW * at
        value, end = _value(row[column]), ends[at]
        body.append(words(_LABELS - 10, y + 12, fitted(plain(row[0]), _LABELS - 14), "ink", "end"))
        body.append(rect(_LABELS, y + 1, value * scale, 15, "bar"))
        if chart.low:
            low = _LABELS + _value(row[chart.low]) * scale
            high = _LABELS + end * scale
            body += [line((low, y + 8.5), (high, y + 8.5), "whisker")]
            body += [line((x, y + 4.5), (x, y + 12.5), "whisker") for x in (low, high)]
        body.append(
            words(_LABELS + max(value, end if chart.low else 0) * scale + 8, y + 13, plain(row[column]))
        )
    return _TOP + _ROW * len(rows) + 8, body


def _waterfall(chart: Chart) -> tuple[float, list[str]]:
    """Steps from one total to the other; where the steps are small against the totals the axis begins above nothing,
    and says so."""
    rows, column = chart.table.rows, chart.series[0]
    spans = _steps(chart)
    floor = _floor(spans)
    top = max(max(span) for span in spans)
    scale = _TALL / ((top - floor) or 1.0)
    width = (_WIDTH - 20) / len(rows)

    def height(value: float) -> float:
        return _TOP + EM + (top - value) * scale

    body = [line((10, height(floor)), (_WIDTH - 10, height(floor)), "grid")]
    for at, (row, (start, end)) in enumerate(zip(rows, spans, strict=True)):
        total = at in chart.totals
        name = "total" if total else "up" if end >= start else "down"
        low, high = (floor, end) if total else (min(start, end), max(start, end))
        x = 10 + width * at
        body.append(rect(x + 8, height(high), width - 16, (high - low) * scale, name))
        body.append(words(x + width / 2, height(high) - 5, plain(row[column]), "ink", "middle"))
        body.append(
            words(x + width / 2, height(floor) + 17, fitted(plain(row[0]), _STEP_LABEL), "muted", "middle")
        )
        if at + 1 < len(rows):
            body.append(line((x + width - 8, height(end)), (x + width + 8, height(end)), "grid"))
    bottom = height(floor) + 26
    if floor > 0:
        first = rows[0][column][0]
        said = (
            Figure(floor, first.unit, currency=first.currency).text
            if isinstance(first, Figure)
            else f"{floor:,.0f}"
        )
        body.append(words(10, bottom + 12, f"The axis begins at {said}.", "muted"))
        bottom += 18
    return bottom, body


def _steps(chart: Chart) -> list[tuple[float, float]]:
    """Where each bar begins and ends."""
    spans, running = [], 0.0
    for at, row in enumerate(chart.table.rows):
        value = _value(row[chart.series[0]])
        start, running = (0.0, value) if at in chart.totals else (running, running + value)
        spans.append((start, running))
    return spans


def _floor(spans: list[tuple[float, float]]) -> float:
    """Nothing where the steps are large; else a round number below the lowest step."""
    ends = [end for _, end in spans]
    low, high = min(ends), max(ends)
    if low <= 0 or (high - low) > high / 3:
        return min(0.0, low)
    reach = (high - low) or high * 0.05
    unit = float(10 ** (len(str(int(reach))) - 1))
    return max(0.0, (low - reach * 0.6) // unit * unit)


def _lines(chart: Chart) -> tuple[float, list[str]]:
    """One line a series over the rows, each named at its end; whole, so that gaps are gaps."""
    rows = chart.table.rows
    held = [[number_in(row[column]) for row in rows] for column in chart.series]
    known = [value for series in held for value in series if value is not None]
    if not known:
        return 0.0, []
    low, high = min(known), max(known)
    pad = (high - low) * 0.15 or abs(high) * 0.05 or 1.0
    low, high = low - pad, high + pad
    left, right, bottom = 52.0, _WIDTH - 120, _TOP + _TALL

    def place(at: int, value: float) -> tuple[float, float]:
        step = (right - left) / max(len(rows) - 1, 1)
        return left + step * at, bottom - (value - low) / (high - low) * _TALL

    body = _grid(chart, low, high, (left, right, bottom))
    every = max(1, -(-len(rows) // 6))
    for at, row in enumerate(rows):
        if (len(rows) - 1 - at) % every == 0:
            body.append(words(place(at, low)[0], bottom + 18, plain(row[0]), "muted", "middle"))
    ends = _apart([place(len(rows) - 1, _last(series, low))[1] for series in held])
    for at, series in enumerate(held):
        points = [place(place_at, value) for place_at, value in enumerate(series) if value is not None]
        body.append(path(points, "first" if at == 0 else "second"))
        body += [f'<circle class="dot{at + 1}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points]
        name = chart.table.columns[chart.series[at]].head.split(",")[0]
        last = plain(rows[-1][chart.series[at]])
        body.append(words(right + 10, ends[at] + 4, f"{name} {last}"))
    return bottom + 28, body


def _last(series: list[float | None], low: float) -> float:
    return next((value for value in reversed(series) if value is not None), low)


def _apart(places: list[float]) -> list[float]:
    """Heights of labels, moved until none stands on another."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    found = list(places)
    for above, below in pairwise(order):
        found[below] = max(found[below], found[above] + EM + 3)
    return found


def _grid(chart: Chart, low: float, high: float, frame: tuple[float, float, float]) -> list[str]:
    """A few lines at round values."""
    left, right, bottom = frame
    body = []
    first = next(
        (row[chart.series[0]][0] for row in chart.table.rows if isinstance(row[chart.series[0]][0], Figure)),
        None,
    )
    unit = first.unit if isinstance(first, Figure) else Unit.NUMBER
    step = _round_step((high - low) / 4)
    digits = max(0, -math.floor(math.log10(step)) - (2 if unit is Unit.PERCENT else 0))
    for at in range(math.ceil(low / step), math.floor(high / step) + 1):
        value = at * step
        y = bottom - (value - low) / (high - low) * _TALL
        said = Figure(value, unit, digits=digits).text
        body.append(line((left, y), (right, y), "grid"))
        body.append(words(left - 8, y + 4, fitted(said, room(said) + EM), "muted", "end"))
    return body


def _round_step(least: float) -> float:
    """The first of 1, 2, 5 and their tens that is not under ``least``, which is above 0."""
    ten = 10.0 ** math.floor(math.log10(least))
    return next(ten * times for times in (1, 2, 5, 10) if ten * times >= least * 0.999)
