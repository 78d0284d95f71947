"""Parquet, batch by batch. The only door to pyarrow in this room."""

from __future__ import annotations

from collections.abc import Iterator

from foundation.errors import SourceError
from ingest.files import SourceFile
from ingest.records import Record, Row

_BATCH = 2_000


def parquet_records(file: SourceFile) -> Iterator[Record]:
    """The rows of ``file`` with their own types; row 1 is the first. SourceError when it is damaged."""
    import pyarrow
    import pyarrow.parquet

    try:
        number = 0
        with file.seekable() as stream, pyarrow.parquet.ParquetFile(stream) as source:
            for batch in source.iter_batches(batch_size=_BATCH):
                for values in batch.to_pylist():
                    number += 1
                    yield Row(file.name, number, values)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0][:120] if str(error) else "unreadable"
        raise SourceError(
            f"the Parquet file is damaged: {reason}", path=file.place, hint="Export it again."
        ) from error
