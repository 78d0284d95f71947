"""One batch of records against what the store holds of them: which version of each item and part stands.

The rules depend on the records alone, not on the order in which they come:

- What is gone at its source stays gone for every version up to that time (``tombstones``).
- What is somebody's forgotten is buried for ever, with the parts that came or come without it.
- An item with text stands against one that is metadata only, whatever their times. Otherwise the newer
  ``updated_at`` stands; of two with the same time, the later import, so that a file read better mends;
  within one import the one of greater rank (``repeats``).
- A part's version is its item's ``updated_at`` where it came with it, else its own time. The newer stands.
- Parts of one item with one ``source_key`` are one part: the one with words taken out by its source stands,
  then the newer, then the one with the greater id. The others are gone.
- A call's file holds all of its turns: turns that the standing version lacks are gone. Of other sources, a
  part that came with an older version of its item is gone where the standing version has other words by the
  same author at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.items import FeedbackItem, FeedbackRecord, Part, Source, Tombstone
from workspace.store.feedback_rows import (
    Row,
    corrected,
    is_replaced,
    item_row,
    key_rank,
    part_row,
    said_when,
    said_with,
    stands,
    withdrawn,
)
from workspace.store.forgotten import FORGOTTEN, Forgotten
from workspace.store.matches import assigned
from workspace.store.noting import Notes
from workspace.store.repeats import Brought, record_rank
from workspace.store.tombstones import FOREVER, SUPERSEDED, Grave
from workspace.store.values import UpsertCounts, time_text

_EARLIEST = "0"  # sorts before every time, and is not FOREVER


@dataclass(slots=True)
class Batch:
    """What the store holds of one batch's ids, brought up to date record by record, and what to write.

    ``parts`` are all stored parts of the batch's items that may be touched, ``known`` the imports that the
    batch's items came from.
    """

    import_id: str
    forgotten: Forgotten
    items: dict[str, Row]
    parts: dict[str, Row]
    graves: dict[str, Grave]
    assigned: dict[str, str]
    brought: Brought
    buried: set[str] = field(default_factory=set)
    changed_items: dict[str, Row] = field(default_factory=dict)
    changed_parts: dict[str, Row] = field(default_factory=dict)
    fresh_graves: dict[str, Grave] = field(default_factory=dict)
    gone_items: set[str] = field(default_factory=set)
    gone_parts: dict[str, Row] = field(default_factory=dict)
    reworded: set[str] = field(default_factory=set)
    notes: Notes = field(init=False)
    _by_item: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.notes = Notes(self.import_id, self.items)
        for row in self.parts.values():
            self._by_item.setdefault(str(row["item_id"]), set()).add(str(row["id"]))

    def take(self, record: FeedbackRecord) -> UpsertCounts:
        """Let the record count, and say what it did."""
        if record.gone is not None:
            return UpsertCounts(gone=int(self._bury(record.gone)))
        record = self.forgotten.record(record)
        item = record.item
        if item is not None:
            refusal = self._refusal(item)
            if refusal is not None:
                return refusal
            return UpsertCounts(**{self._take_whole(record, item): 1})
        return self._take_alone(record)

    def _take_whole(self, record: FeedbackRecord, item: FeedbackItem) -> str:
        rank, best = record_rank(item, record.parts), self.brought.ranks.get(item.id)
        beaten = best is not None and rank <= best
        if best is not None:
            self.brought.again.add(item.id)
            if rank == best:
                return "unchanged"
        fresh = best is not None and self.items.get(item.id, {}).get("import_id") == self.import_id
        corrects = not beaten and corrected(item, self.items.get(item.id), self.import_id)
        outcomes = self._take_parts(record, item, rank, corrects)
        outcome = "unchanged" if beaten and item.id in self.items else self._take_item(item, corrects)
        if outcome == "unchanged" and any(found in ("kept", "updated") for found in outcomes):
            outcome = "updated"
        if fresh and best is not None and rank.rpartition(" ")[0] == best.rpartition(" ")[0]:
            outcome = "unchanged"
        self.brought.note(item.id, max(rank, best or ""))
        self.brought.updated[item.id] += outcome == "updated"
        return outcome

    def _refusal(self, item: FeedbackItem) -> UpsertCounts | None:
        grave = self.graves.get(item.id)
        if grave is not None and grave.import_id == FORGOTTEN:
            return UpsertCounts(forgotten=1)
        if self.forgotten.item(item):
            self.graves[item.id] = Grave(FOREVER, FORGOTTEN)
            self.buried.add(item.id)
            for rows in (self.items, self.changed_items):
                rows.pop(item.id, None)
            return UpsertCounts(forgotten=1)
        if grave is not None and grave.holds(time_text(item.updated_at)):
            return UpsertCounts(deleted=1)
        return None

    def _take_alone(self, record: FeedbackRecord) -> UpsertCounts:
        outcomes = [self._take_comment(part) for part in record.parts]
        order = ("kept", "updated", "unchanged", "forgotten", "deleted")
        return UpsertCounts(**{next((one for one in order if one in outcomes), "unchanged"): 1})

    def _take_comment(self, part: Part) -> str:
        grave = self.graves.get(part.item_id)
        home = self.items.get(part.item_id)
        account = str(home["account_id"]) if home and home["account_id"] else None
        if self.forgotten.part(part, account) or (grave is not None and grave.import_id == FORGOTTEN):
            return "forgotten"
        if grave is not None and grave.holds(time_text(part.at) if part.at else ""):
            return "deleted"
        return self._take_part(part, None, corrects=False, beaten=self.brought.beats(part, None, ""))

    def _take_parts(self, record: FeedbackRecord, item: FeedbackItem, rank: str, corrects: bool) -> list[str]:
        beaten = rank < self.brought.ranks.get(item.id, "")
        stored = self.items.get(item.id)
        version = time_text(item.updated_at)
        older = beaten or (stored is not None and version < str(stored["updated_at"]) and not corrects)
        ids = {part.id for part in record.parts}
        if older:
            if item.source is Source.CALL and not (stored and stored["metadata_only"]):
                return []
            standing = said_with(self._parts_of(item.id), stored)
        outcomes = []
        for part in record.parts:
            if self.forgotten.part(part, item.account.account_id):
                continue
            if older and is_replaced(part_row(part, item, ""), self.parts.get(part.id), stored, standing):
                if part.source_key:
                    outcomes.append(self._take_comment(part))
                continue
            lesser = self.brought.beats(part, item, rank)
            outcomes.append(self._take_part(part, item, corrects=corrects, beaten=lesser))
        if not older:
            self._drop_replaced(item, ids, stored)
        return outcomes

    def _drop_replaced(self, item: FeedbackItem, ids: set[str], stored: Row | None) -> None:
        if item.metadata_only or not ids:
            return
        said = {said_when(self.parts[key]) for key in ids if key in self.parts}
        for row in list(self._parts_of(item.id)):
            if row["id"] in ids:
                continue
            came_along = stored is not None and row["version"] == stored["updated_at"]
            replaced = came_along and all(said_when(row)) and said_when(row) in said
            if replaced and row["source_key"] and item.source is not Source.CALL:
                self._leave_alone(row)
            elif item.source is Source.CALL or replaced:
                self._drop_part(row)

    def _leave_alone(self, row: Row) -> None:
        """Let a comment with a key that the newer version of its item replaces stand as if it had come alone."""
        grave, own = self.graves.get(str(row["item_id"])), self.graves.get(str(row["id"]))
        if any(one is not None and one.holds(str(row["at"])) for one in (grave, own)):
            self._drop_part(row)
        else:
            self._put_part(row | {"version": row["at"]})

    def _take_item(self, item: FeedbackItem, corrects: bool) -> str:
        stored = self.items.get(item.id)
        if item.id in self.assigned:
            item = replace(item, account=assigned(self.assigned[item.id]))
        row = item_row(item, self.import_id)
        if stored is not None:
            if row["account_id"] is None and row["hints"] == stored["hints"]:
                for column in ("account_id", "match_method", "match_reason"):
                    row[column] = stored[column]
            if not stands(row, stored, corrects):
                return "unchanged"
            self.notes.item(row, stored)
        self.items[item.id] = self.changed_items[item.id] = row
        self.gone_items.discard(item.id)
        return "kept" if stored is None else "updated"

    def _take_part(self, part: Part, item: FeedbackItem | None, *, corrects: bool, beaten: bool) -> str:
        stored = self.parts.get(part.id)
        row = part_row(part, item, self.import_id)
        grave = self.graves.get(part.id)
        if grave is not None and grave.holds(str(row["version"])):
            return "unchanged"
        known = str(stored["source_key"]) if stored else (grave.superseded_key if grave else "")
        row["source_key"] = max(str(row["source_key"]), known)
        newest = max(str(row["version"]), str(stored["version"])) if stored else row["version"]
        if not self._wins_its_key(row | {"version": newest}):
            if stored is not None:
                self._drop_part(stored)
            return "unchanged"
        if stored is None:
            self._put_part(row)
            self.notes.added(row)
            return "kept"
        return self._renew_part(row, stored, corrects, beaten)

    def _renew_part(self, row: Row, stored: Row, corrects: bool, beaten: bool) -> str:
        version, held = str(row["version"]), str(stored["version"])
        older = beaten or (version < held and not corrects)
        undoes = version == held and withdrawn(str(stored["text"])) and not withdrawn(str(row["text"]))
        if older or undoes or (row["content"] == stored["content"] and version == held):
            language = stored["language"] or row["language"]
            row = stored | {"source_key": row["source_key"], "language": language}
        if row == stored:
            return "unchanged"
        if row["given_role"] is None:
            row["role"] = stored["role"]
        self._put_part(row)
        if row["content"] == stored["content"]:
            return "unchanged"
        if row["text"] != stored["text"]:
            self.reworded.add(str(row["id"]))
            self.notes.part(row, "text", "redacted" if withdrawn(str(row["text"])) else "changed")
        return "updated"

    def _wins_its_key(self, row: Row) -> bool:
        """Whether the row stands among the parts of its source key; those that do not stand are dropped."""
        if not row["source_key"]:
            return True
        rivals = [
            other
            for other in self._parts_of(str(row["item_id"]))
            if other["source_key"] == row["source_key"] and other["id"] != row["id"]
        ]
        for rival in rivals:
            winner, loser = (row, rival) if key_rank(row) > key_rank(rival) else (rival, row)
            marked = withdrawn(str(winner["text"])) and not withdrawn(str(loser["text"]))
            until = str(loser["version"]) or _EARLIEST
            self._set_grave(str(loser["id"]), Grave(until, f"{SUPERSEDED} {row['source_key']}"))
            if loser is row:
                return False
            self._drop_part(rival, noted=False)
            self.notes.part(row, "text", "redacted" if marked else "changed")
        return True

    def _bury(self, gone: Tombstone) -> bool:
        """Take away an item or a part; returns whether it was here."""
        self._set_grave(gone.id, Grave(time_text(gone.at) if gone.at else FOREVER, self.import_id))
        grave = self.graves[gone.id]
        found = False
        item, part = self.items.get(gone.id), self.parts.get(gone.id)
        if item is not None and grave.holds(str(item["updated_at"])):
            del self.items[gone.id]
            self.changed_items.pop(gone.id, None)
            self.gone_items.add(gone.id)
            self.notes.item_gone(item)
            found = True
        dead = [row for row in self._parts_of(gone.id) if grave.holds(str(row["version"]))]
        if part is not None and grave.holds(str(part["version"])):
            dead.append(part)
        for row in dead:
            self._drop_part(row)
        return found or bool(dead)

    def _set_grave(self, key: str, grave: Grave) -> None:
        if grave.later_than(self.graves.get(key)):
            self.graves[key] = self.fresh_graves[key] = grave

    def _parts_of(self, item_id: str) -> Iterator[Row]:
        for key in sorted(self._by_item.get(item_id, ())):
            yield self.parts[key]

    def _put_part(self, row: Row) -> None:
        key = str(row["id"])
        self.parts[key] = self.changed_parts[key] = row
        self._by_item.setdefault(str(row["item_id"]), set()).add(key)
        self.gone_parts.pop(key, None)

    def _drop_part(self, row: Row, *, noted: bool = True) -> None:
        key = str(row["id"])
        if self.parts.pop(key, None) is None:
            return
        self._by_item[str(row["item_id"])].discard(key)
        self.changed_parts.pop(key, None)
        self.gone_parts[key] = row
        if noted:
            self.notes.part(row, "part", "gone")
