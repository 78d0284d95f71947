"""Use case: the demo workspace, built from the exports of a fictional company that ship with the program.

The exports go through the same imports as anybody's files; the last months are synthesized one after the
other, so that themes have an identity and a past.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from foundation.clock import Clock
from foundation.errors import SettingsError
from foundation.months import Month
from foundation.progress import Progress, silent
from synthesis.themes import SynthesisRun
from workspace.finding import SETTINGS_FILE
from workspace.importing import ImportRequest, import_files
from workspace.own_files import PLANS_FILE
from workspace.report import ReportRequest, write_report
from workspace.synthesize import synthesize
from workspace.workspace import Workspace, init_workspace, open_workspace

COMPANY = "Tallyfield"
LATEST = Month(2026, 10)
MONTHS = 3  # how many of the last months are synthesized
_STAFF = r"\(Tallyfield\)"

# (kind, files) in the order of a first import
_IMPORTS = (
    ("accounts", ("accounts.csv",)),
    ("subscriptions", ("subscriptions.csv",)),
    ("contacts", ("contacts.csv",)),
    ("usage", ("usage.parquet",)),
    ("milestones", ("milestones.csv",)),
    ("plays", ("plays.csv",)),
    ("community", ("community.csv",)),
    (
        "tickets",
        (
            "zendesk_organizations.json",
            "zendesk_users.json",
            "zendesk_tickets.ndjson",
            "zendesk_comments.ndjson",
        ),
    ),
    ("nps", ("nps.csv",)),
    ("calls", ("calls",)),
)


@dataclass(frozen=True, slots=True)
class DemoResult:
    """The finished demo: its latest run and the path of its report."""

    company: str
    currency: str
    run: SynthesisRun
    report: Path


def demo_requests(exports: Path) -> tuple[ImportRequest, ...]:
    """The imports of the demo's export files in ``exports``."""
    return tuple(
        ImportRequest(
            kind=kind,
            files=tuple(exports / name for name in names),
            manifest=exports / "calls.csv" if kind == "calls" else None,
            staff_pattern=_STAFF if kind == "calls" else None,
        )
        for kind, names in _IMPORTS
    )


def build_demo(
    folder: Path, clock: Clock, progress: Progress = silent, say: Callable[[str], None] = lambda _line: None
) -> DemoResult:
    """Make or refresh the demo in ``folder``: exports, workspace, runs of the last months, report.

    Raises SettingsError when ``folder`` is a workspace of something else.
    """
    workspace = _workspace(folder)
    exports = folder / "exports"
    with as_file(files("workspace") / "demo_data") as shipped:
        shutil.copytree(shipped, exports, dirs_exist_ok=True)
    if not (folder / PLANS_FILE).exists():
        shutil.copyfile(exports / PLANS_FILE, folder / PLANS_FILE)
    for request in demo_requests(exports):
        report = import_files(workspace, request, clock, progress)
        say(f"imported {request.kind}: {report.read:,} read, {report.kept:,} new")
    for month in LATEST.trailing(MONTHS):
        run = synthesize(workspace, month, clock, progress)
        say(f"synthesized {month}: {len(run.themes)} themes")
    path = write_report(workspace, ReportRequest(LATEST), folder / f"report-{LATEST}.md", clock)
    return DemoResult(COMPANY, workspace.settings.company.currency, run, path)


def _workspace(folder: Path) -> Workspace:
    if not (folder / SETTINGS_FILE).exists():
        return init_workspace(folder, COMPANY)
    workspace = open_workspace(folder)
    if workspace.settings.company.name != COMPANY:
        raise SettingsError(
            f"this is the workspace of {workspace.settings.company.name}, not the demo",
            where=str(folder),
            hint="Choose another folder with --dir.",
        )
    return workspace
