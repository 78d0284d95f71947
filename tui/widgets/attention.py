"""What needs a person, each with the key that mends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui.stylesheet import stylesheet

if TYPE_CHECKING:
    from workspace.overview import Need

# by the value of Need: the key on the home screen, what is lacking, what the key does
_LINES = {
    "feedback": ("i", "No feedback yet", "import tickets, answers and calls"),
    "accounts": ("i", "No accounts, so no theme has a worth", "import accounts"),
    "revenue": ("i", "No revenue data, so no NRR and no ARR", "import subscriptions"),
    "synthesis": ("s", "Feedback is here but no themes yet", "synthesize them now"),
    "newer synthesis": ("s", "There is feedback of a newer month", "synthesize it now"),
    "granularity": ("u", "Over half of what was said is in no theme", "what to change"),
    "index": ("x", "The search index no longer fits; search does without", "rebuild it"),
    "chat model": ("m", "No chat model; drafts and answers are made by rule", "how to set one"),
}


class AttentionList(Static):
    """One line a need; hidden when there is none."""

    DEFAULT_CSS = stylesheet(__file__)

    def show_needs(self, needs: Sequence[Need]) -> None:
        lines = []
        for need in needs:
            key, lacking, mend = _LINES[need.value]
            lines.append(
                Content.assemble(
                    ("! ", "bold"), lacking, (" → ", "dim"), (f" {key} ", "bold reverse"), f" {mend}"
                )
            )
        self.update(Content("\n").join(lines))
        self.display = bool(lines)
