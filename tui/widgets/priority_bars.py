"""The priority formula, open: each component's score, weight and points, with its own value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui import theme_words, words
from tui.stylesheet import stylesheet

if TYPE_CHECKING:
    from synthesis.figures import ThemeWeights


class PriorityBars(Static):
    """A bar a component; the points add up to the priority."""

    DEFAULT_CSS = stylesheet(__file__)

    def show_weights(self, weights: ThemeWeights, currency: str) -> None:
        lines = [Content.styled(f"Priority {words.whole(weights.priority)} of 100 is the sum of", "bold")]
        for part in weights.components:
            lines.append(
                Content.assemble(
                    f"{theme_words.component_name(part.name):<9}",
                    (words.bar(part.score, 7), "$primary"),
                    f" {words.component_sum(part)}  ",
                    (words.component_value(part, currency), "dim"),
                )
            )
        self.update(Content("\n").join(lines))
