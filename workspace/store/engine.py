"""The store: one SQLite file, one transaction a use case, readers that never wait, one writer at a time.

Opening migrates forward; a store that a newer program wrote is refused rather than guessed at. A killed
process leaves the file as it was before or after its transaction, and the next one opens it as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from foundation.errors import StoreError
from workspace.lock import hold
from workspace.store.connections import (
    has_wal_reset_bug,
    journal_mode,
    reading,
    rewrite,
    use_write_ahead_log,
    writing,
)
from workspace.store.schema import APPLICATION_ID, HEAD


@dataclass(frozen=True, slots=True)
class Store:
    """A store that is there and has this program's shape. ``wait`` is how long a second writer waits, in
    seconds, before it is refused."""

    path: Path
    wait: float = 2.0

    @classmethod
    def create(cls, path: Path, wait: float = 2.0) -> Store:
        """A new, empty store at ``path``; its folder is made. Raises StoreError where a file already is."""
        if path.exists():
            raise StoreError(
                "there is a store already", where=str(path), hint="Use it, or choose another folder."
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"cannot make the folder: {error.strerror}", where=str(path.parent)) from error
        store = cls(path, wait)
        store._migrate("create the store")
        return store

    @classmethod
    def open(cls, path: Path, wait: float = 2.0) -> Store:
        """The store at ``path``, migrated forward under the writer lock when this program is newer.

        Raises StoreError when the file is missing, is no store, is damaged, or a newer program wrote it.
        """
        store = cls(path, wait)
        if store._revision() != HEAD:
            store._migrate("bring the store up to date")
        return store

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read-only connection to one moment of the store. Never waits for a writer."""
        with reading(self.path) as connection:
            yield connection

    @contextmanager
    def write(self, purpose: str, *, keep: bool = True) -> Iterator[Connection]:
        """A connection within one transaction, under the writer lock: committed at the block's end, rolled
        back when it raises or when nothing is to be kept (a dry run). ``purpose`` is what a second writer is
        told, for example ``import tickets``.

        Raises StoreError "another nrr process is writing (import tickets, pid 123, since 10:02)".
        """
        if not self.path.is_file():
            raise StoreError("there is no store here", where=str(self.path), hint="Run `nrr init` first.")
        with hold(self._lock, purpose, self.wait), writing(self.path, keep=keep) as connection:
            yield connection

    def compact(self, purpose: str) -> bool:
        """Write the file anew without what was deleted, and empty the write-ahead log. Returns whether no
        old page is left; another process that reads at this moment keeps some until it is done."""
        with hold(self._lock, purpose, self.wait):
            return rewrite(self.path)

    def revision(self) -> str:
        """The store's migration, for ``nrr doctor``."""
        return self._revision()

    def journal(self) -> str:
        """Which journal is in use and why it is safe with this SQLite, in words."""
        version = sqlite3.sqlite_version
        if journal_mode(self.path) != "wal":
            return (
                f"rollback journal with synchronous=FULL: this file system cannot share a write-ahead log "
                f"(SQLite {version}); a reader may wait while a writer commits"
            )
        if has_wal_reset_bug(sqlite3.sqlite_version_info):
            return (
                f"write-ahead log with synchronous=FULL; SQLite {version} has the WAL-reset bug, which needs "
                "two connections that write at once: only the holder of the writer lock writes or "
                "checkpoints, and readers open the file read-only"
            )
        return f"write-ahead log with synchronous=FULL; SQLite {version} does not have the WAL-reset bug"

    @property
    def _lock(self) -> Path:
        return self.path.with_name(self.path.name + ".lock")

    def _revision(self) -> str:
        """The migration the file stands at; empty for a file whose creation was cut short."""
        with self.read() as connection:
            tables = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).scalars()
            names = set(tables)
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            if not names and mark in (0, APPLICATION_ID):
                return ""
            if mark != APPLICATION_ID or "alembic_version" not in names:
                raise StoreError(
                    "this is another program's database, not a store",
                    where=str(self.path),
                    hint="Point to the workspace's own store.",
                )
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            return str(found or "")

    def _migrate(self, purpose: str) -> None:
        from workspace.store.migrate import upgrade

        with hold(self._lock, purpose, self.wait):
            use_write_ahead_log(self.path)
            with writing(self.path) as connection:
                upgrade(connection, self.path)
