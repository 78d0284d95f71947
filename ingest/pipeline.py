"""The door of feedback import: files in, clean, redacted, account-matched records out, one at a time.

Every record read comes out or is dropped with a reason: ``report.read == emitted + sum(dropped)``. The same
files in any order give the same records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from foundation.errors import SettingsError
from foundation.progress import Progress, silent
from ingest.context import Context, FeedbackParams
from ingest.dates import DateOrder
from ingest.files import listed_files
from ingest.items import Dropped, FeedbackRecord, ImportReport
from ingest.matching import AccountDirectory
from ingest.plain_tables import settle_order
from ingest.records import Opened, open_records
from ingest.redaction import Redactor
from ingest.sources import feedback_tables
from ingest.sources.calls import call_records
from ingest.sources.surveys import survey_records
from ingest.sources.ticket_tables import ticket_records
from ingest.sources.zendesk import (
    COMMENT,
    ORGANIZATION,
    TICKET,
    USER,
    feedback_of,
    kinds_in,
    organization_rows,
    people_of,
)

FORMATS = {
    "tickets": ("zendesk", "table"),
    "nps": ("table",),
    "calls": ("transcript", "vtt", "srt", "json"),
}
_SETTINGS = {"tickets": ("date_order", "system"), "nps": ("date_order", "system", "score_scale")} | {
    "calls": ("date_order", "system")
}
_TABLES = {"tickets": feedback_tables.TICKETS, "nps": feedback_tables.NPS, "calls": feedback_tables.MANIFEST}


@dataclass(slots=True)
class FeedbackImport:
    """An import under way. Walk ``records()`` once; report, count and directory fill as it goes.

    ``directory`` also knows the help-desk organizations that were read; its aliases are worth keeping.
    """

    files: tuple[Path, ...]
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
        fields = {name: value for name, value in constants.items() if name not in ("system", "score_scale")}
        for record in self._walk(fields, order):
            self.emitted += 1
            yield record

    def _walk(self, constants: dict[str, str], order: DateOrder | None) -> Iterator[FeedbackRecord]:
        source = self.context.params.source
        if source == "calls":
            yield from call_records(self.files, constants, order, self.context)
            return
        opened = [open_records(path) for path in listed_files(self.files)]
        if source == "nps":
            for file in opened:
                yield from survey_records(file, constants, order, self.context)
                self.context.note_format(file.format, file.warnings)
            return
        yield from self._tickets(opened, constants, order)

    def _tickets(
        self, opened: Sequence[Opened], constants: dict[str, str], order: DateOrder | None
    ) -> Iterator[FeedbackRecord]:
        wanted = self.context.params.format
        kinds = {id(file): set() if wanted == "table" else kinds_in(file) for file in opened}
        zendesk = [file for file in opened if kinds[id(file)] or wanted == "zendesk"]
        tables = [file for file in opened if file not in zendesk]
        rows = organization_rows([file for file in zendesk if ORGANIZATION in kinds[id(file)]])
        if rows:
            self.context.learn(rows)
        people = people_of(
            [file for file in zendesk if USER in kinds[id(file)]], self.context.params.staff_domains
        )
        said = [file for file in zendesk if kinds[id(file)] & {TICKET, COMMENT} or not kinds[id(file)]]
        said.sort(key=lambda file: (TICKET not in kinds[id(file)], file.path.name, str(file.path)))
        yield from feedback_of(said, people, order, self.context)
        for file in zendesk:
            self.context.note_format(f"zendesk {file.format}", file.warnings)
            if file not in said:
                self._count_damage(file)
        for file in tables:
            yield from ticket_records(file, constants, order, self.context)
            self.context.note_format(file.format, file.warnings)

    def _count_damage(self, file: Opened) -> None:
        """Users and organizations are no feedback and not counted; what cannot be read of them is."""
        for record in file.records():
            if isinstance(record, Dropped):
                self.report.read += 1
                self.report.drop(record)


def read_feedback(
    files: Sequence[Path],
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
