"""Takes feedback into the store within a transaction: what an import and a pull do alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from foundation.errors import SourceError
from foundation.progress import Progress, silent
from ingest.items import DropReason, ImportReport
from workspace.store import assignments, feedback, tables
from workspace.store.values import UpsertCounts
from workspace.unmatched import settle_accounts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ingest.context import FeedbackParams
    from ingest.files import SourceFile


def take_feedback(
    connection: Connection,
    files: Sequence[Path | SourceFile],
    params: FeedbackParams,
    import_id: str,
    progress: Progress = silent,
) -> ImportReport:
    """Read the files and store their records; new organizations may claim feedback that waited for them.

    Raises SourceError for a file that cannot be read as a whole.
    """
    from ingest.pipeline import read_feedback
    from ingest.redaction import Redactor

    people = [str(row["name"]) for row in tables.rows(connection, "contacts") if row["name"]]
    incoming = read_feedback(files, params, assignments.directory(connection), Redactor(people), progress)
    counts = feedback.upsert_feedback(connection, incoming.records(), import_id)
    if assignments.save_organizations(connection, incoming.directory.organizations.values()):
        settle_accounts(connection, import_id)
    report = counted(incoming.report, counts)
    if not report.balanced:
        raise SourceError(
            "the import lost count of its records", path=str(files[0]), hint="Please report this file."
        )
    return report


def counted(report: ImportReport, counts: UpsertCounts) -> ImportReport:
    """The reader's report with what the store did of it."""
    report.kept, report.updated, report.unchanged = counts.kept, counts.updated, counts.unchanged
    for reason, count in ((DropReason.DELETED, counts.deleted), (DropReason.FORGOTTEN, counts.forgotten)):
        if count:
            report.dropped[reason.value] = report.dropped.get(reason.value, 0) + count
    if counts.gone:
        report.warn(f"{counts.gone:,} items or comments that were here are deleted at their source and gone")
    return report
