"""Keeping what a pull brings: a page's records and the place behind it in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import TYPE_CHECKING

from foundation.ids import content_id
from ingest.items import ImportReport
from ingest.pulls.streams import Page, Vendor
from workspace.store.engine import Store
from workspace.store.imports import ImportedFile, import_id, save_import
from workspace.store.pulls import PullState, save_pull
from workspace.taking import take_feedback
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ingest.files import SourceFile

_WAIT = 120.0  # seconds; a pull is long, so it waits for another writer rather than give up


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

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        store = Store.open(self.workspace.store_path, _WAIT)
        with store.write(f"pull {self.vendor.name}", keep=not self.dry_run) as connection:
            yield connection

    def _read(self, connection: Connection, page: Page) -> ImportReport:
        from ingest.context import FeedbackParams

        company = self.workspace.settings.company
        params = FeedbackParams(
            source=self.vendor.kind,
            format=self.vendor.format,
            staff_domains=company.staff_domains,
            staff_names=company.staff_names,
            today=self.now.date(),
        )
        own = import_id(self.vendor.kind, [self._source()], self.now)
        return take_feedback(connection, [*page.files, *self.known], params, own)

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
