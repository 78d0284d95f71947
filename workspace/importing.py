"""Use case: import files of one kind into the store, in one transaction, with a report of every record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from accounts.tables import TABLES
from foundation.clock import Clock
from foundation.errors import SettingsError, SourceError
from foundation.ids import file_sha256
from foundation.progress import Progress, silent
from ingest.items import ImportReport
from workspace import mappings
from workspace.account_book import parent_faults
from workspace.index_upkeep import remove_erased_index
from workspace.store import assignments, tables
from workspace.store.forgotten import load_forgotten, remembered_rows
from workspace.store.imports import ImportedFile, import_id, save_import
from workspace.store.values import UpsertCounts
from workspace.taking import counted, take_feedback
from workspace.unmatched import settle_accounts
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

FEEDBACK = ("tickets", "nps", "calls")
KINDS = (*FEEDBACK, *TABLES)
AUTO = "auto"
"""Stands for the kind that the files themselves tell."""
_GLOB = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import. ``format`` None: told by content. ``mapping``: field to column; ``constants``: field to
    a value for every row; ``manifest`` and ``staff_pattern`` are for calls. ``use_map`` names a saved mapping
    to read with, ``save_map`` the name under which to keep the mapping that was read with; with
    ``no_saved_map`` none is looked for."""

    kind: str
    files: tuple[Path, ...]
    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    manifest: Path | None = None
    staff_pattern: str | None = None
    dry_run: bool = False
    use_map: str = ""
    save_map: str = ""
    no_saved_map: bool = False


def import_files(
    workspace: Workspace, request: ImportRequest, clock: Clock, progress: Progress = silent
) -> ImportReport:
    """Import and return the report; a dry run does everything and writes nothing.

    Raises SettingsError for an unknown kind or option, SourceError for a file that cannot be read as a whole,
    StoreError while another process writes. Nothing is kept when it raises.
    """
    if request.kind not in KINDS:
        raise SettingsError(f"there is no kind {request.kind!r}", hint=f"Kinds: {', '.join((AUTO, *KINDS))}.")
    files = expanded(request.files)
    request, said = mappings.with_saved(workspace, request, files)
    reading = _Reading(workspace, request, files, clock.now(), progress, said)
    with workspace.store().write(f"import {request.kind}", keep=not request.dry_run) as connection:
        take = reading.feedback if request.kind in FEEDBACK else reading.table
        report = take(connection)
    if not request.dry_run and (line := remove_erased_index(workspace)):
        report.warn(line)
    return report


