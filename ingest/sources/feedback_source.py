"""What every system's reader of tickets or survey answers offers: a name, how its files are told, how read.

A reader sees all of its files at once, as a help desk spreads one conversation over several (tickets,
comments, people, organizations). The order of files never matters.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.context import Context, LeftOut
from ingest.dates import DateOrder
from ingest.items import Dropped, DropReason, FeedbackRecord, Tombstone
from ingest.records import Opened, Row

_PROBE = 50
_SYSTEM_ID = re.compile(r"(?:[A-Za-z]{1,4}_)?[0-9A-Za-z]{1,32}")

Reader = Callable[[Sequence[Opened], Mapping[str, str], DateOrder | None, Context], Iterator[FeedbackRecord]]
"""Files of one source, constants by field, the date order asked for, the import's context; records out, and
everything that is read yet not emitted counted in the context's report."""


def _never(_file: Opened) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class FeedbackSource:
    """A system whose exports can be read. ``name`` is what ``--format`` takes, empty for one that
    cannot be asked for; ``claims`` tells its files by
    content alone (columns, shape); the generic table, which claims all that is left, comes last. ``maps`` tells
    the files whose columns the operator may name; all others have fields that are known."""

    name: str
    claims: Callable[[Opened], bool]
    records: Reader
    maps: Callable[[Opened], bool] = _never


class Deleted(LeftOut):
    """A record that its system says is deleted or spam: left out, and what was stored of it goes too."""

    def __init__(self, gone: Tombstone, column: str) -> None:
        super().__init__(DropReason.DELETED, column)
        self.gone = gone


def shown_id(context: Context, external: str) -> str:
    """What an item's system calls it, as it is stored: ids that systems make are kept, anything else is
    redacted like other text."""
    return external if _SYSTEM_ID.fullmatch(external) else context.redact(external)


def first_rows(file: Opened) -> list[Row]:
    """The first rows of a file, enough to tell by their fields whose it is."""
    if file.probe is None:
        probe = itertools.islice(file.records(), _PROBE)
        file.probe = [named(record) for record in probe if isinstance(record, Row)]
    return file.probe


def named(row: Row) -> Row:
    """The row with its columns' names in small letters, as warehouses differ in that, and without quotes."""
    if all(name.islower() for name in row.values):
        return row
    values = {name.strip('" ').casefold(): value for name, value in row.values.items()}
    return Row(row.file, row.number, values, row.group)


def rows_of(file: Opened) -> Iterator[Row]:
    """The rows of a file that can be read, by small names."""
    return (named(record) for record in file.records() if isinstance(record, Row))


def take_each(
    file: Opened,
    context: Context,
    is_feedback: Callable[[Row], bool],
    take: Callable[[Row], Iterable[FeedbackRecord]],
) -> Iterator[FeedbackRecord]:
    """What ``take`` makes of each row that is feedback; damaged and refused rows are counted with their
    reason. ``take`` gives one record, and tombstones of parts beside it; rows that are no feedback (people,
    tags) are not counted."""
    for record in file.followed(context.progress):
        if isinstance(record, Dropped):
            context.report.read += 1
            context.report.drop(record)
            continue
        row = named(record)
        if not is_feedback(row):
            continue
        context.report.read += 1
        try:
            taken = list(take(row))
        except Deleted as left:
            context.drop(row.file, row.number, left)
            yield FeedbackRecord(None, (), left.gone)
        except LeftOut as left:
            context.drop(row.file, row.number, left)
        else:
            yield from taken
