"""Files that lie in a folder or archive beside the exports: a readme or picture there costs no import.

A file that was named itself is never left out, and where nothing could be read at all, the last error stands: a table
that lacks a column tells more than a picture, and tables are tried last.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from foundation.errors import SourceError
from ingest.files import SourceFile
from ingest.items import Dropped, DropReason, ImportReport

_SHOWN = 5


@dataclass(slots=True)
class Strays:
    """The files of one import that were left out; each counts as one record dropped."""

    report: ImportReport
    _left: list[tuple[SourceFile, SourceError]] = field(default_factory=list)

    def leave_out(self, file: SourceFile, error: SourceError) -> None:
        """Leave out a file that cannot be read; raises the error for one that was named itself."""
        if not file.is_found:
            raise error
        self.report.read += 1
        self.report.drop(Dropped(file.inner, 0, DropReason.UNREADABLE_FILE, detail=error.what))
        self._left.append((file, error))

    def close(self, listed: int) -> None:
        """Name the files left out of the ``listed``; raises the last error when that were all of them."""
        if not self._left:
            return
        if len(self._left) == listed:
            raise self._left[-1][1]
        shown = ", ".join(f"{file.inner} ({error.what})" for file, error in self._left[:_SHOWN])
        more = f" and {len(self._left) - _SHOWN} more" if len(self._left) > _SHOWN else ""
        self.report.warn(f"files left out, as they cannot be read as {self.report.kind}: {shown}{more}")