@dataclass(frozen=True, slots=True)
class _Reading:
    workspace: Workspace
    request: ImportRequest
    files: tuple[Path, ...]
    now: datetime
    progress: Progress
    said: str

    def table(self, connection: Connection) -> ImportReport:
        """Import a plain table; new accounts may claim feedback that waited for them."""
        from ingest.plain_tables import TableParams, read_table

        request = self.request
        settings = self.workspace.settings
        currencies = {settings.company.currency, *settings.currencies}
        read = read_table(
            self.files,
            TableParams(
                request.kind,
                request.mapping,
                request.constants,
                object_to=lambda values: _revenue_fault(values, settings.company.currency, currencies),
                directory=assignments.directory(connection),
                format=request.format,
            ),
            self.progress,
        )
        sources = self._sources()
        own_id = import_id(request.kind, sources, self.now)
        wanted = remembered_rows(load_forgotten(connection), request.kind, read.rows)
        counts = tables.upsert_rows(connection, request.kind, wanted, own_id, read.whole_ids)
        counts += UpsertCounts(forgotten=len(read.rows) - len(wanted))
        report = counted(read.report, counts)
        if request.kind == "accounts":
            for line in parent_faults(self.workspace, connection):
                report.warn(line)
            moved = settle_accounts(connection, own_id) if counts.kept + counts.updated else 0
            if moved:
                report.warn(f"{moved:,} feedback items that were here have another account now")
        else:
            known = tables.account_ids(connection)
            column = TABLES[request.kind].account_column
            report.unmatched_accounts = sum(str(row[column]) not in known for row in wanted)
            if report.unmatched_accounts:
                report.warn(
                    f"{report.unmatched_accounts:,} rows name an account that is not in the book; they are "
                    "kept and count once the account is imported"
                )
        return self._logged(connection, report, sources)

    def feedback(self, connection: Connection) -> ImportReport:
        """Import tickets, survey answers or calls; organizations may claim tickets that waited for them."""
        from ingest.context import FeedbackParams

        request = self.request
        params = FeedbackParams(
            source=request.kind,
            format=request.format,
            mapping=request.mapping,
            constants=request.constants,
            manifest=request.manifest,
            staff_pattern=request.staff_pattern,
            staff_domains=self.workspace.settings.company.staff_domains,
            staff_names=self.workspace.settings.company.staff_names,
            today=self.now.date(),
        )
        sources = self._sources()
        own_id = import_id(request.kind, sources, self.now)
        report = take_feedback(connection, self.files, params, own_id, self.progress)
        return self._logged(connection, report, sources)

    def _logged(
        self, connection: Connection, report: ImportReport, sources: list[ImportedFile]
    ) -> ImportReport:
        """Log the report, without personal data in the names of files and without whoever was forgotten."""
        self._keep_mapping(connection, report)
        shown = _shown_names(connection, [*(source.name for source in sources), *report.files()])
        if shown:
            sources = [replace(source, name=shown.get(source.name, source.name)) for source in sources]
            report.drops = [replace(drop, file=shown.get(drop.file, drop.file)) for drop in report.drops]
            for name, clean in shown.items():
                report.warnings = [line.replace(name, clean) for line in report.warnings]
        forgotten = load_forgotten(connection)
        if forgotten:
            report.drops = [replace(drop, file=forgotten.file(drop.file)) for drop in report.drops]
            report.warnings = [
                forgotten.text(" ".join(map(forgotten.file, line.split(" ")))) for line in report.warnings
            ]
            sources = [replace(source, name=forgotten.file(source.name)) for source in sources]
        save_import(connection, report, sources, self.now)
        return report

    def _keep_mapping(self, connection: Connection, report: ImportReport) -> None:
        """Save the mapping where that was asked for, and say which saved one was read with."""
        request = self.request
        if self.said:
            report.warnings.insert(0, self.said)
        if request.save_map:
            made_on = [request.manifest] if request.kind == "calls" and request.manifest else self.files
            headers = mappings.headers_of_files(made_on)
            report.warn(mappings.keep(connection, request, report, headers, self.now))

    def _sources(self) -> list[ImportedFile]:
        from ingest.files import listed_paths

        listed = listed_paths(self.files, deep=self.request.kind == "calls")
        return [ImportedFile(path.name, file_sha256(path)) for path in listed]


def _shown_names(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """File names that hold personal data, and what is kept of them."""
    from ingest.redaction import Redactor

    redactor = Redactor(str(row["name"]) for row in tables.rows(connection, "contacts") if row["name"])
    cleaned = {name: redactor.redact(name).text for name in sorted(set(names))}
    return {name: clean for name, clean in cleaned.items() if clean != name}


def _revenue_fault(
    values: Mapping[str, object], currency: str, known: Collection[str]
) -> tuple[str, str] | None:
    """What keeps a row of revenue out of the book: a currency without a rate, a negative MRR."""
    mrr, own = values.get("mrr"), str(values.get("currency") or currency).upper()
    if isinstance(mrr, int | float) and mrr < 0:
        return "mrr", "MRR cannot be negative; a credit or refund is no MRR, a lower price is a lower MRR"
    if "mrr" in values and own not in known:
        from accounts.vetting import rate_hint

        return "currency", f"{own}, but the workspace counts in {currency}; {rate_hint(own, currency)}"
    return None


def expanded(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Patterns to the files they match; raises SourceError for what is not there."""
    found: list[Path] = []
    for path in paths:
        if path.exists():
            found.append(path)
            continue
        pattern = str(path)
        try:
            fitting = (
                Path(path.anchor or ".").glob(pattern[len(path.anchor) :]) if _GLOB & set(pattern) else ()
            )
            matches = sorted(fitting)
        except ValueError as error:
            raise SourceError(
                "not a file pattern", path=pattern, hint="Write ** alone between slashes."
            ) from error
        if not matches:
            raise SourceError("there is no such file", path=pattern, hint="Check the path.")
        found.extend(matches)
    return tuple(dict.fromkeys(found))
