"""Takes words that are gone out of everything that was made of them: past runs' statements, quotes and names
of themes, and the vectors.

Runs keep their figures; where a statement's words are no longer in its part, a mark stands in their place, so
that an old report says so instead of quoting what was taken back. The search index holds vectors in files of
its own, so the store notes that it must go (``index_holds_erased``) until somebody has removed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, delete, exists, select

from ingest.items import ERASED_WORDS
from synthesis.themes import Quote
from workspace.store.asked_turns import drop_turns, drop_turns_citing
from workspace.store.draft_erasing import forget_words
from workspace.store.embeddings import text_hash
from workspace.store.model_answers import drop_answers
from workspace.store.part_readings import drop_readings
from workspace.store.retelling import retell, themes_with
from workspace.store.schema import embedding, part, statement
from workspace.store.theme_edits import forget_statements
from workspace.store.theme_names import drop_names
from workspace.store.values import chunks


def mark_erased(conn: Connection, item_ids: Iterable[str]) -> int:
    """Mark the statements of these items whose words are no longer said in them; returns how many. Words that
    are said still, at another place or in another part of the item, are quoted from there. Answers of language
    models go with any change, as they may hold such words; kept questions go where their answers cite these items, and
    all where words were erased."""
    drop_answers(conn)
    item_ids = sorted(item_ids)
    drop_turns_citing(conn, item_ids)
    if not conn.execute(select(exists(select(statement.c.id)))).scalar_one():
        return 0
    erased: dict[str, str] = {}
    moved: dict[str, str] = {}
    for batch in chunks(item_ids):
        _look(conn, batch, erased, moved)
    for batch in chunks(sorted(erased)):
        parts = conn.execute(select(statement.c.part_id).where(statement.c.id.in_(batch))).scalars()
        drop_readings(conn, set(parts))
        values = {"text": ERASED_WORDS, "start": 0, "end": 0}
        conn.execute(statement.update().where(statement.c.id.in_(batch)).values(values))
    if erased or moved:
        drop_names(conn, (theme_id for _, theme_id in themes_with(conn, erased)))
        retell(conn, themes_with(conn, {*erased, *moved}), lambda quote: _requoted(quote, erased, moved))
    if erased:
        forget_statements(conn, erased)
        drop_vectors(conn, set(erased.values()))
        drop_turns(conn)
        forget_words(conn, erased.values())
    return len(erased)


def _look(conn: Connection, item_ids: list[str], erased: dict[str, str], moved: dict[str, str]) -> None:
    """Find out which statements of the items have lost their words, and lead the others to their place."""
    said: dict[str, dict[str, str]] = {}
    parts = select(part.c.item_id, part.c.id, part.c.text).where(part.c.item_id.in_(item_ids))
    for row in conn.execute(parts.order_by(part.c.id)):
        said.setdefault(row.item_id, {})[row.id] = row.text
    columns = statement.c
    query = select(columns.id, columns.item_id, columns.part_id, columns.text, columns.start)
    for row in conn.execute(query.where(columns.item_id.in_(item_ids), columns.text != ERASED_WORDS)).all():
        texts = said.get(row.item_id, {})
        own = texts.get(row.part_id, "")
        if own[row.start : row.start + len(row.text)] == row.text:
            continue
        place = row.part_id if row.text in own else next((key for key in texts if row.text in texts[key]), "")
        if not place:
            erased[row.id] = row.text
            continue
        start = texts[place].index(row.text)
        values = {"part_id": place, "start": start, "end": start + len(row.text)}
        conn.execute(statement.update().where(columns.id == row.id).values(values))
        if place != row.part_id:
            moved[row.id] = place


def _requoted(quote: Quote, erased: Mapping[str, str], moved: Mapping[str, str]) -> Quote:
    if quote.statement_id in erased:
        return replace(quote, text=ERASED_WORDS)
    return replace(quote, part_id=moved.get(quote.statement_id, quote.part_id))


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
