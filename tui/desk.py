"""What the screens may ask of the workspace: use cases only, each imported when it is first called.

Screens call these from thread workers; widgets never see a desk. Tests put their own desk in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from accounts.figures import RevenueMetrics
    from foundation.months import Month
    from foundation.progress import Progress
    from ingest.items import ImportReport
    from playbooks.account_brief import AccountBrief
    from synthesis.themes import SynthesisRun
    from workspace.browsing import FolderView
    from workspace.import_plan import ImportPlan, PlanRequest
    from workspace.importing import ImportRequest
    from workspace.item_view import ItemView
    from workspace.overview import MonthView
    from workspace.unmatched import UnmatchedGroup


class Desk(Protocol):
    """The use cases behind the screens. All of them may raise NrrError."""

    def month(self, month: Month | None) -> MonthView:
        """A month at a glance; the latest by default."""
        ...

    def revenue(self, month: Month | None) -> RevenueMetrics:
        """NRR and GRR of a month."""
        ...

    def item(self, item_id: str) -> ItemView:
        """One feedback item with all its turns."""
        ...

    def account_names(self) -> dict[str, str]:
        """The accounts' names by id."""
        ...

    def brief(self, account: str) -> AccountBrief:
        """An account, by id or name, on one page."""
        ...

    def synthesize(self, progress: Progress) -> SynthesisRun:
        """Make the run of the newest month with feedback."""
        ...

    def browse(self, folder: Path, everything: bool) -> FolderView:
        """What lies in a folder that could be imported."""
        ...

    def plan(self, request: PlanRequest) -> ImportPlan:
        """How files would be read."""
        ...

    def run_import(self, request: ImportRequest, progress: Progress) -> ImportReport:
        """Import, or try it; nothing is kept when it raises. A manifest may be among the files of calls."""
        ...

    def unmatched(self, limit: int) -> tuple[UnmatchedGroup, ...]:
        """Feedback without an account, by its best clue."""
        ...

    def assign(self, kind: str, value: str, account: str) -> int:
        """Give feedback with this clue to an account; how many items changed theirs."""
        ...


DemoBuilder = Callable[[Path, "Progress"], Desk]
"""Builds the demo workspace in a folder and answers with its desk."""


@dataclass(frozen=True, slots=True)
class WorkspaceDesk:
    """The desk of the workspace in ``root``; opens it anew each time, so that other processes' work shows."""

    root: Path

    def month(self, month: Month | None) -> MonthView:
        from workspace.overview import month_view
        from workspace.workspace import open_workspace

        return month_view(open_workspace(self.root), month)

    def revenue(self, month: Month | None) -> RevenueMetrics:
        from workspace.metrics import metrics
        from workspace.workspace import open_workspace

        return metrics(open_workspace(self.root), month).whole

    def item(self, item_id: str) -> ItemView:
        from workspace.item_view import open_item
        from workspace.workspace import open_workspace

        return open_item(open_workspace(self.root), item_id)

    def account_names(self) -> dict[str, str]:
        from workspace.assistant_tools import open_session
        from workspace.workspace import open_workspace

        return open_session(open_workspace(self.root)).names

    def brief(self, account: str) -> AccountBrief:
        from workspace.brief import account_brief
        from workspace.workspace import open_workspace

        return account_brief(open_workspace(self.root), account)

    def synthesize(self, progress: Progress) -> SynthesisRun:
        from foundation.clock import SystemClock
        from workspace.synthesize import synthesize
        from workspace.workspace import open_workspace

        return synthesize(open_workspace(self.root), None, SystemClock(), progress)

    def browse(self, folder: Path, everything: bool) -> FolderView:
        from workspace.browsing import browse

        return browse(folder, everything)

    def plan(self, request: PlanRequest) -> ImportPlan:
        from workspace.import_plan import plan_import
        from workspace.workspace import open_workspace

        return plan_import(open_workspace(self.root), request)

    def run_import(self, request: ImportRequest, progress: Progress) -> ImportReport:
        from dataclasses import replace

        from foundation.clock import SystemClock
        from workspace.import_plan import apart_from_manifest
        from workspace.importing import import_files
        from workspace.workspace import open_workspace

        if request.kind == "calls" and request.manifest is None:
            files, manifest = apart_from_manifest(request.files)
            request = replace(request, files=files, manifest=manifest)
        return import_files(open_workspace(self.root), request, SystemClock(), progress)

    def unmatched(self, limit: int) -> tuple[UnmatchedGroup, ...]:
        from workspace.unmatched import unmatched
        from workspace.workspace import open_workspace

        return unmatched(open_workspace(self.root), limit)

    def assign(self, kind: str, value: str, account: str) -> int:
        from foundation.clock import SystemClock
        from workspace.unmatched import assign
        from workspace.workspace import open_workspace

        return assign(open_workspace(self.root), kind, value, account, SystemClock())


def build_demo_desk(folder: Path, progress: Progress) -> Desk:
    """The demo workspace in ``folder``, built or brought up to date. Raises NrrError."""
    from foundation.clock import SystemClock
    from workspace.demo import build_demo

    build_demo(folder, SystemClock(), progress)
    return WorkspaceDesk(folder)
