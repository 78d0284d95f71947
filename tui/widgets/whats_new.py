"""What changed this month: themes that are new, growing, fading or gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui import theme_words, words
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from synthesis.themes import WeightedTheme

_MOST = 6
_GROUPS = (
    ("new", "New this month"),
    ("emerging", "Growing"),
    ("fading", "Fading"),
    ("gone", "Gone quiet"),
    ("resolved", "Resolved"),
)


class WhatsNew(Static):
    """A short list a status, in words, with the growth where it is known."""

    DEFAULT_CSS = stylesheet(__file__)

    def show_themes(self, themes: Sequence[WeightedTheme]) -> None:
        lines: list[Content] = []
        for status, title in _GROUPS:
            group = [theme for theme in themes if theme.status.value == status]
            if not group:
                continue
            lines.append(Content.styled(f"{title} ({len(group)})", "bold"))
            lines += [self._line(theme) for theme in group[:_MOST]]
            if len(group) > _MOST:
                lines.append(Content.styled(f"  and {len(group) - _MOST} more", "dim"))
        self.update(Content("\n").join(lines or [Content.styled("No theme changed its standing.", "dim")]))

    @staticmethod
    def _line(theme: WeightedTheme) -> Content:
        status, growth = theme.status.value, theme.weights.growth
        moving = status in ("emerging", "fading") and growth is not None
        note = f"  {words.growth(growth)}" if moving else ""
        mark = theme_words.status_mark(status)
        return Content.assemble(f"{mark} ", Content(Untrusted(theme.theme.label).line(44)), (note, "dim"))
