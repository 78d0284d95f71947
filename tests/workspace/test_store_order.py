"""The same records in any order, split into any files and repeated, end in the same rows."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.items import FeedbackItem, FeedbackRecord, Part, Role, Source, Tombstone
from tests.workspace.feedback_samples import alone, comment, moment, ticket, with_text
from workspace.store.engine import Store
from workspace.store.feedback import upsert_feedback
from workspace.store.feedback_views import item
from workspace.store.values import CHUNK, UpsertCounts


def _take(store: Store, *records: FeedbackRecord, name: str = "imp") -> UpsertCounts:
    with store.write("import") as conn:
        return upsert_feedback(conn, records, name)


def _rows(store: Store) -> list[tuple[object, ...]]:
    """Everything but which import and which file it came from."""
    with store.read() as conn:
        found: list[tuple[object, ...]] = []
        for table in ("item", "part", "tombstone"):
            for row in conn.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id").mappings():
                skipped = ("import_id", "file", "row")
                found.append((table, *(row[name] for name in row if name not in skipped)))
    return found


def _texts(store: Store, item_id: str) -> list[str]:
    with store.read() as conn:
        stored = item(conn, item_id)
    return [] if stored is None else [part.text for part in stored.parts]


def gone(key: str, day: int | None) -> FeedbackRecord:
    return FeedbackRecord(None, (), Tombstone(key, moment(day, 10) if day else None))


def keyed(part: Part, key: str) -> Part:
    return replace(part, source_key=key)


def call(key: str, updated: int, *turns: str) -> FeedbackRecord:
    own = replace(ticket(key, updated=updated), id=FeedbackItem.make_id(Source.CALL, "call", key))
    own = replace(own, source=Source.CALL)
    parts = tuple(
        Part(Part.make_id(own.id, f"turn {at} {turn}"), own.id, at, Role.CUSTOMER, turn)
        for at, turn in enumerate(turns)
    )
    return FeedbackRecord(own, parts)


def told(own: FeedbackItem, text: str) -> FeedbackRecord:
    """A ticket with its description, whose id follows from its words, as a help desk's reader makes it."""
    part = Part(Part.make_id(own.id, text), own.id, 0, None, text, author=own.requester, at=own.occurred_at)
    return FeedbackRecord(own, (part,))


