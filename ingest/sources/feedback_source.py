"""What every system's reader of tickets or survey answers offers: a name, how its files are told, how read.

A reader sees all of its files at once, as a help desk spreads one conversation over several (tickets,
comments, people, organizations). The order of files never matters.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.context import Context
from ingest.dates import DateOrder
from ingest.items import FeedbackRecord
from ingest.records import Opened, Row

_PROBE = 50

Reader = Callable[[Sequence[Opened], Mapping[str, str], DateOrder | None, Context], Iterator[FeedbackRecord]]
"""Files of one source, constants by field, the date order asked for, the import's context; records out, and
everything that is read yet not emitted counted in the context's report."""


@dataclass(frozen=True, slots=True)
class FeedbackSource:
    """A system whose exports can be read. ``name`` is what ``--format`` takes; ``claims`` tells its files by
    content alone (columns, shape); the generic table, which claims all that is left, comes last."""

    name: str
    claims: Callable[[Opened], bool]
    records: Reader


def first_rows(file: Opened) -> list[Row]:
    """The first rows of a file, enough to tell by their fields whose it is."""
    probe = itertools.islice(file.records(), _PROBE)
    return [record for record in probe if isinstance(record, Row)]
