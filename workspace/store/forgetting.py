"""Erases items, parts and mentions from every table, within the caller's transaction.

Runs keep their figures, as sums tell of nobody; statements, quotes, names of themes and account ids go. What
was erased leaves a tombstone for ever, so that the same export does not bring it back.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Table, Text, delete, or_, select

from ingest.items import ERASED_WORDS
from ingest.words import word_set
from workspace.store.closeness import TOLD_BY, Close
from workspace.store.erasing import drop_unsaid_vectors, note_index
from workspace.store.forgotten import FORGOTTEN, NAMELESS_FILE
from workspace.store.mentions import blank
from workspace.store.model_answers import drop_answers
from workspace.store.naming_words import Wanted
from workspace.store.part_readings import drop_readings
from workspace.store.retelling import retell, themes_with
from workspace.store.run_rows import (
    manifest_without,
    stored_unclustered,
    stored_weights,
    unclustered_text,
    weights_text,
)
from workspace.store.schema import (
    grouping,
    item,
    item_assignment,
    item_change,
    metadata,
    part,
    promise_mark,
    statement,
    synthesis_run,
    theme,
    theme_also,
    theme_member,
    unclustered,
)
from workspace.store.theme_edits import forget_statements
from workspace.store.theme_names import drop_names
from workspace.store.tombstones import FOREVER, Grave, save_graves
from workspace.store.values import chunks

_OPAQUE = word_set(
    "id item_id part_id run_id theme_id statement_id import_id content version at text_hash key salt model "
    "source_key requester assignee author role given_role kind source match_method updated_at occurred_at "
    "created manifest coverage weights document draft_id action started day outcome wish"
)


def erase_items(conn: Connection, ids: Collection[str]) -> int:
    """Delete items with all that hangs on them, for good; returns how many there were."""
    for batch in chunks(sorted(ids)):
        for table in (item_change, item_assignment, promise_mark):
            conn.execute(delete(table).where(table.c.item_id.in_(batch)))
        conn.execute(delete(part).where(part.c.item_id.in_(batch)))
        conn.execute(delete(item).where(item.c.id.in_(batch)))
    save_graves(conn, dict.fromkeys(ids, Grave(FOREVER, FORGOTTEN)))
    return len(ids)


def erase_parts(conn: Connection, ids: Collection[str]) -> int:
    """Delete parts of items that stay, for good; returns how many there were."""
    for batch in chunks(sorted(ids)):
        conn.execute(delete(part).where(part.c.id.in_(batch)))
    save_graves(conn, dict.fromkeys(ids, Grave(FOREVER, FORGOTTEN)))
    return len(ids)


def erase_statements(conn: Connection, account_id: str | None) -> int:
    """Delete the statements of all runs whose part is gone or that are the account's, and what their themes
    say by them; returns how many."""
    columns = statement.c
    known = select(part.c.id)
    fits: ColumnElement[bool] = columns.part_id.not_in(known)
    if account_id is not None:
        fits = or_(fits, columns.account_id == account_id)
    dead = sorted(conn.execute(select(columns.id).where(fits, columns.text != ERASED_WORDS)).scalars())
    if not dead:
        return 0
    touched = themes_with(conn, dead)
    conn.execute(delete(grouping))
    for batch in chunks(dead):
        for table in (theme_member, theme_also, unclustered):
            conn.execute(delete(table).where(table.c.statement_id.in_(batch)))
        conn.execute(delete(statement).where(columns.id.in_(batch)))
    forget_statements(conn, dead)
    gone = set(dead)
    for run_id, theme_id in sorted(touched):
        members = theme_member.c
        left = select(members.position).where(members.run_id == run_id, members.theme_id == theme_id)
        if conn.execute(left.limit(1)).one_or_none() is None:
            conn.execute(delete(theme).where(theme.c.run_id == run_id, theme.c.id == theme_id))
    retell(conn, touched, lambda quote: None if quote.statement_id in gone else quote)
    return len(dead)


def erase_account_from_runs(conn: Connection, account_id: str) -> None:
    """Take an account's id out of the figures that name accounts; sums stay."""
    for row in conn.execute(select(theme.c.run_id, theme.c.id, theme.c.weights)).all():
        if account_id in row.weights:
            weights = stored_weights(row.weights)
            kept = tuple(share for share in weights.top_accounts if share.account_id != account_id)
            own = (theme.c.run_id == row.run_id) & (theme.c.id == row.id)
            fresh = weights_text(replace(weights, top_accounts=kept))
            conn.execute(theme.update().where(own).values(weights=fresh))
    columns = synthesis_run.c
    for row in conn.execute(select(columns.id, columns.unclustered, columns.manifest)).all():
        values: dict[str, str] = {}
        if account_id in row.unclustered:
            left = stored_unclustered(row.unclustered)
            loudest = tuple(share for share in left.loudest if share.account_id != account_id)
            values["unclustered"] = unclustered_text(replace(left, loudest=loudest))
        if account_id in row.manifest:
            values["manifest"] = manifest_without(row.manifest, account_id)
        if values:
            conn.execute(synthesis_run.update().where(columns.id == row.id).values(**values))


