"""What the next question is about alone: account, theme and month, each a chip that can be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

_WIDEST = 34


@dataclass(frozen=True, slots=True)
class Chip:
    """``kind`` is account, theme or month; ``name`` is what a person calls it."""

    kind: str
    name: Untrusted


class ScopeChips(Static):
    """One line. A click on a chip's cross posts ``Removed``."""

    DEFAULT_CSS = stylesheet(__file__)

    class Removed(Message):
        """The chip of this kind was clicked away."""

        def __init__(self, kind: str) -> None:
            super().__init__()
            self.kind = kind

    def show_chips(self, chips: Sequence[Chip], note: str) -> None:
        """Show ``chips``, then ``note`` of what else goes with the question."""
        parts = [Content.styled("about ", "dim")]
        for chip in chips:
            name = Content(f" {chip.kind} ").stylize("dim") + Content(chip.name.line(_WIDEST))
            cross = Content(" ✕ ").stylize(Style.from_meta({"@click": f"remove('{chip.kind}')"}))
            parts += [(name + cross).stylize("on $panel"), Content(" ")]
        if not chips:
            parts.append(Content("everything  "))
        if note:
            parts.append(Content.styled(f" {note}", "dim"))
        self.update(Content("").join(parts))

    def action_remove(self, kind: str) -> None:
        self.post_message(self.Removed(kind))
