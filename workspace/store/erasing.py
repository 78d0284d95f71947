"""Takes words that are gone out of everything that was made of them: past runs' statements, quotes and names
of themes, and the vectors.

Runs keep their figures; where a statement's words are no longer in its part, a mark stands in their place, so
that an old report says so instead of quoting what was taken back. The search index holds vectors in files of
its own, so the store notes that it must go (``index_holds_erased``) until somebody has removed it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, exists, select

from ingest.items import ERASED_WORDS
from workspace.store.embeddings import text_hash
from workspace.store.retelling import retell, themes_with
from workspace.store.schema import embedding, part, statement
from workspace.store.values import chunks


def mark_erased(conn: Connection, item_ids: Iterable[str]) -> int:
    """Mark the statements of these items whose words are no longer in their parts; returns how many."""
    if not conn.execute(select(exists(select(statement.c.id)))).scalar_one():
        return 0
    columns = statement.c
    erased: dict[str, str] = {}
    for batch in chunks(sorted(item_ids)):
        query = (
            select(columns.id, columns.text, columns.start, part.c.text.label("now"))
            .outerjoin(part, part.c.id == columns.part_id)
            .where(columns.item_id.in_(batch), columns.text != ERASED_WORDS)
        )
        for row in conn.execute(query).all():
            start = -1 if row.now is None else row.now.find(row.text)
            if start < 0:
                erased[row.id] = row.text
            elif row.now[row.start : row.start + len(row.text)] != row.text:
                moved = {"start": start, "end": start + len(row.text)}
                conn.execute(statement.update().where(columns.id == row.id).values(moved))
    for batch in chunks(sorted(erased)):
        values = {"text": ERASED_WORDS, "start": 0, "end": 0}
        conn.execute(statement.update().where(columns.id.in_(batch)).values(values))
    if erased:
        retell(
            conn,
            themes_with(conn, erased),
            lambda key, text: ERASED_WORDS if key in erased else text,
        )
        drop_vectors(conn, set(erased.values()))
    return len(erased)


def drop_vectors(conn: Connection, texts: set[str]) -> None:
    """Delete the vectors of texts that no statement says any more, and note that the index holds them."""
    said: set[str] = set()
    for batch in chunks(sorted(texts)):
        said.update(conn.execute(select(statement.c.text).where(statement.c.text.in_(batch))).scalars())
    for batch in chunks(sorted(text_hash(text) for text in texts - said)):
        conn.execute(delete(embedding).where(embedding.c.text_hash.in_(batch)))
    note_index(conn, holds_erased=True)


def drop_unsaid_vectors(conn: Connection) -> int:
    """Delete every vector whose text no stored statement has; returns how many."""
    said = {text_hash(text) for text in conn.execute(select(statement.c.text)).scalars()}
    known = conn.execute(select(embedding.c.text_hash).distinct()).scalars()
    unsaid = sorted(key for key in known if key not in said)
    gone = 0
    for batch in chunks(unsaid):
        gone += conn.execute(delete(embedding).where(embedding.c.text_hash.in_(batch))).rowcount
    return gone


def note_index(conn: Connection, *, holds_erased: bool) -> None:
    """Note in the store's header whether the search index may hold what was erased."""
    conn.exec_driver_sql(f"PRAGMA user_version = {int(holds_erased)}").close()


def index_holds_erased(conn: Connection) -> bool:
    """Whether the search index may hold what was erased here."""
    return bool(conn.exec_driver_sql("PRAGMA user_version").scalar_one())
