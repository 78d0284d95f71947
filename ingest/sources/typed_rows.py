"""Two walks over a file of rows: the first gathers each column's evidence, the second reads with it.

Date order, decimal mark and survey scale belong to a whole column. Walking twice decides them once without
holding a million rows.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from accounts.tables import ColumnType, Table
from ingest.amounts import DecimalHabit, settle_decimal
from ingest.column_choice import SAMPLE, Asked, choose
from ingest.context import Context, LeftOut
from ingest.dates import DateOrder
from ingest.items import Dropped, DropReason
from ingest.mapping import require, resolve
from ingest.records import Opened, Row
from ingest.values import ColumnReader, Unreadable, Value, is_nothing


def headers_of(source: Opened) -> list[str]:
    """Every column name of the file in first-seen order. A table names them all in every row."""
    is_table = source.format not in ("json", "jsonl")
    found: dict[str, None] = {}
    for record in source.records():
        if isinstance(record, Row):
            found.update(dict.fromkeys(flat(record.values)))
            if is_table:
                break
    return list(found)


def flat(values: Mapping[str, object]) -> dict[str, object]:
    """One level of nested objects opened up: ``{"person": {"email": e}}`` gives ``person.email`` as well."""
    if not any(isinstance(value, dict) for value in values.values()):
        return dict(values)
    opened: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            opened.update({f"{name}.{inner}": cell for inner, cell in value.items()})
        else:
            opened[name] = value
    return opened


@dataclass(frozen=True, slots=True)
class TypedRows:
    """A file of rows whose fields are found and whose columns are judged."""

    table: Table
    source: Opened
    found: Mapping[str, str]
    readers: Mapping[str, ColumnReader]
    constants: Mapping[str, str]
    context: Context

    def rows(self) -> Iterator[tuple[Row, dict[str, object]]]:
        """Rows with their cells by field (constants filled in); damaged rows are counted and dropped here."""
        for record in self.source.followed(self.context.progress):
            self.context.report.read += 1
            if isinstance(record, Dropped):
                self.context.report.drop(record)
                continue
            values = flat(record.values)
            cells: dict[str, object] = {}
            for column in self.table.columns:
                header = self.found.get(column.name)
                cell = None if header is None else values.get(header)
                empty = (
                    cell is None or cell == "" or (column.type is not ColumnType.TEXT and is_nothing(cell))
                )
                cells[column.name] = self.constants.get(column.name) if empty else cell
            yield record, cells

    def read(self, cells: Mapping[str, object], name: str) -> Value:
        """A cell's value; LeftOut when it cannot be read."""
        try:
            return self.readers[name].read(cells[name])
        except Unreadable as error:
            raise LeftOut(DropReason.BAD_VALUE, self.header(name), str(error)) from error

    def header(self, name: str) -> str:
        """The column that a field is read from."""
        return self.found.get(name, name)


def typed_rows(
    table: Table,
    source: Opened,
    constants: Mapping[str, str],
    order: DateOrder | None,
    context: Context,
    mapping: Mapping[str, str] | None = None,
) -> TypedRows:
    """Judge every column of ``source``; SourceError when a required one is missing. ``mapping`` is given for
    a system's own table, whose headers are known: it stands for the operator's, and nothing is guessed."""
    headers = headers_of(source)
    if not headers:
        found: Mapping[str, str] = {}
    elif mapping is None:
        found = _columns(table, source, headers, constants, context)
    else:
        found = resolve(table, headers, mapping, source.file.place)
        require(table, found, constants, headers, source.file.place)
    if not headers:
        context.report.warn(f"{source.file.name}: no rows")
    _, mark = settle_decimal(context.params.constants)
    readers = {
        column.name: ColumnReader(column, order, context.params.zone, mark) for column in table.columns
    }
    habit = DecimalHabit(source.delimiter)
    judged = [(readers[name], header) for name, header in found.items() if readers[name].needs_evidence]
    if judged:
        for record in source.records():
            if isinstance(record, Row):
                values = flat(record.values)
                habit.observe(values)
                for reader, header in judged:
                    reader.observe(values.get(header))
    for name, reader in readers.items():
        warning = reader.settle(habit)
        if warning:
            context.report.warn(f"{source.file.name}: column {found.get(name, name)!r}: {warning}")
    return TypedRows(table, source, found, readers, constants, context)


def _columns(
    table: Table, source: Opened, headers: Sequence[str], constants: Mapping[str, str], context: Context
) -> Mapping[str, str]:
    """Field to column; what a proposal gave is said in the report."""
    mapping = dict(context.params.mapping)
    asked = Asked(source.file.name, source.file.place, mapping, dict(constants), context.directory)
    choice = choose(table, headers, sampled(source), asked)
    context.report.proposed |= choice.proposed
    for line in choice.notes:
        context.report.warn(line)
    return choice.found


def sampled(source: Opened) -> Iterator[Mapping[str, object]]:
    """The first rows of a file, flat; none is read before it is asked for."""
    rows = (flat(record.values) for record in source.records() if isinstance(record, Row))
    return itertools.islice(rows, SAMPLE)
