"""Use case: what a report can be made of, before one is made: the months, the sections in the order of the settings."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.months import Month
from workspace.report import REPORT_SECTIONS
from workspace.store import runs
from workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReportRoom:
    """``months`` have a run, the newest first. ``sections``: key and title of all that there are; ``chosen``: the keys
    that the settings ask for, in their order, all where they name none. ``least``: the accounts under which a masked
    copy leaves a theme out."""

    company: str
    months: tuple[Month, ...]
    sections: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    least: int


def report_room(workspace: Workspace) -> ReportRoom:
    """The room as it stands. Raises StoreError."""
    settings = workspace.settings
    with workspace.store().read() as connection:
        months = tuple(reversed(runs.months(connection)))
    known = [key for key, _ in REPORT_SECTIONS]
    chosen = tuple(key for key in settings.report.sections if key in known)
    return ReportRoom(
        settings.company.name, months, REPORT_SECTIONS, chosen or tuple(known), settings.report.min_accounts
    )
