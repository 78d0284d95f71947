"""The door of feedback import: files in, clean, redacted, account-matched records out, one at a time.

Every record read comes out or is dropped with a reason: ``report.read == emitted + sum(dropped)``. The same
files in any order give the same records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from foundation.errors import SettingsError, SourceError
from foundation.progress import Progress, silent
from ingest.context import Context, FeedbackParams
from ingest.dates import DateOrder
from ingest.files import SourceFile, listed_files
from ingest.items import FeedbackRecord, ImportReport
from ingest.language import language_of
from ingest.matching import AccountDirectory
from ingest.plain_tables import settle_order
from ingest.records import Opened, open_records
from ingest.redaction import Redactor
from ingest.sources import (
    delighted,
    feedback_tables,
    freshdesk,
    hubspot,
    intercom,
    qualtrics,
    salesforce_cases,
    surveys,
    ticket_tables,
    zendesk,
)
from ingest.sources.call_files import FORMS
from ingest.sources.calls import call_records
from ingest.sources.feedback_source import FeedbackSource
from ingest.sources.warehouse_tables import left_out
from ingest.strays import Strays

SOURCES: dict[str, tuple[FeedbackSource, ...]] = {
    "tickets": (
        intercom.SOURCE,
        freshdesk.SOURCE,
        hubspot.SOURCE,
        salesforce_cases.SOURCE,
        zendesk.SOURCE,
        left_out(feedback_tables.TICKETS, ticket_tables.SOURCE.records),
        ticket_tables.SOURCE,
    ),
    "nps": (
        delighted.SOURCE,
        qualtrics.SOURCE,
        left_out(feedback_tables.NPS, surveys.SOURCE.records),
        surveys.SOURCE,
    ),
}
"""Readers by kind, asked in this order whose a file is."""

FORMATS = {
    kind: tuple(source.name for source in sources if source.name) for kind, sources in SOURCES.items()
} | {"calls": FORMS}
_SETTINGS = {
    "tickets": ("date_order", "system"),
    "nps": ("date_order", "decimal", "system", "score_scale"),
} | {"calls": ("date_order", "system")}
_CLOCKS_DIFFER = timedelta(days=2)
_NO_FIELDS = frozenset({"system", "score_scale", "decimal"})
_TABLES = {"tickets": feedback_tables.TICKETS, "nps": feedback_tables.NPS, "calls": feedback_tables.MANIFEST}


@dataclass(slots=True)
class FeedbackImport:
    """An import under way. Walk ``records()`` once; report, count and directory fill as it goes.

    ``directory`` also knows the help-desk organizations that were read.
    """

    files: tuple[Path | SourceFile, ...]
    context: Context
    emitted: int = 0
    _started: bool = field(default=False, repr=False)

    @property
    def report(self) -> ImportReport:
        return self.context.report

    @property
    def directory(self) -> AccountDirectory:
        return self.context.directory

    @property
    def balanced(self) -> bool:
        """Whether every record read so far was handed on or dropped."""
        return self.report.read == self.emitted + sum(self.report.dropped.values())

    def records(self) -> Iterator[FeedbackRecord]:
        """The records in a fixed order; SourceError when a file is unreadable as a whole."""
        if self._started:
            raise RuntimeError("an import can be walked once; start another with read_feedback")
        self._started = True
        constants, order = settle_order(self.context.params.constants, self.context.params.date_order)
        fields = {name: value for name, value in constants.items() if name not in _NO_FIELDS}
        ahead = _Ahead(self.context.params.today)
        for record in self._walk(fields, order):
            self.emitted += record.gone is None
            ahead.observe(record)
            yield self._finished(record)
        if line := ahead.warning(self.report.kind):
            self.report.warn(line)
        if not self.report.read:
            self.report.warn(f"no {self.report.kind} were found in these files")

    def _walk(self, constants: dict[str, str], order: DateOrder | None) -> Iterator[FeedbackRecord]:
        kind = self.context.params.source
        if kind == "calls":
            yield from call_records(listed_files(self.files, deep=True), constants, order, self.context)
            return
        listed, strays = listed_files(self.files), Strays(self.report)
        owned: list[tuple[Opened, FeedbackSource]] = []
        for file in listed:
            try:
                opened = open_records(file)
                owned.append((opened, self._owner(opened)))
            except SourceError as error:
                strays.leave_out(file, error)
        for source in SOURCES[kind]:
            own = [file for file, owner in owned if owner is source]
            if own:
                self._say_unmapped(source, own)
                if source is SOURCES[kind][-1]:
                    yield from self._each(source, own, constants, order, strays)
                else:
                    yield from source.records(own, constants, order, self.context)
        strays.close(len(listed))

    def _each(
        self,
        source: FeedbackSource,
        files: Sequence[Opened],
        constants: dict[str, str],
        order: DateOrder | None,
        strays: Strays,
    ) -> Iterator[FeedbackRecord]:
        """The records of tables that have nothing to do with each other; one that proves to be no such table
        before it gave a record is left out."""
        for file in files:
            records = source.records([file], constants, order, self.context)
            try:
                first = next(records, None)
            except SourceError as error:
                strays.leave_out(file.file, error)
                continue
            if first is not None:
                yield first
                yield from records

    def _finished(self, record: FeedbackRecord) -> FeedbackRecord:
        """The record with each part's language, which is counted, and without personal data in short fields,
        which people fill with anything."""
        parts = tuple(replace(part, language=language_of(part.text)) for part in record.parts)
        for part in parts:
            self.report.languages[part.language] = self.report.languages.get(part.language, 0) + 1
        item = record.item and replace(
            record.item,
            status=self.context.redact(record.item.status),
            priority=self.context.redact(record.item.priority),
            file=self.context.redact(record.item.file),
        )
        return replace(record, item=item, parts=parts)

    def _say_unmapped(self, source: FeedbackSource, files: list[Opened]) -> None:
        """Warn of columns that were named where a system's fields are known."""
        names = [file.file.name for file in files if not source.maps(file)]
        if self.context.params.mapping and names:
            self.report.warn(
                f"--map was not used for {', '.join(names[:5])}: {source.name} fields are known; "
                "--format table reads such files as plain tables"
            )

    def _owner(self, file: Opened) -> FeedbackSource:
        """Whose file it is: the format asked for, else the first source that knows its content."""
        params = self.context.params
        for source in SOURCES[params.source]:
            if params.format == source.name or (params.format is None and source.claims(file)):
                return source
        raise AssertionError("the generic table claims every file")


