"""How soon the terminal app paints, how soon it answers a key on each table, and what memory it takes.

``python -m bench.tui [--workspace DIR] [--starts N] [--json]``. Without ``--workspace`` the large workspace of
``bench.tui_workspace`` is built first (2,000 accounts, 600 themes planted, 100,000 statements; minutes). The app
runs as its own process on a pseudo-terminal: a start is timed from the start of the process to the first frame
of the home screen, a key from its byte to the last byte of the frame that it brings. The same is measured of the
least app that Textual can make (``bench.tui_yardstick``), which tells what of it is the machine's and the framework's.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.terminal import Terminal
from bench.tui_workspace import Size, build

_COMMAND = (sys.executable, "-m", "cli")
_YARDSTICK = (sys.executable, "-m", "bench.tui_yardstick")
_DOWN, _UP, _RIGHT, _PAGE_DOWN, _PAGE_UP, _END, _HOME, _ENTER, _ESCAPE = (
    "\x1b[B", "\x1b[A", "\x1b[C", "\x1b[6~", "\x1b[5~", "\x1b[F", "\x1b[H", "\r", "\x1b",
)  # fmt: skip
_ROOMS = (  # the keys that lead to the table; of those who left the large workspace has only who is not to be asked
    ("themes", ["2"]), ("accounts", ["3"]), ("plays", ["4"]), ("win-back", ["5", _RIGHT]),
)  # fmt: skip
_WALK = (
    ("scroll", [*[_DOWN] * 40, *[_UP] * 20, *[_PAGE_DOWN] * 15, *[_PAGE_UP] * 10, _END, _HOME]),
    ("sort", ["s"] * 6),
    ("filter", ["/", "e", "n", "t", "\x7f", "\x7f", "\x7f", _ENTER]),
    ("open", [_ENTER, _ESCAPE] * 4),
)
_BETWEEN = 0.15  # seconds between two keys, so that one frame is not taken for another's


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; they are seconds, milliseconds and megabytes."""
    parser = argparse.ArgumentParser(prog="bench.tui", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--starts", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        root = options.workspace or build(Path(scratch) / "large", Size()).root
        figures = {
            "first frame": first_frames(_COMMAND, root, "Home", options.starts),
            **walk(root),
            "least app, first frame": first_frames(_YARDSTICK, Path.cwd(), "Column 0", options.starts),
            **yardstick(),
        }
    if options.json:
        print(json.dumps(figures))
    else:
        for name, measured in figures.items():
            print(f"{name:24}", "  ".join(f"{key} {value}" for key, value in measured.items()))
    return 0


def first_frames(command: Sequence[str], folder: Path, words: str, starts: int) -> dict[str, float]:
    """Seconds until ``words`` are painted over ``starts`` processes, after one that warms the files."""
    seconds = []
    for _ in range(starts + 1):
        with Terminal(command, folder) as terminal:
            seconds.append(terminal.until(words))
    warm = seconds[1:]
    return {"median s": round(statistics.median(warm), 3), "p95 s": _p95(warm, 3), "starts": starts}


def walk(root: Path) -> dict[str, dict[str, float]]:
    """Milliseconds from key to paint by room and action, over all, and the memory after it."""
    figures: dict[str, dict[str, float]] = {}
    everything: list[float | None] = []
    with Terminal(_COMMAND, root) as terminal:
        terminal.until("Home")
        terminal.settle(3)
        for room, keys_there in _ROOMS:
            for one in keys_there:
                terminal.press(one)
                terminal.settle(3)
            for action, keys in _WALK:
                took = _pressed(terminal, keys)
                figures[f"{room} {action}"] = _summary(took)
                everything += took
        figures["all keys"] = _summary(everything)
        figures["memory"] = {"megabytes": round(terminal.memory(), 0)}
    return figures


def yardstick() -> dict[str, dict[str, float]]:
    """The same keys in the least app, but for the filter, which it has none of."""
    with Terminal(_YARDSTICK, Path.cwd()) as terminal:
        terminal.until("Column 0")
        terminal.settle(1)
        return {
            f"least app, {action}": _summary(_pressed(terminal, keys))
            for action, keys in _WALK
            if action != "filter"
        }


def _pressed(terminal: Terminal, keys: Sequence[str]) -> list[float | None]:
    took = []
    for pressed in keys:
        took.append(terminal.press(pressed))
        terminal.settle(_BETWEEN)
    return took


def _summary(took: Sequence[float | None]) -> dict[str, float]:
    answered = [seconds * 1000 for seconds in took if seconds is not None]
    return {
        "p50 ms": round(statistics.median(answered), 1),
        "p95 ms": _p95(answered, 1),
        "most ms": round(max(answered), 1),
        "keys": len(took),
        "unanswered": len(took) - len(answered),
    }


def _p95(values: Sequence[float], digits: int) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], digits)


if __name__ == "__main__":
    sys.exit(main())
