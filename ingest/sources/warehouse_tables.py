"""Tables of a warehouse dump that hold no feedback (brands, schedules, field history): a folder of them can be
named whole, and what was not read is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from accounts.tables import Table
from ingest.context import Context
from ingest.dates import DateOrder
from ingest.items import FeedbackRecord
from ingest.mapping import resolve
from ingest.records import Opened
from ingest.sources.feedback_source import FeedbackSource, Reader, first_rows

_LOADED = re.compile(r"_[a-z]+_synced|_airbyte_\w+|_sdc_\w+|_dlt_\w+")
_NAMED = 5
_WORDS = frozenset({"text", "comment", "score"})


def left_out(table: Table, readable: Reader) -> FeedbackSource:
    """The source of warehouse tables that lack what ``table`` requires. Columns that were named by the
    operator make it a table like any other, for ``readable``."""

    def claims(file: Opened) -> bool:
        headers = list(dict.fromkeys(name for row in first_rows(file) for name in row.values))
        found = resolve(table, headers, {}, file.file.place)
        required = {column.name for column in table.columns if column.required}
        says_nothing = found.keys().isdisjoint(_WORDS)
        return any(map(_LOADED.fullmatch, headers)) and (says_nothing or not required <= found.keys())

    return FeedbackSource("", claims, _records(table, readable), lambda _file: True)


def _records(table: Table, readable: Reader) -> Callable[..., Iterator[FeedbackRecord]]:
    def records(
        files: Sequence[Opened], constants: Mapping[str, str], order: DateOrder | None, context: Context
    ) -> Iterator[FeedbackRecord]:
        if context.params.mapping:
            yield from readable(files, constants, order, context)
            return
        names = [file.file.name for file in files]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        context.report.warn(
            f"warehouse tables that hold no feedback were left out: {', '.join(names[:_NAMED])}{more}; name "
            f"a table's columns with --map if it does hold {table.kind}"
        )

    return records
