"""What commands print: data to stdout as aligned text or JSON, narration and progress to stderr."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
import time
import unicodedata
from collections.abc import Iterable, Sequence

import click

from foundation.text import one_line, safe_text

WIDTH = 118
"""The most columns that a line of prose takes; tables stay under 120 by the length of their labels."""
_JOINED = "\u00a0%"
_NAME = 16
_LEAST = 12


def emit_json(value: object) -> None:
    """Print ``value`` as JSON to stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def emit(text: str = "") -> None:
    """Print data to stdout, made safe for a terminal."""
    click.echo(safe_text(text))


def narrate(text: str) -> None:
    """Say something about the work, to stderr."""
    click.echo(safe_text(text), err=True)


def mind(warnings: Iterable[str]) -> None:
    """Say what to mind beside the data that is printed, a line each, to stderr."""
    for one in warnings:
        narrate(f"Mind: {one}")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> str:
    """Aligned columns with two spaces between; ``align`` holds l or r for each column."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    widths = _widths(heads, cells)
    lines = [
        "  ".join(
            " " * (width - _columns(cell)) + cell if side == "r" else cell + " " * (width - _columns(cell))
            for cell, width, side in zip(row, widths, align, strict=True)
        ).rstrip()
        for row in (list(heads), *cells)
    ]
    return "\n".join(lines)


def fitted_table(heads: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> str:
    """``table`` in the columns of the terminal, or of prose where there is none. Of l columns the widest are cut, and
    the last of them, which holds the reason where there is one, after the others; none so far that a day would be."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    widths = _widths(heads, cells)
    most = terminal_width() or WIDTH
    left = [at for at, side in enumerate(align) if side == "l"]
    for least, places in ((_NAME, left[:-1]), (_LEAST, left)):
        while sum(widths) + 2 * (len(widths) - 1) > most:
            wide = [at for at in places if widths[at] > max(least, _columns(heads[at]))]
            if not wide:
                break
            widths[max(wide, key=lambda at: widths[at])] -= 1
    return table(
        heads,
        [[cut_to(cell, width) for cell, width in zip(row, widths, strict=True)] for row in cells],
        align,
    )


def cut_to(text: str, width: int) -> str:
    """``text`` in at most ``width`` columns, with an ellipsis where it was cut."""
    if _columns(text) <= width:
        return text
    kept = next(at for at in range(len(text) + 1) if _columns(text[: at + 1]) >= width)
    return text[:kept].rstrip() + "…"


def _widths(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    return [max(_columns(head), *(_columns(row[at]) for row in cells), 0) for at, head in enumerate(heads)]


def terminal_width() -> int | None:
    """How many columns the terminal on stdout has, from 80 to ``WIDTH``; None where stdout is none."""
    return min(max(shutil.get_terminal_size().columns, 80), WIDTH) if sys.stdout.isatty() else None


def wrapped(text: str, indent: str = "", width: int = WIDTH) -> str:
    """``text`` broken at spaces so that no line is over ``width`` columns; lines after the first begin with
    ``indent``. A number and its % stay together."""
    whole = text.replace(" %", _JOINED)
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        for line in whole.split("\n")
    ).replace(_JOINED, " %")


def _columns(text: str) -> int:
    """How many columns a terminal gives ``text``: two to wide characters, none to those that combine."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn")
        else 1 + (unicodedata.east_asian_width(char) in "FW")
        for char in text
    )


class ProgressLine:
    """A ``Progress`` callback that keeps one line on a terminal and is silent elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._last = 0.0
        self._began = time.monotonic()

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if not self._live or (now - self._last < 0.1 and done != total):
            return
        self._last = now
        if total:
            filled = done * 24 // total
            bar = f"{'█' * filled}{'░' * (24 - filled)} {done:,}/{total:,}"
        else:
            bar = f"{done:,}"
        click.echo(f"\r\x1b[2K{stage} {bar} {now - self._began:.0f} s", nl=False, err=True)

    def say(self, line: str) -> None:
        """A line for people that stays, in the place of the bar."""
        self.close()
        narrate(line)

    def close(self) -> None:
        """Clear the line."""
        if self._live:
            click.echo("\r\x1b[2K", nl=False, err=True)
