"""A month: its themes, its revenue, and the items behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desks.base import OnWorkspace

if TYPE_CHECKING:
    from accounts.figures import RevenueMetrics
    from foundation.months import Month
    from foundation.progress import Progress
    from synthesis.themes import SynthesisRun
    from workspace.item_view import ItemView
    from workspace.overview import MonthView


class MonthsDesk(OnWorkspace):
    """All of it may raise NrrError."""

    def month(self, month: Month | None) -> MonthView:
        """A month at a glance; the latest by default."""
        from workspace.overview import month_view

        return month_view(self.opened(), month, self.kept_runs.run_of)

    def revenue(self, month: Month | None) -> RevenueMetrics:
        """NRR and GRR of a month."""
        from workspace.metrics import metrics

        return metrics(self.opened(), month).whole

    def item(self, item_id: str) -> ItemView:
        """One feedback item with all its turns."""
        from workspace.item_view import open_item

        return open_item(self.opened(), item_id)

    def synthesize(self, progress: Progress) -> SynthesisRun:
        """Make the run of the newest month with feedback."""
        from workspace.synthesize import synthesize

        return synthesize(self.opened(), None, self.clock, progress)
