"""Notes what a later import changes of items and parts that were here, without quoting a word of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workspace.store.changes import NAMES, SHORT, WORDS, Change
from workspace.store.feedback_rows import Row, withdrawn


@dataclass(slots=True)
class Notes:
    """The changes that one import made. ``items`` are the items as they stand now, by id."""

    import_id: str
    items: Mapping[str, Row]
    changes: list[Change] = field(default_factory=list)

    def item(self, row: Row, stored: Row) -> None:
        """What differs between an item's row and the one it replaces."""
        if stored["import_id"] == self.import_id:
            return
        for name in (*SHORT, *WORDS):
            if row[name] == stored[name]:
                continue
            before, after = (str(value or "") for value in (stored[name], row[name]))
            if name in WORDS:
                before, after = "", "redacted" if withdrawn(after) else "changed"
            self.changes.append(self._change(row, NAMES.get(name, name), before, after))

    def item_gone(self, row: Row) -> None:
        """That an item is deleted at its source."""
        self.changes.append(self._change(row, "item", "", "gone"))

    def part(self, row: Row, name: str, after: str) -> None:
        """What became of a part of an item that an earlier import brought."""
        stored = self.items.get(str(row["item_id"]))
        if stored is None or stored["import_id"] == self.import_id:
            return
        change = self._change(stored, name, "", after)
        self.changes.append(replace(change, at=str(row["version"]), part_id=str(row["id"])))

    def added(self, row: Row) -> None:
        """Only what was said after the stored version: a comment file that follows its tickets adds nothing
        that they did not have."""
        stored = self.items.get(str(row["item_id"]))
        if stored is not None and str(row["version"]) > str(stored["updated_at"]):
            self.part(row, "part", "added")

    def _change(self, row: Row, name: str, before: str, after: str) -> Change:
        return Change(str(row["id"]), self.import_id, name, before, after, str(row["updated_at"]))
