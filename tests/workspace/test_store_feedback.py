from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.items import AccountMatch, FeedbackRecord, MatchMethod, Role
from tests.workspace.feedback_samples import NOWHERE, alone, comment, moment, ticket, with_text
from workspace.store.engine import Store
from workspace.store.feedback import upsert_feedback
from workspace.store.feedback_views import (
    count_items,
    feedback_signals,
    item,
    items_with_parts,
    orphan_parts,
    part_texts,
    unmatched,
)
from workspace.store.matches import Moved, rematch
from workspace.store.values import UpsertCounts


def _import(store: Store, *records: FeedbackRecord, name: str = "imp") -> UpsertCounts:
    with store.write("import") as conn:
        return upsert_feedback(conn, records, name)


def _rows(store: Store) -> list[tuple[object, ...]]:
    with store.read() as conn:
        items = conn.exec_driver_sql("SELECT * FROM item ORDER BY id").all()
        parts = conn.exec_driver_sql("SELECT * FROM part ORDER BY id").all()
    return [tuple(row) for row in [*items, *parts]]


def test_the_same_records_again_change_nothing(store: Store) -> None:
    records = [with_text(ticket("1")), with_text(ticket("2")), alone(comment("lost", "1", "zendesk:x"))]
    assert _import(store, *records) == UpsertCounts(kept=3)
    before = _rows(store)
    assert _import(store, *records, name="later") == UpsertCounts(unchanged=3)
    assert _rows(store) == before


def test_another_file_name_alone_is_not_another_record(store: Store) -> None:
    _import(store, with_text(ticket("1", file="a.json", row=4)))
    assert _import(store, with_text(ticket("1", file="b.json", row=9))) == UpsertCounts(unchanged=1)


def test_a_newer_version_wins_and_an_older_one_changes_nothing(store: Store) -> None:
    new, old = ticket("1", updated=9, status="solved"), ticket("1", updated=5, status="open")
    _import(store, with_text(old))
    assert _import(store, with_text(new, "It was the proxy.")) == UpsertCounts(updated=1)
    assert _import(store, with_text(old)) == UpsertCounts(unchanged=1)
    with store.read() as conn:
        stored = item(conn, new.id)
    assert stored is not None
    assert stored.item == new
    assert [part.text for part in stored.parts] == ["It was the proxy."]


def test_a_second_version_within_one_import_counts_as_updated(store: Store) -> None:
    counts = _import(store, with_text(ticket("1")), with_text(ticket("1", updated=8, status="solved")))
    assert counts == UpsertCounts(kept=1, updated=1)


def test_the_same_version_read_better_replaces_the_stored_one(store: Store) -> None:
    _import(store, with_text(ticket("1"), "Mail me at [e-mail]"))
    assert _import(store, with_text(ticket("1"), "Mail [person] at [e-mail]")) == UpsertCounts(updated=1)


def test_authors_become_roles_once_the_item_is_there(store: Store) -> None:
    one, other = ticket("1"), ticket("2", assignee="zendesk:second")
    comments = [
        comment(one.id, "1", one.requester),
        comment(one.id, "2", one.assignee),
        comment(one.id, "3", "zendesk:second"),
        comment(one.id, "4", "zendesk:stranger"),
    ]
    _import(store, *(alone(part) for part in comments))
    with store.read() as conn:
        assert orphan_parts(conn) == 4
        assert conn.exec_driver_sql("SELECT count(*) FROM part WHERE role IS NULL").scalar() == 4
    _import(store, FeedbackRecord(one, ()), FeedbackRecord(other, ()))
    with store.read() as conn:
        stored = item(conn, one.id)
        assert orphan_parts(conn) == 0
    assert stored is not None
    roles = [part.role for part in stored.parts]
    assert roles == [Role.CUSTOMER, Role.STAFF, Role.STAFF, Role.UNKNOWN]


_ONE, _TWO = ticket("1"), ticket("2", assignee="zendesk:second", requester="zendesk:r1")
_RECORDS = [
    with_text(_ONE),
    with_text(ticket("1", updated=7, status="solved", assignee="zendesk:third"), "Newer words."),
    with_text(_TWO),
    alone(comment(_ONE.id, "1", "zendesk:r1")),
    alone(comment(_ONE.id, "2", "zendesk:agent"), comment(_ONE.id, "3", "zendesk:third")),
    alone(comment(_TWO.id, "1", "zendesk:second")),
    alone(comment(_TWO.id, "2", "zendesk:nobody")),
    alone(comment("no such ticket", "1", "zendesk:agent")),
    alone(comment("no such ticket", "1", "zendesk:agent", "Edited later.", day=9)),
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(_RECORDS), cuts=st.sets(st.integers(1, len(_RECORDS) - 1)))
def test_any_order_and_any_split_into_files_ends_in_the_same_rows(
    tmp_path: Path, order: Sequence[FeedbackRecord], cuts: set[int]
) -> None:
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    straight = Store.create(folder / "straight.db")
    _import(straight, *_RECORDS)
    other = Store.create(folder / "other.db")
    edges = [0, *sorted(cuts), len(order)]
    for start, end in itertools.pairwise(edges):
        _import(other, *order[start:end])
    assert _rows(other) == _rows(straight)