def blank_mentions(conn: Connection, wanted: Wanted, close: Collection[str]) -> int:
    """Put placeholders for every mention in parts and in the statements and quotes made of them; in items of
    the accounts ``close`` one of a person's names alone counts too. Returns how many parts changed."""
    query = select(part.c.id, part.c.text, item.c.account_id).outerjoin(item, item.c.id == part.c.item_id)
    changed: dict[str, tuple[str, str]] = {}
    moved: dict[str, str] = {}
    for row in conn.execute(query.order_by(part.c.id)).all():
        found = wanted.find(row.text, alone=row.account_id in close)
        if not found:
            continue
        blanked = blank(row.text, found)
        changed[row.id] = (row.text, blanked.text)
        conn.execute(part.update().where(part.c.id == row.id).values(text=blanked.text))
        columns = statement.c
        said = select(columns.id, columns.start, columns.end, columns.text).where(columns.part_id == row.id)
        for one in conn.execute(said).all():
            if one.text == ERASED_WORDS or row.text[one.start : one.end] != one.text:
                continue
            start, end = blanked.span(one.start, one.end)
            text = blanked.text[start:end]
            if text != one.text:
                moved[one.id] = text
            values = {"start": start, "end": end, "text": text}
            conn.execute(statement.update().where(columns.id == one.id).values(values))
    forget_statements(conn, moved)
    retell(
        conn,
        themes_with(conn, moved),
        lambda quote: replace(quote, text=moved.get(quote.statement_id, quote.text)),
    )
    return len(changed)


def sweep(conn: Connection, wanted: Wanted, near: Close) -> int:
    """Put placeholders for every mention that is left in any text column of any table; in subjects, tags,
    reasons, hints and file names of rows that are ``near``, one of a person's names alone counts too. Returns
    how many values changed."""
    changed = 0
    for table in metadata.sorted_tables:
        columns = [
            column.name for column in table.c if isinstance(column.type, Text) and column.name not in _OPAQUE
        ]
        changed += _sweep_table(conn, table, columns, wanted, near) if columns else 0
    return changed


def _sweep_table(conn: Connection, table: Table, columns: Iterable[str], wanted: Wanted, near: Close) -> int:
    names = list(columns)
    keys = [column.name for column in table.primary_key.columns]
    told = [name for name in TOLD_BY if name in table.c]
    query = select(*(table.c[name] for name in dict.fromkeys([*keys, *told, *names])))
    changed = 0
    for row in conn.execute(query).mappings().all():
        fresh = {}
        for name in names:
            text = row[name]
            if isinstance(text, str) and text:
                alone = near.holds(table.name, name, row)
                swept = _swept(name, text, wanted, near if alone else None)
                if swept != text:
                    fresh[name] = swept
        if fresh:
            own = [table.c[key] == row[key] for key in keys]
            conn.execute(table.update().prefix_with("OR REPLACE").where(*own).values(**fresh))
            changed += len(fresh)
    return changed


def _swept(column: str, text: str, wanted: Wanted, near: Close | None) -> str:
    alone = near is not None
    if column == "files":
        listed = [
            [NAMELESS_FILE if wanted.in_file_name(name, alone=alone) else name, digest]
            for name, digest in json.loads(text)
        ]
        return json.dumps(listed, ensure_ascii=False)
    if column == "file":
        return NAMELESS_FILE if wanted.in_file_name(text, alone=alone) else text
    found = near.find(wanted, column, text) if near is not None else wanted.find(text)
    return blank(text, found).text


def erase_answers(conn: Connection) -> int:
    """Delete all answers of language models, and the names that they gave themes, as any may hold words of the
    forgotten; returns how many."""
    return drop_answers(conn) + drop_names(conn)


def close_up(conn: Connection) -> int:
    """Delete what was read of parts and the vectors that nobody's words need, and note that the index must go;
    returns how many vectors went."""
    gone = drop_unsaid_vectors(conn)
    drop_readings(conn)
    note_index(conn, holds_erased=True)
    return gone
