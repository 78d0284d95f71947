"""Monthly reports that were made before, for as long as nothing that they were made of is another.

A report of a large workspace takes many seconds to make, and is asked for once in each format. Keeps the rule that
each quote of a kept one is looked up in the store again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from foundation.ids import content_id
from reports.document import Report, quotes_in
from reports.kept_form import kept_report, kept_text
from reports.pieces import check_words
from workspace.kept_files import KeptFiles
from workspace.stamp import stamp_of
from workspace.store import feedback_views

if TYPE_CHECKING:
    from workspace.workspace import Workspace

_MOST_FILES = 6
_MOST_BYTES = 64 * 1024 * 1024
_PROGRAM = Path(__file__).resolve().parent.parent
_SOURCES = (".py", ".toml", ".txt")
_ENGINE = ("accounts", "foundation", "ingest", "playbooks", "reports", "synthesis", "workspace")


@dataclass(frozen=True, slots=True)
class KeptReports:
    """The full reports of ``workspace``, by what was asked for and the state of everything that they are made of."""

    workspace: Workspace

    def key(self, *asked: str) -> str:
        """Another one once anything was written to the workspace, its settings or the program."""
        workspace = self.workspace
        settings = workspace.settings.model_dump_json()
        return content_id(*asked, repr(stamp_of(workspace.root)), settings, _engine(), length=40)

    def get(self, key: str) -> Report | None:
        """The report, where there is one. Raises EvidenceError for a quote whose words are not in the store."""
        text = self._files.get(key)
        if text is None:
            return None
        try:
            report = kept_report(text)
        except ValueError:
            return None
        parts = sorted({quote.part for quote in quotes_in(report)})
        with self.workspace.store().read() as connection:
            check_words(report, feedback_views.part_texts(connection, parts))
        return report

    def put(self, key: str, report: Report) -> None:
        """Keep it, where the folder can be written."""
        self._files.put(key, kept_text(report))

    @property
    def _files(self) -> KeptFiles:
        return KeptFiles(self.workspace.kept_path, "report", _MOST_FILES, _MOST_BYTES)


@cache
def _engine() -> str:
    """What tells this program from one that may make another report of the same."""
    marks = []
    for room in _ENGINE:
        for file in sorted((_PROGRAM / room).rglob("*.*")):
            if file.suffix in _SOURCES:
                seen = file.stat()
                marks.append(f"{file.relative_to(_PROGRAM)} {seen.st_mtime_ns} {seen.st_size}")
    return content_id(*marks)
