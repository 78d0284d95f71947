"""What every part of the desk stands on: the workspace's folder."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock

if TYPE_CHECKING:
    from workspace.kept_runs import KeptRuns
    from workspace.lasting_session import LastingSession
    from workspace.stamp import Stamp
    from workspace.workspace import Workspace


class OnWorkspace:
    """The workspace in ``root``, opened anew each time, so that other processes' work shows."""

    def __init__(self, root: Path, clock: Clock | None = None) -> None:
        self.root = root
        self.clock = clock or SystemClock()

    def opened(self) -> Workspace:
        """The workspace, read from its files. Raises NrrError."""
        from workspace.workspace import open_workspace

        return open_workspace(self.root)

    def stamp(self) -> Stamp:
        """Another value once anything was written to the workspace, by whomever; equal: nothing was."""
        from workspace.stamp import stamp_of

        return stamp_of(self.root)

    def look(self) -> str:
        """The look that was kept for this workspace: ``light``, ``dark``, or empty for none."""
        from workspace.app_look import kept_look

        return kept_look(self.root)

    def keep_look(self, look: str) -> None:
        """Keep ``look`` for the next time."""
        from workspace.app_look import keep_look

        keep_look(self.root, look)

    @cached_property
    def lasting(self) -> LastingSession:
        """What is known of the workspace, kept from one question to the next as long as it holds."""
        from workspace.lasting_session import LastingSession

        return LastingSession(self.root, self.clock, self.kept_runs.run_of)

    @cached_property
    def kept_runs(self) -> KeptRuns:
        """The months last looked at."""
        from workspace.kept_runs import KeptRuns

        return KeptRuns(self.root)