_ONE, _TWO, _THREE, _FOUR = (ticket(key) for key in "1234")
_FIVE, _SIX = ticket("5", updated=5), ticket("6", updated=5)
_RECORDS = [
    told(_ONE, "The export fails."),
    told(ticket("1", updated=6, status="open"), "The export fails."),
    told(ticket("1", updated=9, status="solved"), "The export █████."),
    FeedbackRecord(ticket("1", updated=12, metadata_only=True, status="closed"), ()),
    alone(keyed(comment(_ONE.id, "1", "zendesk:r1", "Call me, it is <PHONE_1>."), "c1")),
    alone(keyed(comment(_ONE.id, "11", "zendesk:r1", "Call me, [redacted]."), "c1")),
    alone(keyed(comment(_ONE.id, "12", "zendesk:r1", "Other words.", day=8), "c2")),
    alone(keyed(comment(_ONE.id, "13", "zendesk:r1", "Yet other words.", day=8), "c2")),
    alone(keyed(comment(_ONE.id, "14", "zendesk:r1", "Older words.", day=5), "c2")),
    with_text(_TWO),
    with_text(ticket("2", updated=8), "Newer words."),
    gone(_TWO.id, 6),
    gone(_TWO.id, 5),
    alone(comment(_TWO.id, "1", "zendesk:r2", day=4)),
    alone(comment(_TWO.id, "2", "zendesk:r2", day=7)),
    with_text(_THREE),
    gone(_THREE.id, None),
    alone(comment(_THREE.id, "1", "zendesk:r3")),
    FeedbackRecord(ticket("4", updated=7, metadata_only=True), ()),
    FeedbackRecord(ticket("4", updated=8, metadata_only=True, status="closed"), ()),
    alone(comment(_FOUR.id, "1", "zendesk:agent", day=5)),
    gone(Part.make_id(_FOUR.id, "1"), 9),
    told(_FIVE, "It stops daily."),
    told(ticket("5", updated=8), "It stops hourly."),
    alone(keyed(told(_FIVE, "It stops daily.").parts[0], "c5")),
    gone(_FIVE.id, 4),
    told(_SIX, "It is slow daily."),
    told(ticket("6", day=3, updated=8), "It is slow hourly."),
    alone(keyed(told(_SIX, "It is slow daily.").parts[0], "c6")),
    call("a", 3, "Hello there.", "It is slow."),
    call("a", 5, "Hello there.", "It is very slow."),
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_batching_and_repetition_ends_in_the_same_rows(tmp_path: Path, data: Any) -> None:
    order = data.draw(st.permutations(_RECORDS))
    again = data.draw(st.lists(st.sampled_from(_RECORDS), max_size=6))
    records = [*order, *again]
    cuts = data.draw(st.sets(st.integers(1, len(records) - 1), max_size=8))
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    straight, other = Store.create(folder / "straight.db"), Store.create(folder / "other.db")
    _take(straight, *_RECORDS)
    edges = [0, *sorted(cuts), len(records)]
    for number, (start, end) in enumerate(itertools.pairwise(edges)):
        _take(other, *records[start:end], name=f"import {number}")
    assert _rows(other) == _rows(straight)


def _both(store: Store, records: Sequence[FeedbackRecord], tmp_path: Path) -> list[Store]:
    """The records in both directions, one import each."""
    stores = [store, Store.create(tmp_path / "backwards.db")]
    for one, order in zip(stores, (records, records[::-1]), strict=True):
        for number, record in enumerate(order):
            _take(one, record, name=f"import {number}")
    return stores


@pytest.mark.parametrize("part", [0, 1])
def test_what_is_deleted_stays_deleted_until_a_newer_version(store: Store, tmp_path: Path, part: int) -> None:
    records = [with_text(_TWO), alone(comment(_TWO.id, "1", "zendesk:r2")), gone(_TWO.id, 6)]
    for one in _both(store, records, tmp_path):
        assert _rows(one)[0][0] == "tombstone"
        assert len(_rows(one)) == 1
        assert _take(one, with_text(ticket("2", updated=8)), name="newer") == UpsertCounts(kept=1)
        assert _texts(one, _TWO.id) == ["The export times out."]
        assert _take(one, records[part], name="older") == UpsertCounts(deleted=1)
        assert _texts(one, _TWO.id) == ["The export times out."]


def test_an_item_deleted_at_no_known_time_never_comes_back(store: Store) -> None:
    assert _take(store, with_text(_TWO), gone(_TWO.id, None)) == UpsertCounts(kept=1, gone=1)
    assert _take(store, with_text(ticket("2", updated=28))) == UpsertCounts(deleted=1)


def test_a_redacted_comment_stands_against_the_one_it_replaces(store: Store, tmp_path: Path) -> None:
    plain = keyed(comment(_ONE.id, "1", "zendesk:r1", "My card is 4111."), "c1")
    redacted = keyed(comment(_ONE.id, "2", "zendesk:r1", "My card is ▇▇▇▇."), "c1")
    for one in _both(store, [with_text(_ONE), alone(plain), alone(redacted)], tmp_path):
        assert "My card is ▇▇▇▇." in _texts(one, _ONE.id)
        assert "My card is 4111." not in _texts(one, _ONE.id)


def test_a_changed_description_leaves_no_old_words(store: Store, tmp_path: Path) -> None:
    records = [told(_ONE, "My card is 4111."), told(ticket("1", updated=9), "My card is gone.")]
    for one in _both(store, records, tmp_path):
        assert _texts(one, _ONE.id) == ["My card is gone."]


def test_metadata_never_replaces_words_and_words_always_metadata(store: Store, tmp_path: Path) -> None:
    bare = FeedbackRecord(ticket("1", updated=20, metadata_only=True, status="closed"), ())
    for one in _both(store, [bare, with_text(ticket("1", status="open"))], tmp_path):
        with one.read() as conn:
            stored = item(conn, _ONE.id)
        assert stored is not None
        assert (stored.item.status, stored.item.metadata_only) == ("open", False)
        assert _texts(one, _ONE.id) == ["The export times out."]


def test_an_older_file_of_a_call_takes_no_turn_of_the_newer(store: Store, tmp_path: Path) -> None:
    records = [call("a", 3, "One.", "Two."), call("a", 5, "One.", "Three.")]
    for one in _both(store, records, tmp_path):
        own = records[0].item
        assert own is not None
        assert _texts(one, own.id) == ["One.", "Three."]


@pytest.mark.parametrize("taken", [3, 4])
def test_a_description_that_gets_a_key_later_ends_alike_in_every_order(tmp_path: Path, taken: int) -> None:
    records = [record for record in _RECORDS if _about(record) == _FIVE.id][:taken]
    ends = []
    for number, order in enumerate(itertools.permutations(records)):
        one = Store.create(tmp_path / f"{number}.db")
        for at, record in enumerate(order):
            _take(one, record, name=f"import {at}")
        ends.append(_rows(one))
        assert _texts(one, _FIVE.id) in (
            [["It stops hourly."]]
            if taken == 4
            else [["It stops daily.", "It stops hourly."], ["It stops hourly.", "It stops daily."]]
        )
    assert all(end == ends[0] for end in ends)


def _about(record: FeedbackRecord) -> str:
    if record.gone is not None:
        return record.gone.id
    return record.item.id if record.item else record.parts[0].item_id


def answer(key: str, score: float, text: str) -> FeedbackRecord:
    own = replace(ticket(key, score=score, score_scale="nps"), updated_at=ticket(key).occurred_at)
    return with_text(own, text)


@pytest.mark.parametrize("apart", [0, CHUNK + 30])
def test_rows_of_one_id_in_one_import_are_settled_by_what_they_say(
    store: Store, tmp_path: Path, apart: int
) -> None:
    between = [answer(f"x{number}", 5, "Fine.") for number in range(apart)]
    first, second = answer("9", 2, "The export fails."), answer("9", 3, "The sync drops rows.")
    backwards = Store.create(tmp_path / "backwards.db")
    assert _take(store, first, *between, second) == UpsertCounts(kept=apart + 1, unchanged=1)
    assert _take(backwards, second, *between, first) == UpsertCounts(kept=apart + 1, unchanged=1)
    assert _rows(store) == _rows(backwards)
    for number, one in enumerate((store, backwards)):
        with one.read() as conn:
            before = [tuple(row) for row in conn.exec_driver_sql("SELECT * FROM item ORDER BY id")]
        for order in ((first, second), (second, first)):
            name = f"again {number} {order[0] is first}"
            counts = _take(one, order[0], *between, order[1], name=name)
            assert counts == UpsertCounts(unchanged=apart + 2)
            with one.read() as conn:
                assert [
                    tuple(row) for row in conn.exec_driver_sql("SELECT * FROM item ORDER BY id")
                ] == before
                assert conn.exec_driver_sql("SELECT count(*) FROM item_change").scalar() == 0
