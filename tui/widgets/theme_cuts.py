"""What a theme divides into: its sub-themes, its tiers and segments, and what it does to the month's NPS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from textual.content import Content
from textual.widgets import Static

from tui import words
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from synthesis.figures import CutFigures, NpsImpact, ThemeWeights
    from synthesis.themes import Theme

_NAME = 22
_MOST = 6


class ThemeCuts(Static):
    """A line a part; hidden where a theme has none."""

    DEFAULT_CSS = stylesheet(__file__)

    def show_cuts(self, theme: Theme, weights: ThemeWeights, currency: str) -> None:
        """The parts of ``theme``, in its order."""
        blocks = [
            self._cuts("By tier", weights.by_tier, currency),
            self._cuts("By segment", weights.by_segment, currency),
            self._parts(theme),
            self._nps(weights.nps),
        ]
        lines = [line for block in blocks if block for line in (Content(""), *block)]
        self.display = bool(lines)
        self.update(Content("\n").join(lines[1:]))

    @staticmethod
    def _cuts(head: str, cuts: Sequence[CutFigures], currency: str) -> list[Content]:
        lines = [
            Content.assemble(
                f" {_name(cut.name)} ",
                f"{words.short_amount(cut.arr, currency):>8}",
                (f"  at risk {words.short_amount(cut.arr_at_risk, currency)}", "dim"),
                (f", {words.count(cut.accounts, 'account')}", "dim"),
            )
            for cut in cuts[:_MOST]
        ]
        return [Content.styled(head, "bold"), *lines] if lines else []

    @staticmethod
    def _parts(theme: Theme) -> list[Content]:
        lines = [
            Content.assemble(f" {_name(part.label)} ", (f"{len(part.members):>8,} of the window", "dim"))
            for part in theme.subthemes[:_MOST]
        ]
        return [Content.styled("Sub-themes", "bold"), *lines] if lines else []

    @staticmethod
    def _nps(impact: NpsImpact | None) -> list[Content]:
        if impact is None:
            return []
        said = (
            f" {impact.score:+.0f}, without the {impact.in_theme:,} of {impact.answers:,} answers with this theme "
            f"{impact.without:+.0f}"
        )
        return [Content.styled("NPS of the month", "bold"), Content(said)]


def _name(text: str) -> str:
    return set_cell_size(Untrusted(text).line(_NAME), _NAME)