@dataclass(slots=True)
class _Ahead:
    """Counts the records of days to come, which a swapped day and month or a wrong clock makes."""

    today: date | None
    count: int = 0
    latest: date = date.min

    def observe(self, record: FeedbackRecord) -> None:
        """Look at one record's day."""
        if self.today is None or record.item is None:
            return
        day = record.item.occurred_at.date()
        if day - self.today > _CLOCKS_DIFFER:
            self.count += 1
            self.latest = max(self.latest, day)

    def warning(self, kind: str) -> str:
        """The line to say, empty where there is none."""
        if not self.count:
            return ""
        return (
            f"{self.count:,} {kind} lie in the future, the latest on {self.latest}; they are kept: check day "
            "and month, or set them with --set date_order=day-first or month-first"
        )


def read_feedback(
    files: Sequence[Path | SourceFile],
    params: FeedbackParams,
    directory: AccountDirectory,
    redactor: Redactor,
    progress: Progress = silent,
) -> FeedbackImport:
    """An import of ``files`` (folders stand for the files in them), not yet begun.

    SettingsError for an unknown source, format, field or setting.
    """
    known = FORMATS.get(params.source)
    if known is None:
        raise SettingsError(f"there is no feedback {params.source!r}", hint=f"Kinds: {', '.join(FORMATS)}.")
    if params.format is not None and params.format not in known:
        raise SettingsError(
            f"{params.source} have no format {params.format!r}", hint=f"Formats: {', '.join(known)}."
        )
    fields = [column.name for column in _TABLES[params.source].columns]
    for option, names in (("--map", params.mapping), ("--set", params.constants)):
        allowed = [*fields, *(_SETTINGS[params.source] if option == "--set" else ())]
        for name in names:
            if name not in allowed:
                raise SettingsError(
                    f"{option} names {name!r}, which {params.source} do not have",
                    hint=f"Known: {', '.join(allowed)}.",
                )
    report = ImportReport(params.source, "")
    return FeedbackImport(tuple(files), Context(params, directory, redactor, report, progress))
