"""Small parts of SVG: shapes with classes, text that is escaped, and how much room words take."""

from __future__ import annotations

import unicodedata
from html import escape

from foundation.text import one_line
from reports.xml_text import xml_text

EM = 12.0
_WIDE = 1.0
_NARROW = 0.55


def rect(x: float, y: float, width: float, height: float, name: str) -> str:
    """A bar; one without height is a hair line, so that it is seen."""
    size = f'width="{max(width, 0.8):.1f}" height="{max(height, 0.8):.1f}"'
    return f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" {size}/>'


def line(start: tuple[float, float], end: tuple[float, float], name: str) -> str:
    """A straight line."""
    return (
        f'<line class="{name}" x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"/>'
    )


def path(points: list[tuple[float, float]], name: str) -> str:
    """A line through ``points``."""
    drawn = " ".join(f"{'M' if not at else 'L'}{x:.1f} {y:.1f}" for at, (x, y) in enumerate(points))
    return f'<path class="{name}" d="{drawn}"/>'


def words(x: float, y: float, text: str, name: str = "ink", anchor: str = "start") -> str:
    """Text at a place, with every mark of XML made harmless."""
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{marked(text)}</text>'


def marked(text: str) -> str:
    """``text`` as XML holds it."""
    return escape(xml_text(one_line(text)), quote=True)


def room(text: str) -> float:
    """About how wide ``text`` is, in pixels."""
    return sum(
        EM * (_WIDE if unicodedata.east_asian_width(char) in "FW" else _NARROW)
        for char in text
        if not unicodedata.combining(char)
    )


def fitted(text: str, width: float) -> str:
    """``text`` cut to ``width`` pixels, with an ellipsis."""
    flat = one_line(text)
    if room(flat) <= width:
        return flat
    while flat and room(flat) + EM > width:
        flat = flat[:-1]
    return flat.rstrip() + "…"


def picture(width: float, height: float, body: list[str], title: str, style: str = "") -> str:
    """A whole picture that is as wide as its place and says ``title`` to whoever cannot see it."""
    held = f"<style>{style}</style>" if style else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" role="img" aria-label="{marked(title)}">{held}{"".join(body)}</svg>'
    )
