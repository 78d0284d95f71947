"""Readers see before or after and never wait; writers come one at a time; a killed one leaves no trace."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bench.kill import kill_writers
from foundation.errors import StoreError
from workspace.store.engine import Store
from workspace.store.tables import account_ids, upsert_rows

_ROWS = 400
_WRITER = """
import sys
from pathlib import Path
from workspace.store.engine import Store
from workspace.store.tables import upsert_rows
store = Store.open(Path(sys.argv[1]), wait=30)
for number in range(int(sys.argv[3])):
    with store.write(f"round {number}") as conn:
        conn.exec_driver_sql("DELETE FROM book_accounts")
        for half in range(2):
            keys = range(half * 200, half * 200 + 200)
            rows = [{"id": str(key), "name": f"{sys.argv[2]}-{number}"} for key in keys]
            upsert_rows(conn, "accounts", rows, "imp")
"""


def _names(conn: Connection) -> list[str]:
    return list(conn.exec_driver_sql("SELECT name FROM book_accounts").scalars())


def test_a_reader_sees_the_state_before_while_a_writer_is_at_work(store: Store) -> None:
    with store.write("first") as conn:
        upsert_rows(conn, "accounts", [{"id": "before", "name": "B"}], "imp")
    with store.write("second") as conn:
        upsert_rows(conn, "accounts", [{"id": "after", "name": "A"}], "imp")
        with store.read() as reader:
            assert account_ids(reader) == {"before"}
        with pytest.raises(StoreError, match="second"), Store(store.path, wait=0).write("third"):
            pass
    with store.read() as reader:
        assert account_ids(reader) == {"before", "after"}


def test_a_reader_keeps_its_moment_through_a_commit_and_does_not_hold_the_writer_up(store: Store) -> None:
    with store.read() as reader:
        assert account_ids(reader) == set()
        with store.write("import") as conn:
            upsert_rows(conn, "accounts", [{"id": "after", "name": "A"}], "imp")
        assert account_ids(reader) == set()
    with store.read() as reader:
        assert account_ids(reader) == {"after"}


def test_the_last_reader_to_close_does_not_checkpoint(store: Store) -> None:
    log = store.path.with_name("store.db-wal")
    with store.read() as reader:
        account_ids(reader)
        with store.write("import") as conn:
            upsert_rows(conn, "accounts", [{"id": "a", "name": "A"}], "imp")
        content = (log.read_bytes(), store.path.read_bytes())
    assert log.stat().st_size > 0
    assert (log.read_bytes(), store.path.read_bytes()) == content


def test_two_writers_and_a_crowd_of_readers_see_whole_states_only(store: Store) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(store.path), name, "12"])
        for name in ("one", "two")
    ]
    seen: list[set[str]] = []
    faults: list[str] = []

    def read_until_done() -> None:
        while any(writer.poll() is None for writer in writers):
            begun = time.monotonic()
            with store.read() as conn:
                first, again = _names(conn), _names(conn)
            if time.monotonic() - begun > 5:
                faults.append("a reader waited")
            if first != again or len(first) not in (0, _ROWS) or len(set(first)) > 1:
                faults.append(f"a state between: {len(first)} rows, {set(first)}")
            seen.append(set(first))

    threads = [threading.Thread(target=read_until_done) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [writer.wait() for writer in writers] == [0, 0]
    assert faults == []
    assert len({name for names in seen for name in names}) > 2
    with closing(sqlite3.connect(store.path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_killed_writers_leave_a_store_that_opens_as_it_is(tmp_path: Path) -> None:
    found = kill_writers(tmp_path, kills=3, seed=7, longest=0.6)
    assert found.kills == 3
    assert found.faults == ()
