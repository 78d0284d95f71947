from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.tables import TABLES
from foundation.ids import content_id
from ingest.items import Dropped, DropReason, ImportReport
from tests.workspace.run_samples import unit
from workspace.store.embeddings import count_vectors, load_vectors, save_vectors
from workspace.store.engine import Store
from workspace.store.imports import ImportedFile, import_id, imports, save_import
from workspace.store.tables import account_ids, count_rows, rows, upsert_rows
from workspace.store.values import UpsertCounts

ACME = {
    "id": "acme",
    "name": "Acme, Inc.",
    "domains": ("acme.example", "acme.test"),
    "employees": 40,
    "started": date(2025, 3, 1),
    "renewal": "2027-03-01",
    "tier": "",
}


def _upsert(store: Store, kind: str, *values: dict[str, object]) -> UpsertCounts:
    with store.write("import") as conn:
        return upsert_rows(conn, kind, values, "imp")


def test_rows_come_back_typed_and_in_key_order(store: Store) -> None:
    assert _upsert(store, "accounts", ACME, {"id": "aaa", "name": "First"}) == UpsertCounts(kept=2)
    with store.read() as conn:
        first, acme = rows(conn, "accounts")
        assert account_ids(conn) == {"aaa", "acme"}
        assert count_rows(conn)["accounts"] == 2
    assert first["id"] == "aaa"
    assert list(acme) == [column.name for column in TABLES["accounts"].columns]
    assert acme["domains"] == ("acme.example", "acme.test")
    assert (acme["started"], acme["renewal"], acme["employees"]) == ("2025-03-01", "2027-03-01", 40)
    assert acme["tier"] is None


def test_again_is_unchanged_and_a_difference_is_updated(store: Store) -> None:
    _upsert(store, "accounts", ACME)
    assert _upsert(store, "accounts", ACME) == UpsertCounts(unchanged=1)
    assert _upsert(store, "accounts", ACME | {"employees": 41}) == UpsertCounts(updated=1)


def test_a_file_with_fewer_columns_takes_nothing_away(store: Store) -> None:
    _upsert(store, "accounts", ACME)
    assert _upsert(store, "accounts", {"id": "acme", "name": "Acme Ltd"}) == UpsertCounts(updated=1)
    with store.read() as conn:
        (acme,) = rows(conn, "accounts")
    assert (acme["name"], acme["employees"]) == ("Acme Ltd", 40)


def test_a_missing_part_of_the_key_is_still_one_key(store: Store) -> None:
    row = {"account": "acme", "started": "2026-01-01", "mrr": 10.5, "id": None}
    assert _upsert(store, "subscriptions", row, row) == UpsertCounts(kept=1, unchanged=1)
    with store.read() as conn:
        (found,) = rows(conn, "subscriptions")
    assert (found["id"], found["plan"], found["mrr"]) == (None, None, 10.5)


def test_flags_are_bool(store: Store) -> None:
    _upsert(
        store, "contacts", {"account": "a", "name": "Ann", "champion": True}, {"account": "a", "name": "Bo"}
    )
    with store.read() as conn:
        assert [row["champion"] for row in rows(conn, "contacts")] == [True, None]


def test_an_undeclared_column_is_refused(store: Store) -> None:
    with pytest.raises(KeyError):
        _upsert(store, "accounts", {"id": "a", "name": "A", "shoe_size": 44})


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_every_kind_takes_a_row_of_its_key_alone(store: Store, kind: str) -> None:
    row: dict[str, object] = {name: f"{name} 1" for name in TABLES[kind].key}
    assert _upsert(store, kind, row) == UpsertCounts(kept=1)
    assert _upsert(store, kind, row) == UpsertCounts(unchanged=1)
    with store.read() as conn:
        (found,) = rows(conn, kind)
    assert {name: found[name] for name in row} == row


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["2026-01", "2026-02"]), st.floats(0, 9)),
        max_size=12,
    )
)
def test_counts_add_up_to_the_rows_read(store: Store, values: list[tuple[str, str, float]]) -> None:
    given_rows: list[dict[str, object]] = [
        {"account": account, "month": month, "mrr": mrr} for account, month, mrr in values
    ]
    with store.write("import") as conn:
        conn.exec_driver_sql("DELETE FROM book_mrr")
        counts = upsert_rows(conn, "mrr", given_rows, "imp")
        held = {(row["account"], row["month"]): row["mrr"] for row in rows(conn, "mrr")}
    assert counts.kept + counts.updated + counts.unchanged == len(values)
    assert counts.kept == len(held)
    assert held == {(account, month): mrr for account, month, mrr in values}


def test_vectors_come_back_bit_for_bit_and_by_model(store: Store) -> None:
    vectors = {content_id(str(seed), length=32): unit(seed, 384) for seed in range(1100)}
    with store.write("embed") as conn:
        save_vectors(conn, "one", vectors)
        save_vectors(conn, "one", dict(list(vectors.items())[:3]))
        save_vectors(conn, "two", {"x": unit(1, 5)})
    with store.read() as conn:
        found = load_vectors(conn, "one", [*vectors, "absent"])
        assert count_vectors(conn) == {"one": 1100, "two": 1}
        assert load_vectors(conn, "two", vectors) == {}
    assert found.keys() == vectors.keys()
    assert all(found[key].tobytes() == vectors[key].tobytes() for key in vectors)
    assert {vector.dtype for vector in found.values()} == {np.dtype(np.float32)}


def test_imports_are_logged_with_their_drops(store: Store) -> None:
    report = ImportReport("nps", "csv", read=3, kept=1, redacted={"email": 2})
    report.drop(Dropped("nps.csv", 4, DropReason.NO_DATE, "date", "three orders"))
    report.drop(Dropped("nps.csv", 5, DropReason.EMPTY_TEXT))
    report.warn("dates read as day first")
    files = [ImportedFile("nps.csv", "ab" * 32)]
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    with store.write("import nps") as conn:
        assert save_import(conn, report, files, at) == import_id("nps", files, at)
        save_import(conn, ImportReport("calls", "vtt"), [], at.replace(hour=11))
    with store.read() as conn:
        earlier, found = imports(conn)
    assert earlier.report == ImportReport("calls", "vtt")
    assert (found.report, found.files, found.at) == (report, tuple(files), at)
