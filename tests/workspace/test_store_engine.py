from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from foundation.errors import StoreError
from workspace.store.connections import has_wal_reset_bug
from workspace.store.engine import Store
from workspace.store.migrate import configuration
from workspace.store.schema import HEAD, metadata
from workspace.store.tables import account_ids, upsert_rows


def _add(conn: Connection, *ids: str) -> None:
    upsert_rows(conn, "accounts", [{"id": key, "name": key.title()} for key in ids], "imp")


def test_a_new_store_opens_and_holds_what_was_committed(store: Store) -> None:
    with store.write("test") as conn:
        _add(conn, "acme")
    with Store.open(store.path).read() as conn:
        assert account_ids(conn) == {"acme"}


def test_the_migrations_make_exactly_the_declared_schema(store: Store) -> None:
    with store.read() as conn:
        differences = compare_metadata(MigrationContext.configure(conn), metadata)
    assert differences == []
    assert ScriptDirectory.from_config(configuration()).get_heads() == [HEAD]
    assert store.revision() == HEAD


def test_foreign_keys_and_secure_delete_are_on(store: Store) -> None:
    with store.write("test") as conn:
        assert conn.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert conn.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        assert conn.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_an_error_rolls_everything_back(store: Store) -> None:
    with pytest.raises(KeyError), store.write("test") as conn:
        upsert_rows(conn, "accounts", [{"id": "acme"}, {"id": "beta", "no such column": 1}], "imp")
    with store.read() as conn:
        assert account_ids(conn) == set()


def test_a_broken_rule_of_the_database_is_a_store_error(store: Store) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"), store.write("test") as conn:
        conn.exec_driver_sql("INSERT INTO unclustered VALUES ('run', 'statement', 'alone')")


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match="readonly"), store.read() as conn:
        _add(conn, "acme")


def test_create_refuses_an_existing_store_and_open_a_missing_one(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="already"):
        Store.create(store.path)
    with pytest.raises(StoreError, match="no store here"):
        Store.open(tmp_path / "absent.db")
    with pytest.raises(StoreError, match="no store here"), Store(tmp_path / "absent.db").write("x"):
        pass
    assert not (tmp_path / "absent.db").exists()


def test_a_newer_store_is_refused(store: Store) -> None:
    with store.write("test") as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer than this program"):
        Store.open(store.path)


@pytest.mark.parametrize("content", [b"not a database at all" * 400, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Store.open(path)
    assert "cannot be read" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_store_damaged_in_its_middle_is_a_store_error(store: Store) -> None:
    with store.write("test") as conn:
        _add(conn, *(f"account-{number}" for number in range(3000)))
    content = bytearray(store.path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    store.path.write_bytes(bytes(content))
    with pytest.raises(StoreError, match="cannot be read"), Store.open(store.path).read() as conn:
        account_ids(conn)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(StoreError, match="another program's database"):
        Store.open(path)


def test_a_creation_that_was_cut_short_is_finished_by_the_next_open(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    with Store.open(path).read() as conn:
        assert account_ids(conn) == set()


def test_a_folder_that_cannot_be_written_still_reads(store: Store) -> None:
    with store.write("test") as conn:
        _add(conn, "acme")
    for leftover in store.path.parent.glob("*-*"):
        leftover.unlink()
    code = (
        "import os, sys; from pathlib import Path\n"
        "from workspace.store.engine import Store\n"
        "from workspace.store.tables import account_ids\n"
        "os.access = lambda path, mode: False\n"
        "with Store.open(Path(sys.argv[1])).read() as conn: print(account_ids(conn))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(store.path)], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "{'acme'}"
    assert not list(store.path.parent.glob("*-shm"))


def test_the_journal_is_explained(store: Store) -> None:
    assert store.journal().startswith("write-ahead log")
    with closing(sqlite3.connect(store.path)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    assert store.journal().startswith("rollback journal with synchronous=FULL")


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
    ],
)
def test_versions_with_the_wal_reset_bug(version: tuple[int, int, int], affected: bool) -> None:
    assert has_wal_reset_bug(version) is affected


def test_opening_a_store_that_is_up_to_date_does_not_load_alembic(store: Store) -> None:
    code = (
        "import sys; from pathlib import Path; from workspace.store.engine import Store\n"
        "Store.open(Path(sys.argv[1])); print('alembic' in sys.modules, 'pandas' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(store.path)], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == ["False", "False"]
