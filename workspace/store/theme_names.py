"""Names that language models gave themes. Each stands for the members that it was checked against and for no others;
it may hold their words, so it goes when they do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from foundation.ids import content_id
from synthesis.given_names import GivenName
from synthesis.themes import Theme
from workspace.store.schema import theme_name as table
from workspace.store.values import chunks, time_text


def members_key(members: Iterable[str]) -> str:
    """A hash of a theme's members, in any order; their ids are made of their words."""
    return content_id("members", *sorted(members), length=32)


def names_for(conn: Connection, themes: Iterable[Theme]) -> dict[str, GivenName]:
    """The names of those of ``themes`` that have one for just their members, by theme id."""
    rows = conn.execute(select(table)).all()
    kept = {(row.theme_id, row.members): row for row in rows}
    known = {row.theme_id for row in rows}
    found = {}
    for theme in themes:
        row = kept.get((theme.id, members_key(theme.members))) if theme.id in known else None
        if row is not None:
            found[theme.id] = GivenName(row.label, row.summary, row.rule, row.model, row.prompt)
    return found


def newest_names(conn: Connection) -> dict[str, GivenName]:
    """The name that each theme was given last, whatever its members were."""
    rows = conn.execute(select(table).order_by(table.c.at, table.c.members))
    return {row.theme_id: GivenName(row.label, row.summary, row.rule, row.model, row.prompt) for row in rows}


def save_name(conn: Connection, theme: Theme, name: GivenName, at: datetime) -> None:
    """Keep a name for a theme with just these members; a newer one takes the place of an older."""
    values = {
        "theme_id": theme.id,
        "members": members_key(theme.members),
        "label": name.label,
        "summary": name.summary,
        "rule": name.rule,
        "model": name.model,
        "prompt": name.prompt,
        "at": time_text(at),
    }
    conn.execute(insert(table).values(**values).prefix_with("OR REPLACE"))


def drop_names(conn: Connection, theme_ids: Iterable[str] | None = None) -> int:
    """Delete the names of these themes, by default all; returns how many there were."""
    if theme_ids is None:
        return conn.execute(delete(table)).rowcount
    return sum(
        conn.execute(delete(table).where(table.c.theme_id.in_(batch))).rowcount
        for batch in chunks(sorted(set(theme_ids)))
    )
