"""The home screen's questions: how revenue moved, where the book stands, what is due, whether the index is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desks.base import OnWorkspace

if TYPE_CHECKING:
    from foundation.months import Month
    from foundation.progress import Progress
    from workspace.book_standing import BookStanding
    from workspace.coverage import CoverageView
    from workspace.explain import Opened
    from workspace.metrics import RetentionPoint
    from workspace.play_board import DueBoard


class HomeDesk(OnWorkspace):
    """All of it may raise NrrError."""

    def trend(self, month: Month | None) -> tuple[RetentionPoint, ...]:
        """Retention and ARR of the months up to ``month``."""
        from workspace.metrics import retention_trend

        return retention_trend(self.opened(), month)

    def standing(self, month: Month | None) -> BookStanding:
        """The ARR at risk and the renewals to come at a month's end."""
        from workspace.book_standing import book_standing

        with self.lasting.use() as session:
            return book_standing(session.workspace, month, self.clock, session)

    def due(self) -> DueBoard:
        """The plays that are due."""
        from workspace.play_board import DueQuery, board_of

        with self.lasting.use() as session:
            return board_of(session, DueQuery())

    def contacts(self) -> CoverageView:
        """Who is known at the top accounts."""
        from workspace.coverage import CoverageQuery, coverage_view

        with self.lasting.use() as session:
            return coverage_view(session.coverage, CoverageQuery())

    def stale_index(self) -> str:
        """Why the search index no longer fits the store, in words; empty where it does, or none was made."""
        from workspace.index_upkeep import stale_index

        return stale_index(self.opened())

    def rebuild_index(self, progress: Progress) -> int:
        """Make the search index anew; how many statements it holds."""
        from workspace.reindex import rebuild_index

        return rebuild_index(self.opened(), progress)

    def explain(self, figure: str) -> Opened:
        """A figure down to its rows."""
        from workspace.explain import explain

        return explain(self.opened(), figure)
