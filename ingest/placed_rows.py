"""Rows of several files by their key: of two with the same key the later stands, and the earlier is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from accounts.tables import Table
from ingest.items import Dropped, DropReason, ImportReport
from ingest.records import Row
from ingest.values import Value


@dataclass(slots=True)
class PlacedRows:
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
