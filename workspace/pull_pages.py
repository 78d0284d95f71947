"""Keeping what a pull brings: a page's records and the place behind it in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import TYPE_CHECKING

from foundation.errors import SourceError
from foundation.ids import content_id
from ingest.items import ImportReport
from ingest.pulls.streams import Page, Vendor
from workspace.store import assignments, feedback, tables
from workspace.store.engine import Store
from workspace.store.imports import ImportedFile, import_id, save_import
from workspace.store.pulls import PullState, save_pull
from workspace.unmatched import settle_accounts
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ingest.files import SourceFile

_WAIT = 120.0  # seconds; a pull is long, so it waits for another writer rather than give up


class _DryRun(Exception):
    """Rolls a dry run's transaction back."""


@dataclass(slots=True)
class Keeper:
    """Takes a vendor's pages from ``site``; ``known`` is read with every page. ``report`` sums them up and is
    logged as one import, at ``now``."""

    workspace: Workspace
    vendor: Vendor
    site: str
    now: datetime
    dry_run: bool = False
    known: tuple[SourceFile, ...] = ()
    report: ImportReport = field(init=False)

    def __post_init__(self) -> None:
        self.report = ImportReport(self.vendor.kind, "")

    def begin(self, states: Sequence[PullState]) -> None:
        """Remember where the streams begin, so that those a kill kept from starting are not forgotten."""
        with self._write() as connection:
            for state in states:
                save_pull(connection, state)

    def keep(self, page: Page, state: PullState) -> None:
        """Store the page and ``state`` together. SourceError when the page cannot be read."""
        with self._write() as connection:
            if page.files:
                self._add(self._read(connection, page))
                save_import(connection, self.report, [self._source()], self.now)
            save_pull(connection, state)

    def close(self) -> None:
        """Give feedback that waited for its account the one that its organization now points to."""
        with self._write() as connection:
            settle_accounts(connection, import_id(self.vendor.kind, [self._source()], self.now))

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        try:
            with Store.open(self.workspace.store_path, _WAIT).write(f"pull {self.vendor.name}") as connection:
                yield connection
                if self.dry_run:
                    raise _DryRun
        except _DryRun:
            pass

    def _read(self, connection: Connection, page: Page) -> ImportReport:
        from ingest.context import FeedbackParams
        from ingest.pipeline import read_feedback
        from ingest.redaction import Redactor

        params = FeedbackParams(
            source=self.vendor.kind,
            format=self.vendor.format,
            staff_domains=self.workspace.settings.company.staff_domains,
        )
        people = [str(row["name"]) for row in tables.rows(connection, "contacts") if row["name"]]
        incoming = read_feedback(
            [*page.files, *self.known], params, assignments.directory(connection), Redactor(people)
        )
        own = import_id(self.vendor.kind, [self._source()], self.now)
        counts = feedback.upsert_feedback(connection, incoming.records(), own)
        assignments.save_organizations(connection, incoming.directory.organizations.values())
        report = incoming.report
        report.kept, report.updated, report.unchanged = counts.kept, counts.updated, counts.unchanged
        if not report.balanced:
            raise SourceError("the pull lost count of its records", hint="Please report this.")
        return report

    def _source(self) -> ImportedFile:
        return ImportedFile(f"{self.vendor.name} at {self.site}", content_id(self.site, length=64))

    def _add(self, page: ImportReport) -> None:
        """Sum a page's counts up."""
        total = self.report
        for count in fields(total):
            sums, more = getattr(total, count.name), getattr(page, count.name)
            if isinstance(sums, int):
                setattr(total, count.name, sums + more)
            elif isinstance(sums, dict):
                sums |= {key: sums.get(key, 0) + number for key, number in more.items()}
        total.drops += page.drops[: ImportReport.MAX_LISTED_DROPS - len(total.drops)]
        for piece in page.format.split(" + "):
            if piece and piece not in total.format.split(" + "):
                total.format = f"{total.format} + {piece}" if total.format else piece
        for line in page.warnings:
            total.warn(line)
