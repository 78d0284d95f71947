"""What every system's reader of the account book offers: a name, how its files are told, what it makes of them.

A reader turns a foreign record into rows of the product's own tables, which are then typed and checked by the
same code as the product's own files. Columns that it has no use for stay in the row, so that ``--map`` and
known headers reach them; those that mean something else than they seem to (turnover) do not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from foundation.errors import SourceError
from ingest.amounts import DecimalHabit
from ingest.dates import DateOrder
from ingest.items import Dropped, DropReason
from ingest.mapping import plain_name
from ingest.records import Record, Row
from ingest.values import as_text

PLAIN = "plain"
"""The ``--format`` of the product's own columns."""

_PROBE = 50
_plain = lru_cache(maxsize=4096)(plain_name)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the operator wants of one file. ``warn`` takes a line for people; lines name no file themselves.
    ``mark`` is the decimal mark that the operator names, empty where the cells tell; ``habit`` is how the file
    writes numbers."""

    kind: str
    file: str
    place: str
    mapping: Mapping[str, str]
    constants: Mapping[str, str]
    order: DateOrder | None
    warn: Callable[[str], None]
    mark: str = ""
    habit: DecimalHabit | None = None

    def settles(self, field: str) -> bool:
        """Whether the operator named a column or a value for the field."""
        return field in self.mapping or field in self.constants


Translate = Callable[[Sequence[Row], Ask], Iterable[Record]]
"""All readable rows of a file to rows of the kind asked for, each with its number in the file; SourceError
where the file cannot serve."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """A system's export. ``name`` is what ``--format`` takes; ``what`` names its content for people;
    ``claims`` tells it by the first rows; ``kinds`` are the tables it can become; ``instead`` says what to do
    where another kind was asked for. ``whole_ids``: all that a file says under an ``id`` replaces what was
    stored under it, whatever its plan or price was then."""

    name: str
    what: str
    claims: Callable[[Sequence[Row]], bool]
    kinds: Mapping[str, Translate]
    instead: str
    whole_ids: bool = False


def headers_of(rows: Sequence[Row]) -> frozenset[str]:
    """The plain names of the columns of the first rows, nested objects opened up."""
    return frozenset(_plain(name) for row in rows[:_PROBE] for name in flat(row.values))


def flat(values: Mapping[str, object]) -> dict[str, object]:
    """Nested objects opened up one level: ``{"Owner": {"Name": n}}`` gives ``Owner.Name``."""
    opened: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            opened.update({f"{name}.{inner}": cell for inner, cell in value.items()})
        else:
            opened[name] = value
    return opened


def spread(values: Mapping[str, object], name: str) -> dict[str, object]:
    """A record with the fields of its object ``name`` beside its own, which stand where both have one."""
    within = values.get(name)
    if not isinstance(within, dict):
        return dict(values)
    own = {_plain(other) for other in values}
    rest = {key: value for key, value in within.items() if _plain(key) not in own}
    return {**{key: value for key, value in values.items() if key != name}, **rest}


class Cells:
    """One record's cells by plain column name; which were asked for is remembered."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = flat(values)
        self._headers: dict[str, str] = {}
        for header in self._values:
            self._headers.setdefault(_plain(header), header)
        self._taken: set[str] = set()

    def first(self, *names: str) -> object:
        """The first of these columns that holds something; None when none does."""
        found: object = None
        for name in names:
            header = self._headers.get(_plain(name))
            if header is None:
                continue
            self._taken.add(header)
            value = self._values[header]
            if found is None and (value.strip() if isinstance(value, str) else value is not None):
                found = value
        return found

    def text(self, *names: str) -> str:
        """``first`` as text."""
        return as_text(self.first(*names))

    def has(self, *names: str) -> bool:
        """Whether the file knows one of these columns, empty or not."""
        return any(_plain(name) in self._headers for name in names)

    def hide(self, names: Iterable[str]) -> None:
        """Take columns out of what is left over."""
        self._taken.update(self._headers[_plain(name)] for name in names if _plain(name) in self._headers)

    def rest(self, mapping: Mapping[str, str]) -> dict[str, object]:
        """The columns that were not asked for, and those that the operator names."""
        named = {_plain(column) for column in mapping.values()}
        return {
            header: value
            for header, value in self._values.items()
            if header not in self._taken or _plain(header) in named
        }


def own_row(row: Row, fields: Mapping[str, object], cells: Cells, ask: Ask) -> Row:
    """A row of the product's table: its fields first, then what is left of the foreign record."""
    rest = {name: value for name, value in cells.rest(ask.mapping).items() if name not in fields}
    return Row(row.file, row.number, {**fields, **rest})


def spoken(cells: Cells, columns: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """Field to cell, of the fields for which the file has a column at all."""
    return {field: cells.first(*names) for field, names in columns.items() if cells.has(*names)}


def deleted(row: Row) -> Dropped:
    """A record that its system has deleted or archived."""
    return Dropped(row.file, row.number, DropReason.DELETED)


def refusal(source: TableSource, kind: str, place: str) -> SourceError:
    """Why a file of this source is no table of ``kind``, and what to do."""
    return SourceError(f"this is {source.what}, which is no table of {kind}", path=place, hint=source.instead)


def shown(names: Collection[str], most: int = 5) -> str:
    """Names for people, the first few."""
    listed = sorted(names)
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(name[:40] for name in listed[:most]) + more
