"""How the store's file is opened: writers read-write under the writer lock, readers strictly read-only.

SQLite 3.7.0 to 3.51.2 can lose a write when two connections write or checkpoint a write-ahead log at the same
instant (sqlite.org/wal.html, "WAL-reset bug"). The store keeps the write-ahead log all the same, so that
readers never wait, and makes that instant impossible: only the holder of the writer lock opens the file for
writing, and it closes its connection, which checkpoints, before it lets the lock go. A reader's connection is
opened with ``mode=ro``: it cannot checkpoint, not even when it is the last to close.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from foundation.errors import StoreError
from foundation.text import one_line

_BUSY_SECONDS = 10.0
_WRITE_CACHE_KB = 256 * 1024  # ids are hashes, so a large import writes all over its indexes
_FIXED = (3, 51, 3)
_BACKPORTS = {(3, 44): 6, (3, 50): 7}


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the WAL-reset bug: 3.7.0 to 3.51.2, save the backports 3.44.6 and 3.50.7."""
    if not (3, 7, 0) <= version < _FIXED:
        return False
    backport = _BACKPORTS.get(version[:2])
    return backport is None or version[2] < backport


def _uri(path: Path, options: str) -> str:
    return f"file:{quote(str(path.resolve()))}?{options}"


def _reader(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise StoreError("there is no store here", where=str(path), hint="Run `nrr init` first.")
    options = "mode=ro"
    log = path.with_name(path.name + "-wal")
    if not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size):
        options = (
            "mode=ro&immutable=1"  # the log's index cannot be made here, and there is nothing in the log
        )
    raw = sqlite3.connect(_uri(path, options), uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    raw.execute("PRAGMA temp_store = MEMORY")
    return raw


def _writer(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(_uri(path, "mode=rwc"), uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA secure_delete = ON")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA temp_store = MEMORY")
    raw.execute(f"PRAGMA cache_size = -{_WRITE_CACHE_KB}")
    return raw


@contextmanager
def _connected(path: Path, connect: Callable[[], sqlite3.Connection], begin: str) -> Iterator[Connection]:
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    try:
        with in_words(path), engine.connect() as connection:
            connection.exec_driver_sql(begin)
            try:
                yield connection
            except BaseException:
                _end(connection, "ROLLBACK")
                raise
            _end(connection, "COMMIT")
    finally:
        engine.dispose()


def _end(connection: Connection, how: str) -> None:
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection) and driver.in_transaction:
        driver.execute(how)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turns the database's exceptions within the block into a StoreError of one line."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        original = getattr(error, "orig", None) or error
        text = one_line(str(original), 160)
        damaged = isinstance(original, sqlite3.DatabaseError) and (
            "not a database" in text or "malformed" in text
        )
        what = f"the store cannot be read: {text}" if damaged else f"the store refused: {text}"
        hint = "Restore a backup, or move the file away and import again." if damaged else "Run `nrr doctor`."
        raise StoreError(what, where=str(path), hint=hint) from error


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """A connection that sees one moment of the store, from its first query on. Never waits for a writer."""
    with _connected(path, lambda: _reader(path), "BEGIN") as connection:
        yield connection


@contextmanager
def writing(path: Path, *, keep: bool = True) -> Iterator[Connection]:
    """A connection within one transaction, rolled back at its end unless it is to be kept. The caller holds
    the writer lock until the block has ended."""
    with _connected(path, lambda: _writer(path), "BEGIN IMMEDIATE") as connection:
        yield connection
        _end(connection, "COMMIT" if keep else "ROLLBACK")
        # Closing the last connection would do this too, but would keep new readers out meanwhile.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").close()


def journal_mode(path: Path) -> str:
    """The journal mode of the file: ``wal``, ``delete``, …"""
    with in_words(path):
        raw = _reader(path)
        try:
            return str(raw.execute("PRAGMA journal_mode").fetchone()[0])
        finally:
            raw.close()


def rewrite(path: Path) -> bool:
    """Rebuild the file from its live rows and empty the write-ahead log; the caller holds the writer lock.
    Returns whether the log could be emptied, which a reader that holds an older moment prevents."""
    with in_words(path):
        raw = _writer(path)
        try:
            raw.execute("VACUUM")
            busy, _pages, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        finally:
            raw.close()


def use_write_ahead_log(path: Path) -> None:
    """Ask for the write-ahead log; a file system that cannot share memory keeps the rollback journal."""
    with in_words(path):
        raw = _writer(path)
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()
