"""The product's own plain tables from any file of records: columns by name, types by column, bad rows said.

Whether an account exists is not asked here; the workspace knows the book.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from accounts.tables import TABLES, ColumnType, Table
from foundation.errors import SettingsError
from foundation.progress import Progress, silent
from ingest import mapping as columns
from ingest.amounts import DecimalHabit, settle_decimal
from ingest.book_sources import check_format, lint_plain, source_of, translated
from ingest.column_choice import SAMPLE, Asked, choose
from ingest.dates import DateOrder
from ingest.files import SourceFile, listed_files
from ingest.items import Dropped, DropReason, ImportReport
from ingest.records import Row, open_records
from ingest.sources.table_source import Ask, TableSource
from ingest.values import ColumnReader, Unreadable, Value, is_nothing

if TYPE_CHECKING:
    from ingest.matching import AccountDirectory

DATE_ORDER = "date_order"


Objection = Callable[[Mapping[str, Value]], tuple[str, str] | None]


def no_objection(_values: Mapping[str, Value]) -> tuple[str, str] | None:
    """Takes every row."""
    return None


@dataclass(frozen=True, slots=True)
class TableParams:
    """``kind`` is a key of TABLES. ``mapping``: field to column. ``constants``: field to the value it has
    where a row says nothing; ``date_order`` and ``decimal`` among them settle how dates and numbers are
    written. ``object_to`` looks
    at each row's values and names the column and the fault of one that cannot be taken. ``directory``: the
    accounts that columns may name. ``format`` None: told by content."""

    kind: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    zone: tzinfo = UTC
    object_to: Objection = no_objection
    directory: AccountDirectory | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class TableImport:
    """Rows in file order, each with the fields that its file holds and those of the key; dates are ISO text.

    ``report.read == len(rows) + sum(report.dropped.values())``; kept, updated and unchanged are the store's.
    ``whole_ids``: the ids of which these rows are all that there is, so that whatever else is stored under one
    of them is an older version.
    """

    rows: list[dict[str, Value]]
    report: ImportReport
    whole_ids: frozenset[str] = frozenset()


def settle_order(
    constants: Mapping[str, str], given: DateOrder | None
) -> tuple[dict[str, str], DateOrder | None]:
    """The constants without ``date_order``, and the order it names; SettingsError when it names none."""
    rest = dict(constants)
    text = rest.pop(DATE_ORDER, None)
    if text is None:
        return rest, given
    order = DateOrder.parse(text)
    if order is None:
        raise SettingsError(f"date_order cannot be {text!r}", hint="Write day-first or month-first.")
    return rest, order


def read_table(
    files: Sequence[Path | SourceFile], params: TableParams, progress: Progress = silent
) -> TableImport:
    """The rows of all files as one table; SourceError when a file is unreadable or lacks a required column.

    The later of two rows with the same key wins; the earlier is counted as a duplicate.
    """
    table = TABLES.get(params.kind)
    if table is None:
        raise SettingsError(f"there is no table {params.kind!r}", hint=f"Tables: {', '.join(TABLES)}.")
    check_format(params.kind, params.format)
    constants, order = settle_order(params.constants, params.date_order)
    constants, mark = settle_decimal(constants)
    columns.check_fields(table, params.mapping, constants)
    reading = _Reading(table, params, constants, order, mark, ImportReport(params.kind, ""))
    placed = _Placed(table, reading.report)
    for file in listed_files(files):
        source, rows = reading.file(file, progress)
        placed.add(rows, whole=source is not None and source.whole_ids)
    return TableImport(placed.values(), reading.report, frozenset(placed.whole))


@dataclass(slots=True)
class _Placed:
    """Rows by their key; the later of two stands. ``whole`` are the ids that stand for all that is known."""

    table: Table
    report: ImportReport
    rows: dict[tuple[object, ...], tuple[Row, dict[str, Value]]] = field(default_factory=dict)
    whole: dict[str, set[tuple[object, ...]]] = field(default_factory=dict)

    def add(self, rows: Sequence[tuple[Row, dict[str, Value]]], *, whole: bool) -> None:
        """Place the rows of one file."""
        keys = [tuple(_hashable(values[name]) for name in self.table.key) for _, values in rows]
        if whole:
            for ident in {str(values["id"]) for _, values in rows}:
                for key in self.whole.pop(ident, ()):
                    self._drop(key, f"a later file has {ident}")
        for key, (row, values) in zip(keys, rows, strict=True):
            self._drop(key, f"row {row.number} of {row.file} has the same key")
            self.rows[key] = (row, values)
            if whole:
                self.whole.setdefault(str(values["id"]), set()).add(key)

    def _drop(self, key: tuple[object, ...], detail: str) -> None:
        earlier = self.rows.pop(key, None)
        if earlier is not None:
            row = earlier[0]
            self.report.drop(Dropped(row.file, row.number, DropReason.DUPLICATE, detail=detail))

    def values(self) -> list[dict[str, Value]]:
        """The rows that stand, in the order in which they were placed."""
        return [values for _, values in self.rows.values()]


def _hashable(value: Value) -> object:
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class _Reading:
    table: Table
    params: TableParams
    constants: Mapping[str, str]
    order: DateOrder | None
    mark: str
    report: ImportReport

    def file(
        self, file: SourceFile, progress: Progress
    ) -> tuple[TableSource | None, list[tuple[Row, dict[str, Value]]]]:
        """Whose file it is and its good rows; bad ones go to the report."""
        opened = open_records(file)
        read = list(opened.followed(progress))
        found_rows = [record for record in read if isinstance(record, Row)]
        habit = DecimalHabit.of((row.values for row in found_rows), opened.delimiter)
        ask = self._ask(file, habit)
        source = source_of(found_rows, ask, self.params.format)
        records = read if source is None else translated(source, read, ask)
        rows: list[Row] = []
        headers: dict[str, None] = {}
        for record in records:
            self.report.read += 1
            if isinstance(record, Dropped):
                self.report.drop(record)
                continue
            headers.update(dict.fromkeys(record.values))
            rows.append(record)
        name = f"{source.name} {opened.format}" if source else opened.format
        _note_format(self.report, name, opened.warnings)
        if not rows:
            self.report.warn(f"{file.name}: no rows")
            if not headers:
                return source, []
        if source is None:
            found = self._columns(list(headers), rows, file)
            lint_plain(rows, found, ask)
        else:  # its headers are known, and nothing is guessed
            found = columns.resolve(self.table, list(headers), self.params.mapping, file.place)
            columns.require(self.table, found, self.constants, list(headers), file.place)
        self._warn_unused(headers, found, file)
        readers = self._readers(rows, found, file, habit)
        good = []
        for row in rows:
            values = self._values(row, found, readers)
            if isinstance(values, Dropped):
                self.report.drop(values)
            elif fault := _backwards(values) or self.params.object_to(values):
                column, detail = fault
                self.report.drop(Dropped(row.file, row.number, DropReason.BAD_VALUE, column, detail))
            else:
                good.append((row, values))
        return source, good

    def _ask(self, file: SourceFile, habit: DecimalHabit) -> Ask:
        return Ask(
            kind=self.table.kind,
            file=file.name,
            place=file.place,
            mapping=self.params.mapping,
            constants=self.constants,
            order=self.order,
            warn=lambda line: self.report.warn(f"{file.name}: {line}"),
            mark=self.mark,
            habit=habit,
        )

    def _columns(self, headers: list[str], rows: Sequence[Row], file: SourceFile) -> dict[str, str]:
        """Field to column; what a proposal gave is said in the report."""
        mapping, constants = dict(self.params.mapping), dict(self.constants)
        asked = Asked(file.name, file.place, mapping, constants, self.params.directory)
        choice = choose(self.table, headers, (row.values for row in rows[:SAMPLE]), asked)
        self.report.proposed |= choice.proposed
        for line in choice.notes:
            self.report.warn(line)
        return choice.found

    def _warn_unused(self, headers: Mapping[str, None], found: Mapping[str, str], file: SourceFile) -> None:
        unused = [header for header in headers if header not in found.values()]
        if unused:
            shown = ", ".join(header[:40] for header in unused[:10])
            more = f" and {len(unused) - 10} more" if len(unused) > 10 else ""
            self.report.warn(f"{file.name}: columns not used: {shown}{more}")

    def _readers(
        self, rows: list[Row], found: Mapping[str, str], file: SourceFile, habit: DecimalHabit
    ) -> dict[str, ColumnReader]:
        readers = {}
        for column in self.table.columns:
            reader = ColumnReader(column, self.order, self.params.zone, self.mark)
            header = found.get(column.name)
            if header is not None:
                for row in rows:
                    reader.observe(row.values.get(header))
            warning = reader.settle(habit)
            if warning:
                self.report.warn(f"{file.name}: column {header!r}: {warning}")
            readers[column.name] = reader
        self._warn_currency(readers, found, file)
        return readers

    def _warn_currency(
        self, readers: Mapping[str, ColumnReader], found: Mapping[str, str], file: SourceFile
    ) -> None:
        signs = sorted(set().union(*(reader.numbers.currencies for reader in readers.values())))
        if signs and "currency" not in found and "currency" not in self.constants:
            line = f"{file.name}: amounts are in {', '.join(signs)} but there is no currency column"
            hint = f"; set it with --set currency={signs[0]}" if "currency" in readers else ""
            self.report.warn(line + hint)

    def _values(
        self, row: Row, found: Mapping[str, str], readers: Mapping[str, ColumnReader]
    ) -> dict[str, Value] | Dropped:
        values: dict[str, Value] = {}
        for column in self.table.columns:
            header = found.get(column.name)
            if header is None and column.name not in self.constants and column.name not in self.table.key:
                continue  # what the file does not speak of stays as it is stored
            cell = None if header is None else row.values.get(header)
            is_text = column.type is ColumnType.TEXT
            if cell is None or cell == "" or (not is_text and is_nothing(cell)):
                cell = self.constants.get(column.name)
            shown = header or column.name
            try:
                value = readers[column.name].read(cell)
            except Unreadable as error:
                return Dropped(row.file, row.number, DropReason.BAD_VALUE, shown, str(error))
            if value is None and column.required:
                return Dropped(row.file, row.number, DropReason.MISSING_VALUE, shown, "empty")
            values[column.name] = value
        return values


def _backwards(values: Mapping[str, Value]) -> tuple[str, str] | None:
    """The fault of a row that ends before it starts, which would count for no day or for the wrong ones."""
    started, ended = values.get("started"), values.get("ended")
    if isinstance(started, str) and isinstance(ended, str) and ended < started:
        return "ended", "lies before started; check day and month"
    return None


def _note_format(report: ImportReport, name: str, warnings: Sequence[str]) -> None:
    if name not in report.format.split("+"):
        report.format = f"{report.format}+{name}" if report.format else name
    for line in warnings:
        report.warn(line)
