"""Reports: what they can be made of, making one, its text, its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.desks.base import OnWorkspace

if TYPE_CHECKING:
    from foundation.progress import Progress
    from workspace.report import MonthlyReport, ReportRequest
    from workspace.report_room import ReportRoom


class ReportsDesk(OnWorkspace):
    """All of it may raise NrrError."""

    def report_room(self) -> ReportRoom:
        """The months and sections there are."""
        from workspace.report_room import report_room

        return report_room(self.opened())

    def report(self, request: ReportRequest, progress: Progress) -> MonthlyReport:
        """A report, not yet printed."""
        from workspace.report import report_view

        with self.lasting.use() as session:
            return report_view(session.workspace, request, progress, self.clock, session)

    def report_text(self, view: MonthlyReport) -> str:
        """It as Markdown."""
        from workspace.report import rendered

        return rendered(view, "md").decode("utf-8")

    def report_digest(self, view: MonthlyReport, place: str) -> str:
        """It in a few lines, as ``slack``, ``teams`` or ``email`` takes them."""
        from workspace.report import digested

        return digested(view, place)

    def write_report(self, view: MonthlyReport, path: Path) -> Path:
        """Write it to ``path``, whose suffix is the format."""
        from workspace.report import rendered
        from workspace.whole_files import write_bytes

        return write_bytes(path, rendered(view, path.suffix.lstrip(".").lower()), "the report").resolve()
