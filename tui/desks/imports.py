"""Files on their way in: what lies in a folder, how it would be read, the import, and who is unmatched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.desks.base import OnWorkspace

if TYPE_CHECKING:
    from foundation.progress import Progress
    from ingest.items import ImportReport
    from workspace.browsing import FolderView
    from workspace.import_plan import ImportPlan, PlanRequest
    from workspace.importing import ImportRequest
    from workspace.store.matches import UnmatchedItem
    from workspace.unmatched import UnmatchedGroup


class ImportsDesk(OnWorkspace):
    """All of it may raise NrrError."""

    def browse(self, folder: Path, everything: bool) -> FolderView:
        """What lies in a folder that could be imported."""
        from workspace.browsing import browse

        return browse(folder, everything)

    def plan(self, request: PlanRequest) -> ImportPlan:
        """How files would be read."""
        from workspace.import_plan import plan_import

        return plan_import(self.opened(), request)

    def run_import(self, request: ImportRequest, progress: Progress) -> ImportReport:
        """Import, or try it; nothing is kept when it raises. A manifest may be among the files of calls."""
        from workspace.import_plan import apart_from_manifest
        from workspace.importing import import_files

        if request.kind == "calls" and request.manifest is None:
            files, manifest = apart_from_manifest(request.files)
            request = replace(request, files=files, manifest=manifest)
        return import_files(self.opened(), request, self.clock, progress)

    def unmatched(self, limit: int) -> tuple[UnmatchedGroup, ...]:
        """Feedback without an account, by its best clue."""
        from workspace.unmatched import unmatched

        return unmatched(self.opened(), limit)

    def clueless(self, limit: int) -> tuple[UnmatchedItem, ...]:
        """Feedback without an account that names nothing to tell one by, item by item."""
        from workspace.unmatched import clueless

        return clueless(self.opened(), limit)

    def unassign(self, kind: str, value: str) -> int:
        """Take an assignment back; how many items changed their account."""
        from workspace.unmatched import unassign

        return unassign(self.opened(), kind, value, self.clock)

    def assigned(self) -> tuple[tuple[str, str, str], ...]:
        """What was assigned by hand: kind of clue, its value, the account's id."""
        from workspace.unmatched import assigned

        return assigned(self.opened())

    def assign(self, kind: str, value: str, account: str) -> int:
        """Give feedback with this clue to an account; how many items changed theirs."""
        from workspace.unmatched import assign

        return assign(self.opened(), kind, value, account, self.clock)
