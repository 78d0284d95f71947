"""Every key that works where you are, read from the bindings themselves, so that it cannot be out of date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static


@dataclass(frozen=True, slots=True)
class KeyLine:
    """The keys of one action, what they do, and where they belong."""

    group: str
    keys: str
    description: str


_OWN_WORDS = {
    "app.focus_next": "Next part of the screen",
    "app.focus_previous": "Part of the screen before",
    "screen.copy_text": "Copy what is marked with the mouse",
    "help_quit": "",
}
"""What the framework's own bindings do, in our words; nothing where it is of no use here."""

_EVERYWHERE = "Everywhere"


def key_lines(screen: Screen[object]) -> list[KeyLine]:
    """The active keys of ``screen``, one line an action: those of the place, of the focused part, of the app."""
    found: dict[tuple[str, str], tuple[list[str], str]] = {}
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        said = _OWN_WORDS.get(binding.action, binding.tooltip or binding.description)
        named = node.BINDING_GROUP_TITLE or (_EVERYWHERE if node is screen.app else "")
        if binding.system or not enabled or not said or not named:
            continue
        keys, _said = found.setdefault((named, binding.action), ([], said))
        keys.append(screen.app.get_key_display(binding))
    lines = [
        KeyLine(group, " ".join(dict.fromkeys(keys)), text)
        for (group, _action), (keys, text) in found.items()
    ]
    order = {screen.BINDING_GROUP_TITLE or "": 0, _EVERYWHERE: 2}
    return sorted(lines, key=lambda line: order.get(line.group, 1))


class HelpScreen(ModalScreen[None]):
    """The keys of the screen beneath."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q", "dismiss", "Close")]

    def __init__(self, lines: Sequence[KeyLine]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        groups: dict[str, list[Content]] = {}
        for line in self._lines:
            lines = groups.setdefault(line.group, [Content.styled(line.group, "bold underline")])
            lines.append(Content.assemble((f"{line.keys:>12}", "bold"), f"  {line.description}"))
        blocks = [Content("\n").join([*lines, Content("")]) for lines in groups.values()]
        place, rest = blocks[:1], blocks[1:]
        with VerticalScroll(id="help"):
            with Horizontal(id="groups"):
                yield Static(Content("\n").join(place))
                yield Static(Content("\n").join(rest))
            yield Static(Content.styled("esc closes", "dim"))
