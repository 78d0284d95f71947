"""The tools that were called for an answer, as they run: what was asked of each, what it found, how long it took."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from textual.content import Content
from textual.widgets import Static

from tui import words
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

_ASKED = 90


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    asked: str
    began: float
    seconds: float | None = None
    found: int = 0
    problem: str = ""


class ToolLog(Static):
    """One line a call, oldest first; hidden while there is none."""

    DEFAULT_CSS = stylesheet(__file__)

    def __init__(self) -> None:
        super().__init__()
        self._calls: list[_Call] = []
        self._notes: list[str] = []
        self.display = False

    def clear(self) -> None:
        """Nothing was called."""
        self._calls.clear()
        self._notes.clear()
        self.display = False

    def started(self, name: str, asked: str) -> None:
        """A tool is being called."""
        self._calls.append(_Call(name, asked, time.monotonic()))
        self._draw()

    def ended(self, found: int, problem: str) -> None:
        """The tool called last is done."""
        if self._calls and self._calls[-1].seconds is None:
            last = self._calls[-1]
            seconds = time.monotonic() - last.began
            self._calls[-1] = replace(last, seconds=seconds, found=found, problem=problem)
            self._draw()

    def note(self, line: str) -> None:
        """A remark between the calls."""
        self._notes.append(line)
        self._draw()

    def stop(self) -> None:
        """Nothing runs any more."""
        self.ended(0, "stopped")

    def _draw(self) -> None:
        lines = [_line(call) for call in self._calls]
        lines += [Content.styled(Untrusted(note).line(400), "dim") for note in self._notes]
        self.update(Content("\n").join(lines))
        self.display = True


def _line(call: _Call) -> Content:
    mark = "…" if call.seconds is None else "✗" if call.problem else "✓"
    name = Content(f"{mark} {Untrusted(call.name.replace('_', ' ')).line(40)}")
    asked = Untrusted(call.asked.strip("{}").replace('"', "")).line(_ASKED)
    if call.seconds is None:
        told = "looking…"
    elif call.problem:
        told = Untrusted(call.problem).line(160)
    else:
        told = words.pieces_found(call.found, call.seconds)
    parts = [name, Content.styled(f"  {asked}", "dim"), Content.styled(f"  {told}", "dim")]
    return Content("").join(parts)
