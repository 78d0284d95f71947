"""The themes: a month's table and its cuts, what people change of them, what if, and one month against another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.desks.base import OnWorkspace

if TYPE_CHECKING:
    from datetime import date

    from foundation.months import Month
    from foundation.progress import Progress
    from workspace.edit_history import HistoryLine
    from workspace.edit_recording import Editor, Made
    from workspace.theme_diff import ThemeDiff
    from workspace.theme_evidence import ThemeEvidence
    from workspace.theme_table import ThemeCut, ThemePage
    from workspace.what_if import LoadedMonth, WhatIfView, Wish


class ThemesDesk(OnWorkspace):
    """All of it may raise NrrError."""

    def themes(self, cut: ThemeCut) -> ThemePage:
        """The themes of a month among all or some of the accounts."""
        from workspace.theme_table import theme_page

        return theme_page(self.opened(), cut, self.kept_runs.run_of)

    def evidence(self, theme_id: str, month: Month | None) -> ThemeEvidence:
        """Everything that was said in a theme."""
        from workspace.theme_evidence import theme_evidence

        return theme_evidence(self.opened(), theme_id, month)

    def edit_theme(self, change: Callable[[Editor], Made], month: Month | None, progress: Progress) -> Made:
        """Make one of ``workspace.theme_edits`` or ``edit_undoing`` on the run of ``month``."""
        from workspace.edit_recording import Editor

        return change(Editor(self.opened(), self.clock, month, progress))

    def theme_history(self) -> tuple[HistoryLine, ...]:
        """Every change that people made of themes, oldest first."""
        from workspace.edit_history import history

        return history(self.opened())

    def today(self) -> date:
        """The day on which an edit is made."""
        return self.clock.now().date()

    def what_if_month(self, month: Month | None) -> LoadedMonth:
        """A month in memory, to try changes on."""
        from workspace.what_if import load_baseline

        return load_baseline(self.opened(), month)

    def try_change(self, loaded: LoadedMonth, wish: Wish) -> WhatIfView:
        """The ranking of ``loaded`` as ``wish`` would have it; reads no store."""
        from workspace.what_if import try_change

        return try_change(loaded, wish)

    def compare_months(self, one: Month, other: Month) -> ThemeDiff:
        """What changed between two months."""
        from workspace.theme_diff import diff_themes

        return diff_themes(self.opened(), one, other)

    def currency(self) -> str:
        """The currency that amounts are in."""
        return self.opened().settings.company.currency
