"""A whole item, turn by turn: who spoke is said in words, and the quoted words stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from ingest.items import Part
    from workspace.item_view import ItemView

_LONGEST = 20_000  # characters of one turn; more is not read on a terminal


class Transcript(VerticalScroll):
    """Shows an item's turns in order."""

    BINDING_GROUP_TITLE = "Item"
    DEFAULT_CSS = stylesheet(__file__)

    async def show_item(self, view: ItemView, part_id: str, quoted: str) -> None:
        """Show ``view`` and stand at the part of id ``part_id``, with the words ``quoted`` marked."""
        await self.remove_children()
        turns = [_turn(part, Untrusted(quoted) if part.id == part_id else None) for part in view.parts]
        await self.mount_all(turns)
        for part, turn in zip(view.parts, turns, strict=True):
            if part.id == part_id and part.position > 0:
                self.call_after_refresh(turn.scroll_visible, animate=False, top=True)


def _turn(part: Part, quoted: Untrusted | None) -> Static:
    role = part.role.value if part.role else "unknown"
    who = Content.styled(role.capitalize(), "bold")
    if part.speaker:
        who += Content(f"  {Untrusted(part.speaker).line(40)}")
    if part.at is not None:
        who += Content.styled(f"  {part.at:%Y-%m-%d %H:%M} UTC", "dim")
    words = Untrusted(part.text)
    said = words.content(_LONGEST) if quoted is None else words.marking(quoted, "bold reverse", _LONGEST)
    return Static(Content("\n").join([who, said]), classes=f"turn -{role}")