def test_an_account_that_comes_later_finds_its_items(store: Store) -> None:
    lost = ticket("1", account=NOWHERE, hints=(("external", "77"), ("domain", "acme.example")))
    stranger = ticket("2", account=NOWHERE, hints=(("domain", "elsewhere.example"),))
    _import(store, with_text(lost), with_text(stranger))

    def match(hints: Sequence[tuple[str, str]]) -> AccountMatch:
        if ("domain", "acme.example") in hints:
            return AccountMatch("acme", MatchMethod.DOMAIN, "acme.example")
        return NOWHERE

    with store.read() as conn:
        assert {found.id for found in unmatched(conn)} == {lost.id, stranger.id}
    with store.write("match") as conn:
        assert rematch(conn, match) == [Moved(lost.id, None, "acme")]
    with store.read() as conn:
        assert [found.id for found in unmatched(conn)] == [stranger.id]
        matched = item(conn, lost.id)
    assert matched is not None
    assert matched.account_id == "acme"
    assert _import(store, with_text(lost)) == UpsertCounts(unchanged=1)
    with store.read() as conn:
        assert len(unmatched(conn)) == 1


def test_a_match_made_at_import_replaces_a_missing_one(store: Store) -> None:
    _import(store, with_text(ticket("1", account=NOWHERE)))
    assert _import(store, with_text(ticket("1"))) == UpsertCounts(updated=1)
    with store.read() as conn:
        assert unmatched(conn) == []


def test_items_come_by_day_both_ends_included(store: Store) -> None:
    items = [ticket(str(day), day=day) for day in (1, 5, 9)]
    late = replace(ticket("late"), occurred_at=moment(9, 23))
    _import(store, *(with_text(found) for found in [*items, late]))
    with store.read() as conn:
        found = list(items_with_parts(conn, until=date(2026, 10, 9), since=date(2026, 10, 5)))
        everything = list(items_with_parts(conn, until=date(2026, 12, 31)))
    assert [stored.item for stored in found] == sorted([items[1], items[2], late], key=lambda one: one.id)
    assert all(len(stored.parts) == 1 for stored in found)
    assert len(everything) == 4


def test_many_items_keep_their_own_parts(store: Store) -> None:
    items = [ticket(str(number)) for number in range(1203)]
    counts = _import(store, *(with_text(found, f"Words of {found.id}") for found in items))
    assert counts == UpsertCounts(kept=1203)
    with store.read() as conn:
        texts = {
            stored.item.id: stored.parts[0].text for stored in items_with_parts(conn, date(2026, 10, 31))
        }
        by_part = part_texts(conn, [with_text(found).parts[0].id for found in items] + ["absent"])
    assert texts == {found.id: f"Words of {found.id}" for found in items}
    assert sorted(by_part.values()) == sorted(texts.values())


def test_signals_carry_nps_scores_only(store: Store) -> None:
    _import(
        store,
        with_text(ticket("1", score=3.0, score_scale="nps")),
        with_text(ticket("2", score=3.0, score_scale="csat", priority="urgent")),
        with_text(ticket("3", account=NOWHERE)),
    )
    with store.read() as conn:
        signals = feedback_signals(conn, date(2026, 10, 31))
        assert {source.value: count for source, count in count_items(conn).items()} == {"ticket": 3}
    assert sorted((signal.score, signal.priority) for signal in signals if signal.score is not None) == [
        (3.0, "")
    ]
    assert [signal.account_id for signal in signals] == ["acme", "acme"]
    with store.read() as conn:
        assert feedback_signals(conn, date(2026, 9, 30)) == []


def test_an_absent_item_is_none(store: Store) -> None:
    with store.read() as conn:
        assert item(conn, "absent") is None


@pytest.mark.parametrize("text", ["naïve 🙂\nline two", "'; DROP TABLE item; --", ""])
def test_words_come_back_as_they_went_in(store: Store, text: str) -> None:
    one = ticket("1", subject=text, tags=(text,), hints=(("name", text),))
    _import(store, with_text(one, text))
    with store.read() as conn:
        stored = item(conn, one.id)
    assert stored is not None
    assert (stored.item, stored.parts) == (one, with_text(one, text).parts)
