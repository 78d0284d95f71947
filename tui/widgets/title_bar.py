"""The first line of every screen: the rooms with their keys, which one this is, which month, whose workspace."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

from foundation.months import Month
from tui.going import OpenRoom
from tui.rooms import ROOMS
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

_FULL = 112  # cells from which the rooms are named; on fewer only the one you are in is


class TitleBar(Static):
    """``nrr  1 Home  2 Themes … [ October 2026 ] Tallyfield``; the brackets are the keys that change the month.

    ``place`` is a room's title, or what lies on top of a room: that is named after the rooms.
    """

    DEFAULT_CSS = stylesheet(__file__)

    def __init__(self, place: str, rooms: bool = True) -> None:
        super().__init__()
        self._place = place
        self._rooms = ROOMS if rooms else ()
        self._about: tuple[str, Month | None, str] = ("", None, "")
        self._at: list[tuple[int, int, str]] = []

    def show_month(self, company: str, month: Month | None, note: str = "") -> None:
        """Name the company and month; ``note`` says more about what is shown."""
        self._about = (company, month, note)
        self.refresh()

    def render(self) -> Content:
        company, month, note = self._about
        parts = [Content.styled(" nrr ", "bold reverse"), Content(" ")]
        self._at, x = [], 6
        for room in self._rooms:
            here = room.title == self._place
            text = f" {room.key} {room.title} " if here or self.size.width >= _FULL else f" {room.key} "
            parts.append(Content.styled(text, "bold reverse" if here else "dim"))
            self._at.append((x, x + len(text), room.name))
            x += len(text)
        if self._place not in {room.title for room in self._rooms}:
            parts.append(Content.styled(f" {self._place}", "bold"))
        if month is not None:
            parts += [Content.styled("  [ ", "dim"), Content(month.title), Content.styled(" ]", "dim")]
        if company:
            parts += [Content("  "), Content(Untrusted(company).line(40))]
        if note:
            parts += [Content.styled(f" · {note}", "dim")]
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        for start, end, name in self._at:
            if start <= event.x < end:
                self.post_message(OpenRoom(name))
