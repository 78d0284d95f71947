"""Every key that works where you are, read from the bindings themselves, so that it cannot be out of date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static


@dataclass(frozen=True, slots=True)
class KeyLine:
    """The keys of one action, what they do, and where they belong."""

    group: str
    keys: str
    description: str


def key_lines(screen: Screen[object]) -> list[KeyLine]:
    """The active keys of ``screen``, one line an action, from the focused widget outwards."""
    found: dict[tuple[str, str], tuple[list[str], str]] = {}
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        if binding.system or not enabled or not binding.description:
            continue
        group = node.BINDING_GROUP_TITLE or "Everywhere"
        keys, _description = found.setdefault(
            (group, binding.action), ([], binding.tooltip or binding.description)
        )
        keys.append(screen.app.get_key_display(binding))
    return [
        KeyLine(group, " ".join(dict.fromkeys(keys)), text)
        for (group, _action), (keys, text) in found.items()
    ]


class HelpScreen(ModalScreen[None]):
    """The keys of the screen beneath."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q", "dismiss", "Close")]

    def __init__(self, lines: Sequence[KeyLine]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(self._content())

    def _content(self) -> Content:
        lines: list[Content] = []
        group = None
        for line in self._lines:
            if line.group != group:
                lines += [Content(""), Content.styled(line.group, "bold underline")]
                group = line.group
            lines.append(Content.assemble((f"{line.keys:>16}", "bold"), f"  {line.description}"))
        return Content("\n").join([*lines[1:], Content(""), Content.styled("esc closes", "dim")])
